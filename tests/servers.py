"""The database and the broker of the suite: its own, unless DATABASE_URL and REDIS_URL name others to use.

Servers given to the suite should be for tests alone: it makes a database of its own in one and empties the
task queue of the other.

The whole suite runs in as many processes as there are cores, a module at a time. Each process has a folder,
servers and ports of its own; what it shares with the others is the checkout, which no test writes to.
"""

import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
import pytest_django
from django.conf import settings
from psycopg.errors import LockNotAvailable

from factcheck.embedded import Server, start_postgres, start_valkey
from tests.workers import wait_until

SURROUNDINGS = {
    "DJANGO_SETTINGS_MODULE": "factcheck.settings",
    "TRIAL": "true",
    "DEBUG": "false",
    "SECRET_KEY": "a key for tests, long enough to be no weaker than a real one: 0123456789",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop in the thread of the tests
}
FOLDER, SERVERS = pytest.StashKey[Path](), pytest.StashKey[list[Server]]()
NUMBER = os.environ.get("PYTEST_XDIST_WORKER", "")  # of this process among those of one run: gw0, gw1
SLOW = {"page", "worker", "workers", "checkout", "team"}  # fixtures that start browsers and other processes


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Files and tests that are named run here and now: another process takes seconds to start."""
    return 0 if all(".py" in argument for argument in config.args) else None


def pytest_configure(config: pytest.Config) -> None:
    """Before Django reads its settings."""
    if config.getoption("tx") and not NUMBER:
        # This process only deals out the tests. The others would read the settings before they have servers.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        return
    os.environ |= SURROUNDINGS
    folder = config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="factcheck-"))
    os.environ["MEDIA_ROOT"] = str(folder / "media")  # kept copies go with the suite
    running = config.stash[SERVERS] = []
    for variable, start in (("DATABASE_URL", start_postgres), ("REDIS_URL", start_valkey)):
        # A broker that is given has one task queue, which two processes can't both empty.
        if not os.environ.get(variable) or (variable == "REDIS_URL" and NUMBER not in {"", "gw0"}):
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
    """Where processes share the suite the slowest modules are dealt out first: none is left for the end."""
    if NUMBER:
        items.sort(key=lambda item: SLOW.isdisjoint(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """After a test that commits, let the tables hold what the migrations wrote, and nothing else.

    Django would truncate every table and write the rows one by one, which takes a hundred times as long.
    """
    import pgtrigger
    from django.db import OperationalError, connection, transaction
    from django.test import TransactionTestCase

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")  # --reuse-db has it already
        cursor.execute("; ".join(f"CREATE TABLE kept.{table} AS TABLE {table}" for table in tables))
    emptied = "; ".join(f"DELETE FROM {table}" for table in tables)
    filled = "; ".join(f"INSERT INTO {table} TABLE kept.{table}" for table in tables)

    def is_put_back() -> bool:
        """Holding no lock while waiting for others: a worker that still reads would wait for us."""
        try:
            with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"LOCK {', '.join(tables)} NOWAIT")
                cursor.execute(f"{emptied}; {filled}")
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            return False
        return True

    def put_back(_: TransactionTestCase) -> None:
        wait_until(is_put_back, what="the workers to end what they do")

    TransactionTestCase._fixture_teardown = put_back  # type: ignore[attr-defined]
