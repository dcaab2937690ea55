"""The servers of a trial: started from nothing, stopped in order, and recognised after a crash."""

import functools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from factcheck.embedded import (
    Trouble,
    claim_folder,
    postgres,
    processes,
    quarters,
    start_postgres,
    start_valkey,
)
from factcheck.embedded.folders import socket_folder

FOREVER = "import time; time.sleep(60)"
# A supervisor that starts both servers, says so, and then is killed.
SUPERVISOR = """
import sys, time
from pathlib import Path
from factcheck.embedded import start_postgres, start_valkey
folder = Path(sys.argv[1])
servers = [start_postgres(folder, durable=False), start_valkey(folder)]
print(*(server.process.pid for server in servers), flush=True)
time.sleep(60)
"""


def connect(folder: Path, database: str = "factcheck") -> psycopg.Connection:
    return psycopg.connect(
        host=str(socket_folder(folder)), user="factcheck", dbname=database, autocommit=True
    )


def gone(pid: int) -> bool:
    return processes.command_line(pid) == ""


def wait_until(happens, patience: float = 10) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and not happens():
        time.sleep(0.05)
    return happens()


def test_postgres_keeps_its_data_from_start_to_start(tmp_path):
    server = start_postgres(tmp_path, durable=False)
    connect(tmp_path).execute("CREATE TABLE kept AS SELECT 1 AS one")
    server.stop()

    server = start_postgres(tmp_path, durable=False)
    try:
        assert connect(tmp_path).execute("SELECT one FROM kept").fetchone() == (1,)
    finally:
        server.stop()
    assert gone(server.process.pid)


def test_the_trigrams_of_postgres_know_letters_with_accents(tmp_path):
    server = start_postgres(tmp_path, durable=False)
    try:
        connection = connect(tmp_path)
        connection.execute("CREATE EXTENSION pg_trgm")

        assert connection.execute("SELECT similarity('Łódź café', 'łódź café')").fetchone() == (1.0,)
        assert connection.execute("SELECT cardinality(show_trgm('éü'))").fetchone() == (3,)
        assert connection.execute("SHOW timezone").fetchone() == ("UTC",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    finally:
        server.stop()


def test_the_broker_keeps_what_it_was_given_when_it_is_killed(tmp_path):
    server = start_valkey(tmp_path)
    redis.Redis.from_url(server.url).rpush("queue", "a task")
    time.sleep(1.1)  # it writes to disk once a second
    server.process.kill()
    server.process.wait()

    server = start_valkey(tmp_path)
    try:
        assert redis.Redis.from_url(server.url).lrange("queue", 0, -1) == [b"a task"]
    finally:
        server.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_killing_the_supervisor_leaves_no_server_and_no_damage(tmp_path):
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    pids = [int(word) for word in supervisor.stdout.readline().split()]

    supervisor.kill()
    supervisor.wait()

    assert wait_until(lambda: all(map(gone, pids)))
    start_postgres(tmp_path, durable=False).stop()


def test_a_process_that_an_earlier_run_left_is_ended(tmp_path):
    command = [sys.executable, "-c", FOREVER]
    orphan = processes.start(tmp_path / "pid", command, prefix=[], output=subprocess.DEVNULL)
    assert wait_until(lambda: processes.runs(orphan.pid, command))

    again = processes.start(tmp_path / "pid", command, prefix=[], output=subprocess.DEVNULL)

    assert (orphan.wait(5) != 0, again.poll()) == (True, None)
    processes.stop(again, signal.SIGTERM, 5)


def test_a_stranger_with_an_old_id_is_left_alone(tmp_path):
    stranger = subprocess.Popen([sys.executable, "-c", FOREVER])
    (tmp_path / "pid").write_text(f"{stranger.pid}\n")
    ours = processes.start(
        tmp_path / "pid", [sys.executable, "-c", FOREVER, "ours"], output=subprocess.DEVNULL
    )

    assert stranger.poll() is None
    for child in (stranger, ours):
        processes.stop(child, signal.SIGTERM, 5)


def test_postgres_starts_though_a_stranger_has_its_old_id(tmp_path):
    start_postgres(tmp_path, durable=False).stop()
    stranger = subprocess.Popen([sys.executable, "-c", FOREVER])
    record = tmp_path / "postgres" / "postmaster.pid"
    record.write_text(f"{stranger.pid}\n{tmp_path / 'postgres'}\n0\n5432\n\n\n\n")
    try:
        start_postgres(tmp_path, durable=False).stop()

        assert stranger.poll() is None
    finally:
        processes.stop(stranger, signal.SIGTERM, 5)


def test_a_folder_is_claimed_once(tmp_path):
    with claim_folder(tmp_path), pytest.raises(Trouble, match="runs already"):
        claim_folder(tmp_path)
    claim_folder(tmp_path).close()


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "var").write_text("")

    with pytest.raises(Trouble, match=r"var/?.* is not a folder\. Move it away"):
        claim_folder(tmp_path / "var")


def test_a_full_disk_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("factcheck.embedded.folders.LEAST_SPACE", 2**60)

    with pytest.raises(Trouble, match=r"The disk of .* is full: \d+ MB left"):
        claim_folder(tmp_path)


def test_a_data_folder_that_is_none_is_named(tmp_path):
    (tmp_path / "postgres").mkdir()

    with pytest.raises(Trouble, match="postgres is broken"):
        start_postgres(tmp_path)


def test_data_of_another_postgres_is_named(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(Trouble, match=r"made by PostgreSQL 9\.6"):
        start_postgres(tmp_path)


def test_what_a_server_says_when_it_gives_up_is_passed_on(tmp_path):
    start_postgres(tmp_path, durable=False).stop()
    (tmp_path / "postgres" / "global" / "pg_control").unlink()

    with pytest.raises(Trouble, match=r"PostgreSQL did not start: .*pg_control"):
        start_postgres(tmp_path)


def test_a_long_path_gets_its_sockets_elsewhere(tmp_path):
    deep = tmp_path / ("long " * 12) / ("longer " * 8)
    deep.mkdir(parents=True)
    broker = start_valkey(deep)
    try:
        assert redis.Redis.from_url(broker.url).ping()
        assert str(deep) not in broker.url
    finally:
        broker.stop()


@pytest.mark.skipif(os.getuid() != 0, reason="only root may run PostgreSQL as somebody else")
def test_root_runs_postgres_as_nobody_where_namespaces_are_refused(tmp_path, monkeypatch):
    tight = tmp_path / "tight"
    tight.mkdir(mode=0o700)
    monkeypatch.setattr(quarters, "LODGINGS", Path("/var/tmp"))
    monkeypatch.setattr(
        postgres, "find_quarters", functools.partial(quarters.find_quarters, namespaces=False)
    )
    server = start_postgres(tight, durable=False)
    lodgings = Path(processes.command_line(server.process.pid).split(" -D ")[1].split()[0]).parent
    try:
        assert lodgings.parent == Path("/var/tmp")
        assert Path(f"/proc/{server.process.pid}").stat().st_uid != 0
    finally:
        server.stop()
        subprocess.run(["rm", "-r", str(lodgings)], check=True)
