"""How what a source claimed has fared: against what the newsroom decided. For reading."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.extraction.records import Role
from claims.models import Attribution, Dispute, Figure
from claims.profiles import own_figures
from verdicts.models import Rating, Resolution, Verdict
from verdicts.reopening import is_outside

MOST_ROWS = 10


@dataclass(slots=True)
class Fared:
    """A source's figures beside approved resolutions."""

    inside: int = 0
    outside: int = 0
    undecided: int = 0  # the resolution gives no number
    misses: list[tuple[Figure, Resolution]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.inside + self.outside + self.undecided


def track_record(names: Sequence[int]) -> dict[str, Any]:
    """For a source's page: its figures inside and outside of what was decided, the ratings of its claims, and
    the open disputes it is part of."""
    own = own_figures(names)
    disputes = own.filter(dispute__isnull=False).values("dispute")
    newest = Resolution.objects.approved().filter(dispute__in=disputes).order_by("dispute_id", "-pk")
    decided = {resolution.dispute_id: resolution for resolution in newest.distinct("dispute_id")}
    open_disputes = (
        Dispute.objects.filter(pk__in=disputes, status="conflict", merged_into__isnull=True)
        .exclude(pk__in=decided)
        .order_by("-changed_at", "-pk")
    )
    return {
        "fared": _fared(own.filter(dispute__in=decided), decided),
        "ratings": _ratings(names),
        "open_disputes": open_disputes[:MOST_ROWS],
        "open_count": open_disputes.count(),
    }


def _fared(figures: Any, decided: dict[int, Resolution]) -> Fared:
    found = Fared()
    for figure in figures.select_related("claim").order_by("-pk"):
        resolution = decided[figure.dispute_id]
        least, most = resolution.low, resolution.high
        if least is None and most is None:
            least = most = resolution.best
        if least is None and most is None:
            found.undecided += 1
            continue
        read = figure.as_read()
        says = {"relation": read.relation, "value": read.value, "low": read.low, "high": read.high}
        if not is_outside(says, least, most):
            found.inside += 1
            continue
        found.outside += 1
        if len(found.misses) < MOST_ROWS:
            found.misses.append((figure, resolution))
    return found


def _ratings(names: Sequence[int]) -> list[tuple[Rating, int]]:
    """How often each rating stands on a claim that these are said to have made, the truest first."""
    made = Attribution.objects.standing().filter(source__in=names).exclude(role=Role.RELAYER).values("claims")
    standing = (
        Verdict.objects.approved().filter(claim__in=made).order_by("claim_id", "-pk").distinct("claim_id")
    )
    counts = Counter(verdict.rating for verdict in standing.select_related("rating"))
    return sorted(counts.items(), key=lambda pair: pair[0].position)
