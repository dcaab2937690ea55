"""Verbs that carry a number for something else: to give, to have, to bring to a total, to find in places."""

from claims.extraction.heads import MODIFYING, OBJECTS, VERBAL, lemma, phrasal, table, words
from claims.extraction.language import Token
from claims.extraction.records import Dimension

SIZED = frozenset({Dimension.COUNT, Dimension.RATE})  # what a verb does to things, so many or so many a day
SPREAD = SIZED | {Dimension.PERCENT, Dimension.AREA}
BESIDE = frozenset({"in", "on", "across", "among", "within", "over"})


def lack_event(have: Token) -> str | None:
    """ "had no power" → cut off; "had their shots" → vaccinate; "had 9 beds" → None."""
    for child in have.children:
        if child.dep_ not in OBJECTS:
            continue
        if any(c.lower_ in ("no", "little") for c in child.children):
            return table("lacks").get(lemma(child)) or table("nominals").get(lemma(child))
        if lemma(child) in table("havings"):
            return table("havings")[lemma(child)]
    return None


def leads_to(word: Token) -> bool:
    """Whether a level follows: "is down to 3.5 litres"."""
    return any(child.lower_ == "to" for child in word.children)


def gives_to(verb: Token, target: Token) -> bool:
    """Whether somebody is given it: "gave Ms Lenk 3.5 hours", "gave him seven"; not "gave a figure of 40"."""
    if lemma(verb) != "give":
        return False
    between = verb.doc[verb.i + 1 : max(verb.i + 1, target.left_edge.i)]
    return any(token.dep_ == "dative" or token.pos_ in ("PROPN", "PRON") for token in between)


def beside_event(verb: Token, preposition: str, dimension: Dimension) -> str | None:
    """The event of a verb of telling that is done in so many places or days: "was found in 31 stations"."""
    word = lemma(verb)
    if preposition in BESIDE and word in words("reporting"):
        if dimension in SPREAD and any(c.dep_ == "nsubjpass" for c in verb.children):
            return phrasal(verb)
        if dimension is Dimension.DURATION and word in words("acts"):
            return phrasal(verb)
    above = verb.head.head
    if verb.dep_ == "pcomp" and verb.head.lower_ == "from" and lemma(above) in words("barring"):
        return phrasal(above)  # "banned from driving for two years"
    return None


def brought_event(verb: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of the clause that "bringing the total to 39,000" hangs on."""
    above = verb.head
    if verb.dep_ not in ("advcl", "conj", "xcomp") or above.pos_ not in VERBAL or depth <= 1:
        return None
    if lemma(above) not in words("reporting"):
        return phrasal(above)
    inner = next((c for c in above.children if c.dep_ == "ccomp" and c.pos_ in VERBAL), None)
    return phrasal(inner) if inner is not None else None


def is_record(preposition: Token) -> bool:
    """Whether a time only tells since when nothing was like it: "the worst floods in four decades"."""
    before = preposition.doc[max(preposition.sent.start, preposition.i - 8) : preposition.i]
    return preposition.lower_ in ("in", "for") and any(
        token.tag_ in ("JJS", "RBS") or token.lower_ == "first" for token in before
    )


def around(noun: Token) -> list[Token]:
    """The words that may give a noun's state: its adjectives, and the word right after it."""
    near = [
        child for child in noun.children if child.dep_ in ("amod", "acl", "acomp", "oprd", "advmod", "appos")
    ]
    after = noun.i + 1
    if after < len(noun.doc) and not noun.doc[after].is_sent_start:
        near.append(noun.doc[after])
    return [noun, *near]


def bare_report(anchor: Token, dimension: Dimension) -> bool:
    """Whether a number stands alone under a verb of saying ("police counted 35,000"): that is not its
    event."""
    alone = anchor.pos_ == "NUM" and dimension is Dimension.COUNT
    return (alone or dimension in (Dimension.MONEY, Dimension.PERCENT)) and lemma(anchor.head) in words(
        "reporting"
    ) - {"announce"}


def ratio_event(tokens: tuple[Token, ...]) -> str | None:
    """ "doubled" → double; "a threefold increase" → increase; "twice the size" → None."""
    last = tokens[-1]
    if last.pos_ == "VERB":
        return lemma(last)
    if last.dep_ in MODIFYING and last.head.pos_ == "NOUN" and lemma(last.head) in table("nominals"):
        return lemma(last.head)
    return None


def fragment_event(token: Token) -> str | None:
    """The event of a phrase without a verb above it: "60 bodies", "SEVENTEEN dead"."""
    return table("nominals").get(lemma(token))
