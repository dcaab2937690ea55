"""What the fragments of notes show: the threads on a thing, and how many wait on each mark of a page."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse

from articles.models import Version
from claims.models import Claim, Dispute, Figure
from verdicts.note_forms import NoteForm, SpanNoteForm
from verdicts.note_places import Place, place_in
from verdicts.notebook import Note
from verdicts.permissions import why_not

MODELS = {"claim": Claim, "figure": Figure, "dispute": Dispute, "version": Version}


@dataclass(frozen=True)
class Thread:
    """A note with its answers, oldest first."""

    first: Note
    answers: list[Note] = field(default_factory=list)
    place: Place | None = None  # of one on words: where they are in the version that is shown
    is_carried: bool = False  # it was written on an older version

    @property
    def is_resolved(self) -> bool:
        return self.first.resolved_at is not None


def notes_panel(on: Any, user: User, **more: Any) -> dict[str, Any]:
    """For `verdicts/_notes.html`: the threads on a thing, open ones first, and the form for a new one."""
    kind = on._meta.model_name
    form = SpanNoteForm(version=on, auto_id=f"note-{kind}-{on.pk}-%s") if kind == "version" else NoteForm(
        auto_id=f"note-{kind}-{on.pk}-%s"
    )  # fmt: skip
    threads = threads_of(on)
    open_threads = [thread for thread in threads if not thread.is_resolved]
    return {
        "on": on,
        "kind": kind,
        "notes_url": reverse("verdicts:notes", args=[kind, on.pk]),
        "threads": open_threads,
        "resolved": [thread for thread in threads if thread.is_resolved],
        "why_no_note": why_not("verdicts.add_note", user),
        "note_form": form,
        "user": user,
    } | more


def threads_of(on: Any) -> list[Thread]:
    """The threads on a thing; of a dispute, on those merged into it too; of a text, on older versions too."""
    where: dict[str, Any] = {on._meta.model_name: on}
    if isinstance(on, Dispute):
        where = {"dispute__in": [on.pk, *Dispute.objects.filter(merged_into=on).values_list("pk", flat=True)]}
    rows = Note.objects.with_people()
    if isinstance(on, Version):
        where = {"version__article": on.article_id, "version__number__lte": on.number}
        rows = rows.select_related("version__article")
    threads: dict[int, Thread] = {}
    answers: defaultdict[int, list[Note]] = defaultdict(list)
    for note in rows.filter(**where).order_by("pk"):
        if note.answers_id:
            answers[note.answers_id].append(note)
        else:
            place = place_in(on, note) if isinstance(on, Version) else None
            is_carried = place is None or note.version_id != on.pk if isinstance(on, Version) else False
            threads[note.pk] = Thread(note, answers[note.pk], place, is_carried)
    return list(threads.values())


def people() -> list[User]:
    """Who can be named."""
    return list(User.objects.filter(is_active=True).order_by("username")[:500])


def count_notes(kind: str, pks: Iterable[int]) -> dict[int, int]:
    """Open threads by what they are on."""
    found = Note.objects.open().filter(**{f"{kind}__in": pks}).values_list(f"{kind}_id", flat=True)
    return dict(Counter(found))


def count_on_marks(claims: Iterable[int], figures: Iterable[int]) -> dict[str, dict[int, int]]:
    """Open threads on some marks of a text: one query."""
    notes = Note.objects.open().filter(Q(claim__in=claims) | Q(figure__in=figures))
    pairs = list(notes.values_list("claim_id", "figure_id"))
    on_claims = Counter(claim for claim, _ in pairs if claim)
    return {"claims": dict(on_claims), "figures": dict(Counter(figure for _, figure in pairs if figure))}
