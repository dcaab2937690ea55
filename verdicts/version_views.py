"""All versions of a decision, and what changed between any two."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Claim, Dispute
from verdicts.versions import of_claim, of_dispute, versions_page


@require_safe
def resolution_versions(request: HttpRequest, dispute_pk: int) -> HttpResponse:
    dispute = get_object_or_404(Dispute, pk=dispute_pk)
    page = versions_page(of_dispute(dispute), request.GET)
    return render(request, "verdicts/versions.html", page | {"about": dispute, "title": dispute.question})


@require_safe
def verdict_versions(request: HttpRequest, claim_pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=claim_pk)
    page = versions_page(of_claim(claim), request.GET)
    return render(request, "verdicts/versions.html", page | {"about": claim, "title": f"“{claim.text}”"})
