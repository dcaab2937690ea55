"""Words for the same thing counted or the same thing happening: "troops" and "soldiers", "die" and "kill"."""

from collections import defaultdict
from functools import cache

from claims.extraction.lexicons import load

NONE: frozenset[str] = frozenset()


@cache
def index(name: str) -> dict[str, frozenset[str]]:
    """Each word of one of the lexicon's tables to the groups it stands in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group, members in load("equivalents")[name].items():
        for word in (group.replace("_", " "), *members):
            found[word].add(group)
    return {word: frozenset(groups) for word, groups in found.items()}


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One plain list of the lexicon."""
    return frozenset(load("equivalents")[table][name])


def things(word: str) -> frozenset[str]:
    """The groups of a noun.

    Of one that the lexicon lacks, the noun alone: its last word where it has several.
    """
    table = index("things")
    last = word.rpartition(" ")[2]
    return table.get(word) or table.get(last) or frozenset({last})


def is_known(noun: str) -> bool:
    """Whether the lexicon knows what a noun counts: a person, or a thing of one of its groups."""
    return is_person(noun) or noun in index("things") or noun.rpartition(" ")[2] in index("things")


def happenings(event: str | None) -> frozenset[str]:
    """The groups of an event; of one that the lexicon lacks, itself; of none, none."""
    if not event:
        return NONE
    table = index("happenings")
    return table.get(event) or table.get(event.partition(" ")[0]) or frozenset({event})


def is_person(noun: str) -> bool:
    """Whether what is counted are people, whatever they are called."""
    return noun in listed("persons", "words") or noun.rpartition(" ")[2] in listed("persons", "words")


def is_plain_person(noun: str) -> bool:
    """Whether a noun says no more than that people are counted."""
    return noun in listed("persons", "plain")


def is_common(word: str) -> bool:
    """Whether a word is at home in any news story."""
    return word in listed("common", "words")


def narrower(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one event's groups are a part of what the other's count: killed ⊂ killed and wounded."""
    table: dict[str, list[str]] = load("equivalents")["narrower"]
    return any(wide in other for group in one for wide in table.get(group, ()))
