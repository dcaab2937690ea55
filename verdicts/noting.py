"""Writing notes: said, edited, resolved, deleted and restored; and telling those who are named in them."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Version
from claims.models import Claim, Dispute, Figure
from verdicts.following import Notice
from verdicts.notebook import Note, NoteEvent, NoteText
from verdicts.services import NotYours, Stale

MENTION = re.compile(
    r"""
    (?<! [\w./@] ) @            # not in an address: ann@example.org, example.org/@ann
    ( \w [\w.+-]{0,148} \w | \w )  # a dot at the end is the sentence's
    """,
    re.VERBOSE,
)
Act = NoteEvent.Act
MOST_TOLD = 20  # of one note: who names the whole desk wants a meeting


def names_in(text: str) -> list[str]:
    """The names that a text mentions, each once.

    >>> names_in("@ann, ask @bob.b. Not ann@example.org, nor https://example.org/@eve; @ann knows")
    ['ann', 'bob.b']
    """
    return list(dict.fromkeys(MENTION.findall(text)))


@transaction.atomic
def write_note(
    on: Claim | Figure | Dispute | Version, *, text: str, by: User, thread: Note | None = None,
    span: tuple[int, int] | None = None,
) -> Note:  # fmt: skip
    """A new thread on something, or an answer in one. What is said twice in a row is said once."""
    User.objects.select_for_update().get(pk=by.pk)  # of two presses the second waits
    fields: dict[str, Any] = {str(on._meta.model_name): on, "answers": thread, "text": text, "by": by}
    if isinstance(on, Version):
        start, end = span or (thread.start, thread.end)
        fields |= {"start": start, "end": end, "quote": on.text[start:end]}
    last = Note.objects.filter(by=by).order_by("-pk").first()
    if last is not None and last.deleted_at is None and _says(last) == _says(Note(**fields)):
        return last
    note = Note.objects.create(**fields)
    _tell_named(note, names_in(text))
    if thread is not None:
        _tell_thread(note, thread)
    return note


def _says(note: Note) -> dict[str, object]:
    place = (note.start, note.end) if note.version_id and note.answers_id is None else None
    return {"span": place, "on": (note.version_id, note.claim_id, note.figure_id, note.dispute_id),
            "answers": note.answers_id, "text": note.text}  # fmt: skip


@transaction.atomic
def edit_note(note: Note, *, text: str, seen: str, by: User) -> Note:
    """Say it otherwise; what it said is kept. Raises NotYours; Stale where it changed."""
    note = _locked(note)
    if note.by_id != by.pk:
        raise NotYours(_("Only who wrote a note edits it. Answer it instead."))
    if note.text == text:
        return note  # a second press of the button
    if note.text != seen or note.deleted_at is not None:
        raise Stale(note)
    NoteText.objects.create(note=note, text=note.text)
    _record(note, Act.EDITED, by=by, before=note.text, after=text)
    new = set(names_in(text)) - set(names_in(note.text))
    note.text, note.edited_at = text, timezone.now()
    note.save(update_fields=["text", "edited_at"])
    _tell_named(note, [name for name in names_in(text) if name in new])
    return note


@transaction.atomic
def resolve_note(note: Note, *, by: User) -> Note:
    """Close a thread. Done twice, it is the first who did it."""
    note = _locked(note)
    if note.resolved_at is None:
        note.resolved_by, note.resolved_at = by, timezone.now()
        note.save(update_fields=["resolved_by", "resolved_at"])
        _record(note, Act.RESOLVED, by=by)
    return note


@transaction.atomic
def reopen_note(note: Note, *, by: User) -> Note:
    """Open a thread again."""
    note = _locked(note)
    if note.resolved_at is not None:
        note.resolved_by = note.resolved_at = None
        note.save(update_fields=["resolved_by", "resolved_at"])
        _record(note, Act.REOPENED, by=by)
    return note


@transaction.atomic
def delete_note(note: Note, *, by: User) -> Note:
    """Put a note out of sight; it is kept. Raises NotYours."""
    note = _locked(note)
    if note.by_id != by.pk:
        raise NotYours(_("Only who wrote a note deletes it."))
    if note.deleted_at is None:
        note.deleted_by, note.deleted_at = by, timezone.now()
        note.save(update_fields=["deleted_by", "deleted_at"])
        _record(note, Act.DELETED, by=by)
    return note


@transaction.atomic
def restore_note(note: Note, *, by: User) -> Note:
    """Have a deleted note back. Raises NotYours."""
    note = _locked(note)
    if note.by_id != by.pk:
        raise NotYours(_("Only who deleted a note restores it."))
    if note.deleted_at is not None:
        note.deleted_by = note.deleted_at = None
        note.save(update_fields=["deleted_by", "deleted_at"])
        _record(note, Act.RESTORED, by=by)
    return note


def _record(note: Note, act: str, *, by: User, before: str = "", after: str = "") -> None:
    NoteEvent.objects.create(note=note, act=act, before=before, after=after, given_by=by)


def _locked(note: Note) -> Note:
    return Note.objects.select_for_update().get(pk=note.pk)


def _tell_named(note: Note, names: Iterable[str]) -> None:
    """Tell those who are named, once a note; who names nobody, or somebody who left, tells nobody."""
    people = User.objects.filter(username__in=list(names)[:MOST_TOLD], is_active=True).exclude(pk=note.by_id)
    _tell(note, people, Notice.Kind.MENTIONED, f"{note.by} names you: “{note.text}”")


def _tell_thread(note: Note, thread: Note) -> None:
    """Tell those who wrote in a thread that it was answered, if the note has not told them already."""
    wrote = User.objects.filter(Q(notes__answers=thread) | Q(notes=thread))
    told = Notice.objects.filter(note=note).values("to")
    people = wrote.filter(is_active=True).exclude(pk=note.by_id).exclude(pk__in=told).distinct()
    _tell(note, people, Notice.Kind.ANSWERED, f"{note.by} answers: “{note.text}”")


def _tell(note: Note, people: Iterable[User], kind: Notice.Kind, sentence: str) -> None:
    about: dict[str, Any] = {"kind": kind, "event": f"note {note.pk}", "sentence": _short(sentence)}
    rows = [Notice(to=to, note=note, **about) for to in people]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 400 else f"{sentence[:398]}…”"
