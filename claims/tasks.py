"""The workers' doors to reading."""

from datetime import datetime, timedelta

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from claims import measuring, outlining, services, spans
from verdicts.reopenings import reopen_changed
from verdicts.working import fill_queue

WENT_WRONG = (
    "The reading engine could not finish this text. Try again; if it fails again, tell your admin: {why}."
)
TOO_LONG = "Reading this text took longer than allowed. Split it into parts and add them one by one."


class Reading(DjangoTask):
    """What Celery does when a reading ends badly: the editor is told, in a sentence."""

    def on_failure(self, exc: BaseException, task_id: str, args: tuple, kwargs: dict, einfo: object) -> None:
        slow = isinstance(exc, SoftTimeLimitExceeded | TimeLimitExceeded)
        services.fail_extraction(
            args[0], error=TOO_LONG if slow else WENT_WRONG.format(why=type(exc).__name__)
        )


@shared_task(
    base=Reading,
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=2,
    retry_backoff_max=300,
    max_retries=12,
)
def read_version(extraction_pk: int) -> None:
    """Read one version, set its figures beside the others, re-open what they contradict, queue its claims."""
    try:
        extraction = services.perform_extraction(extraction_pk)
    except services.BeingRead:
        return  # delivered twice; the other worker is at it
    reopen_changed(since=extraction.started_at or extraction.requested_at)
    fill_queue(waits=True)


@shared_task(ignore_result=True, autoretry_for=(OperationalError, InterfaceError), retry_backoff=2)
def read_figure(figure_pk: int) -> None:
    """Read what a person marked as a figure, and set it beside the others."""
    spans.read_figure(figure_pk)


@shared_task(ignore_result=True)
def requeue_lost_readings() -> None:
    """Queue again what the broker or a worker lost."""
    for pk in services.lost_readings(older_than=timedelta(seconds=60)):
        read_version.delay(pk)
    for pk in spans.lost_figures(older_than=timedelta(seconds=60)):
        read_figure.delay(pk)


@shared_task(ignore_result=True)
def outline_the_rest() -> None:
    """Put disputes on the list that were there before the list had outlines."""
    outlining.outline_the_rest(most=2000)


@shared_task(ignore_result=True)
def compare_again(before: str = "") -> None:
    """Let all disputes say what they say by the measures as an admin left them."""
    measuring.compare_again(before=datetime.fromisoformat(before) if before else timezone.now())


@shared_task(ignore_result=True)
def restate_those_of(sources: list[int]) -> None:
    """Let the disputes of some sources say what they say since an admin merged, parted or joined them."""
    measuring.restate_those_of(sources)


@shared_task(ignore_result=True)
def restate_those_in(articles: list[int]) -> None:
    """Let the disputes with figures of some articles say what they say since an editor told copies apart."""
    measuring.restate_those_in(articles)


@shared_task(ignore_result=True)
def reopen_lost() -> None:
    """Look again at what changed lately: a worker may be gone between grouping and this."""
    reopen_changed(since=timezone.now() - timedelta(hours=1))
