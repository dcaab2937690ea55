"""Keeping what an editor has typed of a resolution, and forgetting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from claims.models import Dispute
from verdicts import services
from verdicts.boards import resolution_panel
from verdicts.evidence import EvidenceForms
from verdicts.models import Draft
from verdicts.permissions import needs

FIELDS = ("method", "low", "best", "high", "wording", "reason")
LONGEST = 50_000  # characters of one field


@require_POST
@needs("verdicts.add_resolution")
def keep_draft(request: HttpRequest, dispute_pk: int) -> HttpResponse:
    """By the button, or by itself a moment after something was typed."""
    dispute = get_object_or_404(Dispute, pk=dispute_pk).stands_for
    draft = _keep(dispute, request.POST, request)
    if request.htmx and request.htmx.target == "draft-state":
        return render(request, "verdicts/_draft_state.html", {"dispute": dispute, "draft": draft})
    if request.htmx:
        panel = resolution_panel(dispute, request.user)
        return render(request, "verdicts/_resolution_kept.html", panel)
    return redirect(f"{dispute.get_absolute_url()}#resolve")


def _keep(dispute: Dispute, data: QueryDict, request: HttpRequest) -> Draft | None:
    typed = typed_in(data)
    if _is_proposed(dispute, typed, request):
        return None
    if not typed["evidence"] and not any(typed["fields"][name] for name in FIELDS if name != "method"):
        services.drop_draft(dispute, by=request.user)
        return None
    return services.keep_draft(dispute, typed=typed, seen=_plain(data.get("seen", ""))[:40], by=request.user)


def typed_in(data: QueryDict) -> dict[str, Any]:
    """What stands in the form, unchecked."""
    fields = {name: _plain(data.get(name, "")) for name in FIELDS}
    rows = [{name: _plain(value) for name, value in row.items()} for row in EvidenceForms.typed(data)]
    return {"fields": fields, "evidence": rows}


def _plain(text: str) -> str:
    return text.replace("\0", "")[:LONGEST]


def _is_proposed(dispute: Dispute, typed: dict[str, Any], request: HttpRequest) -> bool:
    """Whether this was proposed just now, and only the keeping of it comes late."""
    newest = dispute.resolutions.first()
    says = [typed["fields"][name].replace("\r\n", "\n").strip() for name in ("wording", "reason")]
    return newest is not None and newest.given_by_id == request.user.pk and (
        [newest.wording.replace("\r\n", "\n"), newest.reason.replace("\r\n", "\n")] == says
    )  # fmt: skip


@require_POST
@needs("verdicts.add_resolution")
def drop_draft(request: HttpRequest, dispute_pk: int) -> HttpResponse:
    dispute = get_object_or_404(Dispute, pk=dispute_pk).stands_for
    services.drop_draft(dispute, by=request.user)
    messages.success(request, _("Your draft is gone."))
    target = dispute.get_absolute_url()
    return HttpResponseClientRedirect(target) if request.htmx else redirect(f"{target}#resolve")
