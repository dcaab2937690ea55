"""`make run` in a copy of the checkout: from nothing to a page, to Ctrl-C, and what may go wrong."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
import redis

from factcheck.embedded import start_postgres, start_valkey
from factcheck.embedded.folders import socket_folder
from factcheck.trial import processes
from tests.servers import SURROUNDINGS
from tests.workers import PATIENCE, wait_until

BASE = Path(__file__).resolve().parents[2]
APPS = ("factcheck", "people", "sources", "articles", "claims", "verdicts")
NEEDED = ("manage.py", *APPS, "templates", "static")


class Run:
    """A trial that runs, and what it prints."""

    def __init__(self, checkout: Path, *, under: Sequence[str] = (), **surroundings: str) -> None:
        self.log = checkout / "log"
        self.port = free_port()
        ours = {*SURROUNDINGS, "DATABASE_URL", "REDIS_URL"}
        env = {name: value for name, value in os.environ.items() if name not in ours}
        env |= {"PORT": str(self.port), **surroundings}
        with self.log.open("wb") as output:
            command = [*under, sys.executable, "-m", "factcheck.trial"]
            self.process = subprocess.Popen(command, cwd=checkout, env=env, stdout=output, stderr=output)

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_for(self, words: str) -> None:
        wait_until(lambda: words in self.said() or self.process.poll() is not None, what=words, patience=180)
        assert words in self.said()

    def children(self) -> list[int]:
        """Everything that runs from the copy, the supervisor aside."""
        checkout = str(self.log.parent)
        found = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
        return [pid for pid in found if pid != self.process.pid and runs_in(pid, checkout)]

    def wait_for_children_to_end(self) -> None:
        """Fail with the command lines of those that go on."""
        deadline = time.monotonic() + PATIENCE
        while (left := self.children()) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [processes.command_line(pid) for pid in left] == []

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")


def runs_in(pid: int, folder: str) -> bool:
    try:
        return os.readlink(f"/proc/{pid}/cwd").startswith(folder) and processes.command_line(pid) != ""
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A copy of what a trial needs, with no state; whatever still runs from it in the end is ended."""
    copy = tmp_path / "a checkout"
    copy.mkdir()
    for name in NEEDED:
        if (BASE / name).is_dir():
            shutil.copytree(BASE / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(BASE / name, copy / name)
    yield copy
    for pid in (
        pid for pid in map(int, filter(str.isdecimal, os.listdir("/proc"))) if runs_in(pid, str(copy))
    ):
        os.kill(pid, signal.SIGKILL)


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@linux_only
def test_from_nothing_to_a_page_to_ctrl_c_and_again(checkout: Path):
    run = Run(checkout)
    run.wait_for(f"Open http://localhost:{run.port}")
    passwords = re.findall(r"(admin|chief|editor1|editor2) +(\S+)", run.said())

    assert [name for name, _ in passwords] == ["admin", "chief", "editor1", "editor2"]
    assert run.get("/") == (302, "/accounts/login/?next=/")
    assert run.get("/readyz")[0] == 200

    worker = int((checkout / "var" / "worker.pid").read_text())
    os.kill(worker, signal.SIGKILL)
    run.wait_for("The worker stopped (status -9). Starting it again.")

    began = time.monotonic()
    run.process.send_signal(signal.SIGINT)
    assert (run.process.wait(20), run.children()) == (0, [])
    assert time.monotonic() - began < 10

    again = Run(checkout)
    again.wait_for(f"Open http://localhost:{again.port}")
    again.process.send_signal(signal.SIGTERM)

    assert re.findall(r"(admin|chief|editor1|editor2) +(\S+)", again.said()) == passwords
    assert (again.process.wait(20), again.children()) == (0, [])


@linux_only
def test_servers_that_are_given_are_used_and_a_killed_trial_leaves_nothing(checkout: Path, tmp_path: Path):
    given = tmp_path / "given"
    given.mkdir()
    database, broker = start_postgres(given, durable=False), start_valkey(given, durable=False)
    try:
        run = Run(checkout, DATABASE_URL=database.url, REDIS_URL=broker.url)
        run.wait_for(f"Open http://localhost:{run.port}")

        with psycopg.connect(
            host=str(socket_folder(given)), user="factcheck", dbname="factcheck"
        ) as connection:
            articles = connection.execute("SELECT count(*) FROM articles_article").fetchone()
        assert articles == (4,)
        assert redis.Redis.from_url(broker.url).info("clients")["connected_clients"] > 1
        assert not (checkout / "var" / "postgres").exists()
        assert not (checkout / "var" / "valkey").exists()

        run.process.kill()
        run.process.wait()
        run.wait_for_children_to_end()
    finally:
        broker.stop()
        database.stop()


def fails_with(run: Run) -> str:
    assert run.process.wait(120) == 1
    return run.said().strip()


def test_a_taken_port_is_named(checkout: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert fails_with(Run(checkout, PORT=str(port))) == (
            f"make run: Port {port} is taken. Choose another: make run PORT=8001"
        )


def test_a_port_that_is_none_is_named(checkout: Path):
    assert (
        fails_with(Run(checkout, PORT="http"))
        == "make run: PORT is 'http'; it should be a number from 1 to 65535."
    )


def test_a_second_start_says_that_the_first_runs(checkout: Path):
    from factcheck.embedded import claim_folder

    with claim_folder(checkout / "var"):
        assert fails_with(Run(checkout)).endswith("Stop that one first.")


def test_a_broken_var_is_named(checkout: Path):
    (checkout / "var").write_text("not a folder")

    assert fails_with(Run(checkout)).endswith("var is not a folder. Move it away and try again.")


def test_a_broken_database_is_named(checkout: Path):
    (checkout / "var" / "postgres").mkdir(parents=True)

    assert fails_with(Run(checkout)).endswith("is broken. Move it away to start with an empty database.")


def test_a_folder_that_may_not_be_written_is_named(checkout: Path):
    (checkout / "log").touch()
    checkout.chmod(0o500)
    as_anybody = (
        ["setpriv", "--bounding-set=-dac_override"] if os.getuid() == 0 else []
    )  # root may write anywhere

    assert fails_with(Run(checkout, under=as_anybody)).endswith("can't be written: Permission denied.")


def test_a_database_that_does_not_answer_is_named(checkout: Path):
    said = fails_with(Run(checkout, DATABASE_URL="postgres://nobody@127.0.0.1:1/none"))

    assert "make run: The database does not answer: connection failed" in said


def test_a_broker_that_does_not_answer_is_named(checkout: Path):
    said = fails_with(Run(checkout, REDIS_URL="redis://127.0.0.1:1/0"))

    assert said.endswith("make run: The server that REDIS_URL names does not answer.")
