"""A worker that is killed in the middle of a reading: nothing is lost and nothing doubled."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims import tasks
from claims.extraction import extract
from claims.models import Extraction
from factcheck.celery import app
from tests import make
from tests.workers import Worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

# Long enough for a kill to come in the middle, with a figure now and then.
TEXT = "\n\n".join(
    f"The bridge of village {name} was closed for repairs, the council said. Residents went by boat."
    + (
        f" Officials said that {number} houses in the village were damaged by the storm."
        if number % 20 == 0
        else ""
    )
    for number, name in ((number, "ABCDEFGHIJ"[number % 10] * 2) for number in range(2, 400))
)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Worker]:
    """A worker that is started, killed and started again by the test."""
    app.control.purge()
    made = Worker(tmp_path)
    yield made
    made.stop()


def state_of(pk: int) -> str:
    return Extraction.objects.values_list("state", flat=True).get(pk=pk)


def start_reading(workers: Worker) -> Extraction:
    """A long reading that a worker is in the middle of."""
    extraction = make.extraction(make.version(TEXT))
    workers.start()
    tasks.read_version.delay(extraction.pk)
    wait_until(lambda: state_of(extraction.pk) == "reading", what="the reading to begin")
    return extraction


def assert_read_once(extraction: Extraction) -> None:
    """What is stored is what one undisturbed reading gives."""
    wait_until(lambda: state_of(extraction.pk) in {"done", "failed"}, what="the reading to end", patience=90)
    extraction.refresh_from_db()
    reading, version = extract(TEXT), extraction.version

    assert (extraction.state, extraction.attempts) == ("done", 2)
    assert list(version.claims.values_list("start", "end")) == [(c.start, c.end) for c in reading.claims]
    assert version.figures.count() == len(reading.figures)
    assert version.attributions.count() == len(reading.attributions)
    assert version.extractions.count() == 1


def test_a_reading_whose_worker_is_killed_is_done_by_the_next(workers: Worker):
    extraction = start_reading(workers)

    workers.kill()
    assert (state_of(extraction.pk), extraction.version.claims.count()) == ("reading", 0)
    Extraction.objects.filter(pk=extraction.pk).update(queued_at=make.long_ago(), started_at=make.long_ago())
    workers.start()
    tasks.requeue_lost_readings.delay()  # as beat does

    assert_read_once(extraction)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for child processes in /proc")
def test_a_reading_whose_process_is_killed_is_given_to_another_at_once(workers: Worker):
    extraction = start_reading(workers)
    assert workers.process
    pid = workers.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()

    for child in children:
        os.kill(int(child), signal.SIGKILL)

    assert_read_once(extraction)


def test_a_message_that_comes_twice_is_read_once(workers: Worker):
    extraction = start_reading(workers)
    tasks.read_version.delay(extraction.pk)
    wait_until(lambda: state_of(extraction.pk) == "done", what="the reading to end", patience=90)
    wait_until(lambda: app.connection().default_channel.client.llen("celery") == 0, what="an empty queue")
    extraction.refresh_from_db()

    assert (extraction.state, extraction.attempts) == ("done", 1)
