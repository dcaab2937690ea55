"""The register of sources, for everybody who reads and decides."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.profiles import profile_of
from claims.said import list_of_sources, names_of, page_of_source
from sources.history import history_of
from sources.models import Source
from verdicts.track_record import track_record

CHANGES = 50  # on one page


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "sources/list.html", list_of_sources(request.GET))


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Source.objects.with_merges(), pk=pk)
    names = names_of(row)
    page = page_of_source(row, request.GET) | profile_of(names) | track_record(names)
    return render(request, "sources/source.html", page)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Source, pk=pk)
    page = Paginator(history_of(row), CHANGES).get_page(request.GET.get("page"))
    context = {"source": row, "page": page, "changes": page.object_list, "page_query": ""}
    return render(request, "sources/history.html", context)
