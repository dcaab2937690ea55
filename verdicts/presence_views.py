"""The door of who is on an article now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from verdicts.presence import be_on


@require_safe
def here(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    shown = {"article": article, "here": be_on(article.pk, request.user), "is_asked": True}
    response = render(request, "verdicts/_here.html", shown)
    response["Cache-Control"] = "no-store"
    return response
