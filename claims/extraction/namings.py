"""Nouns with what narrows them, as a heading can take them over: "soldiers of the 528th Regiment"."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from claims.extraction.heads import VERBAL, lemma, subject_of, table, words
from claims.extraction.inflections import inflected, is_plural, participle, plural
from claims.extraction.language import Token
from claims.extraction.lexicons import load
from claims.extraction.sentences import Sentence
from claims.extraction.things import PRONOUNS, TIMES

BEFORE = frozenset({"compound", "amod", "poss", "nmod"})
POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my", "your", "whose"})
ASIDE_OF_VERB = frozenset({"aux", "advmod", "npadvmod", "neg"})  # may stand between a subject and its verb
DEEP = 2  # how many "of" a phrase may hold
LONG = 60  # characters of a phrase
UNFIT = re.compile(r"[()\[\]\"“”‘:;,]|\d{4}|\n")
OF_NAME = re.compile(r"\s(?:of|in|at|from|for|on|to|with|after|per)\s")
UNIT_NAMES = frozenset(
    """% percent cent km mm cm m kg k bn euro dollar pound franc yen rupee shilling tonne ton kilometre metre
    mile kilogram gram litre hectare acre inch foot hour day week month year
    magnitude degree celsius""".split()
)


@cache
def lexicon(name: str) -> Any:
    """One part of the lexicon of wordings; a plain list as a set."""
    found = load("wordings")[name]
    return frozenset(found) if isinstance(found, list) else found


def phrase_of(noun: Token, *, skip: frozenset[int] = frozenset(), depth: int = DEEP) -> str:
    """The noun with the words that narrow it, without article and number; "" where it can't be taken over.

    "the net profit of the bank" → "net profit of the bank". `skip` are the places of tokens to leave out.
    """
    left = [
        token
        for child in noun.lefts
        if child.dep_ in BEFORE and lemma(child) not in lexicon("empty")
        for token in child.subtree
        if token.i < noun.i and token.i not in skip and not is_amount(token)
    ]
    left = contiguous([token for token in left if token.lower_ not in POSSESSIVES], noun)
    if left and not left[0].is_alpha and not left[0].text[0].isalnum():
        left = left[1:]
    own = "".join(plain(token) + token.whitespace_ for token in left) + plain(noun)
    text = " ".join(own.split()) + (of_phrase(noun, skip, depth) if depth else "")
    return "" if UNFIT.search(text) or len(text) > LONG and depth == 0 else shorter(text)


def shorter(text: str) -> str:
    """The text without its last "of ..." where it is too long."""
    while len(text) > LONG and " of " in text:
        text = text.rpartition(" of ")[0]
    return text


def is_amount(token: Token) -> bool:
    """Whether a word before a noun says how many, not what."""
    return (
        token.dep_ in ("nummod", "quantmod", "det", "predet")
        or token.pos_ in ("NUM", "SYM", "PUNCT")
        or token.lower_ in UNIT_NAMES
    )


def contiguous(tokens: list[Token], noun: Token) -> list[Token]:
    """The last tokens that stand right before the noun, none missing between."""
    kept: list[Token] = []
    at = noun.i
    for token in sorted(tokens, key=lambda token: -token.i):
        if token.i != at - 1:
            break
        kept.append(token)
        at = token.i
    return kept[::-1]


def plain(token: Token) -> str:
    """A token as written, a capital that only opens the sentence or shouts put down."""
    text: str = token.text
    opening = token.i == token.sent.start
    if opening and is_known(token):
        return text.lower()
    if token.pos_ == "PROPN" and not (text.isupper() and len(text) > 5):
        return text
    return (
        text.lower()
        if opening and token.ent_type_ in ("", "CARDINAL") or text.isupper() and len(text) > 5
        else text
    )


def is_known(token: Token) -> bool:
    """Whether a word is a common noun for sure, though it may be read as a name."""
    word = token.lower_
    return word in table("nominals") or any(word in lexicon(name) for name in ("sums", "levels", "mass"))


def of_phrase(noun: Token, skip: frozenset[int], depth: int) -> str:
    """What follows a noun with "of", with its article: " of the 528th Regiment"; else ""."""
    for child in noun.rights:
        if child.dep_ != "prep" or child.lower_ != "of":
            continue
        inner = next((c for c in child.children if c.dep_ == "pobj"), None)
        if inner is None or inner.i in skip or not is_nameable(inner):
            return ""
        text = phrase_of(inner, skip=skip, depth=depth - 1)
        return f" of {article_of(inner, text)}{text}" if text else ""
    return ""


def is_nameable(noun: Token) -> bool:
    """Whether a noun names something: no pronoun, number or date."""
    return (
        noun.pos_ in ("NOUN", "PROPN")
        and noun.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT")
        and lemma(noun) not in PRONOUNS | TIMES | UNIT_NAMES
    )


def article_of(noun: Token, phrase: str) -> str:
    """The article that a phrase is taken over with: as written, "the" for "its" and "this"."""
    for child in noun.children:
        if child.i < noun.i and child.dep_ in ("det", "poss"):
            if child.lower_ in ("a", "an"):
                first = phrase[:1].lower()
                return "an " if first in "aeiou" and child.lower_ == "an" else f"{child.lower_} "
            if child.lower_ in ("the", "this", "that", "these", "those") or child.lower_ in POSSESSIVES:
                return "the "
    return ""


def with_article(phrase: str) -> str:
    """The phrase with "the", where it is a common noun in the singular that needs one.

    >>> with_article("fire"), with_article("homes"), with_article("net profit"), with_article("Tessel's fire")
    ('the fire', 'homes', 'net profit', "Tessel's fire")
    """
    if not phrase or not phrase[0].islower() or phrase.startswith(("the ", "a ", "an ")):
        return phrase
    head = head_word(phrase)
    bare = is_many(phrase) or head in lexicon("mass") or head.endswith("ing")
    return phrase if bare and " of the " not in phrase else f"the {phrase}"


def head_word(phrase: str) -> str:
    """The word that a phrase is about: "price of a loaf" → "price"."""
    return OF_NAME.split(phrase)[0].rpartition(" ")[2]


def is_many(phrase: str) -> bool:
    """Whether a phrase is in the plural."""
    return is_plural(head_word(phrase)) or " and " in phrase


def counted_in_words(noun: Token | None, unit: str, skip: frozenset[int]) -> str:
    """What is counted, in the plural, with what narrows it and whose they are: "North Korean soldiers"."""
    if noun is None:
        return plural(unit) if unit else ""
    text = phrase_of(noun, skip=skip)
    if not text or noun.pos_ not in ("NOUN", "PROPN") or noun.lower_ in POSSESSIVES:
        return plural(unit) if unit else ""
    if lemma(noun) in ("toll", "number", "figure", "total", "count") or not any(c.isalpha() for c in text):
        return plural(unit)
    if noun.tag_ == "NN" and not is_many(text) and head_word(text) not in lexicon("mass"):
        first = plain(noun)
        text = text.replace(first, plural(first), 1) if text.count(first) == 1 else plural(unit)
    nation = nation_of(noun)
    text = f"{nation} {text}" if nation and nation.lower() not in text.lower() else text
    return text + joined_to(noun)


def joined_to(noun: Token) -> str:
    """What is counted together with a noun of harm: "6,000 deaths and injuries" → " and injuries"."""
    if lemma(noun) not in table("nominals"):
        return ""
    for child in noun.rights:
        numbered = any(is_amount(c) and c.pos_ == "NUM" for c in child.children)
        if child.dep_ == "conj" and lemma(child) in table("nominals") and not numbered:
            return f" and {plain(child)}"
    return ""


def nation_of(noun: Token) -> str | None:
    """Whose people are counted, where a country sends or loses its own: "Norway sent 90 medics"."""
    verb = noun.head
    if (
        noun.dep_ != "dobj"
        or verb.pos_ not in VERBAL
        or lemma(verb) not in lexicon("sending")
        or lemma(noun) not in lexicon("people")
    ):
        return None
    subject = subject_of(verb) or name_before(verb)
    return demonyms().get(phrase_of(subject, depth=0)) if subject is not None else None


def name_before(verb: Token) -> Token | None:
    """The name right before a verb, whatever the parse: "…, North Korea last year sent"."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].head == verb and verb.doc[at].dep_ in ASIDE_OF_VERB:
        at = verb.doc[at].left_edge.i - 1
    return verb.doc[at] if at >= verb.sent.start and verb.doc[at].pos_ == "PROPN" else None


@cache
def demonyms() -> dict[str, str]:
    """Country to the adjective of its people: "North Korea" → "North Korean"."""
    table: dict[str, str] = load("places")["adjectives"]
    return {country: adjective.title() for adjective, country in reversed(list(table.items()))}


def named_groups(sentences: Iterable[Sentence]) -> dict[str, str]:
    """The groups that a document names: "regiment" → "the 528th Regiment of Engineers"."""
    found: dict[str, str] = {}
    groups = lexicon("groups")
    for sentence in sentences:
        for token in sentence.span:
            word = token.lower_
            if word in groups and token.text[0].isupper() and word not in found:
                start = token.i
                while start > token.sent.start and (
                    token.doc[start - 1].pos_ == "PROPN"
                    or token.doc[start - 1].text[0].isupper()
                    or token.doc[start - 1].text[0].isdigit()
                ):
                    start -= 1
                name = token.doc[start : token.i + 1].text
                if " " in name and not UNFIT.search(name):
                    found[word] = f"the {name}{of_phrase(token, frozenset(), 1)}"
    return found


def group_beside(noun: Token | None, sentence: Sentence, groups: dict[str, str]) -> str:
    """The group that a sentence speaks of, where its people are counted: "nine soldiers … the regiment"."""
    if noun is None or not groups or lemma(noun) not in lexicon("people"):
        return ""
    inside = [token for token in sentence.span if token.lower_ in groups]
    if any(token.head == noun.head and token.dep_ == "nsubj" for token in inside):
        return ""  # "the regiment killed nine soldiers": not its own
    return next(
        (groups[t.lower_] for t in inside if any(c.lower_ in ("the", "their") for c in t.children)), ""
    )


def is_event_noun(noun: Token | None, event: str | None) -> bool:
    """Whether a noun already says what happened: "deaths", "arrests"."""
    if noun is None:
        return False
    own = table("nominals").get(lemma(noun))
    return own is not None and (
        event is None or event == own or event in words("light") | {"suffer", "report"}
    )


@cache
def idle() -> frozenset[str]:
    """The verbs that say nothing of what happened."""
    return frozenset(load("questions")["idle"])


@cache
def active() -> frozenset[str]:
    """The verbs that need no "were": "people died"."""
    return frozenset(load("questions")["active"])


def names_event(counted: str, event: str) -> bool:
    """Whether the words for what is counted hold the event: "fallen soldiers", "injured officers"."""
    told = {participle(event), inflected(event, 0), event, plural(event)}
    said = set(counted.lower().split())
    return bool(told & said) or any(table("states").get(word) == event for word in said)
