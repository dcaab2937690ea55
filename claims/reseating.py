"""Giving a claim or figure by hand the place of another, in a newer version. Called by services, in their
transaction.

The row that has decisions takes over the place, the reading and the speakers of the one that is there; that
one is marked gone. What was there before is given back as plain data, so that it can be undone.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from claims.extraction.disputes import question_keys
from claims.models import Attribution, Carried, Claim, Figure
from claims.placing import place_figures, refresh_disputes

PLACE = (
    "version_id", "start", "end", "text", "fingerprint", "gone_at", "made_by_id",
    "machine_start", "machine_end",
)  # fmt: skip
READING: dict[type, tuple[str, ...]] = {
    Claim: ("section", "kind", "checkable", "worthiness"),
    Figure: (
        "claim_id", "relation", "value", "low", "high", "dimension", "unit", "direction", "record", "keys",
        "dispute_id", "is_confirmed", "correction", "since_id",
    ),
}  # fmt: skip
SAYS = ("relation", "value", "low", "high", "dimension", "unit")


def state_of(row: Any) -> dict[str, Any]:
    """Where a row is and how it reads, as plain data."""
    said = {name: getattr(row, name) for name in (*PLACE, *READING[type(row)])}
    return said | {"gone_at": row.gone_at.isoformat() if row.gone_at else None}


def take_place(row: Any, of: Any) -> dict[str, Any]:
    """Let `row` stand where `of` stands. What has to be known to undo it is given back."""
    before = {"row": state_of(row), "of": state_of(of), "ties": _ties_of(of), "figures": _figures_of(of)}
    name = row._meta.model_name
    Carried.objects.create(
        **{name: row}, version_id=row.version_id, to_id=of.version_id, start=row.start, end=row.end,
        text=row.text, how=Carried.How.HAND,
    )  # fmt: skip
    place, since = state_of(of), row.version_id
    _step_aside(of)
    is_other = isinstance(row, Figure) and any(getattr(row, n) != getattr(of, n) for n in SAYS)
    kept = {n: getattr(row, n) for n in ("is_confirmed", "correction") if hasattr(row, n)}
    if isinstance(row, Figure):
        kept = {"is_confirmed": False, "correction": None} if is_other else kept
        kept["since_id"] = row.since_id or since
        kept["dispute_id"] = row.dispute_id if row.is_placed else place["dispute_id"]
    _stand(row, place | kept)
    _tie(row, before["ties"], before["figures"], away_from=of)
    _regroup(row, {before["row"].get("dispute_id"), place.get("dispute_id")})
    return before


def give_back(row: Any, of: Any, before: Mapping[str, Any]) -> None:
    """Put both back as `take_place` found them."""
    now_in = getattr(row, "dispute_id", None)
    _step_aside(row)
    _stand(of, before["of"])
    _stand(row, before["row"])
    _tie(of, before["ties"], before["figures"], away_from=row)
    _regroup(of, {now_in, before["row"].get("dispute_id")})


def _step_aside(row: Any) -> None:
    row.fingerprint, row.gone_at = f"row {row.pk}", timezone.now()
    if isinstance(row, Figure):
        row.dispute = None
    row.save()


def _stand(row: Any, state: Mapping[str, Any]) -> None:
    for name, value in state.items():
        setattr(row, name, value)
    if isinstance(row, Figure):
        row.keys = [key[:200] for key in question_keys(row.as_read())]
    row.save()


def _ties_of(row: Any) -> list[int]:
    return list(row.attributions.values_list("pk", flat=True))


def _figures_of(row: Any) -> list[int]:
    return list(row.figures.standing().values_list("pk", flat=True)) if isinstance(row, Claim) else []


def _tie(row: Any, ties: list[int], figures: list[int], *, away_from: Any) -> None:
    """Let those who said it there say it here, and the figures of that sentence be this one's."""
    row.attributions.set(Attribution.objects.filter(pk__in=ties))
    away_from.attributions.clear()
    if figures:
        Figure.objects.filter(pk__in=figures).update(claim=row)


def _regroup(row: Any, disputes: set[int | None]) -> None:
    if isinstance(row, Figure):
        if row.gone_at is None and not row.is_placed:
            place_figures(Figure.objects.filter(pk=row.pk))
        refresh_disputes(disputes - {None})
