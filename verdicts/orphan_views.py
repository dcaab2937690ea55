"""The room of orphans: what was decided of a text that the newest version no longer has."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim, Figure
from verdicts import anchoring
from verdicts.anchors import page_of_orphans
from verdicts.models import Anchoring
from verdicts.permissions import needs
from verdicts.services import Stale

MODELS: dict[str, Any] = {"claim": Claim, "figure": Figure}
NO_PLACE = gettext_lazy("Choose a place, or let it go with a reason.")
NO_REASON = gettext_lazy("Say why it is let go: a word or two for whoever decided it.")
GONE_ON = gettext_lazy("Somebody answered this already, or its text is back. Nothing was saved.")


@require_safe
def orphans(request: HttpRequest) -> HttpResponse:
    return render(request, "verdicts/orphans.html", page_of_orphans(request.GET.get("article", "")))


@require_POST
@needs("verdicts.add_review")
def answer(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    row = get_object_or_404(MODELS[kind].objects.select_related("version"), pk=pk)
    reason, to = request.POST.get("reason", "").strip()[:1000], request.POST.get("to", "")
    is_letting_go = request.POST.get("answer") == "let_go"
    if (is_letting_go and not reason) or (not is_letting_go and not _is_key(to)):
        return _refuse(request, NO_REASON if is_letting_go else NO_PLACE, status=422)

    try:
        if is_letting_go:
            anchoring.let_go(row, by=request.user, reason=reason)
        else:
            anchoring.reanchor(row, to=int(to), by=request.user, reason=reason)
    except Stale:
        return _refuse(request, GONE_ON, status=409)
    except anchoring.CannotAnchor as why:
        return _refuse(request, str(why), status=409)
    messages.success(request, _("Let go; it is kept.") if is_letting_go else _("It stands at its new place."))
    return redirect(_back(request))


@require_POST
@needs("verdicts.add_review")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        anchoring.undo_anchoring(get_object_or_404(Anchoring, pk=pk), by=request.user)
    except Stale:
        return _refuse(request, "This was taken back already.", status=409)
    except anchoring.CannotAnchor as why:
        return _refuse(request, str(why), status=409)
    messages.success(request, _("Taken back."))
    return redirect(_back(request))


def _refuse(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("reason", "to", "about")}
    page = page_of_orphans(request.POST.get("article", "")) | {"refused": why, "typed": typed}
    return render(request, "verdicts/orphans.html", page, status=status)


def _back(request: HttpRequest) -> str:
    article = request.POST.get("article", "")
    return reverse("verdicts:orphans") + (f"?article={article}" if _is_key(article) else "")


def _is_key(said: str) -> bool:
    return said.isdecimal() and said.isascii() and len(said) < 19
