"""Writing what people mark in a text by hand: claims, figures, who said it; and where a span's ends are.

Rows only; who did what, and how it is undone, is `verdicts.spans`.
"""

import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Version
from claims import placing
from claims.extraction import extract, records
from claims.extraction.disputes import question_keys
from claims.marking import LINE_ENDS
from claims.models import Attribution, Claim, Figure, Read
from sources.services import meet_sources

LONGEST = 5_000  # characters of one span: a claim is a sentence or two
JOINERS = "\u200d\ufe0f\ufe0e"
AnyRead = TypeVar("AnyRead", bound=Read)


class BadSpan(Exception):
    """This is no piece of the text that could be marked. The message says why."""


def tidy_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends, and without tearing a letter from its accent. Raises BadSpan.

    >>> tidy_span("Of them  nine were killed.", 7, 14)
    (9, 13)
    >>> tidy_span("Cafe\u0301 noir", 0, 4)  # an e, and its accent after it
    (0, 5)
    """
    if not 0 <= start <= len(text) or not 0 <= end <= len(text):
        raise BadSpan(
            _("The text has %(len)s characters; %(start)s to %(end)s is not in it.")
            % {"len": f"{len(text):,}", "start": f"{start:,}", "end": f"{end:,}"}
        )
    if start >= end:
        raise BadSpan(_("The end comes before the start: nothing is selected."))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise BadSpan(_("Only blanks are selected. Select some words."))
    while start > 0 and _hangs_on(text, start):
        start -= 1
    while end < len(text) and _hangs_on(text, end):
        end += 1
    if end - start > LONGEST:
        raise BadSpan(f"{end - start:,} characters are too many for one span: {LONGEST:,} at most.")
    return start, end


def _hangs_on(text: str, place: int) -> bool:
    """Whether the character at a place belongs to the one before it."""
    mark = text[place]
    is_tone = "\U0001f3fb" <= mark <= "\U0001f3ff"
    return unicodedata.category(mark) in {"Mn", "Me", "Mc"} or mark in JOINERS or is_tone \
        or text[place - 1] == "\u200d"  # fmt: skip


def _same_there(model: type[AnyRead], version: Version, start: int, end: int) -> AnyRead | None:
    standing = model.objects.standing().filter(version=version, start=start, end=end)
    return standing.order_by("pk").first()


def _place(version: Version, start: int, end: int, by: User) -> dict[str, Any]:
    text = version.text[start:end]
    name = f"by hand {uuid4().hex}"
    return {"version": version, "fingerprint": name, "start": start, "end": end, "text": text,
            "made_by": by, "marked_at": timezone.now()}  # fmt: skip


def lock_version(pk: int) -> None:
    """Two who mark one text, and a worker who reads it, go one after the other. The text itself, which may be
    long, never changes: it need not be fetched again."""
    Version.objects.select_for_update().values_list("pk").get(pk=pk)


@transaction.atomic
def add_claim(version: Version, start: int, end: int, *, by: User) -> tuple[Claim, bool]:
    """A claim of these words, and whether it is new: the same words twice are one claim."""
    lock_version(version.pk)
    there = _same_there(Claim, version, start, end)
    if there is not None:
        return there, False
    around = Claim.objects.standing().filter(version=version, start__lte=start, end__gte=end)
    beside = around.order_by("-start").first() or _nearest(version, start)
    section = beside.section if beside else records.Section.BODY
    fields = {"section": section, "kind": records.ClaimKind.OTHER, "checkable": True, "worthiness": 0.5}
    return Claim.objects.create(**_place(version, start, end, by), **fields), True


def _nearest(version: Version, start: int) -> Claim | None:
    return Claim.objects.filter(version=version, start__lte=start).order_by("-start").first()


def claim_around(version: Version, start: int, end: int) -> Claim | None:
    """The claim that a span belongs to: the shortest that holds it, or the one it starts in."""
    standing = Claim.objects.standing().filter(version=version, start__lte=start)
    holding = list(standing.filter(end__gte=end))
    if holding:
        return min(holding, key=lambda claim: (claim.end - claim.start, claim.pk))
    return standing.filter(end__gt=start).order_by("-start", "pk").first()


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The line, or lines, that a span stands in."""
    ends = [match.span() for match in LINE_ENDS.finditer(text)]
    left = max((after for _, after in ends if after <= start), default=0)
    right = min((before for before, _ in ends if before >= end), default=len(text))
    return tidy_span(text, left, min(right, left + LONGEST) if left + LONGEST >= end else end)


@transaction.atomic
def add_figure(claim: Claim, start: int, end: int, *, by: User) -> tuple[Figure, bool]:
    """A figure of these words, not read yet, and whether it is new. A worker reads it: `read_figure`."""
    version = claim.version
    lock_version(version.pk)
    there = _same_there(Figure, version, start, end)
    if there is not None:
        return there, False
    text = version.text[start:end]
    record = {"id": "", "start": start, "end": end, "text": text, "relation": "=", "dimension": "other",
              "unit": "", "measure": "", "terms": [], "unread": True}  # fmt: skip
    figure = Figure.objects.create(
        **_place(version, start, end, by), claim=claim, relation="=", dimension="other", unit="",
        record=record, keys=[],
    )  # fmt: skip
    figure.attributions.add(*claim.attributions.standing())
    return figure, True


@transaction.atomic
def read_figure(pk: int) -> None:
    """Read what a person marked as a figure, as the engine would have, and set it beside the others.

    What the engine finds no number in stays without one, for the person to fill in. Called twice, done once.
    """
    found = Figure.objects.unread().filter(pk=pk).select_related("claim", "version__article").first()
    if found is None:
        return
    read = _read_span(found)
    placing.lock_grouping()
    figure = Figure.objects.select_for_update().get(pk=pk)
    if not figure.record.get("unread") or (figure.start, figure.end) != (found.start, found.end):
        return  # its ends were set anew meanwhile: another message says so
    figure.record = {name: value for name, value in figure.record.items() if name != "unread"}
    if read is not None:
        kept = {"start": figure.start, "end": figure.end, "text": figure.text, "attributions": ()}
        figure.record = {name: getattr(read, name) for name in read.__dataclass_fields__} | kept
        for name in ("relation", "value", "low", "high", "dimension", "direction"):
            setattr(figure, name, getattr(read, name))
        figure.unit = read.unit[:200]
    figure.keys = [key[:200] for key in question_keys(figure.as_read())]
    figure.save()
    if figure.is_placed:
        placing.refresh_disputes({figure.dispute_id} - {None})
    else:
        placing.place_figures(Figure.objects.counted().filter(pk=pk))


def lost_figures(*, older_than: timedelta, most: int = 200) -> list[int]:
    """Figures that a person marked and no worker has read, though there was time."""
    old = Figure.objects.unread().filter(marked_at__lt=timezone.now() - older_than)
    return list(old.order_by("pk").values_list("pk", flat=True)[:most])


def _read_span(figure: Figure) -> records.Figure | None:
    """The engine's figure that shares most text with a marked one: in its sentence, or read by itself."""
    published = figure.version.article.published_on
    date = published.isoformat() if published else None
    claim = figure.claim
    start, end = min(claim.start, figure.start), max(claim.end, figure.end)
    for text, shift in ((figure.version.text[start:end], start), (figure.text, figure.start)):
        best, most = None, 0
        for one in extract(text, published=date).figures:
            shared = min(one.end + shift, figure.end) - max(one.start + shift, figure.start)
            if shared > most:
                best, most = one, shared
        if best is not None:
            return best
    return None


@transaction.atomic
def add_attribution(
    claim: Claim, start: int, end: int, *, name: str, kind: str, role: str, cue: str, by: User
) -> tuple[Attribution, bool]:
    """Say that these words name who said a claim and its figures, and whether that is new."""
    version = claim.version
    lock_version(version.pk)
    source = meet_sources({name: kind})[name]
    there = _same_there(Attribution, version, start, end)
    if there is not None and there.source_id == source.pk and there.claims.filter(pk=claim.pk).exists():
        return there, False
    row = Attribution.objects.create(
        **_place(version, start, end, by), source=source, source_name=name[:200], cue=cue[:200],
        manner=records.Manner.INDIRECT, kind=kind, role=role,
    )  # fmt: skip
    row.claims.add(claim)
    row.figures.add(*claim.figures.standing())
    return row, True


def state_of_span(row: Read) -> dict[str, Any]:
    """What a person can change of a row, as plain data: what an act keeps, before and after."""
    state: dict[str, Any] = {"start": row.start, "end": row.end, "is_gone": row.gone_at is not None}
    names = {Claim: ("is_dismissed",), Figure: ("is_dismissed", "is_confirmed", "correction")}
    return state | {name: getattr(row, name) for name in names.get(type(row), ())}


@transaction.atomic
def stand_span(row: AnyRead, state: Mapping[str, Any]) -> AnyRead:
    """Let a row stand as `state_of_span` once had it, or as a person wants it now."""
    if isinstance(row, Figure):
        placing.lock_grouping()
    lock_version(row.version_id)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if (row.start, row.end) != (state["start"], state["end"]):
        _set_ends(row, row.version, state["start"], state["end"])
    for name in state.keys() & {"is_dismissed", "is_confirmed", "correction"}:
        setattr(row, name, state[name])
    if state["is_gone"] != (row.gone_at is not None):
        row.gone_at = timezone.now() if state["is_gone"] else None
    if isinstance(row, Figure):
        row.keys = [key[:200] for key in question_keys(row.as_read())]
    row.save()
    if isinstance(row, Figure):
        _regroup(row)
    return row


def _set_ends(row: Read, version: Version, start: int, end: int) -> None:
    if row.made_by_id is None and row.machine_start is None:
        row.machine_start, row.machine_end = row.start, row.end
    row.start, row.end, row.text = start, end, version.text[start:end]
    if (row.start, row.end) == (row.machine_start, row.machine_end):
        row.machine_start = row.machine_end = None  # as the machine has it: its to keep again
    if isinstance(row, Figure) and row.made_by_id is not None and not row.correction:
        row.record = row.record | {"start": start, "end": end, "text": row.text, "unread": True}
        row.marked_at = timezone.now()


def _regroup(figure: Figure) -> None:
    """Set a figure beside the others as it is now."""
    is_gone = figure.gone_at is not None or figure.is_dismissed
    if is_gone or not placing.stands_alone(figure):
        asked = placing.asked_about(Figure.objects.filter(pk=figure.pk)) if is_gone else set()
        placing.refresh_disputes({figure.dispute_id, *asked} - {None})
    elif not figure.record.get("unread"):
        placing.place_figures(Figure.objects.counted().filter(pk=figure.pk))
