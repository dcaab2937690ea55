"""Any two versions of what was decided, side by side: of a dispute's resolutions, or a claim's verdicts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from verdicts.changes import Change, changes_between
from verdicts.models import Decision, Evidence, Resolution, Verdict

VERDICT_FIELDS = {
    "rating": "rating",
    "summary": "summary",
    "claim_text": _("the claim as it stood"),
    "reason": "reason",
}


def versions_page(decisions: Sequence[Decision], asked: Mapping[str, str]) -> dict[str, Any]:
    """For `verdicts/versions.html`: all versions, newest first, and the two that are asked for.

    The newest two where the address asks for none, or for ones that are not there.
    """
    numbered = {str(d.pk): number for d, number in zip(decisions, range(len(decisions), 0, -1), strict=True)}
    found = {str(d.pk): d for d in decisions}
    other = found.get(asked.get("other", ""), decisions[0] if decisions else None)
    rest = [d for d in decisions if d is not other]
    one = found.get(asked.get("one", ""), rest[0] if rest else None)
    page: dict[str, Any] = {
        "versions": [(numbered[str(d.pk)], d) for d in decisions],
        "one": one,
        "other": other,
    }
    if one is None or other is None or one.pk == other.pk:
        return page | {"changes": []}
    earlier, later = sorted((one, other), key=lambda d: d.pk)
    return page | {
        "one": earlier,
        "other": later,
        "numbers": (numbered[str(earlier.pk)], numbered[str(later.pk)]),
        "changes": changes_of(earlier, later),
    }


def changes_of(earlier: Decision, later: Decision) -> list[Change]:
    """Every field that differs, the figures seen, the evidence, and what became of each."""
    if isinstance(earlier, Resolution):
        changes = changes_between(earlier, later)
    else:
        changes = [
            Change(words, str(getattr(earlier, name)), str(getattr(later, name)))
            for name, words in VERDICT_FIELDS.items()
            if getattr(earlier, name) != getattr(later, name)
        ]
    return changes + _evidence(earlier, later) + _standing(earlier, later)


def _evidence(earlier: Decision, later: Decision) -> list[Change]:
    before, after = ([_words(piece) for piece in d.evidence.all()] for d in (earlier, later))
    gone = [Change("evidence", piece, "") for piece in before if piece not in after]
    return gone + [Change("evidence", "", piece) for piece in after if piece not in before]


def _words(piece: Evidence) -> str:
    quote = f"“{piece.quote}”" if piece.quote else ""
    return ", ".join(part for part in (piece.get_stance_display(), piece.address, quote) if part)


def _standing(earlier: Decision, later: Decision) -> list[Change]:
    before, after = (_state(decision) for decision in (earlier, later))
    return [Change("decided by", before, after)] if before != after else []


def _state(decision: Decision) -> str:
    if decision.is_overridden:
        return f"{decision.given_by}, let stand by {decision.approved_by}: “{decision.override_reason}”"
    if decision.approved_by:
        return f"{decision.given_by}, approved by {decision.approved_by}"
    if decision.returned_by:
        return f"{decision.given_by}, sent back by {decision.returned_by}: “{decision.returned_because}”"
    return f"{decision.given_by}, proposed"


def of_dispute(dispute: Any) -> list[Resolution]:
    return list(dispute.resolutions.with_people().select_related("dispute"))


def of_claim(claim: Any) -> list[Verdict]:
    return list(claim.verdicts.with_people().select_related("rating", "claim"))
