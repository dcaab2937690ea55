"""The reading engine: text in, records out. No Django, no database, no clock, no network."""

from dataclasses import replace

from claims.extraction.attributions import find_attributions
from claims.extraction.claims import make_claim
from claims.extraction.disputes import find_disputes
from claims.extraction.figures import Quantity, find_quantities
from claims.extraction.language import parse
from claims.extraction.measures import Context, describe
from claims.extraction.pages import find_blocks
from claims.extraction.records import Reading
from claims.extraction.sentences import split_sentences

__all__ = ["ENGINE", "extract", "find_disputes"]

ENGINE = "1"  # raised when the same text would be read differently


def extract(text: str, *, published: str | None = None) -> Reading:
    """Read one document.

    `text` is plain text as an editor pastes it from a page; `published` its ISO date where known, against which
    "last month" is resolved. The same text and date give the same reading, byte for byte. Any text is read: an
    empty one gives an empty reading.
    """
    blocks = find_blocks(text)
    sentences = tuple(split_sentences(blocks, parse(text[b.start : b.end] for b in blocks)))
    quantities: list[Quantity] = []
    owners: list[int] = []  # the sentence that each quantity stands in
    for index, sentence in enumerate(sentences):
        found = find_quantities(sentence, quantities)
        quantities += found
        owners += [index] * len(found)
    attributed = find_attributions(list(sentences))
    context = Context(sentences, published)
    figures = [
        replace(
            describe(quantity, sentences[owner], context, number),
            attributions=tuple(a.attribution.id for a in attributed if a.covers(quantity.start, quantity.end)),
        )
        for number, (quantity, owner) in enumerate(zip(quantities, owners, strict=True), 1)
    ]
    claims = [
        make_claim(
            sentence,
            [figure for figure, owner in zip(figures, owners, strict=True) if owner == index],
            [a.attribution for a in attributed if a.touches(sentence.start, sentence.end)],
            index + 1,
        )
        for index, sentence in enumerate(sentences)
    ]
    return Reading(text, "en", published, tuple(claims), tuple(figures), tuple(a.attribution for a in attributed))
