"""Verbs of saying, reckoning, showing, recording and denying: whether one is used for saying here."""

from functools import cache

from claims.extraction.language import Span, Token
from claims.extraction.lexicons import load
from claims.extraction.records import SourceKind
from claims.extraction.speakers import Sort, can_speak, documents, is_proper, kinds, words_of

MODALS = frozenset("will would can could should may might must shall 'll 'd ’ll ’d".split())
# Verbs that the tagger takes for nouns: "a charge the department rejects", "state media says".
MISTAGGED = frozenset(
    "says say said rejects denies disputes insists warns adds claims estimates reports shows finds".split()
)
FORESEEING = frozenset("forecast projection outlook model scenario".split())  # they see what is to come
CLAUSES = frozenset(("ccomp", "parataxis"))
NUMBERED = 12  # tokens after a verb in which its number is looked for
VAGUE = frozenset(
    "datum data figure document paper statistic statistics number photo picture video image page".split()
)


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Each verb's classes."""
    lexicon = load("cues")
    classes: dict[str, set[str]] = {}
    for name, words in lexicon.items():
        if isinstance(words, str):
            for word in words.split():
                classes.setdefault(word, set()).add(name)
    for verb in lexicon["with_preposition"]:
        classes.setdefault(verb, set()).add("with_preposition")
    return {verb: frozenset(names) for verb, names in classes.items()}


@cache
def prepositions() -> dict[str, frozenset[str]]:
    return {verb: frozenset(words) for verb, words in load("cues")["with_preposition"].items()}


@cache
def refusals() -> frozenset[str]:
    return words_of("cues", "refusals", "verbs")


@cache
def strong() -> frozenset[str]:
    """Verbs with which whatever noun stands before them speaks."""
    return words_of("cues", "strength", "strong")


def is_finite_verb(verb: Token, span: Span) -> bool:
    """Whether the token is used as a verb here, whatever the tagger took it for."""
    if verb.pos_ == "VERB":
        return True
    if verb.i == span.start or verb.nbor(-1).pos_ not in ("NOUN", "PROPN", "PRON", "PUNCT", "ADV", "ADJ"):
        return False
    if verb.lower_ in ("show", "forecast"):
        return verb.dep_ == "ROOT" or verb.i + 1 >= span.end or verb.nbor(1).is_punct
    return verb.lower_ in MISTAGGED


def is_unsaid(verb: Token) -> bool:
    """Whether it was not said, or not yet: "has not said", "declined to say", "would not confirm", "to
    announce"."""
    if verb.lemma_ in ("promise", "pledge", "vow") and verb.dep_ == "relcl":
        return not any(
            child.dep_ in ("ccomp", "xcomp") for child in verb.children
        )  # "the tents that he promised"
    if verb.lemma_ == "report" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "no":
        return True  # "Situation report no. 3"
    for child in verb.lefts:
        if child.dep_ == "neg" or child.lower_ in ("never", "not", "n't", "nor"):
            return True
        if child.dep_ == "aux" and child.lower_ in MODALS:
            return True
        if child.lower_ == "to" and child.dep_ == "aux":
            return verb.dep_ != "xcomp" or verb.head.lemma_.lower() in refusals()
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in refusals() and verb.tag_ != "VBG"


def says_something(
    verb: Token, classes: frozenset[str], subject: Token, span: Span, *, is_before: bool, is_quoting: bool
) -> bool:
    """Whether the verb, which may also mean something else, is used for saying here.

    `is_before`: words that could be said stand before verb and subject.
    """
    lemma = verb.lemma_.lower()
    children = list(verb.children)
    if lemma == "claim" and any(
        c.dep_ == "dobj" and c.lemma_ in ("life", "victim", "soul") for c in children
    ):
        return False  # "the floods claimed 40 lives"
    if lemma == "give" and gives_away(verb) and subject.lemma_.lower() not in documents():
        return False
    if lemma == "point" and any(c.lower_ == "out" for c in children):
        return can_speak(subject) or subject.tag_ == "NNS"
    speaks = can_speak(subject) or subject.tag_ in ("NNS", "NNPS", "NN") and lemma in strong()
    has_clause = any(c.dep_ in CLAUSES or c.dep_ == "xcomp" and c.i > verb.i for c in children)
    if "say" in classes and speaks and (has_clause or is_before or is_quoting or opens_clause(verb, span)):
        return True
    if "with_preposition" in classes and any(
        c.dep_ == "prep" and c.lower_ in prepositions()[lemma] for c in children
    ):
        return speaks
    if "deny" in classes:
        return is_before or speaks and any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in children)
    if "manner" in classes and is_quoting:
        return speaks
    if "witness" in classes and subject.lemma_.lower() not in FORESEEING:
        return subject.lemma_.lower() in ("witness", "eyewitness", "reporter", "correspondent", "journalist")
    has_object = any(c.dep_ in ("dobj", "dative", "attr", "oprd") for c in children)
    numbered = has_number(verb, span)
    if "takes_object" in classes and speaks and has_object and takes_object(verb, lemma, numbered=numbered):
        return True
    if "judge" in classes and lemma in ("put", "place", "peg", "rate", "value", "price", "set", "cost"):
        return speaks and (has_at_number(verb, span) or puts_a_number(verb))
    if "judge" in classes:
        return speaks and (numbered or is_before or any(c.dep_ == "ccomp" for c in children))
    if "judge_openly" in classes and speaks and has_object:
        return lemma not in ("welcome", "hail") or is_quoting
    return shows_something(lemma, classes, subject, has_clause=has_clause or is_before, numbered=numbered)


def opens_clause(verb: Token, span: Span) -> bool:
    """Whether a number or a clause that the parser did not see as one follows."""
    return verb.lemma_ in strong() and (number_follows(verb, span) or goes_on(verb, span))


def gives_away(verb: Token) -> bool:
    """Whether somebody gets something: "gave him seven years", "gave Ms Lenk 3.5 hours"."""
    following = verb.doc[verb.i + 1 : verb.i + 4]
    return any(token.dep_ == "dative" or token.tag_ in ("PRP", "NNP") for token in following)


def takes_object(verb: Token, lemma: str, *, numbered: bool) -> bool:
    """Whether a plain object says something: "announced a curfew", "gave about 18,000", not "gave him an
    hour"."""
    if lemma == "give":
        return any(
            c.dep_ in ("dobj", "attr")
            and not any(o.dep_ == "dative" for o in verb.children)
            and (c.pos_ == "NUM" or c.lemma_ in words_of("cues", "nouns", "account"))
            for c in verb.children
        )
    return numbered or lemma not in ("claim", "mention", "promise", "pledge", "vow")


def shows_something(
    lemma: str, classes: frozenset[str], subject: Token, *, has_clause: bool, numbered: bool
) -> bool:
    """A document, a count or an instrument that says it; a body that measures it."""
    noun = subject.lemma_.lower()
    is_vague = noun in VAGUE or noun in words_of("speakers", "documents", "instrument")
    is_paper = noun in documents() and (not is_vague or is_owned(subject) or is_compound(subject))
    if subject.lower_ in ("they", "it") and "show" in classes:
        return has_clause and lemma in ("show", "reveal", "suggest", "indicate", "find")
    if "show" in classes and (has_clause or numbered) and is_paper:
        return True
    if "show" in classes and lemma == "find" and has_clause and is_investigator(subject):
        return True
    if "show" in classes and is_paper and lemma in ("show", "reveal", "depict"):
        return True
    if lemma == "see" and noun in FORESEEING:
        return numbered
    if "record" in classes and numbered:
        return is_paper or (can_speak(subject) and noun not in documents())
    return False


def is_investigator(subject: Token) -> bool:
    """Whether a subject finds out rather than comes upon: a body, researchers, the police; not "he found"."""
    kind, sort = kinds().get(subject.lemma_.lower(), (None, None))
    return (
        sort is Sort.BODY
        or kind is SourceKind.ACADEMIC
        or subject.tag_ in ("NNPS", "NNS")
        and kind is not None
    )


def is_compound(paper: Token) -> bool:
    """ "ministry data": a noun before it, whatever the parser makes of the two."""
    return (
        paper.i > 0 and paper.nbor(-1).pos_ in ("NOUN", "PROPN", "ADJ") and paper.nbor(-1).text[0].isalpha()
    )


def is_owned(paper: Token) -> bool:
    """Whether it is told whose paper or instrument it is: "court records", not "data"."""
    if paper.lemma_.lower() in words_of("speakers", "documents", "instrument"):
        return any(
            c.dep_ == "poss" or c.dep_ in ("compound", "nmod") and is_proper(c) for c in paper.lefts
        ) or any(c.dep_ == "prep" and c.lower_ in ("of", "at") for c in paper.rights)
    if any(child.dep_ in ("compound", "poss", "amod", "nmod") for child in paper.lefts):
        return True
    if any(child.dep_ in ("prep", "acl", "relcl") for child in paper.rights):
        return True
    return any(child.lower_ in ("the", "its", "their", "this") for child in paper.lefts)


def has_number(verb: Token, span: Span) -> bool:
    """Whether a number follows the verb closely, before the next clause."""
    for token in verb.doc[verb.i + 1 : min(span.end, verb.i + NUMBERED)]:
        if token.tag_ in ("VBD", "VBZ", "VBP") or token.text == ";":
            return False
        if (token.pos_ == "NUM" or token.like_num) and token.lower_ != "one":
            return True
    return False


def number_follows(verb: Token, span: Span) -> bool:
    """ "Police say 35k", "the ministry still says about 23": a number for the whole clause."""
    for token in verb.doc[verb.i + 1 : min(span.end, verb.i + 5)]:
        if token.pos_ in ("NUM", "SYM") or token.text[0].isdigit():
            return True
        if token.pos_ not in ("ADV", "ADP", "DET", "ADJ", "PRON", "PUNCT", "PART"):
            return False
    return False


def goes_on(verb: Token, span: Span) -> bool:
    """Whether words enough follow a plain "say" to be a clause that the parser did not see as one."""
    return (
        verb.lemma_ == "say"
        and span.end - verb.i > 3
        and verb.nbor(1).pos_ in ("DET", "PROPN", "NOUN", "PRON", "NUM", "ADJ")
    )


def puts_a_number(verb: Token) -> bool:
    """ "has for the first time put a number on the losses"."""
    return any(
        c.dep_ == "dobj" and c.lemma_ in ("number", "figure", "price", "toll", "sum") for c in verb.children
    )


def has_at_number(verb: Token, span: Span) -> bool:
    """ "put the toll, on Friday, at some 40": "at" and a number within a few words of it."""
    doc = verb.doc
    for i in range(verb.i + 1, min(span.end, verb.i + 25)):
        if doc[i].lower_ in (
            "at",
            "between",
            "under",
            "over",
            "as",
            "below",
            "above",
            "around",
            "nearer",
            "closer",
        ) and any(
            t.pos_ == "NUM" or t.like_num or t.pos_ == "SYM" for t in doc[i + 1 : min(span.end, i + 7)]
        ):
            return True
    return False
