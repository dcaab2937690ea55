"""The workers' doors to reading, and what an editor is told when one ends badly."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from claims import services, tasks
from claims.models import Extraction
from tests import make
from verdicts.desk import Work

pytestmark = pytest.mark.django_db


def attempt(extraction: Extraction) -> Extraction:
    """Run the task here, as a worker would."""
    tasks.read_version.apply(args=[extraction.pk])
    extraction.refresh_from_db()
    return extraction


def test_a_reading_is_done():
    extraction = attempt(make.extraction(make.version("Nine soldiers were killed, officials said.")))

    assert (extraction.state, extraction.version.figures.count()) == ("done", 1)


def test_what_was_read_is_in_the_queue_without_waiting_for_the_clock():
    extraction = attempt(make.extraction(make.version("Nine soldiers were killed, officials said.")))

    assert Work.objects.filter(claim__version=extraction.version).count() == 1


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (ZeroDivisionError("one/zero"), "could not finish"),
        (SoftTimeLimitExceeded(), "took longer than allowed"),
    ],
)
def test_a_reading_that_ends_badly_is_failed_with_a_sentence(monkeypatch, trouble, said):
    def fail(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(services, "extract", fail)

    extraction = attempt(make.extraction())

    assert (extraction.state, said in extraction.error, "one/zero" in extraction.error) == (
        "failed",
        True,
        False,
    )


def test_a_failed_reading_can_be_asked_for_again():
    version = make.version("Nine soldiers were killed, officials said.")
    services.fail_extraction(make.extraction(version).pk, error="The worker fell over.")

    again = attempt(services.request_extraction(version, by=make.editor()))

    assert (again.state, version.extractions.count()) == ("done", 2)


def test_what_the_broker_lost_is_queued_again(monkeypatch):
    lost, queued = make.extraction(queued_at=make.long_ago()), []
    monkeypatch.setattr(tasks.read_version, "delay", queued.append)

    tasks.requeue_lost_readings.apply()

    assert queued == [lost.pk]
