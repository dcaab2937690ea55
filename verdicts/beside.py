"""What the page of two figures shows: both as written, how they compare, and what was said of that."""

from typing import Any

from django.contrib.auth.models import User

from claims.board import entries_of
from claims.judging import judge_of
from claims.models import Figure, Measure
from verdicts.comparison_forms import OverruleForm, WithdrawForm
from verdicts.comparisons import overrulings_of
from verdicts.digests import digest_of_pair
from verdicts.permissions import why_not


def beside_page(pair: tuple[Figure, Figure], user: User, **more: Any) -> dict[str, Any]:
    """For `verdicts/beside.html`."""
    seen = digest_of_pair(*pair)
    one, other = entries_of(pair)
    judge = judge_of([one.pk, other.pk])
    are_together = pair[0].dispute_id is not None and pair[0].dispute_id == pair[1].dispute_id
    return {
        "pair": pair,
        "entries": [one, other],
        "dispute": pair[0].dispute if are_together else None,
        "machine": judge.machine(one.read, other.read),
        "ruling": judge.ruling_on(one, other),
        "measures": _measures(judge.differing([one.read, other.read])),
        "history": list(overrulings_of(pair)),
        "why_no_overruling": why_not("verdicts.add_overruling", user),
        "form": OverruleForm(pair=pair, initial={"seen": seen}),
        "withdraw_form": WithdrawForm(initial={"seen": seen}),
    } | more


def _measures(names: list[str]) -> list[Measure]:
    return list(Measure.objects.filter(name__in=names)) if names else []
