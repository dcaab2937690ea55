"""Whose voice a document is: a body's own statement, or an article about others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.records import Section
from claims.extraction.register import Register, words_in
from claims.extraction.sentences import Sentence
from claims.extraction.speakers import Phrase, Sort, kinds

STATEMENT = re.compile(
    r"""
    \b (?: statement | update | bulletin | situation \s report | sitrep | press \s release | media \s release
        | communiqu[eé] | newsletter | memorandum | fact \s? sheet | briefing \s note | annual \s report
        | (?: preliminary | interim | final | progress | field | mission ) \s report | report \s no ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
TODAY = re.compile(
    r"\btoday\s+(?:announced|reported|published|launched|released|presented|said|unveiled|confirmed)\b"
)
OURSELVES = re.compile(
    r"\b(?:our|we)\b(?!\s+(?:view|reporter|correspondent|newsdesk|readers|own\s+reporter))", re.IGNORECASE
)
QUOTED = re.compile(r"[\"“”«»]")


@dataclass(frozen=True, slots=True)
class Voice:
    """What the document calls the body whose own statement it is; nothing for an article."""

    is_statement: bool = False
    names: frozenset[str] = frozenset()  # the capitalised words of its headline
    nouns: frozenset[str] = frozenset()  # what it calls itself: "the mission"

    def is_own(self, phrase: Phrase, register: Register) -> bool:
        """Whether a source is the document itself: in its own statement a body is not quoted, it speaks."""
        if not self.is_statement:
            return False
        words = words_in(phrase.name)
        known = register.find(phrase.name)
        if known is not None and known.sort is Sort.PERSON and known.roles:
            return False
        if words and words <= self.names and phrase.is_name:
            return True
        is_bare = phrase.is_definite and len(words) == 1 and phrase.head in kinds()
        return is_bare and (phrase.name[:1].isupper() or phrase.head in self.nouns)


def find_voice(sentences: Sequence[Sentence]) -> Voice:
    """The voice of a document: a statement says so in its headline, speaks of "our engineers" or reports
    "today"."""
    head = next((s for s in sentences if s.section is Section.HEADLINE), None)
    body = [
        s for s in sentences if s.section is Section.BODY and s.speaker is None and not QUOTED.search(s.text)
    ]
    if head is None or not body or any(s.speaker is not None for s in sentences):
        return Voice()
    is_statement = STATEMENT.search(head.text) or any(TODAY.search(s.text) for s in body[:3])
    if not is_statement and not any(OURSELVES.search(s.text) for s in body):
        return Voice()
    nouns = {
        t.lemma_.lower()
        for t in body[0].span
        if t.dep_ in ("nsubj", "nsubjpass") and any(c.lower_ == "the" for c in t.lefts)
    }
    return Voice(True, frozenset(t.lower_ for t in head.span if t.text[0].isupper()), frozenset(nouns))
