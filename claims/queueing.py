"""How the doors hand a reading to the workers."""

import structlog
from kombu.exceptions import OperationalError

from claims.models import Extraction
from claims.tasks import read_version

log = structlog.get_logger(__name__)


def queue_reading(extraction: Extraction) -> None:
    """Tell the workers. Where the broker is down, the row is kept and the beat task tells them later."""
    try:
        read_version.delay_on_commit(extraction.pk)
    except OperationalError as why:
        log.warning("the broker is down; the reading waits", extraction=extraction.pk, why=str(why))
