"""The workers' doors to reading."""

from datetime import timedelta

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from django.db import InterfaceError, OperationalError

from claims import services

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
    """Read one version and set its figures beside the others."""
    try:
        services.perform_extraction(extraction_pk)
    except services.BeingRead:
        return  # delivered twice; the other worker is at it


@shared_task(ignore_result=True)
def requeue_lost_readings() -> None:
    """Queue again what the broker or a worker lost."""
    for pk in services.lost_readings(older_than=timedelta(seconds=60)):
        read_version.delay(pk)
