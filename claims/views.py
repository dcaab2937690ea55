"""Claims and figures beside their article, and the disputes that figures make."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import Version
from claims import services
from claims.models import Claim, Dispute, Figure
from claims.reading_desk import page_of
from verdicts.boards import resolution_page
from verdicts.dispute_list import list_of
from verdicts.dispute_search import Asked
from verdicts.exports import as_csv, as_json, disputes_in_full
from verdicts.forms import QuestionForm
from verdicts.permissions import needs
from verdicts.searching import Unreadable
from verdicts.span_panels import claim_panel, opened_panel


@require_safe
@vary_on_headers("HX-Request")
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Claim.objects.with_reading(), pk=pk)
    panel = claim_panel(row, request.user)
    return _beside_article(request, row.version, "claims/_claim.html", panel)


@require_safe
@vary_on_headers("HX-Request")
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Figure.objects.with_sources(), pk=pk)
    panel = opened_panel(row)
    return _beside_article(request, row.version, "claims/_figure.html", panel)


def _beside_article(request: HttpRequest, version: Version, panel: str, shown: dict) -> HttpResponse:
    """The panel alone for htmx, the article with it otherwise."""
    shown |= {"article": version.article, "version": version}
    if request.htmx:
        return render(request, panel, shown)
    page = page_of(version, request.GET)
    return render(request, "articles/article.html", page | shown | {"panel": panel})


@require_safe
@vary_on_headers("HX-Target")
def disputes(request: HttpRequest) -> HttpResponse:
    template = "claims/_disputes.html" if request.htmx.target == "disputes" else "claims/disputes.html"
    page = list_of(request.GET, request.user)
    return render(request, template, page, status=422 if page["unreadable"] else 200)


@require_safe
def export_disputes(request: HttpRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    asked = Asked.of(request.GET)
    try:
        wanted = disputes_in_full(asked, request.user, host=request.build_absolute_uri("/").rstrip("/"))
    except Unreadable as why:
        return HttpResponse(f"{why}\n", content_type="text/plain; charset=utf-8", status=422)
    lines = as_json(wanted, asked) if kind == "json" else as_csv(wanted)
    written = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    name = f"disputes-{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type=written, headers=headers)


@require_safe
@vary_on_headers("HX-Target")
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Dispute, pk=pk)
    if row.merged_into_id:
        return redirect(f"{row.stands_for.get_absolute_url()}#merged-{row.pk}")
    page = resolution_page(row, request.user, request.GET)
    template = {"board": "claims/_board.html", "resolution-says": "verdicts/_resolution_says.html"}
    return render(request, template.get(request.htmx.target or "", "claims/dispute.html"), page)


@require_POST
@needs("claims.change_dispute")
def name_question(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Dispute, pk=pk)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        page = resolution_page(row, request.user, request.GET, question_form=form)
        return render(request, "claims/dispute.html", page, status=422)

    services.name_question(row, question=form.cleaned_data["question"])
    return redirect(row)
