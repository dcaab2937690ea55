"""The reading engine: text in, records out. No Django, no database, no clock, no network."""

from collections.abc import Sequence

from claims.extraction.records import Dispute, Reading

__all__ = ["ENGINE", "extract", "find_disputes"]

ENGINE = "3"  # raised when the same text would be read differently


def extract(text: str, *, published: str | None = None) -> Reading:
    """Read one document.

    `text` is plain text as an editor pastes it from a page; `published` its ISO date where known, against
    which "last month" is resolved; where it is not given, the date the text bears is taken. The same text
    and date give the same reading, byte for byte. Any text is read: an empty one gives an empty reading.
    """
    from claims.extraction.reading import read_document  # the parser: 100 MB that a web process never needs

    return read_document(text, published)


def find_disputes(readings: Sequence[Reading]) -> list[Dispute]:
    """Group the figures of some readings by the question that they answer, and say how they stand."""
    from claims.extraction import disputes  # with the parser's library, which who reads a page never needs

    return disputes.find_disputes(readings)
