"""Deciding: reviews of figures, verdicts on claims, resolutions of disputes, approval, the inbox."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url, reswap, retarget

from claims.models import Claim, Dispute, Figure
from claims.passages import Span
from verdicts import services
from verdicts.alike import claims_alike
from verdicts.boards import resolution_page, resolution_panel
from verdicts.digests import digest_of_claim, digest_of_figure
from verdicts.evidence import EvidenceForms
from verdicts.forms import (
    CorrectForm,
    DismissForm,
    OverrideForm,
    ResolutionForm,
    ReturnForm,
    ReviewForm,
    VerdictForm,
)
from verdicts.marked import kin_of
from verdicts.models import Decision, Resolution, Review, Verdict
from verdicts.panels import (
    decision_row,
    review_panel,
    verdict_taken_up,
    verdicts_panel,
)
from verdicts.permissions import needs, why_no_approval, why_no_override, why_no_return
from verdicts.span_panels import next_panel, reviewed_panel
from verdicts.waiting import count_waiting, inbox_of

Outcome = Review.Outcome


def whole_or_part(request: HttpRequest, part: str, whole: str) -> str:
    """The fragment for htmx, the page that holds it for a browser without."""
    return part if request.htmx else whole


# --- figures ---


@require_http_methods(["GET", "HEAD", "POST"])
@needs("verdicts.add_review")
def review_figure(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(Figure.objects.select_related("version__article"), pk=pk)
    if request.method != "POST":
        return _show_review(request, figure)
    form = _review_form(request.POST, figure)
    if not form.is_valid():
        return _show_review(request, figure, status=422, **{_name_of(form): form})

    kin = kin_of(figure)
    try:
        services.review_figure(figure, **form.decision(), by=request.user)
    except services.Stale:
        if not _was_done_already(figure, form, request):
            return _show_stale_review(request, figure, form)
    return _show_reviewed(request, figure, form, kin)


def _show_reviewed(
    request: HttpRequest, figure: Figure, form: ReviewForm, kin: Sequence[Span]
) -> HttpResponse:
    """The figure in its panel; or straight on to the next, for those who work through a text."""
    outcome = Outcome(form.cleaned_data["outcome"]).label
    figure.dispute_id = Figure.objects.values_list("dispute", flat=True).get(pk=figure.pk)
    following = next_panel(figure, outcome, kin) if "next" in request.POST else None
    if not request.htmx:
        return redirect(following["figure"] if following else figure)
    if request.htmx.current_url_abs_path == request.get_full_path():
        return _show_review(
            request, Figure.objects.with_sources().get(pk=figure.pk)
        )  # from the review's own page: there is no text beside it
    template = "verdicts/_next_figure.html" if following else "verdicts/_marked.html"
    response = render(request, template, following or reviewed_panel(figure.pk, outcome, kin))
    response = reswap(retarget(response, "#panel"), "outerHTML show:none")
    return push_url(response, following["figure"].get_absolute_url()) if following else response


def _review_form(data: QueryDict, figure: Figure) -> ReviewForm:
    if data.get("outcome") == Outcome.CORRECTED:
        return CorrectForm(data, figure=figure)
    return (DismissForm if data.get("outcome") == Outcome.DISMISSED else ReviewForm)(data)


def _name_of(form: ReviewForm) -> str:
    names = {CorrectForm: "review_form", DismissForm: "dismiss_form"}
    return names.get(type(form), "refused_form")


def _was_done_already(figure: Figure, form: ReviewForm, request: HttpRequest) -> bool:
    """A second press of the same button by the same person: what was asked for stands already."""
    last = figure.reviews.first()
    return last is not None and last.given_by_id == request.user.pk and form.repeats(last)


def _show_review(request: HttpRequest, figure: Figure, *, status: int = 200, **more: Any) -> HttpResponse:
    template = whole_or_part(request, "verdicts/_figure_review.html", "verdicts/review.html")
    return render(request, template, review_panel(figure, **more), status=status)


def _show_stale_review(request: HttpRequest, figure: Figure, form: ReviewForm) -> HttpResponse:
    figure = Figure.objects.with_sources().get(pk=figure.pk)
    again = form.with_seen(digest_of_figure(figure))
    return _show_review(request, figure, status=409, is_stale=True, **{_name_of(form): again})


# --- claims ---


@require_http_methods(["GET", "HEAD", "POST"])
@needs("verdicts.add_verdict")
def give_verdict(request: HttpRequest, claim_pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("version__article"), pk=claim_pk)
    if request.method != "POST":
        return _show_verdicts(request, claim, **verdict_taken_up(claim, request.GET.get("from", "")))
    if "more_evidence" in request.POST:
        return _show_verdicts(request, claim, verdict_form=VerdictForm.unsaved(request.POST), is_open=True)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _show_verdicts(request, claim, status=422, verdict_form=form)

    try:
        services.give_verdict(claim, **form.decision(), by=request.user)
    except services.Stale:
        newest = claim.verdicts.first()
        if not (newest and newest.given_by_id == request.user.pk and form.repeats(newest)):
            again = form.with_seen(digest_of_claim(Claim.objects.get(pk=claim.pk)))
            return _show_verdicts(
                request, claim, status=409, verdict_form=again, is_stale=True, newest=newest
            )
    return _show_verdicts(request, claim) if request.htmx else redirect(claim)


def _show_verdicts(request: HttpRequest, claim: Claim, *, status: int = 200, **more: Any) -> HttpResponse:
    template = whole_or_part(request, "verdicts/_verdicts.html", "verdicts/verdicts.html")
    return render(request, template, verdicts_panel(claim, request.user, **more), status=status)


@require_safe
def alike(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("version__article"), pk=pk)
    template = whole_or_part(request, "verdicts/_alike.html", "verdicts/alike.html")
    return render(request, template, {"claim": claim, "alike": claims_alike(claim)})


# --- disputes ---


@require_POST
@needs("verdicts.add_resolution")
def resolve_dispute(request: HttpRequest, dispute_pk: int) -> HttpResponse:
    dispute = Dispute.objects.filter(pk=dispute_pk).first()
    if dispute is None:
        return _show_gone(request)
    if dispute.merged_into_id:
        form = ResolutionForm(request.POST)
        return _show_resolution(request, dispute.stands_for, 409, stale_form=form)
    if "more_evidence" in request.POST:
        return _show_resolution(request, dispute, 200, resolution_form=ResolutionForm.unsaved(request.POST))
    form = ResolutionForm(request.POST)
    if not form.is_valid():
        return _show_resolution(request, dispute, 422, resolution_form=form)

    try:
        services.resolve_dispute(dispute, **form.decision(), by=request.user)
    except services.Stale:
        newest = dispute.resolutions.first()
        if not (newest and newest.given_by_id == request.user.pk and form.repeats(newest)):
            return _show_resolution(request, dispute, 409, stale_form=form)
    target = reverse("claims:dispute", args=[dispute.pk])
    # With a fragment the browser would only scroll: it is on that page already.
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target + "#decision")


def _show_gone(request: HttpRequest) -> HttpResponse:
    """What was typed for a dispute that fell apart meanwhile, to be copied."""
    rows = EvidenceForms.typed(request.POST)
    typed = [(field, request.POST.get(field, "")) for field in ("low", "best", "high", "wording", "reason")]
    typed += [("evidence", f"{row['address']} {row['quote']}".strip()) for row in rows]
    template = whole_or_part(request, "verdicts/_gone.html", "verdicts/gone.html")
    return render(request, template, {"typed": [pair for pair in typed if pair[1]]}, status=409)


def _show_resolution(request: HttpRequest, dispute: Dispute, status: int, **more: Any) -> HttpResponse:
    """The form alone for htmx, the whole board otherwise."""
    if request.htmx:
        panel = resolution_panel(dispute, request.user, **more)
        return render(request, "verdicts/_resolution_form.html", panel, status=status)
    page = resolution_page(dispute, request.user, request.GET, **more)
    return render(request, "claims/dispute.html", page, status=status)


# --- the second person ---


@require_POST
def approve_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    return _approve(request, get_object_or_404(Verdict.objects.with_people(), pk=pk))


@require_POST
def approve_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    return _approve(request, get_object_or_404(Resolution.objects.with_people(), pk=pk))


@require_POST
def return_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    return _return(request, get_object_or_404(Verdict.objects.with_people(), pk=pk))


@require_POST
def return_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    return _return(request, get_object_or_404(Resolution.objects.with_people(), pk=pk))


@require_POST
def override_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    return _override(request, get_object_or_404(Verdict.objects.with_people(), pk=pk))


@require_POST
def override_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    return _override(request, get_object_or_404(Resolution.objects.with_people(), pk=pk))


def _approve(request: HttpRequest, decision: Decision) -> HttpResponse:
    refuse(why_no_approval(decision, request.user))
    try:
        decision = services.approve_decision(decision, by=request.user)
    except services.Stale:
        decision.refresh_from_db()
        if decision.approved_by_id != request.user.pk:
            return _show_decision(request, decision, status=409, is_stale=True)
    except services.MergedAway as why:
        page = {"reason": str(why), "back": why.into.get_absolute_url()}
        return render(request, "409.html", page, status=409)
    stands = "Approved: it stands from now on."
    said = stands if decision.approved_by_id else "Approved: it waits for one more approval."
    return _answered(request, decision, said)


def _override(request: HttpRequest, decision: Decision) -> HttpResponse:
    refuse(why_no_override(decision, request.user))
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return _show_decision(request, decision, status=422, override_form=form)

    try:
        decision = services.override_decision(decision, **form.cleaned_data, by=request.user)
    except services.Stale:
        decision.refresh_from_db()
        if decision.approved_by_id != request.user.pk:
            return _show_decision(request, decision, status=409, is_stale=True, **form.cleaned_data)
    except services.MergedAway as why:
        page = {"reason": str(why), "back": why.into.get_absolute_url()}
        return render(request, "409.html", page, status=409)
    return _answered(request, decision, "It stands from now on, with your reason.")


def _return(request: HttpRequest, decision: Decision) -> HttpResponse:
    refuse(why_no_return(decision, request.user))
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _show_decision(request, decision, status=422, return_form=form)

    try:
        decision = services.return_decision(decision, **form.cleaned_data, by=request.user)
    except services.Stale:
        decision.refresh_from_db()
        if decision.returned_by_id != request.user.pk:
            return _show_decision(request, decision, status=409, is_stale=True, **form.cleaned_data)
    return _answered(request, decision, "Sent back to its author, with your reason.")


def refuse(why_not: str) -> None:
    if why_not:
        raise PermissionDenied(why_not)


def _show_decision(
    request: HttpRequest, decision: Decision, *, status: int = 200, **more: Any
) -> HttpResponse:
    template = whole_or_part(request, "verdicts/_decision.html", "verdicts/decision.html")
    return render(request, template, {"row": decision_row(decision, request.user, **more)}, status=status)


def _answered(request: HttpRequest, decision: Decision, said: str) -> HttpResponse:
    if request.htmx:
        has_form_beside = isinstance(decision, Verdict) and "next" not in request.POST  # none in the inbox
        seen = digest_of_claim(decision.claim) if has_form_beside else ""
        return _show_decision(request, decision, seen=seen)
    messages.success(request, said)
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back if is_ours else decision.about.get_absolute_url())


# --- what waits for me ---


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    return render(request, "verdicts/inbox.html", inbox_of(request.user))


@require_safe
def inbox_count(request: HttpRequest) -> HttpResponse:
    return render(request, "verdicts/_inbox_count.html", {"count": count_waiting(request.user)})
