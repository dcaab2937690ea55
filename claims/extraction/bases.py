"""How a figure was counted: the words that set its definition apart ("median", "confirmed", "after tax")."""

import re
from functools import cache

from claims.extraction.equivalents import is_person
from claims.extraction.lexicons import load
from claims.extraction.records import Figure

# Kinds that set a figure apart even where the other one says nothing of its own.
TELLING_KINDS = frozenset({"tax", "currency", "prices", "scope", "net", "persons", "harm"})
BOTH = "killed and wounded"
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


def inherited(own: tuple[str, ...], earlier: tuple[str, ...]) -> tuple[str, ...]:
    """The bases of a figure that leans on an earlier one: its own, and of each kind it lacks the earlier's.

    >>> inherited(("average:mean",), ("average:median", "harm:killed and wounded", "part"))
    ('average:mean', 'harm:killed and wounded')
    """
    kinds = {basis.partition(":")[0] for basis in own}
    lent = {basis for basis in earlier if ":" in basis and basis.partition(":")[0] not in kinds}
    return tuple(sorted({*own, *lent}))


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


def marked(one: Figure, other: Figure) -> str | None:
    """A telling basis that only one of two figures has, as words; None where there is none.

    Words of harm tell of people alone: "losses" of 12% are no killed and wounded, and a tank destroyed is a
    tank lost.
    """
    for basis in sorted(set(one.basis) ^ set(other.basis)):
        kind, _, name = basis.partition(":")
        if kind == "harm" and not (name == BOTH and is_person(one.unit) and is_person(other.unit)):
            continue
        if kind in TELLING_KINDS and name:
            return f"only one is {name} {kind}" if kind == "tax" else f"only one is {name}"
    return None


@cache
def toll_words() -> dict[str, str]:
    """Each verb or noun of a toll to what it counts: "drown" → killed, "injury" → wounded."""
    return {word: harm for harm, group in load("bases")["tolls"].items() for word in group}


def harm_of(figure: Figure) -> str | None:
    """What a toll counts, as its own words say: killed, wounded, or both; None where they leave it open.

    What merely stands near it in its sentence ("the hospitals, full of casualties") says nothing.
    """
    if words_for_both(figure) or (figure.leaning and f"harm:{BOTH}" in figure.basis):
        return BOTH
    table = toll_words()
    return table.get(figure.event or "") or table.get(figure.unit)


def words_for_both(figure: Figure) -> str | None:
    """The words with which a figure takes in killed and wounded alike: "deaths and casualties"."""
    pattern, kinds = markers()
    for text in (figure.population, figure.event, figure.unit):
        for found in pattern.findall((text or "").lower()):
            if kinds[found] == f"harm:{BOTH}":
                return str(found)
    return None


def apart_by_harm(one: Figure, other: Figure) -> bool:
    """Whether two tolls count different harm: the killed alone, and the killed with the wounded."""
    mine, theirs = harm_of(one), harm_of(other)
    return mine is not None and theirs is not None and mine != theirs


def harm_in_words(figure: Figure) -> str:
    """What a toll counts, for an editor: "deaths and casualties", "killed only"."""
    harm = harm_of(figure)
    return words_for_both(figure) or BOTH if harm == BOTH else f"{harm} only"
