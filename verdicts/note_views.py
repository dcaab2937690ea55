"""The doors of notes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Version
from articles.versions import newest_of
from verdicts import noting
from verdicts.note_forms import EditNoteForm, NoteForm, SpanNoteForm
from verdicts.notebook import Note
from verdicts.notes import MODELS, notes_panel
from verdicts.permissions import needs
from verdicts.services import NotYours, Stale

ACTS = {
    "resolve": noting.resolve_note,
    "reopen": noting.reopen_note,
    "delete": noting.delete_note,
    "restore": noting.restore_note,
}


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in MODELS:
        raise Http404
    on = get_object_or_404(MODELS[kind], pk=pk)
    if request.method != "POST":
        return _show(request, on, **_begun(request, on))
    return _write(request, on)


@needs("verdicts.add_note")
def _write(request: HttpRequest, on: Any) -> HttpResponse:
    thread = _thread_of(request, on)
    form = _form(request, on, thread)
    if not form.is_valid():
        return _show(request, on, status=422, note_form=form, answering=thread)

    span = form.cleaned_data.get("span")
    where = thread.version or on if thread else on  # an answer stands where its thread does
    note = noting.write_note(where, text=form.said(), by=request.user, thread=thread, span=span)
    return _show(request, on) if request.htmx else redirect(note)


def _begun(request: HttpRequest, on: Any) -> dict[str, Any]:
    """A form for the words that somebody chose in the text, if any."""
    start, end = request.GET.get("start", ""), request.GET.get("end", "")
    if (
        on._meta.model_name != "version"
        or not (start.isdecimal() and end.isdecimal())
        or len(start + end) > 18
    ):
        return {}
    chosen = {"start": int(start), "quote": on.text[int(start) : int(end)]}
    return {"note_form": SpanNoteForm(version=on, initial=chosen), "is_open": True}


def _thread_of(request: HttpRequest, on: Any) -> Note | None:
    """The first note of the thread that is answered, None for a new thread."""
    pk = request.POST.get("thread", "")
    if not pk:
        return None
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    about = {"version__article": on.article_id} if isinstance(on, Version) else {on._meta.model_name: on}
    return get_object_or_404(Note, pk=pk, answers=None, **about)


def _form(request: HttpRequest, on: Any, thread: Note | None) -> NoteForm:
    if on._meta.model_name == "version" and thread is None:
        return SpanNoteForm(request.POST, version=on)
    return NoteForm(request.POST, auto_id=f"answer-{thread.pk}-%s" if thread else "id_%s")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("verdicts.add_note")
def edit_note(request: HttpRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.with_people(), pk=pk)
    if note.by_id != request.user.pk:
        raise PermissionDenied(_("Only who wrote a note edits it. Answer it instead."))
    form = EditNoteForm(request.POST or None, initial={"text": note.text, "seen": note.text})
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "verdicts/note.html", {"note": note, "form": form}, status=status)

    given = form.cleaned_data
    seen = given["seen"].replace("\r\n", "\n")
    try:
        note = noting.edit_note(note, text=given["text"].replace("\r\n", "\n"), seen=seen, by=request.user)
    except Stale:
        note.refresh_from_db()
        again = EditNoteForm(initial={"text": given["text"], "seen": note.text})
        return render(
            request, "verdicts/note.html", {"note": note, "form": again, "is_stale": True}, status=409
        )
    return redirect(note)


@require_POST
@needs("verdicts.add_note")
def change_note(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    note = get_object_or_404(Note, pk=pk)
    if act not in ACTS or (act in ("resolve", "reopen") and note.answers_id):
        raise Http404
    try:
        note = ACTS[act](note, by=request.user)
    except NotYours as why:
        raise PermissionDenied(str(why)) from why
    on = note.claim or note.figure or note.dispute or newest_of(note.version.article)
    return _show(request, on, changed=note.pk) if request.htmx else redirect(note)


def _show(request: HttpRequest, on: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    template = "verdicts/_notes.html" if request.htmx else "verdicts/notes.html"
    return render(request, template, notes_panel(on, request.user, **more), status=status)
