"""Hedges and bounds: before the number, after it, and carried by verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.lexicons import load
from claims.extraction.numbers import at, is_glued
from claims.extraction.records import Dimension, Relation

LEXICON = load("hedges")
BEFORE: dict[tuple[str, ...], Relation] = {
    tuple(hedge.split()): Relation(relation)
    for relation, hedges in LEXICON["before"].items()
    for hedge in hedges
}
AFTER: dict[tuple[str, ...], Relation] = {
    tuple(hedge.split()): Relation(relation)
    for relation, hedges in LEXICON["after"].items()
    for hedge in hedges
}
VERBS: dict[tuple[str, ...], Relation] = {
    tuple(verb.split()): Relation(relation) for relation, verbs in LEXICON["verbs"].items() for verb in verbs
}
OUTSIDE: dict[tuple[str, ...], Relation] = {
    tuple(hedge.split()): Relation(relation)
    for relation, hedges in LEXICON["outside"].items()
    for hedge in hedges
}
SPEAKING = frozenset(LEXICON["speaking"]["words"])
STRENGTHS = frozenset(LEXICON["strengths"]["words"])
PARTICLES = frozenset(LEXICON["particles"]["words"])
LASTING = frozenset(LEXICON["particles"]["lasting"])
LAST_WORDS = frozenset(hedge[-1] for hedge in BEFORE)
LONGEST = max(map(len, (*BEFORE, *AFTER)))
DENIALS = frozenset({"never", "not", "without", "neither", "cannot", "nor"})
BEFORE_LIKE = frozenset(
    "is was thats that's are its it's takes took take for cost costs with paid got in about".split()
)
COVERS = frozenset(
    "water mud snow rubble ice debris ash sand soil sea earth lava rock concrete floodwater silt".split()
)
OPPOSITE = {Relation.MORE_THAN: Relation.AT_MOST, Relation.AT_LEAST: Relation.LESS_THAN}


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge before or after a number: what it makes of it, and the lexeme where its span begins or ends."""

    relation: Relation
    edge: int


def read_hedge_before(lexemes: Sequence[Lexeme], index: int, dimension: Dimension | None) -> Hedge | None:
    """The hedge that ends before a lexeme: "just over", "at least", "some"; stacked ones are taken together.

    `dimension` is that of the amount that follows, where known: "over three days" is a period, "under
    two metres of
    water" a place.
    """
    found: Hedge | None = None
    position = index
    while (hedge := read_one_before(lexemes, position, dimension)) is not None:
        is_bound = found is not None and found.relation is not Relation.ABOUT
        found = Hedge(found.relation if found is not None and is_bound else hedge.relation, hedge.edge)
        position = hedge.edge
    if found is None:
        return None
    edge = found.edge
    while at(lexemes, edge - 1).word in STRENGTHS:
        edge -= 1
    return Hedge(found.relation, edge)


def read_one_before(lexemes: Sequence[Lexeme], index: int, dimension: Dimension | None) -> Hedge | None:
    """The longest single hedge that ends before a lexeme."""
    word = at(lexemes, index - 1).word
    if word == "like" and at(lexemes, index - 2).word in BEFORE_LIKE:
        return Hedge(Relation.ABOUT, index - 1)
    if word not in LAST_WORDS:
        return None
    for length in range(min(LONGEST, index), 0, -1):
        words = tuple(lexeme.word for lexeme in lexemes[index - length : index])
        relation = BEFORE.get(words)
        if relation is not None:
            fits = is_hedge(lexemes, index - length, words, index, dimension)
            return Hedge(relation, index - length) if fits else None
    return None


def is_hedge(
    lexemes: Sequence[Lexeme], first: int, words: tuple[str, ...], index: int, dimension: Dimension | None
) -> bool:
    """Whether words that can be a hedge are one here."""
    before = at(lexemes, first - 1).word
    match words:
        case ("up", "to"):
            return before not in PARTICLES
        case ("over",) | ("under",) if dimension is Dimension.DURATION and words[0] == "over":
            return before in LASTING or first == 0
        case ("under",) | ("below",) | ("beneath",) if dimension is Dimension.LENGTH:
            return not any(lexeme.word in COVERS for lexeme in lexemes[index : index + 6])
        case ("about",):
            return before not in SPEAKING
        case ("or", "so") | ("estimated",):
            return words[0] != "or"
        case ("close", "on") | ("towards",) | ("beyond",) | ("min",) | ("max",):
            return dimension is not Dimension.AGE
        case ("minimum",) | ("maximum",):
            return at(lexemes, index).sort is not Sort.WORD or before not in {"the", "a"}
    return True


def read_hedge_after(lexemes: Sequence[Lexeme], index: int) -> Hedge | None:
    """The hedge that begins at a lexeme after a number: "plus", "+", "or more", "-odd", "max"."""
    for length in range(4, 0, -1):
        words = tuple(lexeme.word for lexeme in lexemes[index : index + length])
        relation = AFTER.get(words) if len(words) == length else None
        if relation is None:
            continue
        last = index + length
        after = at(lexemes, last)
        if (
            words[-1] in {"plus", "+", "odd", "ish"}
            and len(words) == 1
            and words != ("plus",)
            and words != ("odd",)
        ):
            return Hedge(relation, last) if is_glued(lexemes, index) else None
        if words == ("plus",) and (
            after.word in {"a", "an", "the", "or", "vat", "tax"} or after.sort is not Sort.WORD
        ):
            is_amount = after.sort in {Sort.NUMBER, Sort.CURRENCY} or after.word in {
                "a",
                "an",
                "the",
                "or",
                "vat",
                "tax",
            }
            return None if is_amount else Hedge(relation, last)
        if words[0] == "or" and after.word == "than":
            return None
        if words in {("at", "least"), ("at", "most")} and after.sort is Sort.NUMBER:
            return None  # "killed 20, at least 5 of them": the next number's
        return Hedge(relation, last)
    return None


def read_verb(lexemes: Sequence[Lexeme], index: int) -> Relation | None:
    """The bound that a verb before the number carries: "topped", "never exceeded", "capped at"; outside
    of the span.
    """
    position = index
    if at(lexemes, position - 1).word in {"the", "a", "an"}:
        position -= 1
    for length in (3, 2, 1):
        words = tuple(lexeme.word for lexeme in lexemes[max(0, position - length) : position])
        relation = VERBS.get(words)
        if relation is None or len(words) != length:
            continue
        earlier = lexemes[max(0, position - length - 3) : position - length]
        is_denied = any(lexeme.word in DENIALS or lexeme.word.endswith("n't") for lexeme in earlier)
        return OPPOSITE.get(relation, relation) if is_denied else relation
    return None


def read_hedge_outside(lexemes: Sequence[Lexeme], index: int) -> Relation | None:
    """The hedge that begins after the noun that is counted: "31 million bags at most", "40 people or
    more".
    """
    for length in range(4, 0, -1):
        words = tuple(lexeme.word for lexeme in lexemes[index : index + length])
        relation = OUTSIDE.get(words) if len(words) == length else None
        if relation is not None:
            after = at(lexemes, index + length)
            is_of_next = after.sort in {Sort.NUMBER, Sort.CURRENCY} or after.word in {
                "than",
                "a",
                "one",
                "two",
                "three",
            }
            return None if is_of_next else relation
    return None
