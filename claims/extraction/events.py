"""What happened to what is counted: the event of a figure, as a lemma.

The number's place in its sentence leads to a verb ("nine soldiers **were killed**", "**sent** 14,000
troops"), to a word of state ("26 **missing**") or to a noun that holds an event ("a **death** toll of
40"). Verbs that only carry a number ("put the toll at 40", "stood at 40", "rose to 40") pass the
question on to the noun they speak of.
"""

from claims.extraction.carriers import (
    SIZED,
    around,
    bare_report,
    beside_event,
    brought_event,
    fragment_event,
    gives_to,
    is_record,
    lack_event,
    leads_to,
    ratio_event,
)
from claims.extraction.fragments import (
    heading_event,
    is_share_of_them,
    loose_event,
    misread_event,
    priced_event,
)
from claims.extraction.heads import (
    DEPTH,
    MODIFYING,
    OBJECTS,
    SUBJECTS,
    VERBAL,
    head_of,
    is_attributive,
    is_level,
    lemma,
    nearest_verb,
    phrasal,
    subject_of,
    table,
    words,
)
from claims.extraction.language import Token
from claims.extraction.nouns import is_people
from claims.extraction.records import Dimension

VAGUE = frozenset(
    """number total amount figure count rate level toll share average tally estimate record sum maximum
    minimum majority proportion rest half value area extent size""".split()
)
WEAK_PARTICIPLES = frozenset(
    """include estimate base give follow call say accord compare own state know concern combine attack date
    age name leave""".split()
)
NO_EVENT = frozenset({Dimension.AGE})
OWN_CHANGE = frozenset({Dimension.PERCENT, Dimension.MONEY, Dimension.RATE})  # "prices rose 3%" is a rise
NOTHING = ""  # known to be no event: what stands further off is not looked at
PER = frozenset(
    {"average", "market", "norm", "normal", "level", "sea", "mean", "limit", "minimum", "maximum"}
)


def event_of(
    tokens: tuple[Token, ...], noun: Token | None, dimension: Dimension, unit: str = ""
) -> str | None:
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
    if is_share_of_them(tokens, dimension):
        return None
    found = misread_event(tokens, noun, dimension)
    if tokens[0].i == anchor.sent.start and dimension in (Dimension.MONEY, Dimension.RATE):
        found = priced_event(tokens, dimension, unit)  # "£465 to watch that, it rained"
    if found is None:
        found = happening(anchor, dimension, DEPTH)
    if found is None and noun is not None and (noun.sent != anchor.sent or noun.i < anchor.i):
        return happening(noun, dimension, DEPTH) or heading_event(tokens, dimension) or None
    if found is None and noun is not None and noun != anchor:
        found = noun_event(noun, DEPTH)
    if found is None:
        found = loose_event(tokens, dimension, unit)
    if found is None and not bare_report(anchor, dimension):
        found = nearest_verb(anchor, dimension)
    return found or None


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
    if head.pos_ == "NOUN" and dep in OBJECTS:
        return lemma(head)  # a verb that the tagger took for a noun: only verbs have objects
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
        # "Two bombs, each weighing 250 kg, struck"
        joined |= child.tag_ == "VBG" and any(t.text == "," for t in noun.doc[noun.i + 1 : child.i])
        if child.dep_ in ("acl", "relcl") and child.pos_ in VERBAL and child.i > noun.i and not joined:
            found = clause_event(child)
            if found is not None:
                return found
        if child.dep_ == "amod" and child.tag_ == "VBN" and child.lemma_.lower() not in WEAK_PARTICIPLES:
            return lemma(child)
    return None


def clause_event(verb: Token) -> str | None:
    """The event of a clause hung on a noun: "arrested at the border", "that were destroyed"."""
    word = lemma(verb)
    if verb.dep_ == "relcl":
        pronouns = {child.lower_: child for child in verb.children}
        if not any(word in pronouns for word in ("who", "that", "which", "whom")):
            return None
    found = phrasal(verb)
    if word in words("light") or word in words("reporting") or word in WEAK_PARTICIPLES:
        return found if found and " " in found else None  # "cash put in", not "cash reported"
    return found


def subject_event(verb: Token, subject: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of a subject: "nine were killed", "1,200 are missing", "40 are expected to lose their
    homes"."""
    word = lemma(verb)
    if word == "be":
        return complement_event(verb, dimension, subject)
    passive = subject.dep_ == "nsubjpass" or any(c.dep_ == "auxpass" for c in verb.children)
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
    if (word in words("light") or word in words("reporting")) and not passive:
        return None
    if word in words("opinion"):
        return phrasal(verb) if " " in (phrasal(verb) or "") else None  # "put down", not "is disputed"
    if word in words("lasting"):
        lasting = complement_event(verb, dimension, subject)
        if lasting is not None:
            return lasting
    nominal = table("nominals").get(lemma(subject)) if word in words("level") | words("change") else None
    return nominal or phrasal(verb)


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
                and (target is be or dimension is not Dimension.PERCENT)  # not "one in ten are behind with"
            ):
                return NOTHING if leads_to(child) else table("directions")[child.lower_]
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
    if word == "hold" or gives_to(verb, target):
        return word
    if word in words("summing") and lemma(target) in VAGUE:
        return noun_event(target, depth)
    if word in words("reaching") and any(c.lower_ == "of" for c in target.children) and target.tag_ != "CD":
        return word if dimension is Dimension.PERCENT else noun_event(target, depth) or word
    if word in words("recording") and lemma(target) in words("cases"):
        return word
    if word in words("reporting") and " " in (phrasal(verb) or ""):
        return phrasal(verb)  # "put in £120 million"
    if word in words("reporting"):
        giver = (
            subject_of(verb)
            if word == "give" and target.pos_ == "NOUN" and lemma(target) not in VAGUE
            else None
        )
        is_given = giver is not None and giver.pos_ == "NOUN"  # "an acre gave seven bags"
        is_given |= word == "warn" and target.pos_ == "NOUN"  # "warned 14 officers"
        return noun_event(target, depth) or (word if is_given else None)
    if word in words("light") or (word in words("level") and dimension in SIZED and target.pos_ == "NOUN"):
        return noun_event(target, depth) or phrasal(verb)
    return verb_event(verb, dimension, depth)


def verb_event(verb: Token, dimension: Dimension, depth: int) -> str | None:
    """The event of a verb; of verbs of level or report, that of the noun they speak of."""
    word = lemma(verb)
    if word == "be":
        about = subject_of(verb)
        found = complement_event(verb, dimension, verb)
        if found is not None:
            return found
        clause = next((c for c in verb.children if c.dep_ in ("csubj", "ccomp") and c.i < verb.i), None)
        if clause is not None and any(c.lower_ == "what" for c in clause.children):
            return phrasal(clause)  # "what we burn is 3 million"
        if about is None:
            return None
        joined = (child for child in about.children if child.dep_ == "conj" and child.pos_ == "NOUN")
        return noun_event(about, depth - 1) or noun_event(next(joined, None), depth - 1)
    if word == "have":
        return lack_event(verb)
    if word in words("reporting"):
        told = next((c for c in verb.children if c.dep_ in OBJECTS | {"nsubjpass"}), None)
        return noun_event(told, depth - 1) if told is not None else None
    if word in words("summing"):
        summed = next((c for c in verb.children if c.dep_ in OBJECTS and lemma(c) in VAGUE), None)
        if summed is not None:
            return noun_event(summed, depth - 1) or brought_event(verb, dimension, depth)
    if word in words("lasting"):
        if dimension is Dimension.DURATION or any(c.dep_ in OBJECTS for c in verb.children):
            return phrasal(verb)
        if word in ("hold", "keep"):
            return NOTHING if dimension in OWN_CHANGE else word  # "held at 2.7%"
    if is_level(verb) and word == "work":
        return NOTHING  # "works out at 40 euros a head"
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
        and (word, lemma(target)) != ("with", "vote")  # "won with 2 million votes"
    ):
        return table("nominals")[lemma(target)]
    if head.lower_ in table("directions") and dimension is not Dimension.COUNT and word in ("by", "to"):
        if word == "by" or not any(lemma(above) == "be" for above in (head.head, head)):
            return table("directions")[head.lower_]
        return NOTHING  # "water is down to 4 litres a head"
    if head.lower_ in table("states") and any(child.dep_ == "det" for child in head.children):
        return table("states")[head.lower_]  # "put the wounded at 37"
    if lemma(head) == "home" and word == "to":
        return NOTHING
    if head.pos_ in VERBAL:
        return beside_event(head, word, dimension) or verb_event(head, dimension, depth)
    if head.pos_ == "ADP":
        return prepositional_event(head, target, dimension, depth - 1) if depth > 1 else None
    if word == "of" and lemma(head) in words("peopled"):
        return NOTHING  # "a country of 11 million"
    if head.pos_ in ("ADV", "ADJ") and not (word == "of" and lemma(head) in VAGUE):
        return measured_event(head, dimension, depth)
    if dimension is Dimension.DURATION:
        if is_record(preposition):
            return NOTHING  # "the worst floods in four decades"
        if word == "for" and head.dep_ in OBJECTS and head.head.pos_ in VERBAL:
            return verb_event(head.head, dimension, depth)  # "had no power for 36 hours"
    if word == "of" and lemma(head) == "one":  # "one of 14 posts that have closed"
        return own_event(head)
    if word in ("of", "at", "to", "by", "from", "in", "for", "across"):
        nominal = noun_event(head, depth)
        if nominal is not None:
            return nominal
        if word == "of":
            is_whole = lemma(head) in VAGUE | words("belongings")
            return happening(head, dimension, depth - 1) if is_whole else None
        if word == "for" and dimension is Dimension.DURATION and is_people(lemma(head)):
            return NOTHING  # "a technician for 27 years"
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
        beyond = next((c for c in word.children if c.dep_ == "pobj"), None)
        is_mark = beyond is not None and (dimension is Dimension.LENGTH or lemma(beyond) in PER)
        return NOTHING if is_mark else table("directions")[word.lower_]
    if word.lower_ in table("states"):
        return table("states")[word.lower_]
    if dimension is Dimension.LENGTH and word.lower_ in words("extents"):
        return NOTHING  # "a crater 12 metres wide"
    if word.dep_ in ("advmod", "acomp", "prep") and word.head.pos_ == "VERB":
        return verb_event(word.head, dimension, depth - 1)
    return None
