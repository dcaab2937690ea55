"""Whether two figures answer the same question, judged from their records alone."""

import math
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.conversions import Conversion, conversion_of
from claims.extraction.equivalents import happenings, is_common, is_person, is_plain_person, narrower, things
from claims.extraction.periods import year_of
from claims.extraction.records import Dimension, Figure, Relation

THREADED = 3.0  # log-odds of figures that one text sets beside each other
LIMIT = 4.0  # log-odds are kept within this: no pair alone decides for a whole cluster


@dataclass(frozen=True, slots=True)
class Sight:
    """What the comparison looks at in one figure, worked out once."""

    figure: Figure
    conversion: Conversion
    low: float | None  # in the common unit
    high: float | None
    point: float | None  # one number that stands for it
    digits: int  # significant digits of the written number
    groups: frozenset[str]  # what is counted
    events: frozenset[str]  # what happened to it
    about: frozenset[str]
    near: frozenset[str]
    terms: frozenset[str]
    document: str


@lru_cache(maxsize=50_000)
def sight(figure: Figure) -> Sight:
    """What the comparison needs to know of a figure."""
    conversion = conversion_of(figure)
    low = None if figure.low is None else conversion.of(figure.low)
    high = None if figure.high is None else conversion.of(figure.high)
    value = figure.value if figure.value is not None else middle(figure.low, figure.high)
    point = None if value is None else conversion.of(value)
    about = frozenset(group for word in figure.about for group in (*things(word), word))
    return Sight(
        figure, conversion, low, high, point,
        significant(value) if any(c.isdigit() for c in figure.text) else min(1, significant(value)),
        things(figure.unit.lower()) if figure.dimension is Dimension.COUNT else frozenset(),
        happenings(figure.event), about, frozenset(figure.near), frozenset(figure.terms),
        figure.home.partition(":")[0],
    )  # fmt: skip


def middle(low: float | None, high: float | None) -> float | None:
    """One number for a range or an open end."""
    if low is not None and high is not None:
        return low + (high - low) / 2
    return low if low is not None else high


def significant(value: float | None) -> int:
    """How many significant digits a number has: 84.3 → 3, 120000 → 2, 0 → 0."""
    if value is None or not value or not math.isfinite(value):
        return 0
    digits = f"{abs(value):.6e}".partition("e")[0].replace(".", "").rstrip("0")
    return len(digits)


def answers_same_question(one: Figure, other: Figure) -> float:
    """How sure it is, 0 to 1, that two figures answer the same question. Symmetric."""
    odds = log_odds(one, other)
    return 0.0 if odds is None else 1 / (1 + math.exp(-odds))


def log_odds(one: Figure, other: Figure) -> float | None:
    """The same as log-odds; None where it is out of the question."""
    a, b = sight(one), sight(other)
    if is_barred(a, b):
        return None
    if one.thread and one.thread == other.thread:
        return THREADED
    if one.apart and one.apart in (other.thread, other.apart) or other.apart and other.apart == one.thread:
        return -2 * LIMIT
    marks = features(a, b)
    odds = WEIGHTS["bias"] + sum(WEIGHTS.get(name, 0) * mark for name, mark in marks.items())
    return max(-LIMIT, min(LIMIT, odds))


def is_barred(a: Sight, b: Sight) -> bool:
    """Whether two figures can't answer one question: another kind of quantity, unit or happening."""
    one, other = a.figure, b.figure
    if one.dimension is not other.dimension or Dimension.AGE in (one.dimension, other.dimension):
        return True
    same_thread = bool(one.thread) and one.thread == other.thread
    if one.dimension is Dimension.COUNT:
        return not same_thread and (thing_match(a, b) is None or event_match(a, b) is None)
    if a.conversion.unit != b.conversion.unit:
        return not (same_thread or one.dimension is Dimension.OTHER)
    if one.dimension is Dimension.RATIO and not same_thread and not a.about & b.about:
        return True
    return one.dimension is Dimension.PERCENT and ("point" in one.unit) != ("point" in other.unit)


def thing_match(a: Sight, b: Sight) -> float | None:
    """How well what is counted agrees, 0 to 1; None where it can't be the same.

    A noun that stands in another sentence may be the wrong one: it never rules a match out.
    """
    mine, theirs = a.figure.unit.lower(), b.figure.unit.lower()
    guessed = a.figure.leaning or b.figure.leaning
    if mine == theirs or a.groups & b.groups:
        return 1.0
    if not mine or not theirs:
        return 0.4
    if is_person(mine) and is_person(theirs):
        if is_plain_person(mine) or is_plain_person(theirs):
            return 0.7
        return 0.3 if guessed else None
    if mine.rpartition(" ")[2] == theirs.rpartition(" ")[2]:
        return 0.9
    return 0.0 if guessed else None


def event_match(a: Sight, b: Sight) -> float | None:
    """How well what happened agrees, 0 to 1; None where it can't be the same."""
    if not a.events or not b.events:
        return 0.3 if a.events or b.events else 0.5
    if a.figure.event == b.figure.event:
        return 1.0
    if a.events & b.events:
        return 0.9
    if narrower(a.events, b.events) or narrower(b.events, a.events):
        return 0.5
    plain = is_plain_person(a.figure.unit.lower()) or is_plain_person(b.figure.unit.lower())
    guessed = a.figure.leaning or b.figure.leaning
    return None if a.figure.dimension is Dimension.COUNT and plain and not guessed else 0.0


def features(a: Sight, b: Sight) -> dict[str, float]:
    """What speaks for and against two figures answering one question, each between -1 and 3 or so."""
    one, other = a.figure, b.figure
    event = event_match(a, b)
    both_events = bool(a.events and b.events)
    marks = {
        "event": event if event is not None and both_events else 0.0,
        "event_none": float(not both_events),
        "event_clash": float(event == 0.0 and both_events and one.dimension is Dimension.COUNT),
        "near": min(5.0, weigh(a.near & b.near)),
        "terms": min(8, len(a.terms & b.terms)) / 8,
        "sentence": float(one.home == other.home and bool(one.home)),
        "part": float(("part" in one.basis) != ("part" in other.basis)),
        "guessed": float(one.leaning or other.leaning),
        "document": float(a.document == b.document and bool(a.document)),
        "period": period_mark(one, other),
        "year_alone": float(bool(year_of(one.when)) != bool(year_of(other.when))),
        "direction": float(
            None not in (one.direction, other.direction) and one.direction is not other.direction
        ),
    }
    marks |= count_marks(a, b) if one.dimension is Dimension.COUNT else measure_marks(a, b)
    marks |= place_marks(one, other) | value_marks(a, b)
    marks["place_other"] = marks["place_alone"] * float(not marks["equal"])
    marks["document_other"] = marks["document"] * float(not marks["equal"] and not marks["close"])
    return marks


def weigh(shared: frozenset[str]) -> float:
    """How much it tells to share these words."""
    return sum(0.3 if is_common(word) else 1.0 for word in shared)


def count_marks(a: Sight, b: Sight) -> dict[str, float]:
    """How what is counted agrees: the same telling noun, mere people, or people of a sort."""
    mine, theirs = a.figure.unit.lower(), b.figure.unit.lower()
    plain = is_plain_person(mine), is_plain_person(theirs)
    match = thing_match(a, b) or 0.0
    own = {mine, theirs} | a.groups | b.groups
    return {
        "thing": match,
        "people": float(all(plain)),
        "people_mixed": float(any(plain) and not all(plain)),
        "about_count": min(2.0, weigh((a.about & b.about) - own)),
        "apart_count": min(3.0, weigh((a.about ^ b.about) - own)),
    }


def measure_marks(a: Sight, b: Sight) -> dict[str, float]:
    """How what is measured agrees: the words for it shared, other words, or no words at all."""
    shared = weigh(a.about & b.about)
    heads = [things(figure.about[0]) if figure.about else frozenset() for figure in (a.figure, b.figure)]
    return {
        "measure": 1.0,
        "head": float(bool(heads[0] & heads[1])),
        "about_same": float(bool(a.about) and a.about == b.about),
        "about": min(2.0, shared),
        "about_none": float(not shared and bool(a.about) and bool(b.about)),
        "about_blank": float(not a.about or not b.about),
        "apart": min(3.0, weigh(a.about ^ b.about)) if shared else 0.0,
        "about_near": min(2.0, weigh((a.about & b.near) | (b.about & a.near))) if not shared else 0.0,
        "percent": float(a.figure.dimension is Dimension.PERCENT),
        "event_other": float(bool(a.events and b.events) and not event_match(a, b)),
    }


def place_marks(one: Figure, other: Figure) -> dict[str, float]:
    """Whether both state one place or two, or only one of them, and another than the other's."""
    stated = "place" in one.stated, "place" in other.stated
    sizes = [{s for s in figure.stated if s.startswith("size:")} for figure in (one, other)]
    marks = {
        "place": 0.0,
        "places": 0.0,
        "place_alone": 0.0,
        "size": float(all(sizes) and not sizes[0] & sizes[1]),
    }
    if not one.place or not other.place or not any(stated):
        return marks
    mine, theirs = one.place.lower(), other.place.lower()
    alike = mine == theirs or mine in theirs or theirs in mine
    if all(stated):
        return marks | {"place": float(alike), "places": float(not alike)}
    return marks | {"place_alone": float(not alike)}


def period_mark(one: Figure, other: Figure) -> float:
    """1 where both state one period, -1 where they state two, between for what is vague."""
    if not one.when or not other.when:
        return -0.3 if (one.when or other.when) else 0.0
    if one.when == other.when:
        return 1.0
    mine, theirs = year_of(one.when), year_of(other.when)
    if (mine and theirs and mine != theirs) or bool(mine) != bool(theirs) or is_past(one) or is_past(other):
        return -1.0
    return 0.2 if one.when.startswith(other.when) or other.when.startswith(one.when) else -0.2


def is_past(figure: Figure) -> bool:
    """Whether the wording says no more than that it was before: "a year earlier"."""
    return bool(figure.when) and str(figure.when).endswith(("earlier", "ago", "before"))


def value_marks(a: Sight, b: Sight) -> dict[str, float]:
    """How close the two values are: equal, near, far apart."""
    marks = {"equal": 0.0, "close": 0.0, "far": 0.0}
    if a.point is None or b.point is None or not (math.isfinite(a.point) and math.isfinite(b.point)):
        return marks
    top = max(abs(a.point), abs(b.point))
    if top == 0 or abs(a.point - b.point) <= 0.002 * top:
        small = top < 13 and a.figure.dimension in (Dimension.COUNT, Dimension.RATIO)
        marks["equal"] = 0.3 if small else 0.4 + 0.3 * min(3, a.digits, b.digits)
        return marks
    low = min(abs(a.point), abs(b.point))
    ratio = math.log10(top / low) if low > 0 else 3.0
    if ratio < 0.05:
        marks["close"] = 1.0
    open_ended = Relation.AT_LEAST in (a.figure.relation, b.figure.relation) and ratio < 1.5
    marks["far"] = 0.0 if open_ended else min(3.0, ratio)
    return marks


# How much each mark weighs, as log-odds; set on labelled pairs of stories.
WEIGHTS = {
    "about": -0.1,
    "about_blank": -0.2,
    "about_count": -0.2,
    "about_near": 1.2,
    "about_none": -1.2,
    "about_same": 0.9,
    "apart": 0.4,
    "apart_count": 0.0,
    "close": 0.8,
    "direction": -0.2,
    "document": -0.8,
    "document_other": 0.2,
    "equal": 3.4,
    "event": 1.0,
    "event_clash": -0.5,
    "event_none": 0.5,
    "event_other": 0.2,
    "far": -2.3,
    "guessed": 0.1,
    "head": 0.2,
    "measure": 1.6,
    "near": 0.3,
    "part": -2.1,
    "people": -0.2,
    "people_mixed": -0.2,
    "percent": -1.4,
    "period": 0.0,
    "place": 0.3,
    "place_alone": -0.0,
    "place_other": -0.5,
    "places": -0.3,
    "sentence": -1.4,
    "size": -1.6,
    "terms": 1.0,
    "thing": 2.4,
    "year_alone": -0.4,
    "bias": -3.8,
}


def question_keys(figure: Figure) -> tuple[str, ...]:
    """Blocking keys for an index: two figures that answer one question share one.

    A key joins what is counted with a word that its document comes back to ("count:soldier:kursk"), so that
    even among a million figures few share it.
    """
    if figure.dimension is Dimension.AGE:
        return ()
    kinds = kinds_of(figure)
    keys = {
        f"{figure.dimension}:{kind}:{term}" for kind in kinds for term in figure.terms if not is_common(term)
    }
    if figure.thread:
        keys.add(f"thread:{figure.thread}")
    return tuple(sorted(keys))


def kinds_of(figure: Figure) -> tuple[str, ...]:
    """What is counted, as words of blocking keys: the groups of its noun, or the common unit."""
    if figure.dimension is not Dimension.COUNT:
        return (conversion_of(figure).unit,)
    noun = figure.unit.lower()
    if not noun or figure.leaning:
        return ("person", "thing", *sorted(things(noun))[:2])
    if is_person(noun):
        return ("person", *sorted(things(noun) - {"person"})[:2])
    return ("thing", *sorted(things(noun))[:2])
