"""Whether a sentence states something that could be checked: no wish, question, insult or pure reaction."""

import re
from functools import cache

from claims.extraction.lexicons import load
from claims.extraction.records import Section
from claims.extraction.sentences import Sentence
from claims.extraction.voices import STATEMENT

WISHES = frozenset(("should", "ought", "shall"))
BINDING = re.compile(
    r"\b(?:under|according\s+to|by\s+law|law|article|section|rules?|constitution|treaty|decree|regulations?|by\s+\w+\s+\d)",
    re.IGNORECASE,
)
CALL = re.compile(r"(?:\bfor\s+PM\b|^\s*RIP\b|!{2,}\s*$|\?\?)")
COUNTED = frozenset(("VBD", "VBZ", "VBP", "MD", "VBN"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))
ENOUGH = 4  # words of the shortest statement without a verb


def is_checkable(sentence: Sentence, *, has_figures: bool) -> bool:
    """Whether an editor could find out that it is so, or not so.

    `has_figures`: the sentence holds a figure. It makes a fragment a statement ("120 THOUSAND displaced"),
    but neither a question nor an appeal.
    """
    if is_question(sentence) or is_appeal(sentence):
        return False
    if sentence.section is Section.CAPTION:
        return True
    if sentence.section is Section.HEADLINE:
        return states_in_headline(sentence, has_figures=has_figures)
    if is_wish(sentence, has_figures=has_figures) or is_reaction(sentence, has_figures=has_figures):
        return False
    return has_figures or is_statement(sentence)


def is_question(sentence: Sentence) -> bool:
    """Whether it only asks: "Is it 28,000 or 1.4 lakh??"."""
    text = sentence.text.rstrip("\"'”’) ")
    if text.endswith("?"):
        return True
    words = sentence.text.lower().split(None, 3)
    if sentence.section is Section.COMMENT and words[:1] and words[0] in ("why", "who", "how", "can", "what"):
        return len(words) > 1 and words[1] in (
            "is",
            "are",
            "do",
            "does",
            "did",
            "someone",
            "anyone",
            "the",
            "gets",
            "a",
        )
    return False


def is_appeal(sentence: Sentence) -> bool:
    """Whether it speaks to the reader: "Call our newsdesk on …", "Grab a coffee"."""
    lowered = sentence.text.lower()
    if any(phrase in lowered for phrase in phrases("appeal")):
        return True
    return is_imperative(sentence)


def is_imperative(sentence: Sentence) -> bool:
    """Whether the sentence, or the label of a turn before it, is followed by a bare command and no
    statement."""
    root = sentence.span.root
    if root.tag_ not in ("VB", "VBP") or any(child.dep_ in SUBJECTS for child in root.children):
        return False
    first = next((t for t in sentence.span if t.is_alpha), None)
    if first is None or first.tag_ not in ("VB", "VBP", "UH", "RB") and first.i != root.i:
        return False
    if first.i != root.i and first.lower_ not in (
        "please",
        "do",
        "don't",
        "dont",
        "never",
        "just",
        "now",
        "so",
        "then",
    ):
        return False
    return not any(t.dep_ in SUBJECTS and t.head.tag_ in ("VBZ", "VBD") for t in sentence.span)


def is_wish(sentence: Sentence, *, has_figures: bool) -> bool:
    """Whether it says what ought to be: "the rules must be published", not "it must pass by June 30"."""
    for token in sentence.span:
        if token.tag_ != "MD" or token.head.dep_ not in ("ROOT", "conj", "ccomp"):
            continue
        if token.lower_ in WISHES:
            return not has_figures
        if token.lower_ == "must":
            return not has_figures and not BINDING.search(sentence.text)
    return False


def is_reaction(sentence: Sentence, *, has_figures: bool) -> bool:
    """Whether it only praises, insults or exclaims."""
    lowered = sentence.text.lower().replace("’", "'")
    words = {token.lower_ for token in sentence.span}
    strong = any(phrase in lowered for phrase in phrases("opinion")) or CALL.search(sentence.text) is not None
    if sentence.section is Section.COMMENT or sentence.speaker:
        if strong and (not has_figures or len(words) < 14):
            return not has_figures or not states_number(sentence)
        return bool(words & opinions()) and (not has_figures or not states_number(sentence))
    return strong and not has_figures


def states_number(sentence: Sentence) -> bool:
    """Whether a verb or a bare count says that the number is so: not "Rs 4 lakh for a life, wow"."""
    if any(t.dep_ in SUBJECTS and t.head.tag_ in ("VBD", "VBZ", "VBP", "VB") for t in sentence.span):
        return True
    return not sentence.text.rstrip().endswith("!") and not {t.lower_ for t in sentence.span} & opinions()


def states_in_headline(sentence: Sentence, *, has_figures: bool) -> bool:
    """Whether a headline tells something: a label ("Situation report no. 3") or a title without a verb does
    not."""
    if STATEMENT.search(sentence.text) and not any(t.tag_ in ("VBZ", "VBD", "VBP") for t in sentence.span):
        return False
    if has_figures:
        return True
    if re.match(
        r"(?:transcript|explainer|analysis|opinion|comment|editorial|live|watch|q&a)\b",
        sentence.text,
        re.IGNORECASE,
    ):
        return False
    return any(
        t.tag_ in COUNTED or t.pos_ == "VERB" and t.dep_ in ("ROOT", "acl", "advcl") for t in sentence.span
    )


def is_statement(sentence: Sentence) -> bool:
    """Whether there is a clause that says something: not "But mostly honesty." or "I do."."""
    verbs = [t for t in sentence.span if t.tag_ in COUNTED]
    words = sum(t.is_alpha for t in sentence.span)
    if not verbs:
        return False
    return words >= ENOUGH or sentence.section is not Section.BODY or any(t.pos_ == "VERB" for t in verbs)


@cache
def phrases(table: str) -> tuple[str, ...]:
    """A lexicon's phrases, in lower case."""
    written = load("claims")[table]["phrases"].replace("\n", " | ")
    return tuple(phrase.strip() for phrase in written.split("|") if phrase.strip())


@cache
def opinions() -> frozenset[str]:
    return frozenset(load("claims")["opinion"]["words"].split())
