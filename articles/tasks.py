"""The workers' doors to taking things in."""

from collections.abc import Collection
from datetime import timedelta

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from articles import feeds, intake, near_copies, rechecking
from articles.models import Intake, Version
from claims.models import Extraction, Figure
from claims.queueing import queue_reading
from claims.services import request_extraction

HOT = timedelta(days=7)  # since something new was said in a dispute
WENT_WRONG = "This could not be taken in. Try again, or paste the text instead; and tell your admin: {why}."
TOO_SLOW = "Finding the article took longer than allowed. Open it in your browser and paste the text instead."


class TakingIn(DjangoTask):
    """What Celery does when an intake ends badly: the editor is told, in a sentence."""

    def on_failure(self, exc: BaseException, task_id: str, args: tuple, kwargs: dict, einfo: object) -> None:
        slow = isinstance(exc, SoftTimeLimitExceeded | TimeLimitExceeded)
        intake.fail_intake(args[0], error=TOO_SLOW if slow else WENT_WRONG.format(why=type(exc).__name__))


@shared_task(
    base=TakingIn,
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=2,
    retry_backoff_max=300,
    max_retries=12,
    soft_time_limit=150,
    time_limit=180,
)
def take_in(intake_pk: int) -> None:
    """Take in one thing, and have it read."""
    try:
        _queue_what_follows(intake.perform_intake(intake_pk, hand_on=_ask_for_reading))
    except intake.BeingTaken:
        return  # delivered twice; the other worker is at it


def _ask_for_reading(version: Version, by: User) -> None:
    request_extraction(version, by=by)


def _queue_what_follows(taken: Intake) -> None:
    """The reading of a new version; of an archive, its files."""
    for part in taken.parts.unfinished():
        take_in.delay(part.pk)
    for extraction in Extraction.objects.unfinished().filter(version=taken.version_id):
        queue_reading(extraction)


@shared_task(ignore_result=True)
def requeue_lost_intakes() -> None:
    """Queue again what the broker or a worker lost, and what is due for another attempt."""
    for pk in intake.lost_intakes(older_than=timedelta(seconds=60)):
        take_in.delay(pk)


@shared_task(ignore_result=True, soft_time_limit=150, time_limit=180)
def poll_feed(feed_pk: int) -> None:
    """Ask one feed, and have what is new taken in."""
    for row in feeds.poll_feed(feed_pk):
        take_in.delay_on_commit(row.pk)


@shared_task(ignore_result=True)
def poll_due_feeds() -> None:
    """Have the feeds asked whose time has come."""
    for pk in feeds.due_feeds():
        poll_feed.delay(pk)


@shared_task(ignore_result=True)
def check_pages_again() -> None:
    """Have the pages of hot stories fetched again whose time has come."""
    for article in rechecking.due_articles(_in_dispute):
        asked = {"known": rechecking.BY_ITSELF, "again": article, "by": article.added_by}
        take_in.delay_on_commit(intake.request_intake("address", article.address, **asked).pk)


def _in_dispute(articles: Collection[int]) -> set[int]:
    return Figure.objects.articles_in_dispute(articles, since=timezone.now() - HOT)


@shared_task(ignore_result=True)
def sketch_the_rest() -> None:
    """Look for near copies among articles that came in before they were looked for."""
    near_copies.sketch_the_rest()
