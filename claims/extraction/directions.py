"""Which way a figure that is a change goes: "fell 18%", "up 3%", "an 11% rise", "doubled"."""

from collections.abc import Sequence

from claims.extraction.amounts import Amount
from claims.extraction.lexemes import Lexeme
from claims.extraction.lexicons import load
from claims.extraction.numbers import at
from claims.extraction.records import Dimension, Direction


def by_word(table: dict[str, list[str]]) -> dict[str, Direction]:
    """A table of the lexicon turned round: each word's direction."""
    return {word: Direction(direction) for direction, words in table.items() for word in words}


LEXICON = load("directions")
VERBS = by_word(LEXICON["verbs"])
NOUNS = by_word(LEXICON["nouns"])
COMPARATIVES = by_word(LEXICON["comparatives"])
FACTORS = by_word(LEXICON["factors"])
# May stand between the verb and the number: "rose by a further 14,000".
BETWEEN = frozenset(
    "by a an another further only just as much total whopping massive sharply slightly again".split()
)
LEVELS = frozenset({"to", "from", "at"})  # before the number: what follows is no change but a level
PARTS = frozenset({Dimension.PERCENT, Dimension.RATIO})
OF_SHARES = frozenset(LEXICON["of_shares"])  # changes only where a share follows: "lost 7%"
COUNTED = frozenset({Dimension.COUNT, Dimension.AGE, Dimension.DURATION})


def direction_of(lexemes: Sequence[Lexeme], amount: Amount) -> Direction | None:
    """The direction of a change, None for a level or a plain amount.

    "fell 18%", "down 7.4%", "climbed by 14,000", "a drop of eight points", "an 11% rise", "3.1% higher".
    None for "rose to 40", "cut 4,200 jobs", "lost 12 men".
    """
    if amount.dimension is Dimension.RATIO and (factor := FACTORS.get(at(lexemes, amount.core).word)):
        return factor
    if amount.number.value < 0 and amount.dimension in PARTS | {Dimension.MONEY}:
        return Direction.FALL
    after = at(lexemes, amount.after).word
    if amount.dimension in PARTS or amount.dimension is Dimension.MONEY:
        named = NOUNS.get(after) or COMPARATIVES.get(after)
        if named is not None:
            return named
    return from_before(lexemes, amount)


def from_before(lexemes: Sequence[Lexeme], amount: Amount) -> Direction | None:
    """The direction that the words before a change give it."""
    position, has_by = amount.first - 1, False
    while at(lexemes, position).word in BETWEEN:
        has_by = has_by or at(lexemes, position).word == "by"
        position -= 1
    word = at(lexemes, position).word
    if word in LEVELS:
        return None
    if word == "of":
        return NOUNS.get(at(lexemes, position - 1).word)
    if has_by:
        for earlier in reversed(lexemes[max(0, position - 11) : position + 1]):
            if earlier.word in VERBS or earlier.word in NOUNS:
                return VERBS.get(earlier.word) or NOUNS.get(earlier.word)
            if earlier.word in {",", ";", "."}:
                return None
        return None
    if amount.dimension in COUNTED and word not in {"up", "down"}:
        return None  # "cut 4,200 jobs", "gained 12 seats" are no changes of a level
    if word in OF_SHARES and amount.dimension not in PARTS:
        return None  # "raised £1.2m", "lost 60 metres of ice"
    return VERBS.get(word)
