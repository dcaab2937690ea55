"""Marking the text by hand: claims, figures, who said it, evidence; setting ends; undo and redo."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, push_url

from articles.models import Version
from claims.models import Attribution, Claim, Figure
from claims.queueing import queue_figure
from claims.reading_desk import overview_of, page_of
from claims.spans import claim_around
from verdicts import spans, undoing
from verdicts.digests import digest_of_claim
from verdicts.forms import VerdictForm
from verdicts.marked import lines_of, marked_after
from verdicts.note_forms import SpanNoteForm
from verdicts.notes import notes_panel
from verdicts.permissions import needs
from verdicts.services import Stale
from verdicts.span_forms import DismissClaimForm, SpanForm
from verdicts.span_panels import panel_of

MODELS = {"claim": Claim, "figure": Figure}
AnyRow = Claim | Figure | Attribution


def _version(pk: int) -> Version:
    return get_object_or_404(Version.objects.select_related("article__publisher__merged_into"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("verdicts.add_review")
def mark_span(request: HttpRequest, version_pk: int) -> HttpResponse:
    version = _version(version_pk)
    if request.method != "POST":
        return _ask(request, version, SpanForm(version=version, initial=request.GET.dict()))
    form = SpanForm(request.POST, version=version)
    if not form.is_valid():
        return _ask(request, version, form, status=422)
    if form.other_text or version.article.versions.filter(number__gt=version.number).exists():
        return _ask(request, version, form, status=409)
    if form.asks_who:
        return _ask(request, version, _asking_who(form))

    return MAKERS[form.cleaned_data["make"]](request, version, form.cleaned_data)


def _ask(request: HttpRequest, version: Version, form: SpanForm, *, status: int = 200) -> HttpResponse:
    template = "verdicts/_mark.html" if request.htmx else "verdicts/mark.html"
    shown = {"version": version, "article": version.article, "form": form, "is_old": status == 409}
    return render(request, template, shown, status=status)


def _asking_who(form: SpanForm) -> SpanForm:
    said = form.cleaned_data
    words = form.version.text[said["start"] : said["end"]]
    return SpanForm(version=form.version, initial=said | {"words": words, "name": words[:200]})


def _mark_claim(request: HttpRequest, version: Version, said: dict[str, Any]) -> HttpResponse:
    claim = spans.mark_claim(version, said["start"], said["end"], by=request.user)
    return _show(request, claim, told=_("Marked as a claim."))


def _mark_figure(request: HttpRequest, version: Version, said: dict[str, Any]) -> HttpResponse:
    figure = spans.mark_figure(version, said["start"], said["end"], by=request.user)
    queue_figure(figure)
    return _show(request, figure, told=_("Marked as a figure. A worker reads it."))


def _mark_attribution(request: HttpRequest, version: Version, said: dict[str, Any]) -> HttpResponse:
    about = {name: said[name] for name in ("start", "end", "name", "cue")}
    kind, role = said["kind"] or "other", said["role"] or "originator"
    row = spans.mark_attribution(version, **about, kind=kind, role=role, by=request.user)
    told = _("%s said it, by your word.") % row.source
    return _show(request, row, told=told, spans=[(said["start"], said["end"])])


def _use_as_evidence(request: HttpRequest, version: Version, said: dict[str, Any]) -> HttpResponse:
    """The verdict form of the claim in hand, or of the one around, with the passage in its evidence."""
    claim = _in_hand(said["row"]) or claim_around(version, said["start"], said["end"])
    if claim is None:
        form = SpanForm(request.POST, version=version)
        form.add_error(None, _("Open the claim that this is evidence for first."))
        return _ask(request, version, form, status=422)
    address = version.article.address or request.build_absolute_uri(version.article.get_absolute_url())
    piece = {"address": address, "quote": version.text[said["start"] : said["end"]], "stance": "context"}
    verdict = VerdictForm(initial={"seen": digest_of_claim(claim)}, evidence=[piece])
    return _show(request, claim, told="", is_kept=True, verdict_form=verdict, is_open=True)


def _begin_note(request: HttpRequest, version: Version, said: dict[str, Any]) -> HttpResponse:
    """A form for a note on these words; without a script on a page of its own."""
    if not request.htmx:
        address = reverse("verdicts:notes", args=["version", version.pk])
        return redirect(f"{address}?start={said['start']}&end={said['end']}")
    quote = version.text[said["start"] : said["end"]]
    form = SpanNoteForm(version=version, initial={"start": said["start"], "quote": quote})
    form.fields["text"].widget.attrs["data-focus"] = ""
    begun = notes_panel(version, request.user, note_form=form, is_open=True)
    return render(request, "verdicts/_note_begun.html", begun | {"article": version.article})


def _in_hand(name: str) -> Claim | None:
    kind, _dash, pk = name.partition("-")
    if kind == "figure":
        return Claim.objects.filter(figures=int(pk)).first()
    return Claim.objects.filter(pk=int(pk)).first() if pk else None


def _set_ends(request: HttpRequest, version: Version, said: dict[str, Any]) -> HttpResponse:
    kind, _dash, pk = said["row"].partition("-")
    row = get_object_or_404(MODELS.get(kind, Claim), pk=int(pk or 0), version=version)
    before = [(row.start, row.end)]
    try:
        row = spans.set_ends(row, said["start"], said["end"], seen=said["seen"], by=request.user)
    except Stale:
        yours = version.text[said["start"] : said["end"]]
        stale = {"yours": yours, "yours_start": said["start"], "yours_end": said["end"]}
        return _show(request, row, told="", status=409, **stale)
    if kind == "figure":
        queue_figure(row)
    return _show(request, row, told=_("Its ends are set."), spans=before)


MAKERS: dict[str, Callable[[HttpRequest, Version, dict[str, Any]], HttpResponse]] = {
    "claim": _mark_claim, "figure": _mark_figure, "attribution": _mark_attribution,
    "evidence": _use_as_evidence, "ends": _set_ends, "note": _begin_note,
}  # fmt: skip


def _show(
    request: HttpRequest, row: AnyRow, *, told: str, status: int = 200, is_kept: bool = False, **more: Any
) -> HttpResponse:
    """A row in its panel beside the text, its lines marked anew; the page itself for a browser without a
    script. `spans` are where it stood before; `is_partial` says that more may look different."""
    home = row.claims.first() if isinstance(row, Attribution) else row
    is_done = status == 200 and not is_kept
    if is_done and not request.htmx:
        messages.success(request, told)
        return redirect(home)
    if is_done and request.htmx.current_url_abs_path == request.get_full_path():
        return HttpResponseClientRedirect(home.get_absolute_url())  # from the form's own page: no text there
    changed = {name: more.pop(name) for name in ("spans", "is_partial") if name in more}
    page = panel_of(row, request.user, **more) | {"told": told}
    shown = page.get("figure") or page["claim"]
    page["article"] = shown.version.article
    if not request.htmx:
        page = page_of(shown.version, request.GET) | page
        return render(request, "articles/article.html", page, status=status)
    page |= lines_of(row, home, shown, **changed)
    return push_url(render(request, "verdicts/_marked.html", page, status=status), shown.get_absolute_url())


@require_POST
@needs("verdicts.add_review")
def dismiss_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("version__article"), pk=pk)
    form = DismissClaimForm(request.POST)
    if not form.is_valid():
        return _show(request, claim, told="", status=422, dismiss_claim_form=form)
    try:
        claim = spans.dismiss_claim(claim, **form.cleaned_data, by=request.user)
    except Stale:
        again = form.with_seen(spans.digest_of_span(claim))
        return _show(request, claim, told="", status=409, dismiss_claim_form=again, is_stale_span=True)
    return _show(request, claim, told=_("Dismissed: it claims nothing."))


@require_POST
@needs("verdicts.add_review")
def restore_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("version__article"), pk=pk)
    try:
        claim = spans.restore_claim(claim, seen=request.POST.get("seen", ""), by=request.user)
    except Stale:
        return _show(request, claim, told="", status=409, is_stale_span=True)
    return _show(request, claim, told=_("It is a claim again."))


@require_POST
@needs("verdicts.add_review")
def undo(request: HttpRequest, version_pk: int) -> HttpResponse:
    return _turn(request, _version(version_pk), undoing.undo, _("Undone: you {}."))


@require_POST
@needs("verdicts.add_review")
def redo(request: HttpRequest, version_pk: int) -> HttpResponse:
    return _turn(request, _version(version_pk), undoing.redo, _("Done again: you {}."))


def _turn(request: HttpRequest, version: Version, turn: Callable[..., Any], sentence: str) -> HttpResponse:
    try:
        act = turn(version, by=request.user)
    except undoing.NothingToUndo as why:
        if not request.htmx:
            messages.info(request, str(why))
            return redirect(version.article)
        response = render(request, "verdicts/_told.html", {"told": str(why)}, status=409)
        response["HX-Reswap"] = "none"  # the panel stays; only the sentence goes to its place
        return response
    told = sentence.format(act.words)
    spans = [(state["start"], state["end"]) for state in (act.before, act.after)]
    is_partial = act.figure_id is not None  # it may have left its dispute, whose others look different then
    if not act.after["is_gone"]:
        return _show(request, act.row, told=told, spans=spans, is_partial=is_partial)
    if not request.htmx:
        messages.success(request, told)
        return redirect(version.article)
    page = overview_of(version) | {"panel": "articles/_overview.html", "told": told}
    page |= marked_after(version, spans, is_partial=is_partial)
    return push_url(render(request, "verdicts/_marked.html", page), version.article.get_absolute_url())
