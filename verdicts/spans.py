"""Writing what people mark in a text by hand, as acts that can be undone."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Version
from claims import spans
from claims.models import Attribution, Claim, Figure, Read
from verdicts.acts import Act
from verdicts.digests import digest_of_span
from verdicts.reopenings import reopen_decided
from verdicts.services import Stale
from verdicts.undoing import record_act

Verb = Act.Verb


class OtherText(Exception):
    """What was selected is not what stands there: another version, or a page that is out of date."""

    def __init__(self, there: str, selected: str) -> None:
        super().__init__("The text there is not what you selected.")
        self.there, self.selected = there, selected


def find_span(version: Version, start: int, end: int, *, words: str = "") -> tuple[int, int]:
    """The span as it is marked. Raises BadSpan, and OtherText where `words`, as selected, stand elsewhere."""
    start, end = spans.tidy_span(version.text, start, end)
    there = version.text[start:end]
    if words.strip() and "".join(words.split()) not in ("".join(there.split()), ""):
        raise OtherText(there, words.strip())
    return start, end


@transaction.atomic
def mark_claim(version: Version, start: int, end: int, *, by: User) -> Claim:
    """Make these words a claim; where they are one already, that is meant."""
    claim, is_new = spans.add_claim(version, start, end, by=by)
    _keep(claim, is_new, by)
    return claim


@transaction.atomic
def mark_figure(version: Version, start: int, end: int, *, by: User) -> Figure:
    """Make these words a figure of the claim around them, or of their line where nothing is claimed there."""
    claim = _claim_for(version, start, end, by)
    figure, is_new = spans.add_figure(claim, start, end, by=by)
    _keep(figure, is_new, by)
    return figure


@transaction.atomic
def mark_attribution(
    version: Version, start: int, end: int, *, name: str, kind: str, role: str, cue: str, by: User
) -> Attribution:
    """Say that these words name who said the claim around them."""
    claim = _claim_for(version, start, end, by)
    row, is_new = spans.add_attribution(
        claim, start, end, name=name, kind=kind, role=role, cue=cue, by=by
    )  # fmt: skip
    _keep(row, is_new, by)
    return row


def _claim_for(version: Version, start: int, end: int, by: User) -> Claim:
    around = spans.claim_around(version, start, end)
    return around or mark_claim(version, *spans.line_around(version.text, start, end), by=by)


def _keep(row: Read, is_new: bool, by: User) -> None:
    if is_new:
        after = spans.state_of_span(row)
        record_act(row, Verb.MARKED, before=after | {"is_gone": True}, after=after, by=by)


@transaction.atomic
def set_ends(row: Claim | Figure, start: int, end: int, *, seen: str, by: User) -> Claim | Figure:
    """Set where a span starts and ends; the machine's own ends are kept beside. Raises Stale."""
    return _change(row, Verb.SET_ENDS, {"start": start, "end": end}, seen=seen, by=by)


@transaction.atomic
def dismiss_claim(claim: Claim, *, reason: str, seen: str, by: User) -> Claim:
    """Say that these words claim nothing, with the reason. Raises Stale."""
    return _change(claim, Verb.DISMISSED, {"is_dismissed": True}, seen=seen, by=by, reason=reason)


@transaction.atomic
def restore_claim(claim: Claim, *, seen: str, by: User) -> Claim:
    """Take back that it was dismissed. Raises Stale."""
    return _change(claim, Verb.RESTORED, {"is_dismissed": False}, seen=seen, by=by)


def _change(row: Any, verb: str, wanted: dict[str, Any], *, seen: str, by: User, reason: str = "") -> Any:
    if isinstance(row, Figure):
        spans.placing.lock_grouping()
    spans.lock_version(row.version_id)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if digest_of_span(row) != seen:
        raise Stale(row)
    before = spans.state_of_span(row)
    if before | wanted == before:
        return row
    row = spans.stand_span(row, before | wanted)
    record_act(row, verb, before=before, after=spans.state_of_span(row), by=by, reason=reason)
    if isinstance(row, Figure):
        reopen_decided(
            Figure.objects.filter(pk=row.pk, dispute__isnull=False).values_list("dispute", flat=True)
        )
    return row
