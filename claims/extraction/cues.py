"""The words in a sentence that tie a statement to a source: "said", "according to", "put the toll at"."""

from dataclasses import dataclass
from enum import Enum

from claims.extraction.language import Span, Token
from claims.extraction.sayers import (
    inverted_subject,
    is_own,
    is_share,
    past_dateline,
    subject_of,
    tail_subject,
)
from claims.extraction.speakers import PERIODS, can_speak, documents, is_pronoun, is_proper, kinds
from claims.extraction.verbs import CLAUSES, is_finite_verb, is_unsaid, says_something, verbs

HOURS = frozenset("nightfall dawn dusk noon midday midnight sunset sunrise daybreak evening then now".split())
SPOKEN = frozenset("announce report claim estimate confirm warn admit reveal disclose".split())
EMBEDDING = frozenset(("relcl", "acl", "advcl", "pcomp", "appos", "csubj"))


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
    is_weak: bool = False  # counts or announces rather than says: drowned by a cue that encloses it


def verb_cue(verb: Token, span: Span, *, is_quoting: bool) -> Cue | None:
    """The cue that a verb is, if somebody says something with it.

    `is_quoting`: a quotation stands in the sentence, so that "he fumed" says something too.
    """
    classes = verbs().get(verb.lemma_.lower())
    if not classes or not is_finite_verb(verb, span) or is_unsaid(verb):
        return None
    if is_passive(verb):
        return quoted_cue(verb) or passive_cue(verb, span)
    tail = tail_subject(verb, span)
    subject, phrase = tail or (subject_of(verb, span) or inverted_subject(verb, span), None)
    if tail is None and subject is not None and subject.i + 1 < verb.i and subject.nbor(1).text == ":":
        return None  # the label of a turn: "NORDEN: Thank you."
    subject = subject and past_dateline(subject, verb, span)
    if subject is None or is_own(subject) or is_share(subject):
        return None
    if is_pronoun(subject) and not can_speak(subject):
        return None
    if any(child.tag_ == "WP" and child.dep_ in ("dobj", "attr") for child in verb.lefts):
        return None  # "what they call peaceful"
    form = Form.BEFORE if tail or is_after_its_clause(verb, subject, span) else Form.AFTER
    if not says_something(verb, classes, subject, span, is_before=form is Form.BEFORE, is_quoting=is_quoting):
        return None
    if form is Form.AFTER and is_embedded(verb):
        form = Form.WITHIN
    first, after = extent(verb, subject, phrase)
    holds = "deny" not in classes or any(child.dep_ == "prep" for child in verb.children)
    objects = {child.dep_ for child in verb.children if child.i > verb.i}
    weak = form is not Form.BEFORE and "dobj" in objects and not objects & {"ccomp", "xcomp"}
    return Cue(verb, verb.text, subject, first, after, form, phrase, holds_figures=holds, is_weak=weak)


def is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    if verb.dep_ == "acl" and verb.lemma_ in SPOKEN and verb.head.dep_ == "appos" and verb.tag_ == "VBN":
        return not can_speak(verb.head)  # "…, the transport authority announced on Monday"
    if verb.dep_ == "acl" and verb.i > 0 and verb.nbor(-1).text == ",":
        return False  # "The hackers, in a forum post, boasted of": misread for a participle
    return verb.dep_ in ("acl", "amod") and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)


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
    """ "43 announced by police", "it was reported by Reuters that", "are listed in the registers", "as seen
    by"."""
    agent = agent_of(verb)
    if agent is None or is_own(agent):
        return None
    shows = next(
        (t for t in verb.doc[verb.i : agent.i] if t.lower_ in ("show", "shows", "suggest", "reveal")), None
    )
    # "Figures released by the central bank show inflation fell"
    if shows is not None and verb.head.i < verb.i:
        return Cue(verb, shows.text, shows.nbor(-1), verb.head.left_edge.i, shows.i + 1, Form.AFTER)
    embedded = verb.dep_ in ("acl", "relcl", "amod", "advcl")
    counted = verb.head if embedded else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if embedded and not (counted is not None and is_figure(counted)):
        return None
    if (
        not embedded
        and not any(c.dep_ in CLAUSES for c in verb.children)
        and not any(t.like_num for t in span)
    ):
        return None
    form = Form.WITHIN if embedded else Form.BEFORE
    return Cue(verb, f"{verb.text} by", agent, verb.i, agent.i + 1, form)


def agent_of(verb: Token) -> Token | None:
    """Who did it: "by the police", and for a register "listed in the mortuary books"."""
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            agent = next((c for c in child.children if c.dep_ == "pobj"), None)
            return None if agent is not None and is_time(agent) else agent
    classes = verbs()[verb.lemma_.lower()]
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "in" and "record" in classes:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None and found.lemma_.lower() in documents() and verb.dep_ not in ("acl", "amod"):
                return found
    return None


def is_time(token: Token) -> bool:
    """Whether something is done by then, not by them: "contained by nightfall", "declared by Thursday"."""
    return token.lemma_.lower() in PERIODS or token.lower_ in HOURS or token.lower_ in PERIODS


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


def is_after_its_clause(verb: Token, subject: Token, span: Span) -> bool:
    """Whether what is said stands before the cue."""
    if any(child.dep_ in CLAUSES and child.i > max(verb.i, subject.i) for child in verb.children):
        return False
    if subject.i > verb.i and verb.i > span.start:
        return True
    return any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)


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
    if subject.head.i != verb.i and subject.head.head.i != verb.i:
        pass  # inherited from the verb before: "announced 400,000 rupees and said …"
    elif is_pronoun(subject):
        indices.append(subject.i)
    elif subject.i < verb.i:
        indices += [subject.left_edge.i, subject.i]
    else:
        indices += [t.i for t in subject.subtree if not is_afterthought(t, subject)]
    return min(indices), max(indices) + 1


def is_afterthought(token: Token, subject: Token) -> bool:
    """Part of what is said that the parser hung on the speaker: "says CarbonWatch, roughly six times as
    much"."""
    while token.i != subject.i and token.head.i not in (subject.i, token.i):
        token = token.head
    if token.dep_ not in ("appos", "advmod", "npadvmod") or token.i < subject.i:
        return False
    first = token.left_edge
    if is_proper(token) or token.lemma_.lower() in kinds():
        return False
    return (
        first.pos_ == "ADV"
        or first.lower_ in ("half", "twice", "double", "triple", "up", "down")
        or (first.pos_ == "NUM" and first.i + 1 < len(token.doc) and first.nbor(1).pos_ != "PUNCT")
    )
