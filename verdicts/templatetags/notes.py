"""Notes beside what they are on."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe

from articles.models import Version
from claims.models import Dispute
from verdicts.notebook import Note
from verdicts.notes import count_notes, notes_panel, people
from verdicts.noting import MENTION

register = template.Library()


@register.inclusion_tag("verdicts/_notes.html", takes_context=True)
def notes_on(context: RequestContext, on: Any) -> dict[str, Any]:
    """The threads on a claim, figure, dispute or version, and a form for more."""
    request = context["request"]
    return notes_panel(on, request.user) | {"request": request, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def notes_of(kind: str, rows: Iterable[Any]) -> dict[int, int]:
    """How many threads are open on each of these rows."""
    return count_notes(kind, [row.pk for row in rows])


@register.simple_tag
def notes_of_board(dispute: Dispute) -> dict[int, int]:
    """How many threads are open on each figure of a dispute."""
    return count_notes("figure", dispute.figures.values("pk"))


@register.simple_tag
def notes_on_marks(version: Version) -> dict[str, dict[int, int]]:
    """How many threads are open on each claim and figure of a text: two queries, however long it is."""
    return {
        "claims": count_notes("claim", version.claims.values("pk")),
        "figures": count_notes("figure", version.figures.values("pk")),
    }


@register.filter
def at(counts: dict[int, int], pk: int) -> int:
    """One of them."""
    return counts.get(pk, 0) if counts else 0


@register.inclusion_tag("verdicts/_people.html")
def people_to_name() -> dict[str, Any]:
    """The names that a browser offers where one is typed."""
    return {"people": people()}


@register.filter
def note_text(note: Note) -> SafeString:
    """A note as plain text, with its addresses as links and the names in it set off."""
    parts, end = [], 0
    for name in MENTION.finditer(note.text):
        parts += [(_plain(note.text[end : name.start()]),), (format_html("<b>{}</b>", name.group()),)]
        end = name.end()
    return format_html_join("", "{}", [*parts, (_plain(note.text[end:]),)])


def _plain(text: str) -> SafeString:
    return mark_safe(urlize(text, nofollow=True, autoescape=True))  # as Django's own filter does
