"""The doors of the history."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from claims.models import Claim, Dispute, Figure
from sources.models import Source
from verdicts import undoing
from verdicts.acts import Act
from verdicts.histories import KINDS, Wanted, history, people_of_history
from verdicts.permissions import needs

MODELS = {"article": Article, "claim": Claim, "figure": Figure, "dispute": Dispute, "source": Source}
FILTERS = ("kind", "who", "from", "to")


@require_safe
def all_history(request: HttpRequest) -> HttpResponse:
    return _show(request, None)


@require_safe
def history_on(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in MODELS:
        raise Http404
    return _show(request, get_object_or_404(MODELS[kind], pk=pk))


def _show(request: HttpRequest, on: Any) -> HttpResponse:
    given = {name: request.GET.get(name, "").replace("\0", "")[:40] for name in (*FILTERS, "before")}
    wanted = _wanted(given)
    events, has_more = history(wanted, on)
    kept = {name: given[name] for name in FILTERS if given[name]}
    older = urlencode(kept | {"before": events[-1].at.isoformat()}) if has_more else ""
    shown = {"events": events, "on": on, "given": given, "older": older, "is_filtered": bool(kept),
             "kinds": KINDS.items(), "people": people_of_history(), "newest": urlencode(kept)}  # fmt: skip
    return render(request, "verdicts/history.html", shown)


def _wanted(given: dict[str, str]) -> Wanted:
    """What the address asks for; what is no choice of a filter is as if it were not there."""
    who = given["who"]
    until = [moment for moment in (_day(given["to"], plus=1), _moment(given["before"])) if moment]
    return Wanted(
        kind=given["kind"] if given["kind"] in KINDS else "",
        person=int(who) if who.isdecimal() and len(who) < 10 else None,
        by_machine={"machine": True, "people": False}.get(who),
        since=_day(given["from"]),
        until=min(until, default=None),
    )


def _day(text: str, *, plus: int = 0) -> datetime | None:
    """The moment a day begins where the reader is, or so many days later."""
    try:
        day = parse_date(text)
        begins = datetime.combine(day + timedelta(days=plus), time.min) if day else None
        return timezone.make_aware(begins) if begins else None
    except (ValueError, OverflowError):
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is None or timezone.is_aware(moment) else timezone.make_aware(moment)


@require_POST
@needs("verdicts.add_review")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """One act on a mark, from the history."""
    act = get_object_or_404(Act.objects.select_related("version"), pk=pk)
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    back = back if is_ours else reverse("verdicts:history")
    try:
        undoing.take_back(act, by=request.user)
    except undoing.NothingToUndo as why:
        return render(request, "409.html", {"reason": str(why), "back": back}, status=409)
    messages.success(
        request, _("Taken back: %(given_by)s %(words)s.") % {"given_by": act.given_by, "words": act.words}
    )
    return redirect(back)
