"""Grouping: moving and splitting off figures, merging disputes, answering suggestions, undoing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import Dispute, Suggestion
from verdicts import placements
from verdicts.grouping import says
from verdicts.models import Placement
from verdicts.permissions import needs
from verdicts.placement_forms import NEW, NONE, AnswerForm, MergeForm, RegroupForm
from verdicts.placements import CannotPlace
from verdicts.services import Stale
from verdicts.targets import merge_page, regroup_page

GONE = gettext_lazy("Somebody answered or changed that meanwhile. Nothing of yours was done.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("claims.change_dispute")
def regroup(request: HttpRequest, dispute_pk: int) -> HttpResponse:
    dispute = get_object_or_404(Dispute, pk=dispute_pk)
    if request.method != "POST":
        return _show_regroup(request, dispute)
    form = RegroupForm(request.POST)
    if not form.is_valid() or not _chosen(request):
        return _show_regroup(request, dispute, status=422, form=form)

    try:
        placement = _regroup(dispute, form, _chosen(request), request.user)
    except Stale:
        return _show_regroup(request, dispute, status=409, form=form, is_stale=True)
    except CannotPlace as refusal:
        form.add_error(None, str(refusal))
        return _show_regroup(request, dispute, status=422, form=form)
    return _done(request, placement, dispute)


def _regroup(dispute: Dispute, form: RegroupForm, figures: list[int], by: User) -> Placement:
    said = form.cleaned_data
    about = {"figures": figures, "seen": said["seen"], "reason": said["reason"], "by": by}
    if said["to"] == NEW:
        return placements.split_figures(dispute, question=said["question"], **about)
    return placements.move_figures(dispute, to=None if said["to"] == NONE else said["to"], **about)


def _chosen(request: HttpRequest) -> list[int]:
    params = request.POST if request.method == "POST" else request.GET
    return [int(pk) for pk in params.getlist("figure") if pk.isdecimal() and len(pk) < 19][:5000]


def _show_regroup(request: HttpRequest, dispute: Dispute, *, status: int = 200, **more: Any) -> HttpResponse:
    words = (request.GET.get("q") or request.POST.get("q", "")).replace("\0", "").strip()
    page = regroup_page(Dispute.objects.get(pk=dispute.pk), _chosen(request), words, **more)
    return render(request, "verdicts/regroup.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("claims.change_dispute")
def merge(request: HttpRequest, dispute_pk: int) -> HttpResponse:
    dispute = get_object_or_404(Dispute, pk=dispute_pk)
    if request.method != "POST":
        return _show_merge(request, dispute)
    form = MergeForm(request.POST)
    if not form.is_valid():
        return _show_merge(request, dispute, status=422, form=form)

    try:
        placement = placements.merge_disputes(dispute, **form.cleaned_data, by=request.user)
    except Stale:
        return _show_merge(request, dispute, status=409, form=form, is_stale=True)
    except CannotPlace as refusal:
        form.add_error(None, str(refusal))
        return _show_merge(request, dispute, status=422, form=form)
    return _done(request, placement, form.cleaned_data["into"])


def _show_merge(request: HttpRequest, dispute: Dispute, *, status: int = 200, **more: Any) -> HttpResponse:
    words = (request.GET.get("q") or request.POST.get("q", "")).replace("\0", "").strip()
    page = merge_page(Dispute.objects.get(pk=dispute.pk), words, **more)
    return render(request, "verdicts/merge.html", page, status=status)


@require_POST
@needs("claims.change_dispute")
def answer_suggestion(request: HttpRequest, dispute_pk: int, pk: int) -> HttpResponse:
    dispute = get_object_or_404(Dispute, pk=dispute_pk)
    suggestion = Suggestion.objects.filter(pk=pk, dispute=dispute).first()
    form = AnswerForm(request.POST)
    if suggestion is None or not form.is_valid():
        return _too_late(request, dispute)

    is_yes = form.cleaned_data["answer"] == "yes"
    answer = placements.accept_suggestion if is_yes else placements.reject_suggestion
    try:
        placement = answer(suggestion, seen=form.cleaned_data["seen"], by=request.user)
    except Stale:
        return _too_late(request, dispute)
    return _done(request, placement, dispute, at="#suggestions")


@require_POST
@needs("claims.change_dispute")
def undo_placement(request: HttpRequest, dispute_pk: int, pk: int) -> HttpResponse:
    dispute = get_object_or_404(Dispute, pk=dispute_pk)
    placement = get_object_or_404(Placement.objects.of_dispute(dispute), pk=pk)
    try:
        undone = placements.undo_placement(placement, by=request.user)
    except Stale:
        return _too_late(request, dispute)
    except CannotPlace as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("claims:dispute", args=[dispute.pk]) + "#grouping")
    return _done(request, undone, dispute)


def _done(
    request: HttpRequest, placement: Placement, dispute: Dispute, *, at: str = "#grouping"
) -> HttpResponse:
    messages.success(request, _("You %(says)s.") % {"says": says(placement, dispute)})
    return redirect(reverse("claims:dispute", args=[dispute.pk]) + at)


def _too_late(request: HttpRequest, dispute: Dispute) -> HttpResponse:
    """What was asked about is not so any more: nothing was done, and where to look."""
    back = reverse("claims:dispute", args=[dispute.pk]) + "#grouping"
    return render(request, "409.html", {"reason": GONE, "back": back}, status=409)
