"""Who is said to have said it: cues, chains, pronouns, plural sources."""

from dataclasses import dataclass

from claims.extraction.records import Attribution
from claims.extraction.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Attributed:
    """An attribution and the words that the source is said to have said."""

    attribution: Attribution
    stretches: tuple[tuple[int, int], ...]  # pieces of the document, in order

    def covers(self, start: int, end: int) -> bool:
        """Whether one of the stretches holds the whole of start to end."""
        return any(a <= start and end <= b for a, b in self.stretches)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of the stretches shares text with start to end."""
        return any(a < end and start < b for a, b in self.stretches)


def find_attributions(sentences: list[Sentence]) -> list[Attributed]:
    """The document's attributions in order, ids `a1`, `a2` … A figure is theirs whose span lies in the stretch."""
    return []
