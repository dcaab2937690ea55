"""What the tests of articles share."""

import pytest


@pytest.fixture(autouse=True)
def queued(request, monkeypatch):
    """What the doors handed to the workers; no broker is asked, but where a real worker waits for it."""
    handed: list[int] = []
    if "worker" in request.fixturenames:
        return handed
    monkeypatch.setattr("claims.queueing.read_version.delay_on_commit", handed.append)
    return handed
