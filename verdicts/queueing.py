"""How the doors hand the desk's own work to the workers."""

import structlog
from kombu.exceptions import OperationalError

from verdicts.tasks import follow_copies

log = structlog.get_logger(__name__)


def queue_following_copies(article: int) -> None:
    """Let the queue follow what an editor said of a near copy. With the broker down it stays as it was."""
    try:
        follow_copies.delay_on_commit(article)
    except OperationalError as why:
        log.warning("the broker is down; the queue is as it was", article=article, why=str(why))
