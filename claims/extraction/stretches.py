"""How far each cue reaches: which tokens of its sentence its source is said to have said."""

import itertools
from dataclasses import replace

from claims.extraction.cues import Cue, Form
from claims.extraction.language import Doc, Span, Token
from claims.extraction.speakers import can_speak

DELIMITERS = frozenset((",", ";", "and", "while", "but", "whereas", "against", "–", "—", "or"))
PLACING = frozenset(
    """put place peg set estimate say count give report claim have list record speak talk cite confirm
    project expect
    forecast predict""".split()
)
NEAR = 8  # tokens of the longest source in a clause whose verb is left out


def find_elided(cues: list[Cue], span: Span) -> list[Cue]:
    """The sources of clauses whose verb is left out: "police put it at 35,000 and organisers at 120,000"."""
    found: list[Cue] = []
    for cue in cues:
        if cue.token.lemma_.lower() not in PLACING:
            continue
        i = cue.after
        while i < span.end:
            if cue.token.doc[i].lower_ in DELIMITERS:
                elided = elided_after(i, cue, span, preposition=preposition_of(cue, span))
                if elided and not any(other.first <= elided.source.i < other.after for other in cues):
                    found.append(elided)
            i += 1
    return found


def elided_after(delimiter: int, cue: Cue, span: Span, *, preposition: str) -> Cue | None:
    """The source between a delimiter and "at 120,000" (or the bare number), if one stands there."""
    doc = span.doc
    i = delimiter + 1
    if i < span.end and doc[i].lower_ in ("and", "while", "but"):
        i += 1
    first = i
    while i < span.end and i - first < NEAR:
        token = doc[i]
        if (
            token.lower_ == preposition
            or is_number(token)
            and i > first
            and doc[i - 1].pos_ in ("NOUN", "PROPN")
        ):
            break
        if (
            token.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ", "PRON", "ADP")
            or token.is_punct
            and token.text not in ("-", "'")
        ):
            return None
        i += 1
    if i >= span.end or i == first or i - first >= NEAR:
        return None
    head = doc[i - 1]
    if not can_speak(head) or head.lower_ in ("it", "who"):
        return None
    if doc[i].lower_ == preposition:
        if not any(is_number(t) for t in doc[i + 1 : min(span.end, i + 5)]):
            return None
    elif preposition == "at" or not is_bare_end(doc, i, span.end):
        return None
    return Cue(head, cue.words, head, first, i, Form.WITHIN, (first, i))


def preposition_of(cue: Cue, span: Span) -> str:
    """The preposition between verb and number: "put the crowd at", "spoke of"; "" for "says 23"."""
    for token in span.doc[cue.token.i + 1 : min(span.end, cue.token.i + 12)]:
        if token.lower_ in ("at", "of"):
            return token.lower_
        if is_number(token):
            break
    return ""


def is_number(token: Token) -> bool:
    return token.pos_ in ("NUM", "SYM") or token.text[0].isdigit() or token.like_num


def is_bare_end(doc: Doc, i: int, end: int) -> bool:
    """Whether the number ends its clause: "MedAid 41." but not "and police 41 cars"."""
    while i < end and (
        is_number(doc[i]) or doc[i].lower_ in ("million", "billion", "per", "cent", "%", "bn", "m", "percent")
    ):
        i += 1
    return i >= end or doc[i].is_punct or doc[i].pos_ == "CCONJ"


def find_contents(cues: list[Cue], span: Span, quoted: set[int]) -> list[set[int]]:
    """For each cue the tokens that its source said. Every token has one innermost owner, but for chains."""
    contents: list[set[int]] = [set() for _ in cues]
    for left, right in segments(span, quoted):
        mains = [
            n for n, cue in enumerate(cues) if left <= cue.token.i < right and cue.form is not Form.WITHIN
        ]
        mains.sort(key=lambda n: cues[n].token.i)
        cursor = left
        for place, n in enumerate(mains):
            cue = cues[n]
            following = cues[mains[place + 1]] if place + 1 < len(mains) else None
            if cue.form is Form.BEFORE:
                contents[n] |= set(range(cursor, min(cue.first, right)))
                cursor = max(cursor, cue.after)
                if following is None:
                    contents[n] |= set(range(cursor, right))
                continue
            until = right
            if following is not None:
                until = start_of(following) if following.form is Form.AFTER else following.first
            contents[n] |= set(range(max(cursor, cue.after), until))
            if place == 0 and leads(cue):
                contents[n] |= set(range(left, cue.first))
            cursor = until if following is None or following.form is Form.AFTER else max(cursor, cue.after)
    asides = {i for cue in cues for i in range(cue.first, cue.after)}
    inner: set[int] = set()
    for n in sorted(range(len(cues)), key=lambda n: -depth(cues[n].token)):
        cue = cues[n]
        if cue.form is not Form.WITHIN or cue.is_chain:
            continue
        contents[n] = within(cue, span) - inner - set(range(cue.first, cue.after))
        inner |= contents[n]
    ages = {t.i for t in span if t.i not in quoted and is_age(t)}
    for n, cue in enumerate(cues):
        if cue.form is not Form.WITHIN:
            contents[n] -= inner | asides
        contents[n] -= ages
    return contents


def is_age(token: Token) -> bool:
    """ "the owner, Ruben Salk, 58, and two engineers": the article's own aside."""
    if token.pos_ != "NUM" or not token.text.isdigit() or len(token.text) > 2 or token.i < 2:
        return False
    doc = token.doc
    if doc[token.i - 1].text != "," or doc[token.i - 2].pos_ not in ("PROPN", "NOUN"):
        return False
    return doc[token.i - 2].text[0].isupper() and (token.i + 1 >= len(doc) or doc[token.i + 1].text in ",.;)")


def segments(span: Span, quoted: set[int]) -> list[tuple[int, int]]:
    """The sentence cut at its semicolons, those inside quotations left alone."""
    cuts = [t.i for t in span if t.text == ";" and t.i not in quoted]
    bounds = [span.start, *cuts, span.end]
    return list(itertools.pairwise(bounds))


def start_of(cue: Cue) -> int:
    """Where the clause of a cue starts: at "and" before its source."""
    first = cue.first
    while first > 0 and cue.token.doc[first - 1].lower_ in ("and", "but", "while", ",", "that", "whereas"):
        first -= 1
    return first


def leads(cue: Cue) -> bool:
    """Whether what stands before source and cue is said by the source too: "On growth, Halden Bank expects
    …"."""
    verb = cue.token
    return not (verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"))


def depth(token: Token) -> int:
    """How far below its sentence's root a token hangs."""
    steps = 0
    while token.dep_ != "ROOT" and steps < 100:
        token, steps = token.head, steps + 1
    return steps


def within(cue: Cue, span: Span) -> set[int]:
    """What a cue governs that is only a part of its sentence."""
    token, doc = cue.token, span.doc
    if cue.phrase is not None and token == cue.source:  # elided: "organisers | at 120,000"
        until = cue.after
        while (
            until < span.end
            and doc[until].text not in (";", ",")
            and doc[until].pos_ not in ("CCONJ", "VERB")
        ):
            until += 1
        return set(range(cue.after, until))
    if token.tag_ == "POS":
        return owned(cue, span)
    said = {t.i for t in token.subtree if span.start <= t.i < span.end}
    if token.dep_ in ("relcl", "acl", "appos") and not any(
        c.dep_ in ("ccomp", "dobj") and c.tag_ != "WDT" for c in token.children
    ):
        head = token.head
        said |= {t.i for t in head.lefts for t in t.subtree} | {head.i}
        if head.dep_ in ("nummod", "compound", "quantmod", "pobj"):
            said |= set(range(head.left_edge.i, head.i + 1))
    return {i for i in said if not cue.first <= i < cue.after}


def owned(cue: Cue, span: Span) -> set[int]:
    """The number that a possessive owns: before "by Varena's own account", after "the ministry's"."""
    doc = span.doc
    if cue.words in ("by", "on", "in", "under", "using"):
        first = cue.first
        while first > span.start and doc[first - 1].text not in (",", ":", ";", "—", "–"):
            first -= 1
        if first >= cue.first or cue.words != "by":
            return set(range(span.start, span.end))
        return set(range(first, cue.first))
    until = cue.after
    while until < span.end and (
        is_number(doc[until]) or doc[until].pos_ in ("SYM", "NUM", "ADV", "ADP", "PROPN")
    ):
        until += 1
    return set(range(cue.after, until))


def with_chains(cues: list[Cue]) -> list[Cue]:
    """The cues with roles: beside "citing a ministry official" Reuters only relays."""
    for chain in [cue for cue in cues if cue.is_chain]:
        outer = next(
            (cue for cue in cues if not cue.is_chain and abs(cue.token.i - chain.token.i) < 40), None
        )
        if outer is not None:
            cues = [replace(cue, relays=True) if cue is outer else cue for cue in cues]
    return cues
