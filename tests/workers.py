"""A real Celery worker, as a process, on the database and the broker of the suite."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.embedded import processes

COMMAND = [sys.executable, "-W", "ignore:You're running", "-m", "celery", "-A", "factcheck"]
PATIENCE = 60.0  # twice what a worker needs beside a browser of another process


class Worker:
    """A worker process. `log` is what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        """Start and wait until it takes tasks."""
        command = [*COMMAND, "worker", "--concurrency=1", "--without-gossip", "--without-mingle", *options]
        with self.log.open("wb") as output:
            env = os.environ | {"DATABASE_URL": test_database_url()}
            self.process = processes.start(self.folder / "pid", command, output=output, env=env)
        wait_until(lambda: b"ready." in self.log.read_bytes(), what=f"the worker to start ({self.log})")

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        assert self.process
        processes.kill_group(self.process.pid)
        self.process.wait()

    def stop(self) -> None:
        if self.process:
            processes.stop_all([self.process])


def test_database_url() -> str:
    """The address of the database that pytest-django made, for another process."""
    from django.db import connection

    address, mark, options = os.environ["DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{connection.settings_dict['NAME']}{mark}{options}"


test_database_url.__test__ = False  # type: ignore[attr-defined]  # no test, though its name begins like one


def wait_until(happens, *, what: str, patience: float = PATIENCE) -> None:  # type: ignore[no-untyped-def]
    """Return when `happens()` is true; fail when it takes too long."""
    deadline = time.monotonic() + patience
    while not happens():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {patience:.0f} s for {what}")
        time.sleep(0.05)


@pytest.fixture(scope="module")
def worker(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A worker for the tests of a module. They need `transaction=True`: it sees only what is committed."""
    from factcheck.celery import app

    app.control.purge()
    made = Worker(tmp_path_factory.mktemp("worker"))
    made.start()
    yield made
    made.stop()
