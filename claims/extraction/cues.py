"""The words in a sentence that tie a statement to a source: "said", "according to", "put the toll at"."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from claims.extraction.language import Span, Token
from claims.extraction.lexicons import load
from claims.extraction.speakers import can_speak, documents, is_proper, kinds, words_of

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
MODALS = frozenset("will would can could should may might must shall 'll 'd ’ll ’d".split())
OWN_VOICE = frozenset(
    "i we you us me one nobody nothing none everyone everybody anyone anybody there".split()
)
# Verbs that the tagger takes for nouns: "a charge the department rejects", "state media says".
MISTAGGED = frozenset(
    "says say said rejects denies disputes insists warns adds claims estimates reports shows finds".split()
)
EMBEDDING = frozenset(("relcl", "acl", "advcl", "pcomp", "appos", "csubj"))
CLAUSES = frozenset(("ccomp", "parataxis"))
NUMBERED = 12  # tokens after a verb in which its number is looked for


class Form(Enum):
    """Where what is said stands."""

    BEFORE = "before"  # "…, the ministry said"
    AFTER = "after"  # "the ministry said …"
    WITHIN = "within"  # "…, 43 of them, by the ministry's count, …": only what the cue governs


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue. Token positions are the passage's."""

    token: Token
    words: str
    source: Token  # the head of the source's noun phrase, or the pronoun
    first: int  # bounds of the tokens that are the source and the cue and state nothing
    after: int
    form: Form
    phrase: tuple[int, int] | None = None  # the source's tokens, where the parser lost them
    holds_figures: bool = True  # not so for what is denied
    is_chain: bool = False  # relays what the source of an outer cue passes on
    relays: bool = False  # its source only passes on


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


def verb_cue(verb: Token, span: Span, *, is_quoting: bool) -> Cue | None:
    """The cue that a verb is, if somebody says something with it.

    `is_quoting`: a quotation stands in the sentence, so that "he fumed" says something too.
    """
    classes = verbs().get(verb.lemma_.lower())
    if not classes or not is_finite_verb(verb) or is_unsaid(verb):
        return None
    if is_passive(verb):
        return quoted_cue(verb) or passive_cue(verb, span)
    tail = tail_subject(verb, span)
    subject, phrase = tail if tail else (subject_of(verb), None)
    if subject is None:
        inverted = inverted_subject(verb, span)
        if inverted is None:
            return None
        subject = inverted
    if is_own(subject) or subject.pos_ == "PRON" and not can_speak(subject):
        return None
    if any(child.tag_ == "WP" and child.dep_ in ("dobj", "attr") for child in verb.lefts):
        return None  # "what they call peaceful"
    form = Form.BEFORE if tail or is_after_its_clause(verb, subject, span) else Form.AFTER
    if not says_something(verb, classes, subject, form, span, is_quoting=is_quoting):
        return None
    if form is Form.AFTER and is_embedded(verb):
        form = Form.WITHIN
    first, after = extent(verb, subject, phrase)
    holds = "deny" not in classes or any(child.dep_ == "prep" for child in verb.children)
    return Cue(verb, verb.text, subject, first, after, form, phrase, holds_figures=holds)


def is_finite_verb(verb: Token) -> bool:
    """Whether the token is used as a verb here."""
    if verb.pos_ == "VERB":
        return True
    return (
        verb.lower_ in MISTAGGED
        and verb.i > 0
        and verb.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON", "PUNCT", "ADV")
    )


def is_unsaid(verb: Token) -> bool:
    """Whether it was not said, or not yet: "has not said", "declined to say", "would not confirm", "to announce"."""
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


def is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    return verb.dep_ in ("acl", "amod") and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)


def is_own(subject: Token) -> bool:
    """Whether the document speaks of itself, or of nobody: "we", "no one", "our volunteers"."""
    return subject.lower_ in OWN_VOICE or any(
        c.dep_ == "poss" and c.lower_ in ("our", "my") for c in subject.lefts
    )


def quoted_cue(verb: Token) -> Cue | None:
    """ "the president was quoted as saying by TNA": the words are the president's."""
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if verb.lemma_ not in ("quote", "cite", "report") or subject is None or is_own(subject):
        return None
    if not any(t.lower_ in ("saying", "telling") for t in verb.doc[verb.i : verb.i + 5]):
        return None
    after = max(t.i for t in verb.subtree if t.i >= verb.i and t.dep_ not in ("ccomp", "punct")) + 1
    is_last = not any(t.dep_ == "ccomp" and t.i > verb.i + 2 for t in verb.subtree)
    if not is_last:
        after = verb.i + 3
    return Cue(
        verb, "quoted as saying", subject, subject.left_edge.i, after, Form.BEFORE if is_last else Form.AFTER
    )


def passive_cue(verb: Token, span: Span) -> Cue | None:
    """ "43 announced by police", "it was reported by Reuters that", "are listed in the registers", "as seen by"."""
    agent = agent_of(verb)
    if agent is None or agent.lower_ in OWN_VOICE:
        return None
    embedded = verb.dep_ in ("acl", "relcl", "amod", "advcl")
    counted = verb.head if embedded else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if embedded and not (counted is not None and is_figure(counted)):
        return None
    if not embedded and not any(c.dep_ in CLAUSES for c in verb.children) and not has_number(verb, span):
        return None
    form = Form.WITHIN if embedded else Form.BEFORE
    return Cue(verb, f"{verb.text} by", agent, verb.i, agent.i + 1, form)


def agent_of(verb: Token) -> Token | None:
    """Who did it: "by the police", and for a register "listed in the mortuary books"."""
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    classes = verbs()[verb.lemma_.lower()]
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "on") and classes & {"record", "show"}:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None and found.lemma_.lower() in documents() and verb.dep_ not in ("acl", "amod"):
                return found
    return None


def is_figure(token: Token) -> bool:
    """Whether a noun is a number, or counted, or one of the words for a number."""
    if token.pos_ == "NUM" or token.like_num:
        return True
    if any(child.pos_ == "NUM" for child in token.lefts):
        return True
    return token.lemma_.lower() in (
        "figure",
        "number",
        "toll",
        "estimate",
        "count",
        "total",
        "tally",
        "claim",
        "sum",
    )


def tail_subject(verb: Token, span: Span) -> tuple[Token, tuple[int, int]] | None:
    """The source of a cue that closes its clause: "…, the Kesnet office (KO) said on Friday."

    The parser often hangs the source on the clause before it, so this reads the words in their order.
    """
    doc, start = verb.doc, span.start
    if verb.i <= start + 1 or not closes(verb, span):
        return None
    left, last = verb.i - 1, verb.i
    while left >= start and doc[left].pos_ in ("ADV", "AUX"):
        left -= 1
        last = left + 1
    if left >= start and doc[left].text == ")":
        while left > start and doc[left].text != "(":
            left -= 1
        last, left = left, left - 1
    head = left
    while left >= start and doc[left].text not in (
        ",",
        '"',
        "”",
        "’",
        "'",
        ";",
        ":",
        "—",
        "–",
        "?",
        "!",
        "-",
    ):
        if doc[left].pos_ in ("VERB", "AUX", "SCONJ") and doc[left].tag_ not in ("VBG", "VBN"):
            return None
        if doc[left].tag_ in ("WDT", "WP") or doc[left].lower_ == "that":
            return None
        if doc[left].tag_ == "DT" and left > start and doc[left - 1].pos_ in ("NOUN", "PROPN"):
            left -= 1
            break
        left -= 1
    if left < start or head <= left:
        return None
    first = left + 1
    while first < head and doc[first].lower_ in ("and", "but", "while", "as", "though", "although", "or"):
        first += 1
    if first <= head and doc[head].pos_ == "PRON":
        return doc[head], (head, head + 1)
    if doc[head].pos_ not in ("NOUN", "PROPN", "ADJ", "X", "NUM", "VERB") or not is_noun_phrase(
        doc[first : head + 1]
    ):
        return None
    return main_noun(doc[first : head + 1]), (first, last)


def closes(verb: Token, span: Span) -> bool:
    """Whether nothing that could be said follows the verb: a stop, a quotation, a day, a listener."""
    doc, i = verb.doc, verb.i + 1
    while i < span.end and doc[i].text in ('"', "”", "'", "’", ")"):
        i += 1
    if i >= span.end or doc[i].text in (".", ",", ";", ":", "!", "?", "–", "—", "-"):
        return not (i < span.end and doc[i].text == ":")
    if doc[i].lower_ in prepositions().get(verb.lemma_.lower(), ()):
        return False
    if doc[i].lower_ in (
        "on",
        "in",
        "at",
        "late",
        "earlier",
        "last",
        "yesterday",
        "today",
        "later",
        "after",
        "during",
        "via",
        "this",
    ):
        return doc[verb.i - 1].text not in (",",) and not any(
            c.dep_ in CLAUSES and c.i > verb.i for c in verb.children
        )
    if verb.lemma_ == "tell":
        return not any(c.dep_ in CLAUSES and c.i > verb.i for c in verb.children)
    return False


def is_noun_phrase(words: Span) -> bool:
    """Whether the words are one phrase without a clause in it."""
    return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "WRB", "EX") and t.dep_ != "compound" for t in words)


def main_noun(words: Span) -> Token:
    """The noun that the phrase is about: its last one before a preposition."""
    found = words[-1]
    for token in words:
        if token.i > words.start and token.pos_ == "ADP" or token.dep_ in ("acl", "relcl"):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            found = token
    return found


def subject_of(verb: Token) -> Token | None:
    """Who does the verb, by the parse: its own subject, that of the verb it continues, or the noun it describes."""
    for _ in range(4):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is not None and subject.tag_ in ("WP", "WDT"):
            return verb.head if verb.dep_ == "relcl" else None
        if subject is not None:
            return subject
        if (
            verb.dep_ in ("conj", "advcl", "xcomp", "ccomp", "dep")
            and verb.head.pos_ in ("VERB", "AUX")
            and (verb.dep_ == "conj" or verb.tag_ == "VBG" or verb.dep_ == "xcomp")
        ):
            verb = verb.head
            continue
        if verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == ",":
            verb = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), verb)
            if verb.tag_ != "VBG":
                continue
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return verb.head
        return None
    return None


def inverted_subject(verb: Token, span: Span) -> Token | None:
    """ "…", says the biggest union federation: a noun phrase right after the verb, where the parser saw none."""
    if (
        verb.i + 1 >= span.end
        or verb.i == span.start
        or verb.nbor(-1).text not in (",", '"', "”", ";", "?", "!")
    ):
        return None
    following = verb.nbor(1)
    head = following
    while (
        head.dep_ in ("det", "amod", "compound", "poss", "case", "nummod")
        and head.head.i > head.i
        and head.head.i < span.end
    ):
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN") else None


def is_after_its_clause(verb: Token, subject: Token, span: Span) -> bool:
    """Whether what is said stands before the cue."""
    if any(child.dep_ in CLAUSES and child.i > max(verb.i, subject.i) for child in verb.children):
        return False
    if subject.i > verb.i and verb.i > span.start:
        return True
    return any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)


def says_something(
    verb: Token, classes: frozenset[str], subject: Token, form: Form, span: Span, *, is_quoting: bool
) -> bool:
    """Whether the verb, which may also mean something else, is used for saying here."""
    lemma = verb.lemma_.lower()
    children = list(verb.children)
    has_clause = any(c.dep_ in CLAUSES or c.dep_ == "xcomp" and c.i > verb.i for c in children)
    speaks = can_speak(subject) or subject.tag_ in ("NNS", "NNPS")
    if (
        "say" in classes
        and (speaks or subject.pos_ == "NOUN")
        and (
            has_clause
            or form is Form.BEFORE
            or is_quoting
            or number_follows(verb, span)
            or goes_on(verb, span)
        )
    ):
        return True
    if "with_preposition" in classes and any(
        c.dep_ == "prep" and c.lower_ in prepositions()[lemma] for c in children
    ):
        return speaks
    if "deny" in classes:
        return speaks and any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in children) or form is Form.BEFORE
    if "manner" in classes and is_quoting:
        return speaks
    has_object = any(c.dep_ in ("dobj", "dative", "attr", "oprd") for c in children)
    numbered = has_number(verb, span)
    if (
        "takes_object" in classes
        and speaks
        and has_object
        and (numbered or lemma not in ("claim", "give", "report", "mention"))
    ):
        return True
    if "judge" in classes:
        if lemma in ("put", "place", "peg", "rate", "value", "price", "set"):
            return speaks and (has_at_number(verb, span) or puts_a_number(verb))
        return speaks and (numbered or any(c.dep_ == "ccomp" for c in children))
    if "judge_openly" in classes and speaks and has_object:
        return lemma not in ("welcome", "hail") or is_quoting
    has_clause = has_clause or form is Form.BEFORE
    return shows_something(lemma, classes, subject, has_clause=has_clause, numbered=numbered)


def shows_something(
    lemma: str, classes: frozenset[str], subject: Token, *, has_clause: bool, numbered: bool
) -> bool:
    """A document, a count or an instrument that says it; a body that measures it."""
    noun = subject.lemma_.lower()
    is_paper = noun in documents() and is_owned(subject)
    if "show" in classes and (has_clause or numbered) and is_paper:
        return True
    if "show" in classes and lemma == "find" and has_clause and can_speak(subject):
        return True
    if "show" in classes and is_paper and lemma in ("show", "reveal", "depict"):
        return True
    if "record" in classes and numbered:
        return is_paper or (can_speak(subject) and noun not in documents())
    return False


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
        if doc[i].lower_ in ("at", "between", "under", "over", "as", "below", "above", "around") and any(
            t.pos_ == "NUM" or t.like_num or t.pos_ == "SYM" for t in doc[i + 1 : min(span.end, i + 7)]
        ):
            return True
    return False


def is_embedded(verb: Token) -> bool:
    """Whether the cue governs only a part of its sentence: a relative clause, "with police putting"."""
    token = verb
    while token.dep_ != "ROOT":
        if token.dep_ in EMBEDDING:
            return True
        token = token.head
    return False


def extent(verb: Token, subject: Token, phrase: tuple[int, int] | None) -> tuple[int, int]:
    """The tokens of source and cue, with what the article itself says of the source: "Farida Sheikh, 41"."""
    if phrase:
        return phrase[0], verb.i + 1
    indices = [verb.i]
    if subject.pos_ == "PRON" or abs(subject.i - verb.i) > 60:
        indices.append(subject.i)
    elif subject.i < verb.i:
        indices += [subject.left_edge.i, subject.i]
    else:
        indices += [t.i for t in subject.subtree if not is_afterthought(t, subject)]
    return min(indices), max(indices) + 1


def is_afterthought(token: Token, subject: Token) -> bool:
    """Part of what is said that the parser hung on the speaker: "says CarbonWatch, roughly six times as much"."""
    while token.i != subject.i and token.head.i not in (subject.i, token.i):
        token = token.head
    if token.dep_ not in ("appos", "advmod", "npadvmod") or token.i < subject.i:
        return False
    first = token.left_edge
    if is_proper(token) or token.lemma_.lower() in kinds():
        return False
    return first.pos_ == "ADV" or (
        first.pos_ == "NUM" and first.i + 1 < len(token.doc) and first.nbor(1).pos_ != "PUNCT"
    )
