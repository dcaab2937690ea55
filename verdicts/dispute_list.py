"""The list of disputes: conflicts first, with what each says and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Prefetch, Q, QuerySet, When

from claims.board import entries_of, headline, strands_of
from claims.models import Dispute, Figure
from claims.voices import count_voices
from verdicts.boards import Standing
from verdicts.models import Resolution
from verdicts.waiting import reopened_disputes, standings

ROWS = 25
READ_FOR_A_LINE = 60  # figures of a dispute that its line in the list is made from
STATUSES = (("", "All"), ("conflict", "Conflict"), ("definition", "Counts differ"), ("agree", "Agree"))
STATES = (
    ("", "All"),
    ("open", "Open"),
    ("proposed", "Proposed"),
    ("approved", "Approved"),
    ("reopened", "Re-opened"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One dispute in the list."""

    dispute: Dispute
    headline: str
    voice_count: int
    standing: Standing


def list_of(params: Mapping[str, str]) -> dict[str, Any]:
    """For `claims/disputes.html`: the filters asked for, and a page of what they let through."""
    words, status, state = (params.get(name, "").strip() for name in ("q", "status", "state"))
    found = in_state(with_status(search(Dispute.objects.open_questions(), words), status), state)
    urgency = Case(When(status="conflict", then=0), When(status="definition", then=1), default=2)
    page = Paginator(found.order_by(urgency, "-changed_at", "-pk"), ROWS).get_page(params.get("page"))
    asked = {"q": words, "status": status, "state": state}
    return asked | {
        "page": page,
        "lines": lines_of(list(page.object_list)),
        "statuses": choices(STATUSES, "status", asked),
        "states": choices(STATES, "state", asked),
        "page_query": urlencode({name: value for name, value in asked.items() if value}),
        "is_filtered": any(asked.values()),
    }


def choices(known: tuple[tuple[str, str], ...], name: str, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """The links of one filter, the others kept as they are."""
    return [
        {
            "label": label,
            "query": urlencode({k: v for k, v in {**asked, name: value}.items() if v}),
            "is_chosen": asked[name] == value,
        }
        for value, label in known
    ]


def search(disputes: QuerySet[Dispute], words: str) -> QuerySet[Dispute]:
    """Those whose question, figures or sources have every word."""
    for word in words.split()[:8]:
        figures = Figure.objects.counted().filter(
            Q(text__icontains=word)
            | Q(attributions__source__name__icontains=word)
            | Q(attributions__source__aliases__name__icontains=word)
        )
        disputes = disputes.filter(Q(question__icontains=word) | Q(pk__in=figures.values("dispute")))
    return disputes


def with_status(disputes: QuerySet[Dispute], status: str) -> QuerySet[Dispute]:
    return disputes.filter(status=status) if status in dict(STATUSES) and status else disputes


def in_state(disputes: QuerySet[Dispute], state: str) -> QuerySet[Dispute]:
    """Those in a state of decision: see `Standing.state`."""
    proposed = Resolution.objects.proposed().values("dispute")
    approved = Resolution.objects.approved().values("dispute")
    if state == "open":
        return disputes.exclude(pk__in=proposed).exclude(pk__in=approved)
    if state == "proposed":
        return disputes.filter(pk__in=proposed)
    if state in ("approved", "reopened"):
        reopened = [dispute.pk for dispute, _ in reopened_disputes()]
        if state == "reopened":
            return disputes.filter(pk__in=reopened)
        return disputes.filter(pk__in=approved).exclude(pk__in=proposed).exclude(pk__in=reopened)
    return disputes


def lines_of(disputes: list[Dispute]) -> list[Line]:
    """A line for each; a handful of queries, however many figures there are."""
    pks = [dispute.pk for dispute in disputes]
    some = Figure.objects.counted().with_sources().order_by("pk")[:READ_FOR_A_LINE]
    shown = Dispute.objects.filter(pk__in=pks).prefetch_related(Prefetch("figures", some, to_attr="shown"))
    figures = {dispute.pk: dispute.shown for dispute in shown}
    counts, decided = count_voices(pks), standings(disputes)
    return [Line(d, line_of(figures[d.pk]), counts.get(d.pk, 0), decided[d.pk]) for d in disputes]


def line_of(figures: list[Figure]) -> str:
    """What a dispute's figures say together; of very many, the first ones speak."""
    return headline(strands_of(entries_of(figures)))
