"""The rooms of articles: the list, adding one, reading one."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles import services
from articles.forms import ArticleForm, DetailsForm
from articles.models import Article, Version
from claims.progress import progress_of
from claims.queueing import queue_reading
from claims.reading_desk import overview_of, page_of
from claims.services import request_extraction
from claims.summaries import summaries
from verdicts.permissions import needs

PAGE = 25
JUST_NOW = timedelta(seconds=30)


@require_safe
def list_articles(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "")
    page = Paginator(Article.objects.with_latest().matching(wanted), PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/list.html", {"page": page, "rows": summaries(page), "q": wanted})


@require_http_methods(["GET", "POST"])
@needs("articles.add_article")
def add_article(request: HttpRequest) -> HttpResponse:
    form = ArticleForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "articles/add.html", {"form": form}, status=status)

    try:
        version = services.add_article(**form.cleaned_data, by=request.user)
    except services.AlreadyHere as found:
        return _offer(request, form, found.article)
    queue_reading(request_extraction(version, by=request.user))
    return _see(version.article)


def _offer(request: HttpRequest, form: ArticleForm, there: Article) -> HttpResponse:
    """The article that has this text. For a button pressed twice that is no news: its page comes at once."""
    if there.added_by_id == request.user.pk and timezone.now() - there.added_at < JUST_NOW:
        return _see(there)
    return render(request, "articles/add.html", {"form": form, "there": there}, status=409)


def _see(article: Article) -> HttpResponse:
    response = redirect(article)
    response.status_code = 303  # after a POST: to be fetched, not sent again
    return response


def _newest(pk: int) -> Version:
    versions = Version.objects.filter(article=pk).select_related("article__publisher__merged_into")
    return get_object_or_404(versions.order_by("-number")[:1])


@require_safe
@vary_on_headers("HX-Request")
def article(request: HttpRequest, pk: int) -> HttpResponse:
    version = _newest(pk)
    if request.htmx:
        return render(request, "articles/_overview.html", overview_of(version))
    shown = page_of(version, show=request.GET.get("show", "")) | overview_of(version)
    return render(request, "articles/article.html", shown | {"panel": "articles/_overview.html"})


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    version = _newest(pk)
    extraction = version.extractions.first()
    if extraction is not None and not extraction.is_finished:
        return render(
            request,
            "articles/_progress.html",
            {"article": version.article, "progress": progress_of(extraction)},
        )
    is_nothing_open = request.htmx.current_url_abs_path == version.article.get_absolute_url()
    shown = page_of(version) | overview_of(version) | {"shows_overview": is_nothing_open}
    return render(request, "articles/_read.html", shown)


@require_POST
@needs("articles.add_article")
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    version = _newest(pk)
    queue_reading(request_extraction(version, by=request.user))
    return _see(version.article)


@require_http_methods(["GET", "POST"])
@needs("articles.change_article")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.select_related("publisher"), pk=pk)
    form = DetailsForm(request.POST) if request.method == "POST" else DetailsForm.of(article)
    if not form.is_bound or not form.is_valid():
        return render(
            request,
            "articles/edit.html",
            {"article": article, "form": form},
            status=422 if form.is_bound else 200,
        )

    try:
        described = services.describe_article(article, **form.cleaned_data)
    except services.Stale:
        article.refresh_from_db()
        shown = {"article": article, "form": form.with_seen(article.digest()), "is_stale": True}
        return render(request, "articles/edit.html", shown, status=409)
    if described.published_on != article.published_on:  # the dates in the text mean other days now
        queue_reading(request_extraction(_newest(pk), by=request.user))
    return _see(article)
