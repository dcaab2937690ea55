"""Which stored row a newly read record is, when a version is read again. Pure: rows and records in, pairs
out.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Whatever has a place in a text."""

    start: int
    end: int
    text: str


Row = TypeVar("Row", bound=Spanned)


def fingerprints(spans: Sequence[Spanned]) -> list[str]:
    """A name for each span that survives a re-reading: its words, and which occurrence of them it is.

    The spans are those of one kind in one version, in reading order. Two equal sentences get different
    fingerprints."""
    seen: Counter[str] = Counter()
    names = []
    for span in spans:
        words = " ".join(span.text.split())
        seen[words] += 1
        names.append(hashlib.sha256(f"{seen[words]}\x1f{words}".encode()).hexdigest())
    return names


def match_by_overlap(rows: Iterable[Row], spans: Sequence[Spanned], *, share: float = 0.0) -> dict[int, Row]:
    """For each span (by index) the row that shares most text with it; a row is given once, first come first
    served.

    `share` is the part of the longer of the two that they must share, 0 for any text at all. Rows and spans
    may nest or touch. Linear but for the sorting, as far as few rows overlap one span."""
    ordered = sorted(rows, key=lambda row: (row.start, row.end))
    found: dict[int, Row] = {}
    taken: set[int] = set()
    first = 0
    for index in sorted(range(len(spans)), key=lambda i: spans[i].start):
        span = spans[index]
        while first < len(ordered) and ordered[first].end <= span.start:
            first += 1
        best, most = None, 0
        for place in range(first, len(ordered)):
            row = ordered[place]
            if row.start >= span.end:
                break
            shared = min(row.end, span.end) - max(row.start, span.start)
            longer = max(row.end - row.start, span.end - span.start)
            if place not in taken and shared > most and shared >= share * longer:
                best, most = place, shared
        if best is not None:
            found[index] = ordered[best]
            taken.add(best)
    return found
