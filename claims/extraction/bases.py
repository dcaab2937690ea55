"""How a figure was counted: the words that set its definition apart ("median", "confirmed", "after tax")."""

import re
from functools import cache

from claims.extraction.lexicons import load

# Kinds that set a figure apart even where the other one says nothing of its own.
TELLING_KINDS = frozenset({"tax", "currency", "prices", "scope", "net", "persons", "harm"})
OPEN_KINDS = ("widening", "narrowing", "definition")


@cache
def markers() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all markers of the lexicon, longest first, and the basis that each stands for."""
    lexicon = load("bases")
    kinds = {marker: kind for kind, group in lexicon["kinds"].items() for marker in group}
    kinds |= {
        marker: kind for kind in OPEN_KINDS for marker in lexicon[kind]["markers"] if marker not in kinds
    }
    alternatives = "|".join(re.escape(marker) for marker in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"), kinds


def bases_in(text: str) -> tuple[str, ...]:
    """The bases that a stretch of text gives, sorted.

    >>> bases_in("the median tenant pays £1,420")
    ('average:median',)
    >>> bases_in("31,000 mines lifted by the unit, a count that leaves out shells")
    ('definition', 'narrowing')
    """
    pattern, kinds = markers()
    return tuple(sorted({kinds[found] for found in pattern.findall(text.lower())}))


def differ(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    """What sets two bases apart, as words; None where nothing does.

    >>> differ(("average:mean",), ("average:median",))
    'one is mean, the other median'
    """
    mine = {basis.partition(":")[0]: basis.partition(":")[2] for basis in one if ":" in basis}
    theirs = {basis.partition(":")[0]: basis.partition(":")[2] for basis in other if ":" in basis}
    for kind in sorted(mine.keys() & theirs.keys()):
        if mine[kind] != theirs[kind]:
            return f"one is {mine[kind]}, the other {theirs[kind]}"
    return None


def marked(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    """A telling basis that only one of two figures has, as words; None where there is none.

    >>> marked(("tax:after",), ())
    'only one is after tax'
    """
    for basis in sorted(set(one) ^ set(other)):
        kind, _, name = basis.partition(":")
        if kind in TELLING_KINDS and name:
            return f"only one is {name} {kind}" if kind == "tax" else f"only one is {name}"
    return None
