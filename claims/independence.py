"""How many independent sources stand behind figures. Pure.

Ten outlets that relay one ministry are one source; readers' comments, however many, are one too; a sentence
that ten outlets took from one agency is said once, and so is a number in near copies of one report. What
nobody is said to have given is its publisher's. A ministry and the army that is a part of it are one source
where both speak.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.extraction.records import Role

READERS = "readers"
Voice = Hashable  # a source's key, READERS, or what stands for an article without a publisher

SHINGLE = 4  # words
ALIKE = 0.6  # of all shingles of two sentences, those they share: above it one is a copy of the other
CROWDED = 50  # sentences with one shingle; a phrase that so many share makes no copy
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Saying:
    """One figure, as far as it matters who stands behind it."""

    figure: int
    article: int
    sentence: str
    ties: tuple[tuple[Voice, str], ...]  # each voice with its role
    otherwise: Voice  # the publisher, or the article where that is not known
    amount: Hashable = None  # what it says, to be compared with another's
    report: Hashable = None  # the article that tells it first, where this one is a near copy; else itself


def voices(ties: Iterable[tuple[Voice, str]], otherwise: Voice) -> frozenset[Voice]:
    """The voices behind one figure by itself: originators; relayers where none is named; else the publisher.

    >>> sorted(voices([(1, "relayer"), (2, "originator")], 9)), sorted(voices([(1, "relayer")], 9))
    ([2], [1])
    >>> sorted(voices([], 9))
    [9]
    """
    ties = list(ties)
    speakers = [voice for voice, role in ties if role != Role.RELAYER]
    return frozenset(speakers or [voice for voice, _ in ties] or [otherwise])


def as_one(sayings: Sequence[Saying], wholes: Mapping[Voice, Sequence[Voice]]) -> list[Saying]:
    """The same sayings, a part speaking with the voice of its whole where the whole speaks here too.

    `wholes` gives what each voice is part of, the nearest first. Two parts of a whole that does not speak
    here stay two: a state's statisticians and its army may well know different things.

    >>> army, state = (Saying(n, n, f"Report {n}", ((n, "originator"),), 9) for n in (2, 1))
    >>> [saying.ties for saying in as_one([army, state], {2: [1]})]
    [((1, 'originator'),), ((1, 'originator'),)]
    """
    heard = {voice for s in sayings for voice in [voice for voice, _ in s.ties] or [s.otherwise]}

    def voice_of(voice: Voice) -> Voice:
        return next((whole for whole in reversed(wholes.get(voice, ())) if whole in heard), voice)

    return [
        replace(s, ties=tuple((voice_of(v), role) for v, role in s.ties), otherwise=voice_of(s.otherwise))
        for s in sayings
    ]


def voices_behind(sayings: Sequence[Saying]) -> dict[int, frozenset[Voice]]:
    """The voices behind each figure of one dispute, seen together.

    A copy speaks with the voice of what it copies. An outlet that gives a number as its own, and elsewhere as
    somebody else's, has it from them.

    >>> ministry = Saying(1, 1, "Nine died, the ministry said.", ((7, "originator"), (8, "relayer")), 8, 9)
    >>> agency = Saying(2, 2, "Nine people have died.", (), 8, 9)
    >>> sorted(set().union(*voices_behind([ministry, agency]).values()))
    [7]
    >>> first = Saying(1, 1, "Nine people have died.", (), 8, 9, 1)
    >>> copy = Saying(2, 2, "The flood has killed nine, our reporter says.", (), 6, 9, 1)
    >>> sorted(set().union(*voices_behind([first, copy]).values()))
    [8]
    """
    found = {saying.figure: voices(saying.ties, saying.otherwise) for saying in sayings}
    origins = _origins(sayings)
    for saying in sayings:
        if not _names_an_origin(saying):
            heard = [origins.get((voice, saying.amount), frozenset()) for voice in found[saying.figure]]
            found[saying.figure] = frozenset().union(*heard) or found[saying.figure]
    for copies in _copies(sayings):
        first, *others = sorted(copies, key=lambda s: (not s.ties, s.article != s.report, s.figure))
        for other in others:
            if not other.ties or _words(other.sentence) == _words(first.sentence):
                found[other.figure] = found[first.figure]
    return found


def count_independent(sayings: Sequence[Saying]) -> int:
    """How many independent sources stand behind some figures."""
    return len(frozenset().union(*voices_behind(sayings).values()))


def _names_an_origin(saying: Saying) -> bool:
    return any(role != Role.RELAYER for _, role in saying.ties)


def _origins(sayings: Iterable[Saying]) -> dict[tuple[Voice, Hashable], frozenset[Voice]]:
    """Whom each relayer, and each publisher, has each amount from where it says so."""
    found: defaultdict[tuple[Voice, Hashable], frozenset[Voice]] = defaultdict(frozenset)
    for saying in sayings:
        if _names_an_origin(saying):
            relayers = {voice for voice, role in saying.ties if role == Role.RELAYER} | {saying.otherwise}
            for relayer in relayers - {READERS}:
                found[relayer, saying.amount] |= voices(saying.ties, saying.otherwise)
    return found


def _copies(sayings: Sequence[Saying]) -> list[list[Saying]]:
    """Groups of figures whose sentences are nearly the same and stand in different articles, or that give the
    same amount in near copies of one report.
    """
    shingles = [_shingles(saying.sentence) for saying in sayings]
    owners: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            owners[shingle].append(number)
    leader = list(range(len(sayings)))
    for sharing in owners.values():
        for one, other in pairwise(sharing) if len(sharing) <= CROWDED else ():
            if _root(leader, one) != _root(leader, other) and _is_copy(sayings, shingles, one, other):
                leader[_root(leader, other)] = _root(leader, one)
    reports: dict[Hashable, int] = {}
    for number, saying in enumerate(sayings):
        if saying.report is not None:
            first = reports.setdefault((saying.report, saying.amount), number)
            leader[_root(leader, number)] = _root(leader, first)
    groups: defaultdict[int, list[Saying]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        groups[_root(leader, number)].append(saying)
    return [group for group in groups.values() if len({saying.article for saying in group}) > 1]


def _root(leader: list[int], number: int) -> int:
    while leader[number] != number:
        number = leader[number]
    return number


def _is_copy(
    sayings: Sequence[Saying], shingles: Sequence[frozenset[tuple[str, ...]]], one: int, other: int
) -> bool:
    """Whether two sentences are nearly the same, their numbers wholly."""
    if sayings[one].article == sayings[other].article or sayings[one].amount != sayings[other].amount:
        return False
    shared, every = shingles[one] & shingles[other], shingles[one] | shingles[other]
    same_numbers = _numbers(sayings[one].sentence) == _numbers(sayings[other].sentence)
    return same_numbers and len(shared) >= ALIKE * len(every)


def _words(sentence: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(sentence)]


def _numbers(sentence: str) -> list[str]:
    return [word for word in _words(sentence) if word[0].isdigit()]


def _shingles(sentence: str) -> frozenset[tuple[str, ...]]:
    """The runs of words of a sentence; a short sentence is one run."""
    words = _words(sentence)
    runs = range(max(1, len(words) - SHINGLE + 1))
    return frozenset(tuple(words[start : start + SHINGLE]) for start in runs) if words else frozenset()
