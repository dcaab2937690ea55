"""What speaks for and against two figures answering one question: the marks that `matching.py` weighs."""

import math
from collections.abc import Mapping
from functools import lru_cache

from claims.extraction.comparing import Reach, fits, reach_of
from claims.extraction.equivalents import is_common, is_person, is_plain_person, narrower, things
from claims.extraction.periods import year_of
from claims.extraction.records import Dimension, Figure, Relation, Section
from claims.extraction.sights import Sight, likeness

OWN_CUES = (
    "base old to by part whole included more not says personal own each dated supposed asked tiny small "
    "sourced reader early"
).split()  # what tells of one figure alone whether anybody disputes it
ONE_SIDED = "base old to by whole more included part own".split()  # what tells where only one of two has it
CROSSED = {  # marks that weigh otherwise where a figure leans, in a comment, for a share, for a count
    "guessed": "equal far close thing event sentence document terms fits".split(),
    "comment": "far close terms thing document".split(),
    "percent": "equal far close head about_same".split(),
    "count": "equal far close document sentence".split(),
}
BOUNDS = (Relation.AT_LEAST, Relation.AT_MOST)
PARTING = "part places tie:of".split()
FAR_APART = 10  # sentences between two figures above which more make no difference
TOGETHER = 60  # characters between two figures of a sentence above which more make no difference


def own_marks(a: Sight) -> dict[str, float]:
    """What one figure's own words say of whether others answer its question too."""
    figure = a.figure
    marks = {f"own:{cue}": 1.0 for cue in OWN_CUES if cue in a.cues}
    marks |= {f"own:{figure.section}": 1.0} if figure.section else {}
    marks |= {"own:leaning": 1.0} if figure.leaning else {}
    marks |= {"own:eventless": 1.0} if figure.event is None else {}
    marks |= {"own:duration": 1.0} if figure.dimension is Dimension.DURATION else {}
    return marks


def pair_marks(a: Sight, b: Sight) -> dict[str, float]:
    """What two figures together say, each between -1 and 3 or so; a mark that is missing is 0."""
    marks = {name: mark for name, mark in (record_marks(a, b) | text_marks(a, b)).items() if mark}
    for name, crossed in CROSSED.items():
        if name in marks:
            marks |= {f"{name}*{other}": marks[other] for other in crossed if other in marks}
    return marks


def record_marks(a: Sight, b: Sight) -> dict[str, float]:
    """What the records of two figures say: what is counted, what happened, where, when, how much."""
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
    marks["one_bound"] = float((one.relation in BOUNDS) != (other.relation in BOUNDS))
    marks["one_direction"] = float((one.direction is None) != (other.direction is None))
    marks |= place_marks(one, other) | value_marks(a, b)
    marks["place_other"] = marks["place_alone"] * float(not marks["equal"])
    marks["document_other"] = marks["document"] * float(not marks["equal"] and not marks["close"])
    return marks


def is_restated(marks: Mapping[str, float]) -> bool:
    """Whether, by a pair's marks, one number of one thing is said twice: nothing parts the two figures, be it
    a period, a place, an event, a sort of people or a share in the whole.

    That is rare by chance; of small numbers it takes one story as well.
    """
    found = marks.get
    if not found("equal") or found("event_clash") or any(found(name) for name in PARTING):
        return False
    if found("period", 0.0) < -0.5 or (found("count") and found("thing", 0.0) < 0.7):
        return False
    if found("document") and 0 < found("event", 0.0) < 1:
        return False  # one text that has two words for it may well mean two things
    if not found("count") and not found("about_same"):
        return False
    is_small = found("equal", 0.0) < 0.4
    return not is_small or bool(
        found("event", 0.0) >= 0.9 and (found("document") or found("terms", 0.0) >= 0.5)
    )


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
        "count": 1.0,
        "persons": float(thing_match(a, b) is None),
        "clash_plain": float(event_match(a, b) is None),
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


def text_marks(a: Sight, b: Sight) -> dict[str, float]:
    """What the texts of two figures say: their words, sections, sources, and the parts they play."""
    one, other = a.figure, b.figure
    usual = a.terms & b.terms
    is_count = one.dimension is Dimension.COUNT
    sections = {one.section, other.section}
    is_equal = values_equal(a, b)
    fit = (is_count or a.conversion.unit == b.conversion.unit) and fits(reach_at(a), reach_at(b))
    together = bool(a.document) and a.document == b.document
    rivals = math.log(max(1, one.rivals if together else one.rivals + other.rivals))
    marks = {
        "thread": float(bool(one.thread) and one.thread == other.thread),
        "apart_thread": float(are_set_apart(one, other)),
        "like_own": likeness(a.own, b.own, usual),
        "like_canonical": likeness(a.canonical, b.canonical, usual),
        "like_context": max(likeness(a.own, b.before, usual), likeness(a.before, b.own, usual)),
        "shared_own": min(3.0, weigh(a.own.words & b.own.words - usual)),
        "comment": float(Section.COMMENT in sections),
        "comments": float(sections == {Section.COMMENT}),
        "headline": float(Section.HEADLINE in sections),
        "fits": float(fit and not is_equal),
        "rivals": rivals,
        "rivals*count": rivals * is_count,
        "rivals*equal": rivals * is_equal,
    }
    if not one.home or one.home != other.home:
        marks["like_sentence"] = likeness(a.sentence, b.sentence, usual)
    marks |= {f"one:{cue}": 1.0 for cue in ONE_SIDED if (cue in a.cues) != (cue in b.cues)}
    return marks | (marks_within(a, b, fit) if together else marks_across(a, b, fit, usual))


@lru_cache(maxsize=50_000)
def reach_at(a: Sight) -> Reach:
    """The values that a figure allows; by the sight of it, which is found faster than its whole record."""
    return reach_of(a.figure)


def marks_within(a: Sight, b: Sight, fit: bool) -> dict[str, float]:
    """What it says that two figures stand in one text: who is named for each, and what ties them."""
    shared = a.voices & b.voices
    marks = {
        "same_voice_other_value": float(bool(shared) and not fit),
        "other_voice": float(bool(a.voices) and bool(b.voices) and not shared),
        "adjacent": float(abs(a.number - b.number) == 1),
        "distance": min(1.0, abs(a.place - b.place) / FAR_APART),
    }
    if a.place != b.place:
        return marks
    first, last = (a, b) if a.figure.start <= b.figure.start else (b, a)
    marks |= {cue: 1.0 for cue in ("tie:of", "tie:and", "tie:or", "tie:says") if cue in last.cues}
    gap = min(1.0, max(0, last.figure.start - first.figure.end) / TOGETHER)
    return marks | {"tie:not": float("not" in a.cues | b.cues), "tie:gap": gap}


def marks_across(a: Sight, b: Sight, fit: bool, usual: frozenset[str]) -> dict[str, float]:
    """What it says that two figures stand in two texts: one source of both, like things said before."""
    shared = bool(a.voices & b.voices)
    return {
        "same_source": float(shared),
        "same_source_other_value": float(shared and not fit),
        "like_before": likeness(a.before, b.before, usual),
    }


def are_set_apart(one: Figure, other: Figure) -> bool:
    """Whether one text sets a figure apart from the other: the same measure of another time or place."""
    mine, theirs = one.apart, other.apart
    return bool(mine and mine in (other.thread, theirs) or theirs and theirs == one.thread)


def values_equal(a: Sight, b: Sight) -> bool:
    """Whether two figures stand for one number."""
    if a.point is None or b.point is None:
        return False
    return abs(a.point - b.point) <= 0.002 * max(abs(a.point), abs(b.point))


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
