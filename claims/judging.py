"""How stored figures stand to each other: as a person ruled; else as the core finds, by the newsroom's
measures."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Protocol

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from claims.extraction import disputes as core
from claims.extraction.definitions import NONE, Definitions
from claims.extraction.definitions import Measure as Known
from claims.extraction.records import Comparison, Figure, Status
from claims.models import Measure, Ruling

Pair = tuple[int, int]  # two figures, the earlier first


class Stands(Protocol):
    """A stored figure as it is read."""

    @property
    def pk(self) -> int: ...

    @property
    def read(self) -> Figure: ...


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares figures. Asked without anything known, it says what the machine finds by itself."""

    definitions: Definitions = NONE
    rulings: Mapping[Pair, Ruling] = field(default_factory=dict)
    ruled: frozenset[int] = frozenset()  # the figures of any ruling

    def compare(self, one: Stands, other: Stands) -> Comparison:
        """How `one` stands to `other`."""
        ruling = self.ruling_on(one, other)
        if ruling is not None:
            return Comparison(ruling.outcome, ruling.because, ruling.reason)
        return self.machine(one.read, other.read)

    def machine(self, one: Figure, other: Figure) -> Comparison:
        """The same, whatever a person says."""
        return core.compare(one, other, definitions=self.definitions)

    def ruling_on(self, one: Stands, other: Stands) -> Ruling | None:
        """What a person said of these two."""
        return self.rulings.get((min(one.pk, other.pk), max(one.pk, other.pk))) if self.rulings else None

    def status_of(self, figures: Sequence[Stands]) -> Status:
        """What the figures of one dispute say together."""
        places = {figure.pk: place for place, figure in enumerate(figures)}
        ruled = {
            (min(places[one], places[other]), max(places[one], places[other])): ruling.outcome
            for (one, other), ruling in self.rulings.items()
            if one in places and other in places
        }
        reads = [figure.read for figure in figures]
        return core.status_of(reads, definitions=self.definitions, ruled=ruled)

    def differing(self, figures: Iterable[Figure]) -> list[str]:
        """The names of the measures among some figures, where there are two or more."""
        known = {measure.name for read in figures if (measure := self.definitions.of(read))}
        return sorted(known) if len(known) > 1 else []


def judge_of(figures: Collection[int]) -> Judge:
    """A judge who knows what was ruled between any of these figures. Two queries."""
    rulings = Ruling.objects.filter(one__in=figures, other__in=figures).select_related("given_by")
    found = {(ruling.one_id, ruling.other_id): ruling for ruling in rulings}
    return Judge(definitions(), found, frozenset(chain.from_iterable(found)))


def definitions() -> Definitions:
    """The newsroom's measures as they stand."""
    above = ArrayAgg("wider__name", filter=Q(wider__isnull=False), default=[], order_by="wider__name")
    rows = list(Measure.objects.order_by("name").values_list("name", "words").annotate(above=above))
    wider = {name: names for name, _, names in rows}
    known = [
        Known(name, frozenset(word.lower() for word in words), all_wider(name, wider))
        for name, words, _ in rows
    ]
    return _defined(tuple(known))


@lru_cache(maxsize=4)
def _defined(known: tuple[Known, ...]) -> Definitions:
    """Made once for as long as nobody edits them: they remember which figure is which."""
    return Definitions(known)


def all_wider(name: str, wider: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Whatever counts more than this, by one step or many.

    >>> sorted(all_wider("killed", {"killed": ["losses"], "losses": ["harmed"]}))
    ['harmed', 'losses']
    """
    found: set[str] = set()
    rest = list(wider.get(name, ()))
    while rest:
        step = rest.pop()
        if step not in found:
            found.add(step)
            rest += wider.get(step, ())
    return frozenset(found)
