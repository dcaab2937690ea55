"""Sources that a layout names without a verb: "Thring: "…"", "5 dead in fire: police", "112 (EMA)"."""

import re

from claims.extraction.cues import Cue, Form
from claims.extraction.language import Token
from claims.extraction.records import Section
from claims.extraction.sentences import Sentence
from claims.extraction.speakers import documents, is_proper, kinds

NAME = r"[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|de|van|von|al|bin)){0,4}"
BEFORE_QUOTE = re.compile(rf"(?P<name>{NAME})\s*:\s*[\"“‘']")
INTERVIEWED = re.compile(
    rf"[\"”’'].*\b(?:questions?\s+(?:for|to)|interview\s+with|talks?\s+to|conversation\s+with|answers\s+from|Q&A\s+with)"
    rf"\s+(?:Dr|Mr|Ms|Mrs|Prof)?\.?\s*(?P<name>{NAME})$"
)
LEADING = re.compile(r"(?P<name>[A-Z][\w’' -]{1,40}?)\s*:\s")
CLOSING = re.compile(r"(?::|\s[-–—])\s+(?P<name>(?:[\w’']{1,20}\s+){0,2}[\w’']{2,20})$")
BRACKETED = re.compile(
    rf"\(\s*(?:source\s*:?\s*)?(?P<name>{NAME})(?:\s*,[^()]{{0,40}})?\)\s*(?::|[.;]?\s*$)", re.IGNORECASE
)
LONGEST = 300  # characters of the longest headline that is looked at
SHORT = 14  # tokens of a line of a table or a report


def label_cue(sentence: Sentence) -> Cue | None:
    """The source that a headline or a line of a report names beside what is said."""
    if len(sentence.text) > LONGEST or sentence.speaker is not None:
        return None
    if sentence.section is Section.HEADLINE:
        return headline_cue(sentence)
    if len(sentence.span) > 2 * SHORT or not any(map(str.isdigit, sentence.text)):
        return None
    found = BRACKETED.search(sentence.text)
    if found is None or not found["name"][0].isupper() or not is_body(found["name"]):
        return None
    if found.end() >= len(sentence.text.rstrip()) and any(
        t.tag_ in ("VBD", "VBZ", "VBP") for t in sentence.span
    ):
        return None
    if found["name"].isupper() or "source" in found.group().lower():
        return cue_at(
            sentence, found, Form.BEFORE if found.end() >= len(sentence.text.rstrip()) else Form.AFTER
        )
    return None


def headline_cue(sentence: Sentence) -> Cue | None:
    """ "Thring: "If I walk…"", ""We count …": five questions for Amina Okoth", "Police: five dead", "…:
    minister"."""
    text = sentence.text
    if found := BEFORE_QUOTE.match(text):
        return cue_at(sentence, found, Form.AFTER)
    if found := INTERVIEWED.search(text):
        return cue_at(sentence, found, Form.BEFORE)
    for found in (LEADING.match(text), CLOSING.search(text)):
        cue = cue_at(sentence, found, Form.BEFORE if found.start() else Form.AFTER) if found else None
        if cue is None:
            continue
        noun = cue.source.lemma_.lower()
        if noun in kinds() or noun in documents() and cue.form is Form.BEFORE:
            return cue
    return None


def is_body(name: str) -> bool:
    """Whether what stands in brackets could speak: no unit, no year, no currency."""
    return len(name) > 1 and name.split()[0].lower() not in (
        "gmt",
        "cet",
        "utc",
        "usd",
        "eur",
        "gbp",
        "chf",
        "up",
        "down",
        "see",
    )


def cue_at(sentence: Sentence, found: re.Match[str], form: Form) -> Cue | None:
    """The cue whose source is the name that a pattern found."""
    left = sentence.start - sentence.offset + found.start("name")
    right = sentence.start - sentence.offset + found.end("name")
    tokens: list[Token] = [t for t in sentence.span if left <= t.idx < right]
    if not tokens:
        return None
    head = next((t for t in reversed(tokens) if t.pos_ in ("PROPN", "NOUN") or is_proper(t)), tokens[-1])
    return Cue(head, ":", head, tokens[0].i, tokens[-1].i + 1, form, (tokens[0].i, tokens[-1].i + 1))
