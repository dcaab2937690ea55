"""Two figures and how they compare: what the machine finds, what a person says instead."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import Figure
from verdicts import comparisons
from verdicts.beside import beside_page
from verdicts.comparison_forms import OverruleForm, WithdrawForm
from verdicts.comparisons import CannotCompare
from verdicts.digests import digest_of_pair
from verdicts.permissions import needs
from verdicts.services import Stale

Pair = tuple[Figure, Figure]


@require_http_methods(["GET", "HEAD", "POST"])
def overrule(request: HttpRequest, one: int, other: int) -> HttpResponse:
    pair = _pair(one, other)
    if request.method != "POST":
        return redirect("verdicts:beside", other, one) if one > other else _show(request, pair)
    return _overrule(request, pair)


@needs("verdicts.add_overruling")
def _overrule(request: HttpRequest, pair: Pair) -> HttpResponse:
    form = OverruleForm(request.POST, pair=pair)
    if not form.is_valid():
        return _show(request, pair, status=422, form=form)

    try:
        comparisons.overrule(pair, **form.cleaned_data, by=request.user)
    except Stale:
        newest = comparisons.overrulings_of(pair).first()
        if not (newest and newest.given_by_id == request.user.pk and form.repeats(newest)):
            return _show(request, pair, status=409, is_stale=True, form=form.with_seen(_seen(pair)))
    except CannotCompare as refusal:
        form.add_error(None, str(refusal))
        return _show(request, pair, status=422, form=form)
    return _done(request, pair, _("Your comparison stands in place of the machine's."))


@require_POST
@needs("verdicts.add_overruling")
def withdraw_overruling(request: HttpRequest, one: int, other: int) -> HttpResponse:
    pair = _pair(one, other)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _show(request, pair, status=422, withdraw_form=form)

    try:
        comparisons.withdraw_overruling(pair, **form.cleaned_data, by=request.user)
    except Stale:
        again = form.with_seen(_seen(pair))
        return _show(request, pair, status=409, is_stale=True, withdraw_form=again)
    return _done(request, pair, _("The machine compares these two again."))


def _pair(one: int, other: int) -> Pair:
    """Both figures, the earlier first."""
    found = list(Figure.objects.with_sources().filter(pk__in=[one, other]).order_by("pk"))
    if len(found) != 2:
        raise Http404("No such two figures.")
    return found[0], found[1]


def _seen(pair: Pair) -> str:
    one, other = _pair(pair[0].pk, pair[1].pk)
    return digest_of_pair(one, other)


def _show(request: HttpRequest, pair: Pair, *, status: int = 200, **more: Any) -> HttpResponse:
    page = beside_page(_pair(pair[0].pk, pair[1].pk), request.user, **more)
    return render(request, "verdicts/beside.html", page, status=status)


def _done(request: HttpRequest, pair: Pair, said: str) -> HttpResponse:
    messages.success(request, said)
    dispute = Figure.objects.select_related("dispute").get(pk=pair[0].pk).dispute
    return redirect(f"{dispute.get_absolute_url()}#board" if dispute else pair[0])
