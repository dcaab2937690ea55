"""The queue: what to check next, with the reasons for each place, and who has what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext

from claims.models import Claim
from claims.querysets import count_each_up_to
from verdicts.desk import SavedFilter, Weights, Work, WorkEvent
from verdicts.dispute_list import MOST_COUNTED, MOST_PAGED, Pages, choices
from verdicts.permissions import why_not
from verdicts.queue_search import HOLDERS, SECTIONS, STATUSES, Asked, held, in_order, weights_of, work_for
from verdicts.ranking import LABELS, SIGNALS, reasons_for
from verdicts.saved_filters import saved_filters_panel
from verdicts.searching import Unreadable

MOST_PEOPLE = 200
MOST_EVENTS = 200
MOST_WAITING = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One claim of the queue."""

    work: Work
    reasons: list[str]
    is_mine: bool
    is_free: bool
    is_late: bool


def queue_of(params: Mapping[str, str], user: User, *, undo: UUID | None = None) -> dict[str, Any]:
    """For `verdicts/queue.html`: the filters asked for, and a page of what they let through."""
    asked, unreadable = Asked.of(params), ""
    try:
        found = work_for(asked, user)
    except Unreadable as why:
        unreadable, found = str(why), Work.objects.none()
    weights = weights_of(user)
    filters, count = ({}, 0) if unreadable else filters_of(asked, user, found)
    page: Page = Pages(in_order(found, weights).for_page(), count).get_page(params.get("page"))
    panel = saved_filters_panel(user, SavedFilter.Room.QUEUE, asked.address, params.get("deleted", ""))
    return asked.given | filters | panel | {
        "unreadable": unreadable,
        "says": "" if unreadable else asked.query.says,
        "page": page,
        "lines": lines_of(page.object_list, user),
        "is_more": count >= MOST_PAGED,
        "page_query": asked.address,
        "is_filtered": bool(asked.given),
        "is_empty": not asked.given and not Work.objects.exists(),
        "sections": SECTIONS,
        "asked_pairs": list(asked.given.items()),
        "hidden": [(name, asked.given[name]) for name in ("status", "who") if name in asked.given],
        "own_weights": [f"{LABELS[name]} ×{weights[name]}" for name in SIGNALS if weights[name] != 1],
        "why_no_work": why_not("verdicts.change_work", user),
        "people": list(User.objects.filter(is_active=True).order_by("username")[:MOST_PEOPLE]),
        "work_statuses": Work.Status.choices,
        "priorities": Work.Priority.choices,
        "undo": undo or last_batch(params.get("undo", ""), user),
    }  # fmt: skip


def filters_of(asked: Asked, user: User, found: QuerySet[Work]) -> tuple[dict[str, Any], int]:
    """What can be chosen, each with how many it lets through; and how many are found."""
    by_status = [work_for(asked.but(status=value), user) for value, _ in STATUSES]
    anybodys = work_for(asked.but(who=""), user)
    by_holder = [held(anybodys, value, user) for value, _ in HOLDERS]
    counts = count_each_up_to(MOST_COUNTED, [*by_status, *by_holder])
    shown = {
        "statuses": choices(asked, "status", STATUSES, counts[: len(STATUSES)]),
        "holders": choices(asked, "who", HOLDERS, counts[len(STATUSES) :]),
    }
    return shown, found.order_by()[:MOST_PAGED].count()


def lines_of(rows: QuerySet[Work] | list[Work], user: User) -> list[Line]:
    return [_line(work, user) for work in rows]


def _line(work: Work, user: User) -> Line:
    now = timezone.now()
    is_free = work.assignee_id is None or (work.leased_until is not None and work.leased_until < now)
    reasons = reasons_for(
        worth=work.worth, conflict=work.conflict, doubt=work.doubt, reach=work.reach,
        age=timesince(work.came_at, depth=1) if work.came_at < now else "",
        priority=work.get_priority_display(),
    )  # fmt: skip
    is_mine = work.assignee_id == user.pk and not is_free
    is_late = work.due_at is not None and work.due_at < now and work.status in Work.OPEN
    return Line(work, reasons, is_mine, is_free, is_late)


def last_batch(given: str, user: User) -> UUID | None:
    """What this person did with one press just now, if it can be undone."""
    try:
        batch = UUID(given)
    except ValueError:
        return None
    return batch if WorkEvent.objects.filter(batch=batch, given_by=user).exists() else None


def history_of(work: Work) -> list[dict[str, Any]]:
    """What was done to a claim's work, newest first, in words."""
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=_people(work))}
    events = work.events.select_related("given_by")[:MOST_EVENTS]
    return [{"event": event, "changes": _changes(event.change, people)} for event in events]


def _people(work: Work) -> set[int]:
    changes = work.events.values_list("change", flat=True)[:MOST_EVENTS]
    return {pk for change in changes for pk in change.get("assignee", []) if pk}


def _changes(change: Mapping[str, Any], people: Mapping[int, str]) -> list[str]:
    words = {
        "status": dict(Work.Status.choices),
        "priority": dict(Work.Priority.choices),
        "assignee": people,
    }
    names = {
        "status": gettext("status"), "priority": gettext("priority"), "assignee": gettext("who has it"),
        "due_at": gettext("due"),
    }  # fmt: skip
    return [
        f"{names[name]}: {_word(before, words.get(name, {}))} → {_word(after, words.get(name, {}))}"
        for name, (before, after) in change.items()
        if name in names
    ]


def _word(value: Any, known: Mapping[Any, str]) -> str:
    if value is None:
        return gettext("nobody") if known else gettext("none")
    return str(known.get(value, value)) if known else str(value)[:16].replace("T", " ")


def work_waiting(user: User) -> dict[str, Any]:
    """For `verdicts/home.html`: what this person has, what is due first, and what comes next."""
    mine = Work.objects.open().held_by(user).order_by(F("due_at").asc(nulls_last=True), "-rank")
    found = work_for(Asked(), user)
    return {
        "my_work": lines_of(list(mine.for_page()[:MOST_WAITING]), user),
        "next_work": lines_of(list(in_order(found.free(), weights_of(user)).for_page()[:5]), user),
        "why_no_work": why_not("verdicts.change_work", user),
    }


def work_on(claim: Claim, user: User) -> dict[str, Any]:
    """For `verdicts/_work_here.html`: how far a claim is, and who has it; no line where it is in no queue."""
    lines = lines_of(list(Work.objects.filter(pk=claim.pk).select_related("assignee")), user)
    why = why_not("verdicts.change_work", user)
    return {"work_line": lines[0] if lines else None, "why_no_work": why}


def weights_page(user: User) -> dict[str, Any]:
    """For `verdicts/weights.html`: what counts how much, for the team and for this person."""
    rows = {row.user_id: row for row in Weights.objects.filter(user__isnull=True)}
    rows |= {row.user_id: row for row in Weights.objects.filter(user=user)}
    return {"team": rows.get(None) or Weights(), "own": rows.get(user.pk), "labels": LABELS}
