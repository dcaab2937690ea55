"""Whether two figures answer the same question, judged from their records alone."""

import math
from functools import cache, lru_cache
from pathlib import Path

from claims.extraction.conversions import conversion_of
from claims.extraction.equivalents import is_common, is_person, things
from claims.extraction.marks import is_restated, own_marks, pair_marks, thing_match
from claims.extraction.records import Dimension, Figure
from claims.extraction.sights import Sight, sight

MODEL = Path(__file__).parent / "models" / "grouping.tsv"
LIMIT = 4.0  # log-odds are kept within this: no pair alone decides for a whole cluster


@cache
def weights() -> dict[str, float]:
    """How much each mark weighs, as log-odds; "bias" is the constant. Made by `bench/fit_grouping.py`."""
    lines = (line.partition("\t") for line in MODEL.read_text(encoding="utf-8").splitlines())
    return {name: float(weight) for weight, _, name in lines if not weight.startswith("#")}


def answers_same_question(one: Figure, other: Figure) -> float:
    """How sure it is, 0 to 1, that two figures answer the same question. Symmetric."""
    odds = log_odds(one, other)
    return 0.0 if odds is None else 1 / (1 + math.exp(-odds))


def log_odds(one: Figure, other: Figure) -> float | None:
    """The same as log-odds; None where it is out of the question."""
    a, b = sight(one), sight(other)
    if is_barred(a, b):
        return None
    known = weights()
    total = math.fsum(known[name] * mark for name, mark in pair_marks(a, b).items() if name in known)
    odds = known["bias"] + (own_odds(a) + own_odds(b)) + total
    return max(-LIMIT, min(LIMIT, odds))


def says_it_again(one: Figure, other: Figure) -> bool:
    """Whether two figures that are not barred say one number of one thing: see `is_restated`."""
    return is_restated(pair_marks(sight(one), sight(other)))


@lru_cache(maxsize=50_000)
def own_odds(a: Sight) -> float:
    """What a figure alone adds to the log-odds of all its pairs."""
    known = weights()
    return math.fsum(known.get(name, 0.0) * mark for name, mark in own_marks(a).items())


def is_barred(a: Sight, b: Sight) -> bool:
    """Whether two figures can't answer one question: another kind of quantity or unit."""
    one, other = a.figure, b.figure
    if one.dimension is not other.dimension or Dimension.AGE in (one.dimension, other.dimension):
        return True
    if one.thread and one.thread == other.thread:
        return False
    if one.dimension is Dimension.COUNT:
        persons = is_person(one.unit.lower()) and is_person(other.unit.lower())
        return thing_match(a, b) is None and not persons
    if a.conversion.unit != b.conversion.unit:
        return one.dimension is not Dimension.OTHER
    return one.dimension is Dimension.PERCENT and ("point" in one.unit) != ("point" in other.unit)


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
