"""Where a figure holds: the place that its sentence names, else the one that the document is about."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from claims.extraction.heads import lemma
from claims.extraction.language import Token
from claims.extraction.lexicons import load
from claims.extraction.sentences import Sentence
from claims.extraction.things import TIMES

WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "across",
        "around",
        "throughout",
        "outside",
        "inside",
        "over",
        "to",
        "into",
        "on",
        "within",
        "through",
        "off",
        "from",
        "along",
        "for",
    }
)
PLACES = frozenset({"GPE", "LOC", "FAC"})
NO_PLACE = frozenset(
    {"PERSON", "DATE", "TIME", "MONEY", "CARDINAL", "PERCENT", "QUANTITY", "ORDINAL", "NORP"}
)
BORDERS = frozenset({",", ";", ":", "(", ")", "and", "but", "while"})
WEIGHT = {"in": 3, "across": 3, "at": 2, "throughout": 3, "near": 2, "around": 2, "of": 2}


@cache
def level_words() -> dict[str, str]:
    """Word to the size of place it stands for: "statewide" → state."""
    return {word: level for level, words in load("places")["levels"].items() for word in words}


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What one document says of its places."""

    names: dict[str, str]  # a size of place → the name the document gives one of that size: "city" → "Orrel"
    sizes: dict[str, str]  # the other way round: "Orrel" → "city"
    main: str | None  # the place that the document is about


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What one sentence says of places, read once for all its figures."""

    names: tuple[tuple[str, Token], ...]  # each name that stands as a place, with its head token
    sizes: tuple[tuple[str, Token], ...]  # each word that says how large a place is, with its token
    borders: tuple[int, ...]  # where its clauses end: token indexes, in order


def survey(sentence: Sentence) -> Surveyed:
    """The places of a sentence. One that speaks ("Ukraine estimates") is none."""
    sizes, borders = [], []
    levels = level_words()
    for token in sentence.span:
        size = levels.get(token.lower_)
        if size in ("city", "district", "state", "country", "world") and is_named_by_size(token):
            sizes.append((size, token))
        if token.text in BORDERS:
            borders.append(token.i)
    names = tuple(
        (name, token)
        for name, token in named_places(sentence)
        if token.dep_ != "nsubj" or token.head.pos_ not in ("VERB", "AUX")
    )
    return Surveyed(names, tuple(sizes), tuple(borders))


def read_places(sentences: Iterable[Sentence]) -> Gazetteer:
    """The places of a document, learned from wordings like "the city of Orrel" and "Minas state"."""
    names: dict[str, str] = {}
    sizes: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for sentence in sentences:
        for name, token in named_places(sentence):
            seen[name] += 1
            size = size_beside(token)
            if size is not None:
                names.setdefault(size, name)
                sizes.setdefault(name, size)
    main = max(seen, key=lambda name: (seen[name], -list(seen).index(name))) if seen else None
    return Gazetteer(names, sizes, main)


def size_beside(token: Token) -> str | None:
    """The size that the words at a name give it: "the city of N", "N city", "N, the capital of the state"."""
    words = level_words()
    head = token.head
    if token.dep_ == "pobj" and head.lower_ == "of" and head.head.lower_ in words:
        return words[head.head.lower_]
    if token.dep_ in ("compound", "appos", "nmod") and head.lower_ in words:
        return words[head.lower_]
    return next(
        (words[c.lower_] for c in token.children if c.dep_ in ("compound", "appos") and c.lower_ in words),
        None,
    )


def named_places(sentence: Sentence) -> Iterator[tuple[str, Token]]:
    """The names in a sentence that stand as a place, each with its head token."""
    for token in sentence.span:
        if token.pos_ != "PROPN" or token.ent_type_ in NO_PLACE or token.lower_ in TIMES:
            continue
        if token.dep_ in ("compound", "nmod") and token.head.pos_ == "PROPN" and token.head.i == token.i + 1:
            continue  # the name goes on
        if (
            not token.text.isalpha()
            and "-" not in token.text
            and "'" not in token.text
            or token.text.islower()
        ):
            continue  # CO2, kph
        located = token.dep_ == "pobj" and token.head.lower_ in WHERE
        if is_source(token) or token.lower_ in no_places() or is_numbered(token):
            continue
        if token.lower_ in level_words() and goes_on(token):
            continue  # "the City of Orrel": Orrel is the name
        if token.ent_type_ in PLACES or names_a_town(token) or (located and token.ent_type_ == ""):
            yield full_name(token), token


def names_a_town(token: Token) -> bool:
    """Whether a name stands behind its size: "the City of Orrel"."""
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in level_words()


def is_numbered(token: Token) -> bool:
    """Whether a name is one of a row: "Gate 2", "Terminal 3"."""
    follows = token.i + 1 < token.sent.end
    return follows and token.nbor().like_num and token.nbor().head.i == token.i


def goes_on(token: Token) -> bool:
    """Whether a name goes on behind "of": "Bay of Fundy"."""
    if token.i + 2 >= token.sent.end or token.nbor().lower_ != "of":
        return False
    return token.nbor().head.i == token.i and token.nbor(2).pos_ == "PROPN"


def is_source(token: Token) -> bool:
    """Whether a name only says whose word it is: "according to UK and Western intelligence"."""
    head = token
    for _ in range(4):
        if head.dep_ == "pobj" and head.head.lower_ in ("to", "by"):
            return lemma(head.head.head) == "accord"
        if head.dep_ not in ("conj", "compound", "nmod", "amod", "poss", "pobj", "prep", "appos", "dep"):
            return False
        if head.dep_ == "pobj" and head.head.lower_ not in ("of", "in", "at", "from"):
            return False
        head = head.head
    return False


@cache
def no_places() -> frozenset[str]:
    """Words that the tagger takes for places: short names of currencies, the "Street" of an address."""
    lexicon = load("places")
    return frozenset((*lexicon["currencies"], *lexicon["addresses"]))


def full_name(token: Token) -> str:
    """The name that ends at this token: "Corn Square", "the Oru valley" → "Oru valley"."""
    start, end = token.i, token.i
    doc = token.doc
    while (
        start > token.sent.start
        and doc[start - 1].pos_ == "PROPN"
        and doc[start - 1].head.i in range(start, end + 1)
    ):
        start -= 1
    if (
        end + 1 < token.sent.end
        and doc[end + 1].lower_ in level_words()
        and token.head.i == end + 1
        and token.dep_ == "compound"
    ):
        end += 1
    elif goes_on(token):
        end += 2
    return doc[start : end + 1].text


def place_of(tokens: tuple[Token, ...], surveyed: Surveyed, gazetteer: Gazetteer) -> tuple[str | None, bool]:
    """A figure's place, and whether its own sentence states it.

    "12 of the deaths were in the city of Orrel" → Orrel, stated; "30 dead in the state", where the
    document spoke of "Minas state" → Minas, stated; "Officials said 47 had died" → the document's main
    place, not stated.
    """
    if not tokens:
        return gazetteer.main, False
    best: tuple[int, str] | None = None
    at = tokens[0].i
    for name, token in surveyed.names:
        fine = 3 * crossed(at, token.i, surveyed.borders)
        score = abs(token.i - at) + (0 if token.head.lower_ in WEIGHT else 8) + fine
        best = min(best, (score, name)) if best else (score, name)
    for size, token in surveyed.sizes:
        score = abs(token.i - at) + 3 * crossed(at, token.i, surveyed.borders)
        name = gazetteer.names.get(size, size)
        best = min(best, (score, name)) if best else (score, name)
    nationality = next((a for a in adjectives(tokens) if a), None)
    if nationality is not None:
        return nationality, True
    return (best[1], True) if best is not None else (gazetteer.main, False)


def is_named_by_size(token: Token) -> bool:
    """Whether "city" or "statewide" says where: not in "city council" or "state media"."""
    if token.pos_ in ("ADV", "ADJ") and token.lower_.endswith(("wide", "ly")):
        return True
    if token.dep_ in ("compound", "amod", "nmod"):
        return token.head.lower_ in ("toll", "coverage", "total", "average", "deaths", "figure", "count")
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in WHERE
        and not any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
    )


def size_of(place: str | None, gazetteer: Gazetteer) -> str | None:
    """How large a place is, where the document or the word itself says so: "city", "state", "country"."""
    return gazetteer.sizes.get(place) or level_words().get(place.lower()) if place else None


def crossed(at: int, place: int, borders: tuple[int, ...]) -> int:
    """How many clause borders lie between the figure and the place."""
    return abs(bisect_left(borders, at) - bisect_left(borders, place))


def adjectives(tokens: tuple[Token, ...]) -> Iterator[str | None]:
    """The countries that adjectives right at the number name: "600 Swiss jobs"."""
    table: dict[str, str] = load("places")["adjectives"]
    after = tokens[-1].i + 1
    for token in tokens[-1].doc[after : after + 2]:
        if token.pos_ in ("ADJ", "PROPN"):
            yield table.get(token.lower_)
