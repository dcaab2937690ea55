"""The database and the broker of the suite: its own, unless DATABASE_URL and REDIS_URL name others to use.

Servers given to the suite should be for tests alone: it makes a database of its own in one and empties the
task queue of the other.
"""

import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.conf import settings

from factcheck.embedded import Server, start_postgres, start_valkey

SURROUNDINGS = {
    "DJANGO_SETTINGS_MODULE": "factcheck.settings",
    "TRIAL": "true",
    "DEBUG": "false",
    "SECRET_KEY": "a key for tests, long enough to be no weaker than a real one: 0123456789",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop in the thread of the tests
}
FOLDER, SERVERS = pytest.StashKey[Path](), pytest.StashKey[list[Server]]()


def pytest_configure(config: pytest.Config) -> None:
    """Before Django reads its settings."""
    os.environ |= SURROUNDINGS
    folder = config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="factcheck-"))
    running = config.stash[SERVERS] = []
    for variable, start in (("DATABASE_URL", start_postgres), ("REDIS_URL", start_valkey)):
        if not os.environ.get(variable):
            running.append(start(folder, durable=False))
            os.environ[variable] = running[-1].url
    django.setup()
    # The real one takes a third of a second for each account that a test makes.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    for server in reversed(config.stash.get(SERVERS, [])):
        server.stop()
    if FOLDER in config.stash:
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits ends with empty tables; the next such test gets the migrations' rows back."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        commits = {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if commits or (marker and marker.kwargs.get("transaction")):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let every connection know the migrations' rows: Playwright's event loop gives Django another one."""
    from django.db import connections

    rows = getattr(connections["default"], "_test_serialized_contents", None)
    if rows is not None:
        type(connections["default"])._test_serialized_contents = rows  # type: ignore[attr-defined]
