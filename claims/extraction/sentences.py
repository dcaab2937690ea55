"""Parsed paragraphs to sentences with offsets into the document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.extraction.language import Doc, Span
from claims.extraction.pages import Block
from claims.extraction.records import Section


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the document. ``offset + token.idx`` is a token's place in the document's text."""

    start: int
    end: int
    text: str
    section: Section
    paragraph: int  # index of its block
    offset: int  # where its parsed paragraph starts in the document
    span: Span  # its tokens; neighbours in the paragraph are in span.doc
    speaker: str | None = None  # in a transcript, whose turn it is


def split_sentences(blocks: Iterable[Block], docs: Iterable[Doc]) -> Iterator[Sentence]:
    """The sentences of each block, in order."""
    for number, (block, doc) in enumerate(zip(blocks, docs, strict=True)):
        for span in doc.sents:
            start = block.start + span.start_char
            yield Sentence(start, start + len(span.text), span.text, block.section, number, block.start, span)
