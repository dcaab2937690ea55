"""Sentences to quantities: the number with its hedge, its dimension and unit."""

import re
from dataclasses import dataclass

from claims.extraction.language import Token
from claims.extraction.records import Dimension, Direction, Relation
from claims.extraction.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure before anything is known of its meaning: the written number, its bounds and its unit."""

    start: int
    end: int
    text: str
    relation: Relation
    value: float | None
    low: float | None
    high: float | None
    dimension: Dimension
    unit: str
    direction: Direction | None
    tokens: tuple[Token, ...]  # the tokens of the span
    noun: Token | None  # the head noun that is counted, in this sentence or (elided) an earlier one


def find_quantities(sentence: Sentence, earlier: list["Quantity"]) -> list[Quantity]:
    """The quantities of one sentence in order; `earlier` are those before it, nearest last, for elided nouns."""
    found = []
    for match in re.finditer(r"\d[\d,]*", sentence.text):
        value = float(match.group().replace(",", ""))
        start = sentence.start + match.start()
        tokens = tuple(t for t in sentence.span if start <= sentence.offset + t.idx < sentence.start + match.end())
        noun = tokens[-1].head if tokens and tokens[-1].head.pos_ == "NOUN" else None
        found.append(
            Quantity(start, start + len(match.group()), match.group(), Relation.EXACTLY, value, value, value,
                     Dimension.COUNT, noun.lemma_ if noun else "", None, tokens, noun)
        )
    return found
