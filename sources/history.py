"""What happened to a source: every change of its entry and its names, who made it and why. For reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import User

from sources.models import Alias, Source

MOST_CHANGES = 500
LEFT_OUT = {
    "id",
    "created_at",
    "changed_at",
    "key",
    "merged_by",
    "merged_at",
    "given_by",
    "grade_scope",
    "graded_on",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one person, or the worker, changed at a time."""

    at: datetime
    who: str
    why: str
    lines: tuple[Line, ...]


def history_of(source: Source) -> list[Change]:
    """All that happened to a source, the newest first; a few queries, however much it is."""
    entry = list(
        Source.events.rel.related_model.objects.filter(pgh_obj_id=source.pk).order_by("-pk")[:MOST_CHANGES]
    )
    names = list(
        Alias.events.rel.related_model.objects.filter(source_id=source.pk).order_by("-pk")[:MOST_CHANGES]
    )
    people = _people([*entry, *names])
    refers = _sources(entry)
    changes = [
        *_changes_of_entry(entry[::-1], people, refers),
        *_changes_of_names(names[::-1], people),
    ]
    return sorted(changes, key=lambda change: change.at, reverse=True)


def _people(events: Iterable[Any]) -> dict[int, str]:
    pks = {(event.pgh_context or {}).get("user") for event in events} - {None}
    return {user.pk: user.get_full_name() or user.get_username() for user in User.objects.filter(pk__in=pks)}


def _sources(events: Iterable[Any]) -> dict[int | None, str]:
    pks = {pk for event in events for pk in (event.part_of_id, event.merged_into_id)}
    return dict(Source.objects.filter(pk__in=pks - {None}).values_list("pk", "name"))


def _change(event: Any, people: dict[int, str], lines: Iterable[Line]) -> Change:
    context = event.pgh_context or {}
    who = people.get(context.get("user"), "") or context.get("program", "") or "the worker"
    return Change(event.pgh_created_at, who, str(context.get("why", "")), tuple(lines))


def _changes_of_entry(
    events: list[Any], people: dict[int, str], refers: dict[int | None, str]
) -> list[Change]:
    fields = [field for field in Source._meta.fields if field.name not in LEFT_OUT]
    changes = [
        _change(e, people, [Line("entry", "", f"“{e.name}”")]) for e in events[:1] if e.pgh_label == "added"
    ]
    for old, new in pairwise(events):
        lines = [
            Line(str(field.verbose_name), _words(field, old, refers), _words(field, new, refers))
            for field in fields
            if getattr(old, field.attname) != getattr(new, field.attname)
        ]
        changes.append(_change(new, people, lines)) if lines else None
    return changes


def _words(field: Any, event: Any, refers: dict[int | None, str]) -> str:
    """A field's value as a person reads it."""
    value = getattr(event, field.attname)
    if field.is_relation:
        return refers.get(value, "") if value else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)


def _changes_of_names(events: list[Any], people: dict[int, str]) -> list[Change]:
    known: dict[int, str] = {}
    changes = []
    for event in events:
        before = known.get(event.pgh_obj_id, "")
        after = "" if event.pgh_label == "removed" else event.name
        known[event.pgh_obj_id] = event.name
        if event.pgh_label == "removed":
            before = event.name
        if before != after:
            changes.append(_change(event, people, [Line("name", before, after)]))
    return changes
