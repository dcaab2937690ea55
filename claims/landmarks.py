"""The outline of a long text: headline, headings, a landmark every so often, each with what is left to check.

Pure: marked blocks in, landmarks out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.extraction.records import Section
from claims.marking import Block

LONG = 12  # blocks: a shorter text is seen at a glance
STRIDE = 12  # blocks without a heading, then a landmark of the text's own words
MOST_WORDS = 9  # of a heading, and of a landmark
ENDS = (".", "!", "?", "…", ",", ";", ":", "”", '"')


@dataclass(slots=True)
class Landmark:
    """A place to go to, and how many figures from there to the next one nobody has looked at."""

    start: int
    words: str
    left: int = 0
    is_heading: bool = False


def outline_of(blocks: Sequence[Block]) -> list[Landmark]:
    """The landmarks of a text; none where it is short."""
    if len(blocks) < LONG:
        return []
    found: list[Landmark] = []
    since = 0
    among_comments = False
    for number, block in enumerate(blocks):
        text = " ".join(piece.text for stretch in block.stretches for piece in stretch.pieces)
        opens = block.section == Section.COMMENT and not among_comments
        among_comments = block.section == Section.COMMENT
        heads = _is_heading(block, text, blocks[number + 1 : number + 2])
        since += 1
        if not found or opens or heads or since > STRIDE:
            found.append(Landmark(block.start, _first_words(text), is_heading=heads))
            since = 0
        found[-1].left += _left_in(block)
    return found


def _is_heading(block: Block, text: str, following: Sequence[Block]) -> bool:
    """A short line of its own without a full stop, over other lines."""
    if block.section == Section.HEADLINE:
        return True
    words = text.split()
    is_short = 0 < len(words) <= MOST_WORDS and not text.rstrip().endswith(ENDS)
    return is_short and block.follows_gap and bool(following) and block.section in (Section.BODY, "other")


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:MOST_WORDS])[:80] + ("…" if len(words) > MOST_WORDS else "")


def _left_in(block: Block) -> int:
    pieces: Iterable = (piece for stretch in block.stretches for piece in stretch.pieces)
    figures = {piece.figure.pk: piece.figure for piece in pieces if piece.figure is not None}
    return sum(not (f.is_confirmed or f.is_dismissed or f.correction is not None) for f in figures.values())
