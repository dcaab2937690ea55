"""One document, from text to reading: the order in which the parts of the engine are called."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from claims.extraction.attributions import Attributed, find_attributions
from claims.extraction.bearings import with_bearings
from claims.extraction.claims import make_claim
from claims.extraction.figures import Quantity, find_quantities, read_surroundings
from claims.extraction.language import guess_language, reading
from claims.extraction.measures import Context, describe_all
from claims.extraction.pages import find_blocks, find_published
from claims.extraction.ranking import rank_claims
from claims.extraction.records import Attribution, Figure, Reading
from claims.extraction.sentences import Sentence, split_sentences


def read_document(text: str, published: str | None) -> Reading:
    """What `extract` gives."""
    blocks = find_blocks(text)
    published = published or find_published(text, blocks)
    with reading(len(text)):
        sentences = tuple(split_sentences(text, blocks))
        attributed = find_attributions(sentences)
        sources = _by_sentence(attributed, sentences)
        figures = _find_figures(sentences, published, sources)
        claims = tuple(
            make_claim(sentence, figures[index], [one.attribution for one in sources[index]], index + 1)
            for index, sentence in enumerate(sentences)
        )
    attributions = tuple(_as_written(a.attribution, text) for a in attributed)
    return Reading(
        text,
        guess_language(text),
        published,
        rank_claims(claims, figures),
        tuple(chain.from_iterable(figures)),
        attributions,
    )


def _as_written(attribution: Attribution, text: str) -> Attribution:
    """The attribution with the document's own words: the parser was given plain blanks for odd ones."""
    words = text[attribution.start : attribution.end]
    return attribution if attribution.text == words else replace(attribution, text=words)


def _find_figures(
    sentences: Sequence[Sentence], published: str | None, attributed: Sequence[Sequence[Attributed]]
) -> list[list[Figure]]:
    """The figures of each sentence with their meaning and sources."""
    quantities: list[Quantity] = []
    owners: list[int] = []  # the sentence that each quantity stands in
    surroundings = read_surroundings(sentence.text for sentence in sentences)
    for index, sentence in enumerate(sentences):
        found = find_quantities(sentence, quantities, surroundings)
        quantities += found
        owners += [index] * len(found)
    context = Context(tuple(sentences), published)
    figures: list[list[Figure]] = [[] for _ in sentences]
    described = []
    for figure, owner in zip(describe_all(quantities, owners, context), owners, strict=True):
        said = tuple(a.attribution.id for a in attributed[owner] if a.covers(figure.start, figure.end))
        described.append(replace(figure, attributions=said))
    sources = {a.attribution.id: a.attribution.source for row in attributed for a in row}
    for figure, owner in zip(with_bearings(described, owners, sentences, sources), owners, strict=True):
        figures[owner].append(figure)
    return figures


def _by_sentence(attributed: Sequence[Attributed], sentences: Sequence[Sentence]) -> list[list[Attributed]]:
    """For each sentence, the attributions whose stretches share text with it, in order."""
    starts = [sentence.start for sentence in sentences]
    ends = [sentence.end for sentence in sentences]
    found: list[list[Attributed]] = [[] for _ in sentences]
    for one in attributed:
        touched = {
            index
            for start, end in one.stretches
            for index in range(bisect_right(ends, start), bisect_left(starts, end))
        }
        for index in touched:
            found[index].append(one)
    return found
