"""Keeping what evidence links to, and looking again whether it is still there."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from articles.charsets import read_characters
from articles.faults import NotTaken
from articles.fetching import Fetched, fetch
from articles.gleaning import glean
from articles.keeping import keep_copy, text_digest
from articles.markup import TooLong
from articles.models import Snapshot
from verdicts.models import Evidence, EvidenceSnapshot

State = EvidenceSnapshot.State
LEASE = timedelta(minutes=15)  # a worker that died meanwhile is replaced after so long
SOON, DAILY, WEEKLY = timedelta(minutes=30), timedelta(days=1), timedelta(days=7)
PATIENCE = 4  # faults in a row that may still pass
GONE = frozenset({404, 410})
NOT_THERE = "There is no page at this address any more ({status})."
NOT_LET_IN = "The site does not let the workbench in ({status}). Keep a copy of your own."


def keep_link(evidence: Evidence) -> EvidenceSnapshot | None:
    """Have a copy kept of what a new piece of evidence links to; None where it has no link."""
    if not evidence.address:
        return None
    return EvidenceSnapshot.objects.create(evidence=evidence, due_at=timezone.now())


def due_copies(most: int = 50) -> list[int]:
    """The links that are to be looked at now, each given to one who asks: nobody else gets it for a while."""
    now = timezone.now()
    with transaction.atomic():
        rows = EvidenceSnapshot.objects.due(now).select_for_update(skip_locked=True)[:most]
        due = [row.pk for row in rows]
        EvidenceSnapshot.objects.filter(pk__in=due).update(due_at=now + LEASE)
    return due


def look_at_link(pk: int) -> EvidenceSnapshot:
    """Fetch what a piece of evidence links to, keep it where it is new, and say how it stands."""
    copy = EvidenceSnapshot.objects.select_related("evidence__given_by", "first", "latest").get(pk=pk)
    try:
        fetched = fetch(copy.evidence.address)
    except NotTaken as why:
        return _could_not(copy, str(why), is_passing=why.is_passing)
    if fetched.status in GONE:
        return _stand(copy, State.GONE, NOT_THERE.format(status=fetched.status))
    if fetched.status >= 400:
        return _could_not(copy, NOT_LET_IN.format(status=fetched.status), is_passing=False)
    text, charset = main_text(fetched)
    is_same = copy.latest is not None and _is_same(copy.latest, fetched, text)
    if not is_same:
        copy.latest = keep_copy(fetched, text=text, charset=charset, by=copy.evidence.given_by)
        copy.first = copy.first or copy.latest
    is_first = copy.first_id == copy.latest_id or _is_same(copy.first, fetched, text)
    return _stand(copy, State.OK if is_first else State.CHANGED)


def main_text(fetched: Fetched) -> tuple[str, str]:
    """The main text of a page without its comments, by which it is told whether it changed; "" for no
    page.
    """
    if "html" not in fetched.media_type:
        return "", ""
    markup, charset = read_characters(fetched.body, fetched.last.header("content-type"))
    try:
        return "\n".join(glean(markup, fetched.final_address).paragraphs), charset
    except TooLong:
        return "", charset


def _is_same(kept: Snapshot | None, fetched: Fetched, text: str) -> bool:
    """Whether it says what the kept copy says: by its main text, or where it has none, to the byte."""
    if kept is None:
        return False
    if kept.text_sha256 and text:
        return kept.text_sha256 == text_digest(text)
    return kept.sha256 == fetched.sha256


def _could_not(copy: EvidenceSnapshot, why: str, *, is_passing: bool) -> EvidenceSnapshot:
    copy.faults += 1
    if is_passing and copy.faults < PATIENCE:
        copy.said = why
        return _save(copy, SOON * 2**copy.faults)
    return _stand(copy, State.UNREACHABLE, why, faults=copy.faults)


def _stand(copy: EvidenceSnapshot, state: str, said: str = "", *, faults: int = 0) -> EvidenceSnapshot:
    """What is seen of a link: looked at again the next day, then every week."""
    is_fresh = copy.checked_at is None
    copy.state, copy.said, copy.faults = state, said, faults
    return _save(copy, DAILY if is_fresh else WEEKLY)


def _save(copy: EvidenceSnapshot, wait: timedelta, *, now: datetime | None = None) -> EvidenceSnapshot:
    copy.checked_at = now or timezone.now()
    copy.due_at = copy.checked_at + wait
    copy.save()
    return copy
