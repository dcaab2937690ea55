"""How much a claim is worth in its document: a second look at what `claims.py` gave each sentence alone.

A few marks of a claim's place, figures and voice move its score. Their weights are fitted on labelled stories
by `bench/train_worthiness.py`; on average they move nothing, so that a score keeps its meaning.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from claims.extraction.records import Claim, Figure, Relation, Section

MODEL = Path(__file__).parent / "models" / "ranking.tsv"
WORD = re.compile(r"[^\W\d_]{4,}")
SUPERLATIVE = re.compile(
    r"\b(?:most|least|worst|best|\w{3,}iest|largest|biggest|highest|lowest|deadliest)\b", re.IGNORECASE
)
PERSON = re.compile(r"\b(?:I|we|my|our|me|us)\b")
LEAST, MOST = 0.1, 0.9  # a checkable claim's score lies in this much above the least


def rank_claims(claims: Sequence[Claim], figures: Sequence[Sequence[Figure]]) -> tuple[Claim, ...]:
    """The claims with their worthiness moved by their marks. What can't be checked stays where it is."""
    found = marks_of(claims, figures)
    return tuple(
        replace(claim, worthiness=moved(claim.worthiness, marks, weights())) if claim.checkable else claim
        for claim, marks in zip(claims, found, strict=True)
    )


def moved(worthiness: float, marks: Mapping[str, float], known: Mapping[str, float]) -> float:
    """The score after the marks, each with the weight that is known of it.

    >>> moved(0.55, {"place": 1.0}, {"": 0.5, "place": -0.5})
    0.55
    """
    total = log_odds(worthiness) + known.get("", 0.0)
    total += sum(known.get(mark, 0.0) * value for mark, value in marks.items())
    return round(LEAST + MOST / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def log_odds(worthiness: float) -> float:
    """A checkable claim's score on the open scale.

    >>> round(log_odds(0.55), 3)
    0.0
    """
    share = min(max((worthiness - LEAST) / MOST, 1e-3), 1 - 1e-3)
    return math.log(share / (1 - share))


def marks_of(claims: Sequence[Claim], figures: Sequence[Sequence[Figure]]) -> list[dict[str, float]]:
    """What is known of each claim in its document, by mark."""
    body = sum(claim.section is Section.BODY for claim in claims)
    headline = next((words_of(claim.text) for claim in claims if claim.section is Section.HEADLINE), set())
    alike = Counter((f.dimension, f.unit, f.event) for row in figures for f in row)
    before, found = 0, []
    for claim, row in zip(claims, figures, strict=True):
        is_body, words = claim.section is Section.BODY, words_of(claim.text)
        marks = {
            "place": before / body if is_body else 0.5,
            "comment": claim.section is Section.COMMENT,
            "headline": claim.section is Section.HEADLINE,
            "thread": any(alike[f.dimension, f.unit, f.event] > 1 for f in row),
            "figures": min(len(row), 4),
            "sourced": any(f.attributions for f in row),
            "attributed": bool(claim.attributions),
            "bound": any(f.relation is not Relation.EXACTLY for f in row),
            "superlative": bool(SUPERLATIVE.search(claim.text)),
            "person": bool(PERSON.search(claim.text)),
            "shared": len(words & headline) / math.sqrt(len(words) + 1),
        }
        found.append({mark: float(value) for mark, value in marks.items()})
        before += is_body
    return found


def words_of(text: str) -> set[str]:
    """Its longer words, without an ending's "s".

    >>> sorted(words_of("Floods hit the towns"))
    ['flood', 'town']
    """
    return {word.removesuffix("s") for word in WORD.findall(text.lower())} - {"that", "with", "from", "thi"}


@cache
def weights() -> dict[str, float]:
    """The weight of each mark; "" is the constant."""
    lines = MODEL.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line[:1] != "#")
    return {mark: float(weight) for weight, _, mark in pairs}
