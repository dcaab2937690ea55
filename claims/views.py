"""Claims and figures beside their article, and the disputes that figures make."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import Version
from claims import services
from claims.models import Claim, Dispute, Figure
from claims.reading_desk import claim_panel_of, figure_panel_of, page_of
from verdicts.boards import resolution_page
from verdicts.dispute_list import list_of
from verdicts.forms import QuestionForm
from verdicts.panels import review_panel, verdicts_panel
from verdicts.permissions import needs


@require_safe
@vary_on_headers("HX-Request")
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Claim.objects.with_reading(), pk=pk)
    panel = claim_panel_of(row) | verdicts_panel(row, request.user)
    return _beside_article(request, row.version, "claims/_claim.html", panel)


@require_safe
@vary_on_headers("HX-Request")
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Figure.objects.with_sources(), pk=pk)
    panel = figure_panel_of(row) | review_panel(row)
    return _beside_article(request, row.version, "claims/_figure.html", panel)


def _beside_article(request: HttpRequest, version: Version, panel: str, shown: dict) -> HttpResponse:
    """The panel alone for htmx, the article with it otherwise."""
    shown |= {"article": version.article, "version": version}
    if request.htmx:
        return render(request, panel, shown)
    return render(request, "articles/article.html", page_of(version) | shown | {"panel": panel})


@require_safe
@vary_on_headers("HX-Target")
def disputes(request: HttpRequest) -> HttpResponse:
    template = "claims/_disputes.html" if request.htmx.target == "disputes" else "claims/disputes.html"
    return render(request, template, list_of(request.GET))


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
