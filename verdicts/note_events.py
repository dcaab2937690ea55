"""Notes in the one history: written, edited, resolved, re-opened, deleted and had back."""

from typing import cast

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from verdicts.events import Event, Stream
from verdicts.notebook import Note, NoteEvent

ABOUT = ("claim", "figure", "dispute__merged_into", "version__article")
Act = NoteEvent.Act
GOES_BACK = {Act.RESOLVED: _("Open it again"), Act.DELETED: _("Have it back"), Act.REOPENED: _("Resolve it")}


def note_streams(which: Q) -> list[Stream]:
    """The notes that are meant, and what was done to them since."""
    written = Note.objects.filter(which).select_related("by", *ABOUT).defer("version__text")
    about = [f"note__{name}" for name in ABOUT]
    done = NoteEvent.objects.filter(_of_note(which)).select_related("given_by", *about)
    return [
        Stream("notes", written, "made_at", "by", _written),
        Stream("notes", done.defer("note__version__text"), "given_at", "given_by", _done),
    ]


def _of_note(which: Q) -> Q:
    """The same question, asked of what was done to a note."""
    asked = Q(_connector=which.connector)
    for part in which.children:
        if isinstance(part, Q):
            asked.add(_of_note(part), which.connector)
        else:
            name, value = cast(tuple[str, object], part)
            asked.add(Q((f"note__{name}", value)), which.connector)
    return asked


def _written(row: Note) -> Event:
    """What it says; of a deleted note only that it was written."""
    says = row.text if row.deleted_at is None else ""
    return Event(
        row.made_at,
        "notes",
        row.by,
        gettext("answered a note on") if row.answers_id else gettext("wrote a note on"),
        str(row.about),
        row.get_absolute_url(),
        after=says,
    )


def _done(row: NoteEvent) -> Event:
    is_seen = row.note.deleted_at is None
    return Event(
        row.given_at,
        "notes",
        row.given_by,
        gettext("%(did)s a note on") % {"did": row.get_act_display()},
        str(row.note.about),
        row.note.get_absolute_url(),
        before=row.before if is_seen else "",
        after=row.after if is_seen else "",
        goes_back=GOES_BACK.get(NoteEvent.Act(row.act), ""),
    )
