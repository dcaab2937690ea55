"""Sentences to claims: kind, checkable, worthiness."""

from claims.extraction.records import Attribution, Claim, ClaimKind, Figure
from claims.extraction.sentences import Sentence


def make_claim(
    sentence: Sentence, figures: list[Figure], attributions: list[Attribution], number: int
) -> Claim:
    """The claim that a sentence makes. `number` counts the document's claims from 1."""
    kind = ClaimKind.QUANTITY if figures else ClaimKind.EVENT
    return Claim(
        f"c{number}",
        sentence.start,
        sentence.end,
        sentence.text,
        sentence.section,
        kind,
        True,
        0.9 if figures else 0.5,
        tuple(a.id for a in attributions),
        tuple(f.id for f in figures),
    )
