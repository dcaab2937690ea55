"""The register of sources, for everybody who reads and decides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.said import list_of_sources, page_of_source
from sources.models import Source


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "sources/list.html", list_of_sources(request.GET))


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Source.objects.with_merges(), pk=pk)
    return render(request, "sources/source.html", page_of_source(row, request.GET))
