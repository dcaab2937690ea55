"""How the doors hand an intake to the workers."""

import structlog
from kombu.exceptions import OperationalError

from articles.models import Feed, Intake
from articles.tasks import poll_feed, take_in

log = structlog.get_logger(__name__)


def queue_intake(intake: Intake) -> None:
    """Tell the workers. Where the broker is down, the row is kept and the beat task tells them later."""
    if intake.is_finished:
        return
    try:
        take_in.delay_on_commit(intake.pk)
    except OperationalError as why:
        log.warning("the broker is down; the intake waits", intake=intake.pk, why=str(why))


def queue_poll(feed: Feed) -> None:
    """Have a feed asked now. Where the broker is down, it is asked when its time comes."""
    try:
        poll_feed.delay_on_commit(feed.pk)
    except OperationalError as why:
        log.warning("the broker is down; the feed waits", feed=feed.pk, why=str(why))
