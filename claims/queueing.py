"""How the doors hand a reading to the workers."""

import structlog
from django.utils import timezone
from kombu.exceptions import OperationalError

from claims.models import Extraction, Figure
from claims.tasks import compare_again, read_figure, read_version, restate_those_in, restate_those_of

log = structlog.get_logger(__name__)


def queue_reading(extraction: Extraction) -> None:
    """Tell the workers. Where the broker is down, the row is kept and the beat task tells them later."""
    try:
        read_version.delay_on_commit(extraction.pk)
    except OperationalError as why:
        log.warning("the broker is down; the reading waits", extraction=extraction.pk, why=str(why))


def queue_figure(figure: Figure) -> None:
    """Have what a person marked as a figure read. With the broker down, the beat task tells the workers."""
    try:
        read_figure.delay_on_commit(figure.pk)
    except OperationalError as why:
        log.warning("the broker is down; the figure waits", figure=figure.pk, why=str(why))


def queue_comparison() -> None:
    """Tell the workers that measures changed. Where the broker is down, the nightly comparison sees to it."""
    try:
        compare_again.delay_on_commit(timezone.now().isoformat())
    except OperationalError as why:
        log.warning("the broker is down; disputes are compared again tonight", why=str(why))


def queue_restating(*sources: int) -> None:
    """Tell the workers that sources stand for others now. Where the broker is down, the board is right at
    once, and the list when a dispute next changes.
    """
    if not sources:
        return
    try:
        restate_those_of.delay_on_commit(list(sources))
    except OperationalError as why:
        log.warning("the broker is down; the list of disputes is as it was", why=str(why))


def queue_restating_in(*articles: int) -> None:
    """Tell the workers that articles are copies, or are none. The board is right at once, the list then."""
    try:
        restate_those_in.delay_on_commit(list(articles))
    except OperationalError as why:
        log.warning("the broker is down; the list of disputes is as it was", why=str(why))
