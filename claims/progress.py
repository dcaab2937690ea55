"""How far a reading is, in words for the editor who waits for it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Extraction

State = Extraction.State
PATIENCE = 8  # seconds before a page begins to wonder whether a worker runs
NOBODY = _(
    "Waiting for a worker; none has answered for {waited} s: is one running? "
    "The text is kept and will be read as soon as one is."
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is, in a sentence."""

    extraction: Extraction
    steps: list[tuple[str, str]]  # each step's name, and whether it is "done", "current" or "ahead"
    sentence: str
    seconds: int  # until it is worth asking again


def progress_of(extraction: Extraction | None) -> Progress | None:
    """The progress of a reading that is not done; None where there is nothing to wait for."""
    if extraction is None or extraction.state == State.DONE:
        return None
    names = [State.QUEUED, State.READING, State.COMPARING, State.DONE]
    at = names.index(State(extraction.state)) if extraction.state in names else -1
    steps = [
        (name.value, "done" if index < at else "current" if index == at else "ahead")
        for index, name in enumerate(names)
    ]
    waited = int((timezone.now() - extraction.requested_at).total_seconds())
    return Progress(extraction, steps, _sentence(extraction, waited), 1 if waited < 60 else 5)


def _sentence(extraction: Extraction, waited: int) -> str:
    if extraction.state == State.READING:
        since = (
            (" " + gettext("It has been at it for %(seconds)s s.") % {"seconds": _ago(extraction.started_at)})
            if waited > 30
            else ""
        )
        return gettext("A worker reads the text.") + since
    if extraction.state == State.COMPARING:
        return gettext("The text is read; its figures are being set beside those of other articles.")
    if extraction.state == State.FAILED:
        return extraction.error
    ahead = Extraction.objects.unfinished().filter(pk__lt=extraction.pk)
    if waited < PATIENCE:
        return gettext("Waiting for a worker.")
    if ahead.exclude(state=State.QUEUED).exists():
        return gettext("Waiting for a worker; texts before this one: %(count)s.") % {"count": ahead.count()}
    return NOBODY.format(waited=waited)


def _ago(moment: datetime | None) -> int:
    return int((timezone.now() - moment).total_seconds()) if moment else 0
