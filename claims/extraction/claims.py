"""Sentences to claims: kind, checkable, worthiness."""

import math
import re
from collections.abc import Sequence
from functools import cache

from claims.extraction.checkability import is_checkable, is_question, is_reaction, is_wish
from claims.extraction.lexicons import load
from claims.extraction.records import (
    Attribution,
    Claim,
    ClaimKind,
    Dimension,
    Figure,
    Manner,
    Section,
    SourceKind,
)
from claims.extraction.sentences import Sentence
from claims.extraction.worthiness import wording_score

LARGE = 1_000
PARTIES = frozenset((SourceKind.NGO, SourceKind.ANONYMOUS, SourceKind.ACADEMIC, SourceKind.MILITARY))
WEIGHTY = frozenset((Dimension.COUNT, Dimension.MONEY, Dimension.PERCENT, Dimension.RATIO, Dimension.RATE))
FUTURE = re.compile(
    r"\b(?:will|won't|shall|going\s+to|is\s+expected\s+to|are\s+expected\s+to|forecasts?|predicts?)\b"
)
COMPARED = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|as\s+(?:much|many)\s+as|times\s+(?:the|as|more)|up\s+from|down\s+from|against)\b"
)


def make_claim(
    sentence: Sentence, figures: Sequence[Figure], attributions: Sequence[Attribution], number: int
) -> Claim:
    """The claim that a sentence makes. `number` counts the document's claims from 1."""
    checkable = is_checkable(sentence, has_figures=bool(figures))
    return Claim(
        f"c{number}",
        sentence.start,
        sentence.end,
        sentence.text,
        sentence.section,
        kind_of(sentence, figures, attributions, checkable=checkable),
        checkable,
        worthiness_of(sentence, figures, attributions, checkable=checkable),
        tuple(a.id for a in attributions),
        tuple(f.id for f in figures),
    )


def kind_of(
    sentence: Sentence, figures: Sequence[Figure], attributions: Sequence[Attribution], *, checkable: bool
) -> ClaimKind:
    """What the claim does; the first that fits."""
    if is_question(sentence):
        return ClaimKind.QUESTION
    if not checkable:
        is_view = is_wish(sentence, has_figures=False) or is_reaction(sentence, has_figures=False)
        return ClaimKind.OPINION if is_view else ClaimKind.OTHER
    lowered = sentence.text.lower()
    if FUTURE.search(lowered):
        return ClaimKind.PREDICTION
    if figures:
        return ClaimKind.COMPARISON if COMPARED.search(lowered) and len(figures) > 1 else ClaimKind.QUANTITY
    if any(a.manner is Manner.DIRECT and a.kind is not SourceKind.READER for a in attributions):
        return ClaimKind.QUOTE
    return ClaimKind.EVENT if any(t.pos_ == "VERB" for t in sentence.span) else ClaimKind.OTHER


def worthiness_of(
    sentence: Sentence, figures: Sequence[Figure], attributions: Sequence[Attribution], *, checkable: bool
) -> float:
    """0 to 1, how early an editor should look at it: the wording's score, moved by what else is known.

    The weights are rough and few on purpose: they say which way a thing points, they are fitted to no story.
    `ranking.py` then looks at the claim in its document.
    """
    if not checkable:
        return round(0.1 * wording_score(sentence.text), 4)
    total = sum(signals(sentence, figures, attributions).values()) - 1.6
    return round(0.1 + 0.9 / (1 + math.exp(-total)), 4)


def signals(
    sentence: Sentence, figures: Sequence[Figure], attributions: Sequence[Attribution]
) -> dict[str, float]:
    """Each reason for or against a look, with its weight."""
    lemmas = {token.lemma_.lower() for token in sentence.span}
    sources = {a.source for a in attributions}
    kinds = {a.kind for a in attributions}
    weighty = sum(f.dimension in WEIGHTY for f in figures)
    return {
        "wording": 0.8 * (wording_score(sentence.text) - 0.3),
        "figures": 0.1 * min(weighty, 2),
        "large": 0.6 * any(size_of(f) >= LARGE for f in figures),
        "times": 0.8 * any(f.dimension is Dimension.RATIO for f in figures),
        "change": -0.8
        * any(f.direction is not None for f in figures),  # markets and budgets: released, not claimed
        "trivia": -0.8 * (bool(figures) and not weighty),  # ages, lengths, hours
        "deaths": 1.2 * bool(lemmas & words("deaths")),
        "harm": 0.2 * bool(lemmas & words("harm")),
        "denial": 0.8 * bool(lemmas & words("denial")),
        "dispute": 0.8 * bool(lemmas & words("dispute")),
        "contrast": 0.2 * bool(lemmas & words("contrast")),
        "routine": -1.8 * bool(lemmas & words("routine")),
        "happened": 0.5 * any(token.tag_ in ("VBD", "VBN") for token in sentence.span),
        "several": 1.0 * (len(sources) > 1),
        "parties": 0.9 * bool(kinds & PARTIES),
        "media": -1.0 * (SourceKind.MEDIA in kinds),
        "voices": 0.8 * bool(SourceKind.READER in kinds or sentence.speaker),
        "long": 0.5 * (len(lemmas) > 22),
        "caption": -2.5 * (sentence.section is Section.CAPTION),
        "headline": 0.5 * (sentence.section is Section.HEADLINE),
    }


def size_of(figure: Figure) -> float:
    """The figure's value, or the bound it gives."""
    return next((abs(v) for v in (figure.value, figure.low, figure.high) if v is not None), 0.0)


@cache
def words(name: str) -> frozenset[str]:
    """A list of the lexicon of what is worth checking."""
    return frozenset(load("claims")["worth"][name].split())
