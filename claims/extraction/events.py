"""What happened to what is counted: the event of a figure, as a lemma.

The number's place in its sentence leads to a verb ("nine soldiers **were killed**", "**sent** 14,000
troops"), to a word of state ("26 **missing**") or to a noun that holds an event ("a **death** toll of
40"). Verbs that only carry a number ("put the toll at 40", "stood at 40", "rose to 40") pass the
question on to the noun they speak of.
"""

from claims.extraction.heads import (
    DEPTH,
    MODIFYING,
    OBJECTS,
    SUBJECTS,
    VERBAL,
    head_of,
    is_attributive,
    lemma,
    nearest_verb,
    phrasal,
    subject_of,
    table,
    words,
)
from claims.extraction.language import Token
from claims.extraction.records import Dimension

VAGUE = frozenset(
    {
        "number",
        "total",
        "amount",
        "figure",
        "count",
        "rate",
        "level",
        "toll",
        "share",
        "average",
        "tally",
        "estimate",
        "record",
        "sum",
        "maximum",
        "minimum",
        "majority",
        "proportion",
        "rest",
        "half",
        "value",
    }
)
WEAK_PARTICIPLES = frozenset(
    {
        "include",
        "estimate",
        "base",
        "give",
        "follow",
        "call",
        "say",
        "accord",
        "compare",
        "own",
        "state",
        "know",
        "concern",
        "combine",
        "attack",
        "date",
        "age",
        "name",
        "leave",
    }
)
NO_EVENT = frozenset({Dimension.AGE})
OWN_CHANGE = frozenset({Dimension.PERCENT, Dimension.MONEY, Dimension.RATE})  # "prices rose 3%" is a rise
PARTICLES = frozenset({"up", "down", "home", "back", "out", "off", "away", "over"})


def event_of(tokens: tuple[Token, ...], noun: Token | None, dimension: Dimension) -> str | None:
    """What happened to what these number tokens count, or None.

    `noun` is what is counted where the numbers' grammar knows it, in this sentence or (elided) an
    earlier one.

    "nine soldiers were killed" → kill; "made 15 arrests" → arrest; "deaths rose to 40" → die; "profit fell to
    $2bn" → fall; "Unemployment stood at 6.8%" → None; "Ukraine estimates 14,000", after "sent 10,000
    troops" → send.
    """
    if not tokens or dimension in NO_EVENT:
        return None
    if dimension is Dimension.RATIO:
        return ratio_event(tokens)
    anchor = head_of(tokens)
    if dimension is not Dimension.COUNT and is_attributive(tokens):
        return table("nominals").get(lemma(anchor))
    bare = anchor.pos_ == "NUM" and noun is not None and noun.i != anchor.i
    if bare and noun is not None and noun.sent == anchor.sent and lemma(noun) in table("nominals"):
        return table("nominals")[lemma(noun)]
    found = happening(anchor, dimension, DEPTH)
    if found is None and noun is not None and (noun.sent != anchor.sent or noun.i < anchor.i):
        return happening(noun, dimension, DEPTH)
    if found is None and noun is not None and noun != anchor:
        found = noun_event(noun, DEPTH)
    return found or (None if bare_report(anchor, dimension) else nearest_verb(anchor, dimension))


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


def happening(token: Token, dimension: Dimension, depth: int) -> str | None:
    """The event that a noun phrase or bare number is part of, looked for from `token` upwards."""
    if depth == 0:
        return None
    head, dep = token.head, token.dep_
    own = own_event(token)
    if dimension is Dimension.COUNT and dep not in OBJECTS and token.pos_ == "NOUN":
        own = table("nominals").get(lemma(token)) or own
    if own is not None:
        return own
    if head.i == token.i or dep in ("dep", "meta", "ROOT"):
        return fragment_event(token) if head.i == token.i else happening(head, dimension, depth - 1)
    if head.pos_ in VERBAL and dep in SUBJECTS:
        return subject_event(head, token, dimension, depth)
    if head.pos_ in VERBAL and dep in OBJECTS | {
        "npadvmod",
        "advmod",
        "attr",
        "ccomp",
        "dep",
        "nmod",
        "xcomp",
        "acomp",
    }:
        return object_event(head, token, dimension, depth)
    if dep in ("pobj", "pcomp"):
        return prepositional_event(head, token, dimension, depth)
    if dep == "npadvmod" or (dep == "advmod" and head.pos_ in ("ADV", "ADJ", "ADP")):
        return measured_event(head, dimension, depth)
    if dep in ("appos", "conj", "parataxis"):
        return (
            happening(head, dimension, depth - 1)
            if head.pos_ not in VERBAL
            else verb_event(head, dimension, depth)
        )
    if dep in MODIFYING:
        return table("nominals").get(lemma(head)) or happening(head, dimension, depth - 1)
    return None


def own_event(noun: Token) -> str | None:
    """What a noun says itself or through a word hung on it: "homes damaged", "people missing"."""
    state = next((table("states")[t.lower_] for t in around(noun) if t.lower_ in table("states")), None)
    if state is not None:
        return state
    for child in noun.children:
        joined = child.i > 0 and child.doc[child.i - 1].pos_ == "CCONJ"  # "killed 104 people and injured 900"
        if child.dep_ in ("acl", "relcl") and child.pos_ in VERBAL and child.i > noun.i and not joined:
            found = clause_event(child)
            if found is not None:
                return found
        if child.dep_ == "amod" and child.tag_ == "VBN" and child.lemma_.lower() not in WEAK_PARTICIPLES:
            return lemma(child)
    return None


def around(noun: Token) -> list[Token]:
    """The words that may give a noun's state: its adjectives, and the word right after it."""
    near = [
        child for child in noun.children if child.dep_ in ("amod", "acl", "acomp", "oprd", "advmod", "appos")
    ]
    after = noun.i + 1
    if after < len(noun.doc) and not noun.doc[after].is_sent_start:
        near.append(noun.doc[after])
    return [noun, *near]


def clause_event(verb: Token) -> str | None:
    """The event of a clause hung on a noun: "arrested at the border", "that were destroyed"."""
    word = lemma(verb)
    if verb.dep_ == "relcl":
        pronouns = {child.lower_: child for child in verb.children}
        if not any(word in pronouns for word in ("who", "that", "which", "whom")):
            return None
    if word in words("light") or word in words("reporting") or word in WEAK_PARTICIPLES:
        return None
    return phrasal(verb)


def subject_event(verb: Token, subject: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of a subject: "nine were killed", "1,200 are missing", "40 are expected to lose their
    homes"."""
    word = lemma(verb)
    if word == "be":
        return complement_event(verb, dimension, subject)
    passive = subject.dep_ == "nsubjpass"
    if word in words("raising"):
        inner = next(
            (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "oprd") and c.i > verb.i), None
        )
        if inner is not None and inner.lower_ in table("states"):
            return table("states")[inner.lower_]
        if inner is not None and inner.pos_ in VERBAL:
            return subject_event(inner, inner, dimension, depth - 1) if depth > 1 else None
    if word == "have":
        return lack_event(verb)
    if word in words("light") or (word in words("reporting") and not passive):
        return None
    nominal = table("nominals").get(lemma(subject)) if word in words("level") | words("change") else None
    return nominal or phrasal(verb)


def lack_event(have: Token) -> str | None:
    """ "had no power" → cut off; "had no warning" → warn; "had 120 beds" → None."""
    for child in have.children:
        if child.dep_ in OBJECTS and any(c.lower_ in ("no", "little") for c in child.children):
            return table("lacks").get(lemma(child)) or table("nominals").get(lemma(child))
    return None


def complement_event(be: Token, dimension: Dimension, target: Token) -> str | None:
    """ "are missing" → go missing; "are due to arrive" → arrive; "was down" → fall; "was 3%" → None."""
    for child in be.children:
        if child.dep_ in ("acomp", "attr", "oprd", "advmod", "prt") and child.i > be.i:
            if child.lower_ in table("states"):
                return table("states")[child.lower_]
            if (
                child.lower_ in table("directions")
                and dimension is not Dimension.COUNT
                and child.i == be.i + 1
            ):
                return table("directions")[child.lower_]
            verb = next((c for c in child.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
            if verb is not None:
                return phrasal(verb)
        if child.dep_ == "xcomp" and child.pos_ == "VERB" and child.i > be.i:
            return phrasal(child)
        if child.dep_ == "prep" and child.i > be.i:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None and f"{child.lower_} {inner.lower_}" in table("predicates"):
                return table("predicates")[f"{child.lower_} {inner.lower_}"]
    return None


def object_event(verb: Token, target: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of an object: "sent 14,000 soldiers"; verbs that only carry the number look further."""
    word = lemma(verb)
    state = next(
        (
            c
            for c in verb.children
            if c.lower_ in table("states") and c.i > target.i and c.dep_ not in ("prep", "conj")
        ),
        None,
    )
    if state is not None and state.i - target.i <= 2:
        return table("states")[state.lower_]
    if word == "be":
        return verb_event(verb, dimension, depth)
    if word == "have":
        return noun_event(target, depth) or lack_event(verb)
    if word == "hold":
        return word
    if word in words("recording") and lemma(target) in words("cases"):
        return word
    if word in words("reporting"):
        return noun_event(target, depth)
    if word in words("light") or (
        word in words("level") and dimension is Dimension.COUNT and target.pos_ == "NOUN"
    ):
        return noun_event(target, depth) or phrasal(verb)
    return verb_event(verb, dimension, depth)


def verb_event(verb: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of a verb; of verbs of level or report, that of the noun they speak of."""
    word = lemma(verb)
    if word == "be":
        about = subject_of(verb)
        return complement_event(verb, dimension, verb) or (
            noun_event(about, depth - 1) if about is not None else None
        )
    if word == "have":
        return lack_event(verb)
    if word in words("reporting"):
        told = next((c for c in verb.children if c.dep_ in OBJECTS | {"nsubjpass"}), None)
        return noun_event(told, depth - 1) if told is not None else None
    if word in words("level") | words("change"):
        about = subject_of(verb)
        changed = word in words("change") and dimension in OWN_CHANGE
        nominal = noun_event(about, depth - 1) if about is not None and not changed else None
        if nominal is not None or (word in words("level") and word not in words("change")):
            return nominal
    return phrasal(verb)


def noun_event(noun: Token | None, depth: int) -> str | None:
    """The event that a noun stands for: "death toll", "the number of people arrested", "the dead"."""
    if noun is None or depth <= 0:
        return None
    if noun.lower_ in table("states") and noun.pos_ in ("ADJ", "NOUN", "VERB"):
        return table("states")[noun.lower_]
    word = lemma(noun)
    if word in VAGUE or word == "toll":
        for child in noun.children:
            if child.dep_ in ("compound", "amod") and (
                lemma(child) in table("nominals") or child.lower_ in table("states")
            ):
                return table("nominals").get(lemma(child)) or table("states")[child.lower_]
            if child.dep_ == "prep" and child.lower_ in ("of", "for"):
                inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                found = noun_event(inner, depth - 1) or (own_event(inner) if inner is not None else None)
                if found is not None:
                    return found
    return table("nominals").get(word) or own_event(noun)


def prepositional_event(preposition: Token, target: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of what stands after a preposition: "a toll of 40", "rose to 40", "moved to 212 camps"."""
    head, word = preposition.head, preposition.lower_
    if (
        dimension is Dimension.COUNT
        and word in ("with", "after", "despite", "in")
        and lemma(target) in table("nominals")
    ):
        return table("nominals")[lemma(target)]
    if head.lower_ in table("states") and any(child.dep_ == "det" for child in head.children):
        return table("states")[head.lower_]  # "put the wounded at 37"
    if lemma(head) == "home" and word == "to":
        return None
    if head.pos_ in VERBAL:
        return verb_event(head, dimension, depth)
    if head.pos_ == "ADP":
        return prepositional_event(head, target, dimension, depth - 1) if depth > 1 else None
    if head.pos_ in ("ADV", "ADJ"):
        return measured_event(head, dimension, depth)
    if word == "of" and lemma(head) == "one":  # "one of 14 posts that have closed"
        return own_event(head)
    if word in ("of", "at", "to", "by", "from", "in", "for"):
        nominal = noun_event(head, depth)
        if nominal is not None:
            return nominal
        if word == "of":
            return (
                happening(head, dimension, depth - 1) if lemma(head) in VAGUE | words("belongings") else None
            )
    if (
        head.pos_ == "NOUN"
        and dimension in (Dimension.COUNT, Dimension.AREA)
        and word in ("from", "in", "on", "at", "into")
    ):
        return happening(head, dimension, depth - 1)
    return None


def measured_event(word: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of a measure beside an adverb or adjective: "down 7%" → fall, "90% full" → None."""
    if word.lower_ in table("directions") and dimension is not Dimension.COUNT:
        return table("directions")[word.lower_]
    if word.lower_ in table("states"):
        return table("states")[word.lower_]
    if word.dep_ in ("advmod", "acomp", "prep") and word.head.pos_ == "VERB":
        return verb_event(word.head, dimension, depth - 1)
    return None


def fragment_event(token: Token) -> str | None:
    """The event of a phrase without a verb above it: "60 bodies", "SEVENTEEN dead"."""
    return table("nominals").get(lemma(token))
