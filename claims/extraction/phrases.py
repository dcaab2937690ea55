"""Cues that are no verb: "according to", "citing", "by Varena's own account", "the ministry's 1,284"."""

from claims.extraction.cues import Cue, Form
from claims.extraction.language import Doc, Span, Token
from claims.extraction.sayers import OWN_VOICE
from claims.extraction.speakers import can_speak, documents, is_proper, kinds, words_of

ACCORDING = frozenset(("according", "acording", "accoring", "accordin", "accordng"))
SCALES = frozenset(
    "hundred thousand million billion trillion lakh crore m bn k mn tn percent per % dozen".split()
)
TOKENS_AHEAD = 8
MAKING = frozenset("publish release issue compile collect prepare conduct produce write".split())
SURVEYS = frozenset("survey poll study census analysis".split())
REPORTS = frozenset(
    "report claim allegation statement estimate assertion accusation warning finding forecast".split()
)


def phrase_cue(token: Token, span: Span) -> Cue | None:
    """The cue that opens at a token which is no verb of saying."""
    word = token.lower_
    if word in ACCORDING:
        return according_cue(token, span)
    if word in ("per", "via") and token.i + 1 < span.end:
        following = token.nbor(1)
        if (
            word == "per"
            and following.lower_ == "the"
            and (token.i == span.start or token.nbor(-1).text == ",")
        ):
            return opened_by(token, token, span, str(token))
        if is_proper(following) and (word == "per" or following.lower_ in kinds()):
            return opened_by(token, token, span, str(token))
        return None
    if word == "in" and token.i - span.start < 2:
        return surveyed_cue(token, span)
    if word in ("citing", "quoting") and token.i > span.start:
        return citing_cue(token, span)
    if word == "that" and token.dep_ == "mark" and token.head.dep_ == "acl":
        return reported_cue(token.head, span)
    if token.tag_ == "POS" or word in ("'s", "’s", "'", "’"):
        return owner_cue(token, span)
    return None


def according_cue(token: Token, span: Span) -> Cue | None:
    """ "according to the ministry", also "according both to …"."""
    doc = token.doc
    for i in range(token.i + 1, min(span.end, token.i + 3)):
        if doc[i].lower_ in ("to", "with"):
            return opened_by(token, doc[i], span, doc[token.i : i + 1].text)
    return None


def opened_by(token: Token, preposition: Token, span: Span, words: str) -> Cue | None:
    """The cue whose source is the object of a preposition."""
    source = object_of(preposition, span)
    if source is None or source.lower_ in OWN_VOICE | {"one"}:
        return None
    is_first = token.i - span.start <= 1
    form = Form.AFTER if is_first else Form.BEFORE
    return Cue(token, words, source, token.i, end_of(source, span), form)


def object_of(preposition: Token, span: Span) -> Token | None:
    """The noun after a preposition, by the parse or, where that fails, by the order of words."""
    found = next(
        (c for c in preposition.children if c.dep_ in ("pobj", "pcomp") and c.i > preposition.i), None
    )
    if found is not None and found.pos_ in ("NOUN", "PROPN", "PRON"):
        return found
    i = preposition.i + 1
    while i < span.end and i - preposition.i < TOKENS_AHEAD:
        token = preposition.doc[i]
        if token.pos_ in ("NOUN", "PROPN", "PRON") and (i + 1 == span.end or token.dep_ != "compound"):
            return token
        if token.pos_ in ("VERB", "AUX", "PUNCT"):
            return None
        i += 1
    return None


def end_of(source: Token, span: Span) -> int:
    """The index after the words that describe the source: it stops at a comma, which may resume what is
    said."""
    i = source.i + 1
    while i < span.end and source.doc[i].text not in (",", ";", ":", ".", '"', "”", "—", "–"):
        if source.doc[i].pos_ == "CCONJ" and not source.is_ancestor(source.doc[i]):
            break
        i += 1
    return i


def surveyed_cue(token: Token, span: Span) -> Cue | None:
    """ "In a survey of 2,000 adults by the pollster Clearview, 61% …": whose survey it is."""
    paper = next((c for c in token.children if c.dep_ == "pobj"), None)
    if paper is None or paper.lemma_.lower() not in SURVEYS:
        return None
    comma = next((t.i for t in span if t.i > paper.i and t.text == ","), None)
    makers = (t for t in span.doc[paper.i : comma or paper.i] if t.dep_ == "pobj" and t.head.lower_ == "by")
    maker = next((t for t in makers if is_proper(t) or t.lemma_.lower() in kinds()), None) or owner_of(paper)
    if maker is None or comma is None:
        return None
    return Cue(token, token.text, maker, token.i, token.i + 1, Form.AFTER)


def citing_cue(token: Token, span: Span) -> Cue | None:
    """ "Reuters reported, citing a ministry official": the one cited is where it comes from."""
    source = next((c for c in token.children if c.dep_ == "dobj"), None) or object_of(token, span)
    if source is None or not (can_speak(source) or source.tag_ == "NNS"):
        return None
    return Cue(token, token.text, source, token.i, end_of(source, span), Form.WITHIN, is_chain=True)


def reported_cue(clause: Token, span: Span) -> Cue | None:
    """ "a report by the aid group that 400 had died", "the rebels' claim that": whose report it is."""
    noun = clause.head
    if noun.lemma_.lower() not in REPORTS or noun.i < span.start:
        return None
    source = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    for child in noun.rights:
        if source is None and child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            source = next((c for c in child.children if c.dep_ == "pobj"), None)
    if source is None or source.lower_ in OWN_VOICE or not can_speak(source):
        return None
    return Cue(clause, noun.text, source, noun.left_edge.i, clause.left_edge.i, Form.WITHIN)


def owner_cue(mark: Token, span: Span) -> Cue | None:
    """ "the ministry's 1,284" and "by Varena's own account, 11,000 by Kessar's": a number that is
    somebody's."""
    doc, owner = mark.doc, mark.nbor(-1) if mark.i > span.start else None
    if owner is None or not (is_proper(owner) or owner.lemma_.lower() in kinds()):
        return None
    before = owner.left_edge.i - 1
    opener = doc[before].lower_ if before >= span.start else ""
    i = mark.i + 1
    while i < span.end and doc[i].lower_ in (
        "own",
        "official",
        "latest",
        "new",
        "preliminary",
        "initial",
        "best",
    ):
        i += 1
    following = doc[i] if i < span.end else None
    is_account = following is not None and following.lemma_.lower() in words_of("cues", "nouns", "account")
    if opener in ("by", "on", "in", "under", "using") and (
        is_account or following is None or following.is_punct
    ):
        after = i + 1 if is_account else mark.i + 1
        return Cue(mark, opener, owner, before, after, Form.WITHIN)
    if following is not None and is_bare_number(doc, i, span.end):
        return Cue(mark, mark.text, owner, owner.left_edge.i, mark.i + 1, Form.WITHIN)
    return None


def is_bare_number(doc: Doc, i: int, end: int) -> bool:
    """Whether a number stands here that counts no noun of its own: "the ministry's 1,284 are…", not "its 23
    men"."""
    tokens = [doc[k] for k in range(i, min(end, i + 5))]
    k = 0
    while k < len(tokens) and (
        tokens[k].pos_ == "SYM" or tokens[k].lower_ in ("rs", "chf", "usd", "eur", "us$", "about", "some")
    ):
        k += 1
    if k >= len(tokens) or not (tokens[k].pos_ == "NUM" or tokens[k].text[0].isdigit()):
        return False
    if tokens[k].text.isdigit() and len(tokens[k].text) == 4 and tokens[k].text[:2] in ("19", "20"):
        return False  # "the ministry's 2019 report"
    k += 1
    while k < len(tokens) and tokens[k].lower_ in SCALES:
        k += 1
    if k < len(tokens) and tokens[k].text in ("-", "–"):
        return False
    return k >= len(tokens) or tokens[k].pos_ not in ("NOUN", "PROPN", "ADJ") or tokens[k].text == "%"


def owner_of(paper: Token) -> Token | None:
    """Whose document it is: "data from the U.N. refugee agency", "KSDMA's bulletin", "WHO figures"."""
    if paper.lemma_.lower() not in documents():
        return None
    for child in paper.lefts:
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN"):
            return child
    for child in paper.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and (is_proper(inner) or inner.lemma_.lower() in kinds()):
                return inner
    for child in paper.rights:
        if child.dep_ == "acl" and child.lemma_ in MAKING:
            agents = [c for by in child.children if by.dep_ == "agent" for c in by.children]
            return agents[0] if agents else None  # "data published by the ministry", not "logs seen by us"
    for child in paper.lefts:
        if (
            child.dep_ in ("compound", "nmod", "amod")
            and is_proper(child)
            and child.text.isupper()
            and len(child.text) > 1
        ):
            return child
    return None
