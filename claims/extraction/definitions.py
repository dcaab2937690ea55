"""A newsroom's own definitions of what is measured: the words each is known by, and what is part of what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.records import Figure


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of counting: "killed", "casualties"."""

    name: str
    words: frozenset[str]  # lower case; "kill", "killed and wounded"
    wider: frozenset[str] = frozenset()  # the names of those that take in more, as far as they go


class Definitions:
    """Measures to compare by. Two figures that are known as two of them count different things."""

    def __init__(self, measures: Iterable[Measure] = ()) -> None:
        self.measures: Mapping[str, Measure] = {measure.name: measure for measure in measures}
        self._names = {word: m.name for m in self.measures.values() for word in m.words}
        self._phrases = sorted((word for word in self._names if " " in word), key=len, reverse=True)
        self._of = lru_cache(maxsize=10_000)(self._find)

    def __bool__(self) -> bool:
        return bool(self.measures)

    def of(self, figure: Figure) -> Measure | None:
        """The measure that a figure's own words name; None where they name none, or two.

        A phrase says more than a word, what happened more than what is counted.

        >>> words = {"killed": "kill", "losses": "killed or hurt"}
        >>> known = Definitions(Measure(name, frozenset({word})) for name, word in words.items())
        >>> known._find("kill", "soldier", "", "soldiers killed").name
        'killed'
        >>> known._find("kill", "soldier", "soldiers killed or hurt", "soldiers killed or hurt").name
        'losses'
        >>> known._find("send", "soldier", "", "soldiers sent") is None
        True
        """
        lent = [basis.removeprefix("harm:") for basis in figure.basis if figure.leaning and "harm:" in basis]
        counted = " ".join((figure.population or "", *lent))
        return self._of(figure.event or "", figure.unit, counted, figure.measure)

    def _find(self, event: str, unit: str, population: str, measure: str) -> Measure | None:
        event, unit, measure = event.lower(), unit.lower(), measure.lower()
        texts = [f" {' '.join(text.split())} " for text in (population.lower(), event, unit, measure)]
        for phrase in self._phrases:
            if any(f" {phrase} " in text for text in texts):
                return self.measures[self._names[phrase]]
        for word in (event, unit, unit.rpartition(" ")[2]):
            if word in self._names:
                return self.measures[self._names[word]]
        found = {self._names[word] for word in measure.split() if word in self._names}
        return self.measures[found.pop()] if len(found) == 1 else None

    def is_part(self, one: Measure, other: Measure) -> bool:
        """Whether what the first counts is part of what the second counts."""
        return other.name in one.wider


NONE = Definitions()
