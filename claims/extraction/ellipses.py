"""Figures that lean on the one before: "South Korea 4,700", "not the 15 announced", "9 billion yen ($60m)".

Such a figure leaves out what it counts. It takes its meaning from an earlier one, and where it is set beside
that one as another answer (a rival source, the same amount in another currency), both stand in one *thread*.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.extraction.equivalents import happenings
from claims.extraction.figures import Quantity
from claims.extraction.heads import VERBAL, head_of, lemma, words
from claims.extraction.records import Dimension, Section
from claims.extraction.sentences import Sentence
from claims.extraction.things import things_of

BACK = 12  # quantities looked back over
FAR = 3  # sentences an elided noun reaches back over
REACH = 120  # characters before a number in which the words that tie it stand
APART = 1.1  # powers of ten between two answers to one question, at most
AMOUNT = r"(?:about|around|roughly|some|nearly|almost|(?:just\s)?(?:over|under)|(?:up|equal|equivalent)\sto)"
CONVERTED = re.compile(rf"^[\s,]*\(\s*(?:or\s)?(?:{AMOUNT}|\S{{1,3}})?\s*$", re.IGNORECASE)
OR_THE_SAME = re.compile(rf"^\W*\bor\b\s*{AMOUNT}?\s*$", re.IGNORECASE)
EARLIER = re.compile(
    r"""
    (?: \b (?:up|down|higher|lower|more|less|rise|fall|increase|decrease|fewer) \s (?:from|than)
      | \b from | \b compared \s (?:with|to) | \b against | \b versus | \b vs\.? | \b than
    )
    (?: \s (?:a|an|the|some|just|about|around|only|this|last|year's|month's|week's|revised|earlier) )* \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
RIVAL = re.compile(
    r"\b(?:not|rather\sthan|instead\sof|never)\s(?:the\s|its\s|their\s|some\s|like\s)*$", re.IGNORECASE
)
PART = re.compile(r"^\s*(?:\w+\s)?of\s(?:them|whom|which|it|those|these|the|its|their)\b", re.IGNORECASE)
WHOLE = re.compile(
    r"\b(?:of|among|out\sof)\s(?:the\s|its\s|these\s|those\s)?(?:some\s|about\s)?$", re.IGNORECASE
)
OF_WHOLE = re.compile(
    r"^(?:\s\w+)?\s(?:of|out\sof)\s(?:the\s|its\s|some\s|about\s)*$", re.IGNORECASE
)  # "12 of its 18"
SOURCE = re.compile(
    r"\b(?:according\sto|by|says?|said|puts?|put|counts?|estimates?|reckons?|claims?|speaks?\sof|spoke\sof|accounts?|"
    r"organisers?|organizers?|police|officials?|ministry|government|union|experts?|per|announced|published|reported|"
    r"admits?|confirmed|gives?|gave|figures?|my\sown|true|actual|own\ssum|forecasts?|projections?|polls?|analysts?)\b",
    re.IGNORECASE,
)
SCORE = re.compile(r"^\s*(?:votes?|ballots?|seats?|points?)?\s*to\s*$", re.IGNORECASE)  # "by 112 votes to 98"
EXTRA_BEFORE = re.compile(
    r"\b(?:a\sfurther|another|an\sadditional|an\sextra|further|of\swhich|of\swhom)\s*$", re.IGNORECASE
)
EXTRA_AFTER = re.compile(r"^\s(?:\w+\s)?more\b(?!\sthan\s(?:once|twice|doubled))", re.IGNORECASE)
FRAME = re.compile(r"^(?:[A-Z][\w.\s]{0,30}:\s)?(?:In|At|Among|Across|During|Before)\s")


class Tie(StrEnum):
    """How a figure leans on an earlier one."""

    SAME = "same"  # another answer to its question, or the same amount again
    LIKE = "like"  # the same measure of another time, place or group
    KIN = "kin"  # a measure of the same kind: it only lends its words
    BEFORE = "before"  # the same measure at an earlier time: "up from 188"


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """The earlier quantity a figure leans on, by its index, and how."""

    index: int
    tie: Tie


@dataclass(frozen=True, slots=True)
class Known:
    """The quantities of a document with the sentence of each, and the events found for those before."""

    quantities: Sequence[Quantity]
    owners: Sequence[int]
    sentences: Sequence[Sentence]


def find_ellipsis(number: int, known: Known, events: Sequence[str | None]) -> Ellipsis | None:
    """The earlier quantity that quantity `number` leans on, or None if it stands for itself.

    `events` are what is known to have happened to what each quantity counts, its own included.
    """
    q, home = known.quantities[number], known.owners[number]
    fitting: list[tuple[float, int, Tie]] = []
    for index in range(number - 1, max(-1, number - 1 - BACK), -1):
        before = known.quantities[index]
        if home - known.owners[index] > FAR or (
            fitting and known.owners[index] != known.owners[fitting[0][1]]
        ):
            break
        if before.dimension is not q.dimension:
            continue
        tie = tie_between(before, q, known.sentences[known.owners[index]], known.sentences[home])
        is_up_from = tie is Tie.BEFORE and events[number] in ("rise", "fall")  # "up from 188": of one event
        if not is_up_from and clash(events[index], events[number]):
            continue
        if tie is not None:
            fitting.append((distance(before, q), index, tie))
        elif same_unit(before, q) and not is_bare(q):
            break
    if not fitting:
        return None
    gap, index, tie = min(
        fitting, key=lambda item: (item[0] > APART, -item[1]) if home == known.owners[item[1]] else item
    )
    if gap > APART and tie is Tie.SAME and known.quantities[index].unit == q.unit:
        return None
    return Ellipsis(index, tie)


def clash(one: str | None, other: str | None) -> bool:
    """Whether two events are known and not the same."""
    return bool(one and other and one != other and not happenings(one) & happenings(other))


def distance(one: Quantity, other: Quantity) -> float:
    """How many powers of ten lie between two quantities."""
    mine, theirs = (next((abs(v) for v in (q.value, q.low, q.high) if v), 0.0) for q in (one, other))
    if not mine or not theirs or not math.isfinite(mine) or not math.isfinite(theirs):
        return 0.0 if mine == theirs else 9.0
    return abs(math.log10(mine) - math.log10(theirs))


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are written in one unit."""
    return one.unit == other.unit or (
        one.noun is not None and other.noun is not None and one.noun == other.noun
    )


def is_bare(q: Quantity) -> bool:
    """Whether a number stands without what it counts: "police say 35,000".

    For measures, without a noun it is the size of.
    """
    if not q.tokens:
        return False
    anchor = head_of(q.tokens)
    if q.dimension is Dimension.COUNT:
        if q.noun is not None and q.noun.sent == anchor.sent and 0 < q.noun.i - q.tokens[-1].i <= 4:
            return False
        return anchor in q.tokens or anchor.pos_ in ("NUM", "VERB", "AUX")
    return not things_of(q.tokens, q.noun, q.dimension)


def is_part(q: Quantity, sentence: Sentence) -> bool:
    """Whether a figure is a part of another or comes on top: "five of whom", "a further 80"."""
    after = q.end - sentence.start
    at = q.start - sentence.start
    return bool(
        PART.match(sentence.text, after)
        or EXTRA_BEFORE.search(sentence.text, max(0, at - REACH), at)
        or EXTRA_AFTER.match(sentence.text[after:])
    )


def tie_between(before: Quantity, q: Quantity, earlier: Sentence, sentence: Sentence) -> Tie | None:
    """How a quantity leans on one before it, if it does."""
    if PART.match(sentence.text, q.end - sentence.start):
        return None
    if earlier.start == sentence.start:
        return tie_within(before, q, sentence)
    return tie_across(before, q, earlier, sentence)


def tie_within(before: Quantity, q: Quantity, sentence: Sentence) -> Tie | None:
    """How a quantity leans on one before it in the same sentence."""
    between = sentence.text[before.end - sentence.start : q.start - sentence.start]
    another_unit = q.unit != before.unit and q.dimension is not Dimension.COUNT
    if another_unit and len(between) < 40 and (CONVERTED.search(between) or OR_THE_SAME.search(between)):
        return Tie.SAME
    if not same_unit(before, q) and q.unit:
        return None
    at = before.start - sentence.start
    if WHOLE.search(sentence.text, max(0, at - REACH), at) or OF_WHOLE.match(between):
        return None
    near = between[-REACH:]
    if RIVAL.search(near):
        return Tie.SAME
    if SCORE.match(between):
        return None if EARLIER.search(sentence.text, max(0, at - REACH), at) else Tie.LIKE
    if EARLIER.search(near):
        return Tie.BEFORE
    if not is_bare(q):
        return None
    after = re.split(r"[;,]", sentence.text[q.end - sentence.start : q.end - sentence.start + 60])[0]
    if SOURCE.search(after) or SOURCE.search(between) or OR_THE_SAME.match(between):
        return Tie.SAME
    return Tie.KIN if q.dimension is not Dimension.COUNT else None


def tie_across(before: Quantity, q: Quantity, earlier: Sentence, sentence: Sentence) -> Tie | None:
    """How a quantity leans on one of a sentence before: only a bare number under a verb of saying does."""
    if Section.COMMENT in (sentence.section, earlier.section) and sentence.paragraph != earlier.paragraph:
        return None
    if not q.tokens or not is_bare(q) or (q.unit and not same_unit(before, q)):
        return None
    verb = sentence.span.root
    if (
        verb.pos_ in VERBAL
        and lemma(verb) not in words("reporting")
        and lemma(verb) not in ("be", "stand", "remain")
    ):
        return None
    head = sentence.text[: q.start - sentence.start]
    framed = FRAME.search(head) is not None and verb.pos_ in VERBAL
    return Tie.LIKE if framed or EARLIER.search(head) or verb.pos_ not in VERBAL else Tie.SAME
