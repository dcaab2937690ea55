"""What the containers run, as processes with settings as in production: migrate, web, worker and beat."""

import http.client
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from factcheck.embedded import Server, processes, start_postgres, start_valkey
from factcheck.embedded.folders import socket_folder
from tests.factcheck.test_trial import NEEDED, free_port
from tests.workers import wait_until

BASE = Path(__file__).resolve().parents[2]
NAME = "desk.example.org"


class Team:
    """A copy of the image's files beside a database and a broker, and the containers' commands in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "app", free_port()
        for name in (*NEEDED, "docker"):
            copy = shutil.copytree if (BASE / name).is_dir() else shutil.copy
            copy(BASE / name, self.folder / name)
        self.servers: list[Server] = [
            start_postgres(folder, durable=False),
            start_valkey(folder, durable=False),
        ]
        self.started: list[subprocess.Popen[bytes]] = []
        self.env = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DATABASE_URL": self.servers[0].url,
            "REDIS_URL": self.servers[1].url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": NAME,
            "CSRF_TRUSTED_ORIGINS": f"https://{NAME}",
            "BEHIND_PROXY": "true",
            "PORT": str(self.port),
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )

    def start(self, name: str) -> Path:
        """Start one of the containers' commands; gives its log."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            record = self.folder / f"{name}.pid"
            child = processes.start(
                record, [f"docker/{name}"], output=output, folder=self.folder, env=self.env
            )
        self.started.append(child)
        return log

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": NAME, **headers})
        answer = connection.getresponse()
        return answer, answer.read().decode()

    def answers(self) -> bool:
        try:
            return self.get("/healthz")[0].status == 200
        except OSError:
            return False

    def stop(self) -> None:
        processes.stop_all(self.started)
        for server in reversed(self.servers):
            server.stop()


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    folder = tmp_path_factory.mktemp("team")
    (folder / "app").mkdir()
    made = Team(folder)
    collected = made.run(sys.executable, "manage.py", "collectstatic", "--noinput")
    assert collected.returncode == 0, collected.stderr
    migrated = made.run("docker/migrate")
    assert migrated.returncode == 0, migrated.stderr
    logs = {name: made.start(name) for name in ("web", "worker", "beat")}
    wait_until(made.answers, what="the web")
    wait_until(lambda: "ready." in logs["worker"].read_text(), what="the worker")
    wait_until(lambda: "Schedule changed" in logs["beat"].read_text(), what="beat")
    yield made
    made.stop()


def test_it_is_alive_and_ready(team: Team):
    answer, body = team.get("/readyz")

    assert (answer.status, body) == (200, '{"database": true, "broker": true}')
    assert team.run(sys.executable, "docker/healthy.py").returncode == 0


def test_migrate_may_run_again(team: Team):
    assert team.run("docker/migrate").returncode == 0


def test_plain_http_is_sent_to_https(team: Team):
    answer, _ = team.get("/")

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/")


def test_behind_the_proxy_the_sign_in_page_is_guarded(team: Team):
    answer, _ = team.get("/accounts/login/", **{"X-Forwarded-Proto": "https"})

    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_static_file_is_named_by_its_hash_and_kept_for_ever(team: Team):
    _, page = team.get("/accounts/login/", **{"X-Forwarded-Proto": "https"})
    styles = re.findall(r'href="([^"]+\.css)"', page)
    answer, _ = team.get(urlsplit(styles[0]).path, **{"X-Forwarded-Proto": "https"})

    assert re.search(r"\.[0-9a-f]{12}\.css$", styles[0])
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")


def test_an_unknown_name_is_refused(team: Team):
    answer, _ = team.get("/accounts/login/", Host="elsewhere.example.org")

    assert answer.status == 400


def test_beat_tells_the_worker_to_look_for_lost_readings(team: Team):
    worker = team.folder / "worker.log"
    done = "claims.tasks.requeue_lost_readings"

    wait_until(lambda: done in worker.read_text(), what="the timed task", patience=60)


def test_the_database_is_the_one_that_was_given(team: Team):
    with psycopg.connect(
        host=str(socket_folder(team.folder.parent)), user="factcheck", dbname="factcheck"
    ) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)


def test_unsafe_settings_are_refused_before_anything_starts(team: Team):
    broken = subprocess.run(
        ["docker/migrate"],
        cwd=team.folder,
        env={**team.env, "SECRET_KEY": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (broken.returncode != 0, "SECRET_KEY: is not set" in broken.stderr) == (True, True)
