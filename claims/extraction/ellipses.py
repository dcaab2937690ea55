"""Figures that lean on the figure before them: "South Korea 4,700", "not the 43 announced", "34 billion rupees ($396m)".

Such a figure leaves out what it counts. It takes its meaning from an earlier one, and where it is set beside that one
as another answer (a rival source, the same amount in another currency), both stand in one *thread*.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.extraction.events import VERBAL, head_of, lemma, words
from claims.extraction.figures import Quantity
from claims.extraction.records import Dimension
from claims.extraction.sentences import Sentence
from claims.extraction.subjects import things_of

BACK = 12  # quantities looked back over
FAR = 3  # sentences an elided noun reaches back over
CONVERTED = re.compile(
    r"^[\s,]*\(\s*(?:or|about|around|roughly|some|nearly|almost|equal to|equivalent to|\S{1,3})?\s*$",
    re.IGNORECASE,
)
OR_THE_SAME = re.compile(r"^\W*\bor\b\s*(?:about|around|roughly|some|nearly|almost)?\s*$", re.IGNORECASE)
EARLIER = re.compile(
    r"(?:\b(?:up|down|higher|lower|more|less|rise|fall|increase|decrease|fewer)\s(?:from|than)|\bfrom|\bcompared\s(?:with|to)|\bagainst|\bversus|\bvs\.?|\bthan)"
    r"(?:\s(?:a|an|the|some|just|about|around|only|this|last|year's|month's|week's|revised|earlier))*\s*$",
    re.IGNORECASE,
)
RIVAL = re.compile(
    r"\b(?:not|rather\sthan|instead\sof|and\snot|never)\s(?:the\s|its\s|their\s|some\s|like\s)*$",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"\b(?:according\sto|by|says?|said|puts?|put|counts?|estimates?|reckons?|claims?|speaks?\sof|account|organisers?|police|"
    r"officials?|ministry|government|union|experts?|per|announced|published|reported|admits?|confirmed|gives?|gave|figure)\b",
    re.IGNORECASE,
)


class Tie(StrEnum):
    """How a figure leans on an earlier one."""

    SAME = "same"  # another answer to its question, or the same amount again
    LIKE = "like"  # the same measure of another time, place or group


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """The earlier quantity a figure leans on, by its index, and how."""

    index: int
    tie: Tie


def find_ellipsis(
    number: int, quantities: Sequence[Quantity], owners: Sequence[int], sentences: Sequence[Sentence]
) -> Ellipsis | None:
    """The earlier quantity that quantity `number` leans on, or None if it stands for itself."""
    q = quantities[number]
    sentence = sentences[owners[number]]
    for index in range(number - 1, max(-1, number - 1 - BACK), -1):
        before = quantities[index]
        if owners[number] - owners[index] > FAR:
            return None
        if before.dimension is not q.dimension:
            continue
        if owners[index] == owners[number]:
            tie = tie_within(before, q, sentence)
        else:
            tie = tie_across(before, q, sentence, sentences[owners[index]])
        if tie is not None:
            return Ellipsis(index, tie)
        if same_unit(before, q) and not is_bare(q):
            return None
    return None


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are written in one unit."""
    return one.unit == other.unit or (
        one.noun is not None and other.noun is not None and one.noun == other.noun
    )


def is_bare(q: Quantity) -> bool:
    """Whether a number stands without what it counts: "police say 35,000"; for measures, without a noun it is the size of."""
    if not q.tokens:
        return False
    anchor = head_of(q.tokens)
    if q.dimension is Dimension.COUNT:
        if (
            q.noun is not None
            and q.noun.sent == q.tokens[0].sent
            and abs(q.noun.i - q.tokens[-1].i) <= 4
            and q.noun.i > q.tokens[-1].i
        ):
            return False
        return anchor in q.tokens or anchor.pos_ in ("NUM", "VERB", "AUX")
    return not things_of(q.tokens, q.noun, q.dimension)


def tie_within(before: Quantity, q: Quantity, sentence: Sentence) -> Tie | None:
    """How a quantity leans on one before it in the same sentence."""
    between = sentence.text[before.end - sentence.start : q.start - sentence.start]
    lead = sentence.text[max(0, before.end - sentence.start) : q.start - sentence.start]
    adjacent = len(between) < 40
    if (
        adjacent
        and q.unit != before.unit
        and q.dimension is not Dimension.COUNT
        and (CONVERTED.search(between) or OR_THE_SAME.search(between))
    ):
        return Tie.SAME
    if not same_unit(before, q) and q.unit:
        return None
    if RIVAL.search(lead):
        return Tie.SAME
    if EARLIER.search(lead):
        return Tie.LIKE
    if not is_bare(q):
        return None
    after = sentence.text[q.end - sentence.start : q.end - sentence.start + 60]
    if SOURCE.search(re.split(r"[;,]", after)[0]) or SOURCE.search(lead) or OR_THE_SAME.search(between):
        return Tie.SAME
    return Tie.LIKE if q.dimension is not Dimension.COUNT else None


def tie_across(before: Quantity, q: Quantity, sentence: Sentence, earlier: Sentence) -> Tie | None:
    """How a quantity leans on one of a sentence before: only a bare number in a clause of saying, or a fragment, does."""
    if not is_bare(q) or not q.tokens:
        return None
    if q.dimension is Dimension.COUNT and not same_unit(before, q) and q.unit:
        return None
    if q.dimension is not Dimension.COUNT and before.unit != q.unit:
        return None
    verb = sentence.span.root
    saying = (
        verb.pos_ not in VERBAL
        or lemma(verb) in words("reporting")
        or lemma(verb) in ("be", "stand", "remain")
    )
    if not saying:
        return None
    head = sentence.text[: q.start - sentence.start]
    new_frame = re.search(r"^(?:In|At|On|Among|For|By|Across)\s", head) is not None and verb.pos_ in VERBAL
    return Tie.LIKE if new_frame or EARLIER.search(head) else Tie.SAME
