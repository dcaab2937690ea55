"""A text with its claims and figures marked in place. Pure: text and spans in, blocks for a template out.

A block is a line or paragraph of the text; it is made of stretches (a claim, or what stands between two); a
stretch of pieces (a figure, the words that name a source, or plain text). Pieces and the line ends between
them, put together, are the text again, character by character.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

LINE_ENDS = re.compile(r"\n(?:[^\S\n]*\n)*")


class Spanned(Protocol):
    """Whatever has a place in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that tie claims to a source: its name or the cue, and the primary keys of the claims."""

    start: int
    end: int
    kind: str  # "source" or "cue"
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is all figure, all naming, or plain."""

    text: str
    figure: Any = None
    naming: Naming | None = None
    is_first: bool = True  # of its figure: an identifier may stand once on a page


@dataclass(frozen=True, slots=True)
class Stretch:
    """A claim, or a part of it, or the text between claims."""

    claim: Any
    is_first: bool
    pieces: list[Piece]


@dataclass(slots=True)
class Block:
    """A line or paragraph, in the section of its first claim; `other` where only other lines have one."""

    start: int
    section: str
    follows_gap: bool
    stretches: list[Stretch] = field(default_factory=list)
    opens_comments: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Some whole lines of a text, and what is known of the rest: whether anything is claimed in it, and
    whether what stands before is a reader's comment."""

    start: int
    end: int
    has_claims: bool = True
    is_among_comments: bool = False


@dataclass(frozen=True, slots=True)
class _Owned:
    start: int
    end: int
    row: Any


def mark(
    text: str,
    claims: Sequence[Any],
    figures: Sequence[Any] = (),
    namings: Sequence[Naming] = (),
    *,
    passage: Passage | None = None,
) -> list[Block]:
    """The blocks of a text, or of a passage of it with all that is marked there. Where spans overlap the one
    that opens last has the words; no words are lost."""
    owned_claims, owned_figures = list(_owned(claims)), list(_owned(figures))
    owned_namings = list(_owned(namings))
    whole = owned_claims + owned_figures
    seen: set[tuple[str, int]] = set()
    passage = passage or Passage(0, len(text), bool(claims))
    blocks = []
    for start, end, follows_gap in _lines(text, whole, passage):
        block = Block(start, "other" if passage.has_claims else "body", follows_gap)
        for a, b, claim in _runs(start, end, owned_claims):
            pieces = list(_pieces(text, a, b, owned_figures, owned_namings, seen))
            is_first = claim is not None and _is_new(seen, "claim", claim)
            block.stretches.append(Stretch(claim, is_first, pieces))
            if claim is not None and block.section == "other":
                block.section = claim.section
        blocks.append(block)
    return _with_sections(blocks, passage.is_among_comments)


def _owned(spans: Iterable[Any]) -> Iterator[_Owned]:
    """Spans that do not overlap, in order: where several cover a place, the one that opened last has it."""
    open_: list[Any] = []
    at = 0
    for span in [*sorted(spans, key=lambda s: (s.start, -s.end)), None]:
        until = span.start if span is not None else None
        while open_:
            top = open_[-1]
            stop = top.end if until is None else min(top.end, until)
            if stop > at:
                yield _Owned(at, stop, top)
                at = stop
            if top.end > at:
                break
            open_.pop()
        if span is not None and span.end > span.start:
            at = max(at, span.start)
            open_.append(span)


def _lines(text: str, whole: Sequence[_Owned], passage: Passage) -> Iterator[tuple[int, int, bool]]:
    """The lines of a passage, nothing marked torn apart; each with whether an empty line stands before it."""
    ordered = sorted(whole, key=lambda span: span.start)
    starts = [span.start for span in ordered]
    furthest, reach = [], 0
    for span in ordered:
        reach = max(reach, span.end)
        furthest.append(reach)
    start, gap = passage.start, _follows_gap(text, passage.start)
    for ends in LINE_ENDS.finditer(text, passage.start, passage.end):
        before = bisect_right(starts, ends.start()) - 1
        if before >= 0 and furthest[before] > ends.start():
            continue
        if ends.start() > start:
            yield start, ends.start(), gap
        start, gap = ends.end(), ends.group().count("\n") > 1
    if start < passage.end:
        yield start, passage.end, gap


def _follows_gap(text: str, start: int) -> bool:
    before = text[:start].rstrip() if start else ""
    return text.count("\n", len(before), start) > 1


def lines_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the start of the line in which a span opens to the end of that in which it closes."""
    opens = max((m.end() for m in LINE_ENDS.finditer(text, 0, start)), default=0)
    closes = LINE_ENDS.search(text, max(end, opens))
    return opens, closes.start() if closes else len(text)


def _runs(start: int, end: int, owned: Sequence[_Owned]) -> Iterator[tuple[int, int, Any]]:
    """The text from start to end, cut where an owner begins or ends; None owns what lies between."""
    at = start
    for index in range(max(0, bisect_right(owned, start, key=lambda span: span.start) - 1), len(owned)):
        span = owned[index]
        if span.start >= end:
            break
        a, b = max(span.start, start), min(span.end, end)
        if b <= a:
            continue
        if a > at:
            yield at, a, None
        yield a, b, span.row
        at = b
    if at < end:
        yield at, end, None


def _pieces(
    text: str,
    start: int,
    end: int,
    figures: Sequence[_Owned],
    namings: Sequence[_Owned],
    seen: set[tuple[str, int]],
) -> Iterator[Piece]:
    for a, b, figure in _runs(start, end, figures):
        if figure is not None:
            yield Piece(text[a:b], figure=figure, is_first=_is_new(seen, "figure", figure))
        else:
            for c, d, naming in _runs(a, b, namings):
                yield Piece(text[c:d], naming=naming)


def _is_new(seen: set[tuple[str, int]], kind: str, row: Any) -> bool:
    key = (kind, id(row))
    is_new = key not in seen
    seen.add(key)
    return is_new


def _with_sections(blocks: list[Block], among_comments: bool) -> list[Block]:
    """A line without a claim among readers' comments is theirs too."""
    for block in blocks:
        if block.section == "comment":
            among_comments = True
        elif block.section == "other" and among_comments:
            block.section = "comment"
        elif block.section != "other":
            among_comments = False
    return open_comments(blocks)


def open_comments(blocks: list[Block]) -> list[Block]:
    """Say of each block whether readers' comments open with it; to be asked again where some are left out."""
    for before, block in zip([None, *blocks], blocks, strict=False):
        block.opens_comments = block.section == "comment" and (before is None or before.section != "comment")
    return blocks


def find_cue(text: str, cue: str, source: Spanned, claim: Spanned) -> tuple[int, int] | None:
    """Where in a claim the cue of an attribution stands: the occurrence nearest to the source's name."""
    if not cue:
        return None
    found = re.compile(re.escape(cue), re.IGNORECASE).finditer(text, claim.start, claim.end)
    near = min(found, key=lambda m: max(source.start - m.end(), m.start() - source.end), default=None)
    return near.span() if near else None
