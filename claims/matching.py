"""Which stored row a newly read record is, when a version is read again. Pure: rows and records in, pairs out."""

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

    The spans are those of one kind in one version, in reading order. Two equal sentences get different fingerprints.
    """
    seen: Counter[str] = Counter()
    names = []
    for span in spans:
        words = " ".join(span.text.split())
        seen[words] += 1
        names.append(hashlib.sha256(f"{seen[words]}\x1f{words}".encode()).hexdigest())
    return names


def match_by_overlap(rows: Iterable[Row], spans: Sequence[Spanned]) -> dict[int, Row]:
    """For each span (by index) the row that shares most text with it; a row is given once, first come first served.

    Rows and spans may nest or touch; those that share no text stay without a partner. Linear but for the sorting.
    """
    ordered = sorted(rows, key=lambda row: (row.start, row.end))
    found: dict[int, Row] = {}
    first = 0
    for index in sorted(range(len(spans)), key=lambda i: spans[i].start):
        span = spans[index]
        while first < len(ordered) and ordered[first].end <= span.start:
            first += 1
        near = []
        for row in ordered[first:]:
            if row.start >= span.end:
                break
            near.append(row)
        shared = [(min(row.end, span.end) - max(row.start, span.start), -row.start, row) for row in near]
        shared = [entry for entry in shared if entry[0] > 0 and entry[2] not in found.values()]
        if shared:
            found[index] = max(shared, key=lambda entry: entry[:2])[2]
    return found
