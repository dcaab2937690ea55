"""The events of numbers that hang loose: in headlines, after colons, beside prices, under misread verbs."""

import re

from claims.extraction.heads import lemma, phrasal, table, words
from claims.extraction.language import Token
from claims.extraction.records import Dimension

HEADING = 9  # tokens before a colon that can head what follows it
WEIGHED = frozenset(
    """litre liter kilogram kilo gram pound gallon barrel tonne ton bag sack packet bottle tin can loaf pint
    cup bushel ounce box kilowatt-hour megawatt-hour crate tray dozen quintal""".split()
)  # what is bought by
GOODS = WEIGHED | {"kg", "ticket", "pass", "meal", "coffee", "bread", "pack", "sandwich", "seat"}
SCORE = re.compile(
    r"\bby\s[\d,.]+\s(?:votes?|ballots?)\sto\b|\s(?:votes?|ballots?)\sto\s[\d,.]+", re.IGNORECASE
)
THEIRS = frozenset({"them", "whom", "these", "those"})


def misread_event(tokens: tuple[Token, ...], noun: Token | None, dimension: Dimension) -> str | None:
    """The event of a verb beside the number that the tagger took for something else.

    "Maize crop shrinks 14%" → shrink; "Tens of thousands march in Rome" → march; "800 marched and 1,300
    watched" → watch.
    """
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    if first and dimension is not Dimension.COUNT:
        before = doc[first - 1]
        if before.tag_ == "NNS" and lemma(before) in words("change") and not before.is_sent_start:
            return lemma(before)
    if dimension is not Dimension.COUNT or last + 1 >= len(doc) or doc[last + 1].is_sent_start:
        return None
    after = doc[last + 1]
    if SCORE.search(doc[max(0, first - 3) : last + 4].text):
        return "vote"
    if noun is not None and noun.sent == after.sent and noun.i >= after.i:
        return None
    if after.tag_ == "NN" and lemma(after) in ("march", "protest", "rally", "strike", "flee", "vote"):
        return lemma(after)
    told = words("reporting") | words("level") | words("light") | words("change")
    is_loose = tokens[-1].pos_ == "NUM" and tokens[-1].dep_ in ("conj", "appos", "dep", "ROOT", "npadvmod")
    if is_loose and after.tag_ in ("VBD", "VBN") and after.lower_ not in table("states"):
        return None if lemma(after) in told else phrasal(after)
    return None


def loose_event(tokens: tuple[Token, ...], dimension: Dimension, unit: str) -> str | None:
    """The event of a number that no verb governs: by its heading, or as a price."""
    return heading_event(tokens, dimension) or priced_event(tokens, dimension, unit)


def heading_event(tokens: tuple[Token, ...], dimension: Dimension) -> str | None:
    """The event of a noun just before "of" or before a colon: "a drop of a third", "losses: 14 men"."""
    doc, first = tokens[0].doc, tokens[0].i
    start = tokens[0].sent.start
    if first - start >= 2 and doc[first - 1].lower_ == "of":
        noun = doc[first - 2]
        if dimension is Dimension.SPEED:  # "a walking pace of 3 km/h"
            return next((lemma(c) for c in noun.children if c.lower_.endswith("ing")), None)
        return table("nominals").get(lemma(noun))
    topic = doc[start + 1 : start + 4]
    if doc[start].lower_ == "on" and any(token.text == "," for token in topic) and first > start + 4:
        return next((table("nominals")[lemma(t)] for t in topic if lemma(t) in table("nominals")), None)
    beyond = doc[tokens[-1].i + 1 : min(tokens[-1].i + 4, tokens[0].sent.end)]
    is_last = len(beyond) < 3 or any(t.is_punct for t in beyond)
    if first > start and doc[first - 1].text == ":" and dimension is Dimension.COUNT and is_last:
        heading = doc[max(start, first - HEADING) : first - 1]
        named = [table("nominals").get(lemma(token)) for token in heading if token.pos_ == "NOUN"]
        return next((event for event in reversed(named) if event), None)
    return None


def priced_event(tokens: tuple[Token, ...], dimension: Dimension, unit: str) -> str | None:
    """What something is bought for: "petrol at 120 rupees a litre", "£5 to see it", "a packet is 200"."""
    doc, last, sentence = tokens[0].doc, tokens[-1].i, tokens[0].sent
    is_to_do = last + 2 < sentence.end and doc[last + 1].lower_ == "to" and doc[last + 2].tag_ == "VB"
    if is_to_do and unit[:3].isupper():
        return "cost"
    if dimension is Dimension.RATE:
        is_money = unit[:3].isupper()
        return "cost" if is_money and unit.partition(" per ")[2] in WEIGHED else None
    if dimension is not Dimension.MONEY:
        return None
    is_finite = any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[last + 1 : last + 12])
    is_first = tokens[0].i == sentence.start and last + 1 < sentence.end
    if is_first and doc[last + 1].lower_ == "for" and not is_finite:
        return "pay"  # "4 lakh rupees for a life"
    before = doc[sentence.start : tokens[0].i]
    is_sold = any(lemma(token) in GOODS for token in before)
    return "cost" if is_sold and any(lemma(token) == "be" for token in before[-4:]) else None


def is_share_of_them(tokens: tuple[Token, ...], dimension: Dimension) -> bool:
    """Whether a share only tells what they are: "one in five of them a child", "most of them under 15"."""
    if dimension is not Dimension.PERCENT:
        return False
    doc, last, end = tokens[0].doc, tokens[-1].i, tokens[0].sent.end
    if last + 3 >= end or doc[last + 1].lower_ != "of" or doc[last + 2].lower_ not in THEIRS:
        return False
    beyond = doc[last + 3]
    return beyond.lower_ in ("a", "an", "under", "over", "aged") or beyond.pos_ in ("NOUN", "ADJ")
