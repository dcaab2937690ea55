"""What the settings promise: no reading is lost, and production refuses what is unsafe."""

import os
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]


def in_production(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL")}
    env = kept | {"TRIAL": "false", "DEBUG": "false"} | surroundings
    return subprocess.run(
        [sys.executable, *arguments], cwd=BASE, env=env, capture_output=True, text=True, check=False
    )


def test_a_message_is_given_to_another_only_when_its_task_must_be_over(settings):
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS

    assert (
        settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < options["visibility_timeout"]
    )
    assert (settings.CELERY_TASK_ACKS_LATE, settings.CELERY_TASK_REJECT_ON_WORKER_LOST) == (True, True)


def test_a_lost_message_is_looked_for_every_few_seconds(settings):
    """By default a worker looks at most once in a hundred rounds of ten seconds."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS

    assert (options["unacked_restore_interval"] <= 30, options["unacked_restore_throttle"]) == (True, 1)


def test_the_web_does_not_start_without_a_secret():
    started = in_production("-c", "import factcheck.wsgi")

    assert (started.returncode, "SECRET_KEY is not set" in started.stderr) == (1, True)


def test_reading_needs_no_secret_and_no_server(tmp_path):
    (tmp_path / "a.txt").write_text("Nine soldiers were killed, officials said.")
    nowhere = "postgres://nobody@127.0.0.1:1/none"

    read = in_production("manage.py", "extract", str(tmp_path / "a.txt"), DATABASE_URL=nowhere)

    assert (read.returncode, '"text": "Nine"' in read.stdout) == (0, True)
