"""Which known source a new name may be another name of, and why. For the review list.

Reasons, the best first: the starter register says so; an article spells an acronym out; one is a slip of the
pen of the other; one is the other's initials; one is longer and both are named in the same articles.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from sources.models import Alias, Distinction, Source
from sources.names import name_key
from sources.starter import starter_names

SMALL = {"of", "the", "for", "and", "on", "in", "de", "des", "du", "la", "et", "a", "an", "to", "at"}
OPPOSITES = {
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "upper",
    "lower",
    "deputy",
}
Company = Mapping[tuple[int, int], int]  # in how many articles two sources are both named
SpelledOut = Mapping[
    int, Mapping[str, str]
]  # of a source: keys of what its acronym stands for in a text, as written
BOUNDS = ((5, 0), (9, 1), (10_000, 2))  # below so many letters, so many slips


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a source that stands for itself."""

    key: str
    name: str
    source: int
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """A new source may be a known one under another name."""

    source: int
    other: int
    score: float
    reasons: tuple[str, ...]


def all_names() -> list[Name]:
    """Every name in the register, with the source that it means in the end."""
    merged = ("source__merged_into", "source__merged_into__merged_into")
    rows = Alias.objects.order_by("pk").values_list("key", "name", "source", *merged, "source__is_reviewed")
    return [
        Name(key, name, deepest or target or source, reviewed or target is not None)
        for key, name, source, target, deepest, reviewed in rows
    ]


def told_apart(pks: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs with one of these that a person said are two, in both orders."""
    wanted = list(pks)
    rows = Distinction.objects.filter(one__in=wanted) | Distinction.objects.filter(other__in=wanted)
    pairs = set(rows.values_list("one", "other"))
    return pairs | {(other, one) for one, other in pairs}


def likenesses(
    new: Sequence[Source],
    names: Sequence[Name],
    *,
    company: Company,
    spelled_out: SpelledOut,
    weights: Mapping[int, int],
) -> dict[int, list[Likeness]]:
    """What each new source may be, the likeliest first. `weights` say how often each is named."""
    apart = told_apart(source.pk for source in new)
    own: defaultdict[int, list[Name]] = defaultdict(list)
    for name in names:
        own[name.source].append(name)
    index = _Index(names)
    found: dict[int, list[Likeness]] = {}
    for source in new:
        reasons: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
        for name in own[source.pk]:
            for other, score, reason in index.like(name, spelled_out.get(source.pk, {}), company):
                is_two = other.source == source.pk or (source.pk, other.source) in apart
                if not is_two and _is_better(other, name, weights):
                    reasons[other.source].append((score, reason))
        found[source.pk] = sorted(
            (_likeness(source.pk, o, r, company) for o, r in reasons.items()), key=_order
        )
    return found


def _is_better(other: Name, name: Name, weights: Mapping[int, int]) -> bool:
    """Whether the other is the one to keep: looked at, named more often, or known for longer."""
    mine, theirs = weights.get(name.source, 0), weights.get(other.source, 0)
    return other.is_reviewed or (theirs, -other.source) > (mine, -name.source)


def _likeness(source: int, other: int, reasons: list[tuple[float, str]], company: Company) -> Likeness:
    words = list(dict.fromkeys(reason for _, reason in sorted(reasons, reverse=True)))
    together = company.get((source, other), 0)
    if together:
        words.append(f"both are named in {together} article{'s' if together > 1 else ''}")
    return Likeness(
        source, other, max(score for score, _ in reasons) + (0.02 if together else 0), tuple(words)
    )


def _order(likeness: Likeness) -> tuple[float, int]:
    return -likeness.score, likeness.other


class _Index:
    """Names, found by what they have in common with another."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.by_key = {name.key: name for name in names}
        self.by_initials: defaultdict[str, list[Name]] = defaultdict(list)
        self.by_start: defaultdict[tuple[str, int], list[Name]] = defaultdict(list)
        self.by_word: defaultdict[str, list[Name]] = defaultdict(list)
        for name in names:
            for letters in initials(name.key):
                self.by_initials[letters].append(name)
            self.by_start[name.key[:1], len(name.key)].append(name)
            for word in set(name.key.split()):
                self.by_word[word].append(name)

    def like(
        self, name: Name, spelled_out: Mapping[str, str], company: Company
    ) -> Iterator[tuple[Name, float, str]]:
        known = self.by_key.get(_key_of_starter(name.key))
        if known:
            yield known, 1.0, f"the starter register has “{name.name}” as a name of {known.name}"
        for key, written in spelled_out.items():
            if key in self.by_key:
                yield self.by_key[key], 0.95, f"an article writes “{written} ({name.name})”"
        for other in self.by_initials.get(name.key, ()):
            yield other, 0.85, f"“{name.name}” are the initials of “{other.name}”"
        for letters in initials(name.key):
            if letters in self.by_key:
                other = self.by_key[letters]
                yield other, 0.8, f"“{other.name}” are the initials of “{name.name}”"
        for slips in (-2, -1, 0, 1, 2):
            for other in self.by_start.get((name.key[:1], len(name.key) + slips), ()):
                if is_slip(name.key, other.key):
                    yield other, 0.9, f"spelled nearly as “{other.name}”"
        yield from self._longer(name, company)

    def _longer(self, name: Name, company: Company) -> Iterator[tuple[Name, float, str]]:
        """Longer names with all the words of this one, named in the same articles: with a first name."""
        words = set(name.key.split())
        rarest = min((self.by_word[word] for word in words if len(word) > 3), key=len, default=[])
        for other in rarest[:200]:
            theirs = set(other.key.split())
            if words < theirs and not (theirs - words) & OPPOSITES and (name.source, other.source) in company:
                yield other, 0.6, f"“{other.name}” has the same words and more"


def _key_of_starter(key: str) -> str:
    return name_key(starter_names().get(key, ""))


def initials(key: str) -> set[str]:
    """The initials of a name of three words or more, with and without its little words.

    >>> sorted(initials("korean central news agency"))
    ['kcna']
    >>> sorted(initials("institute for the study of war"))
    ['iftsow', 'isw']
    """
    words = key.split()
    telling = [word for word in words if word not in SMALL]
    if len(telling) < 2 or len(words) < 3:
        return set()
    return {"".join(word[0] for word in words), "".join(word[0] for word in telling)}


def is_slip(one: str, other: str) -> bool:
    """Whether two keys differ by a slip of the pen: a letter or two, not the first, no number, no direction.

    >>> is_slip("ukaine", "ukraine"), is_slip("iran", "iraq"), is_slip("north korea", "south korea")
    (True, False, False)
    >>> is_slip("sourth korea", "south korea"), is_slip("us government", "uk government")
    (True, False)
    >>> is_slip("43rd brigade", "42nd brigade"), is_slip("minstry of health", "ministry of health")
    (False, True)
    """
    if one == other or one[:1] != other[:1] or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    here, there = set(one.split()) - set(other.split()), set(other.split()) - set(one.split())
    if (OPPOSITES & here and OPPOSITES & there) or any(len(word) <= 3 for word in here | there):
        return False
    allowed = next(slips for length, slips in BOUNDS if min(len(one), len(other)) < length)
    return allowed > 0 and bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)
