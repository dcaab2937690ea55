"""What the tests of articles share."""

import pytest


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    """What the doors handed to the workers; no broker is asked."""
    handed: list[int] = []
    monkeypatch.setattr("claims.queueing.read_version.delay_on_commit", handed.append)
    return handed
