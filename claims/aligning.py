"""Which place in a newer version of a text is which place of an older one. Pure: spots in, pairs out.

First the same words; where they occur more than once, what stands around them decides. Then nearly the same
words, unless they say another number or deny it. Where two candidates are equally good, neither is taken: a
person is asked. That a sentence occurs three times before and after, all in like surroundings, is no doubt:
they are taken in their order.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

AROUND = 120  # characters before and after that are looked at
ALIKE = 80.0  # per cent: sentences below are two
NEAR = 60.0  # per cent: surroundings below are other places
MARGIN = 6.0  # per cent by which the best has to be better than the next
MOST_PAIRS = 1_000_000  # compared closely; of texts that differ more, only the same words are found
WORD = re.compile(r"[^\W_]+(?:[.,’']\w+)*")
DENIES = re.compile(r"n[’']t\b|\b(?:no|not|never|none|nobody|nothing|neither|nor|without|den(?:y|ies|ied))\b")

Score = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a version."""

    text: str
    before: str = ""
    after: str = ""
    home: Hashable = None  # what it is a part of, where that is known to be the same in both versions


@dataclass(frozen=True, slots=True)
class Found:
    """The older spot (by index) that a newer one is."""

    old: int
    is_exact: bool


def spot_in(text: str, start: int, end: int, home: Hashable = None) -> Spot:
    """The spot of a span, with what stands around it."""
    return Spot(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND], home)


def align(old: Sequence[Spot], new: Sequence[Spot], *, is_wording_free: bool = True) -> dict[int, Found]:
    """The older spot of each newer one, as far as there is no doubt.

    Without `is_wording_free` only the same words are the same: "9" is not "19", however alike all else is.

    >>> one = Spot("Nine soldiers died near the border, the ministry said.")
    >>> two = Spot("Nine soldiers died close to the border, the ministry said.")
    >>> align([one], [two]), align([one], [Spot("Ten soldiers died near the border, the ministry said.")])
    ({0: Found(old=0, is_exact=False)}, {})
    """
    found: dict[int, Found] = {}
    _same_words(old, new, found, by_home=True)
    _same_words(old, new, found, by_home=False)
    if is_wording_free:
        _alike(old, new, found)
    return found


def _same_words(old: Sequence[Spot], new: Sequence[Spot], found: dict[int, Found], *, by_home: bool) -> None:
    """Pair the spots with the same words: at the same home, or anywhere."""
    taken = {pair.old for pair in found.values()}
    groups: defaultdict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, spots in enumerate((old, new)):
        for i, spot in enumerate(spots):
            is_free = i not in (found if side else taken)
            if is_free and (spot.home is not None or not by_home):
                groups[(spot.home if by_home else None), " ".join(spot.text.split())][side].append(i)

    def around(one: int, other: int) -> float:
        return surroundings(old[one], new[other])

    has_homes = any(spot.home is not None for spot in old)
    is_sure = by_home or not has_homes  # the words alone tell; a number that lost its sentence is not so sure
    for mine, theirs in groups.values():
        if is_sure and len(mine) == len(theirs) == 1:
            found[theirs[0]] = Found(mine[0], True)
        elif mine and theirs and len(mine) * len(theirs) <= MOST_PAIRS // 100:
            least = 0.0 if is_sure else NEAR
            found |= {n: Found(o, True) for n, o in best_pairs(mine, theirs, around, least=least).items()}
        if is_sure and len(mine) == len(theirs):
            left = {found[n].old for n in theirs if n in found}
            rest = zip((o for o in mine if o not in left), (n for n in theirs if n not in found), strict=True)
            found |= {n: Found(o, True) for o, n in rest}


def _alike(old: Sequence[Spot], new: Sequence[Spot], found: dict[int, Found]) -> None:
    """Pair what is left by nearly the same words, around which nearly the same stands."""
    taken = {pair.old for pair in found.values()}
    mine = [o for o in range(len(old)) if o not in taken]
    theirs = [n for n in range(len(new)) if n not in found]
    if len(mine) * len(theirs) > MOST_PAIRS:
        return
    sense_of = {**{("old", o): _sense(old[o].text) for o in mine}}
    sense_of |= {("new", n): _sense(new[n].text) for n in theirs}

    def likeness(one: int, other: int) -> float:
        if sense_of["old", one] != sense_of["new", other]:
            return 0.0
        words = fuzz.ratio(old[one].text, new[other].text, score_cutoff=ALIKE)
        return 0.8 * words + 0.2 * surroundings(old[one], new[other]) if words else 0.0

    pairs = best_pairs(mine, theirs, likeness, least=0.8 * ALIKE)
    found |= {n: Found(o, False) for n, o in pairs.items()}


def _sense(text: str) -> tuple[list[str], int]:
    """What may not differ between two wordings of one sentence: its numbers, and how often it denies."""
    words = [word.casefold() for word in WORD.findall(text)]
    numbers = [word for word in words if word[0].isdigit() or word in NUMERALS]
    return numbers, len(DENIES.findall(text.casefold()))


NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds "
    "thousand thousands million millions billion billions dozen dozens half twice double triple".split()
)


def surroundings(one: Spot, other: Spot) -> float:
    """How alike what stands around two spots is, per cent; the better side counts more, for a paragraph may
    be new on the other.
    """
    sides = sorted((fuzz.ratio(one.before, other.before), fuzz.ratio(one.after, other.after)))
    return 0.35 * sides[0] + 0.65 * sides[1]


def best_pairs(old: Iterable[int], new: Sequence[int], score: Score, *, least: float = 0.0) -> dict[int, int]:
    """The new spots with the old one that each is, where each is clearly the other's best.

    >>> best_pairs([0, 1], [0], lambda one, other: 90.0)
    {}
    """
    rated = [(score(o, n), o, n) for o in old for n in new]
    rated = sorted((entry for entry in rated if entry[0] > least), key=lambda entry: -entry[0])
    rivals: defaultdict[tuple[str, int], list[tuple[float, int]]] = defaultdict(list)
    for points, o, n in rated:
        rivals["old", o].append((points, n))
        rivals["new", n].append((points, o))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for points, o, n in rated:
        if o in taken or n in found:
            continue
        others = [p for p, m in rivals["old", o] if m != n and m not in found]
        others += [p for p, m in rivals["new", n] if m != o and m not in taken]
        if not others or points - max(others) >= MARGIN:
            found[n] = o
            taken.add(o)
    return found
