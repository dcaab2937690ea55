"""The rooms of articles: the list, adding one, reading one."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from articles import services
from articles.forms import ArticleForm, DetailsForm, doors_in, sent_by_browser
from articles.intake import end_by_hand
from articles.models import Article, Intake, Version
from claims.progress import progress_of
from claims.queueing import queue_reading
from claims.reading_desk import overview_of, page_of
from claims.services import request_extraction
from claims.summaries import summaries
from verdicts.anchors import count_orphans
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
    form = ArticleForm(request.POST) if request.method == "POST" else _form_for(request.GET.get("intake", ""))
    if sent := request.method == "GET" and sent_by_browser(request.GET):
        return render(request, "articles/add.html", sent)
    if not form.is_bound or not form.is_valid():
        return render(request, "articles/add.html", doors_in(form=form), status=422 if form.is_bound else 200)

    instead_of = form.cleaned_data.pop("intake")
    try:
        version = services.add_article(**form.cleaned_data, by=request.user)
    except services.AlreadyHere as found:
        return _offer(request, form, found.article)
    if instead_of:
        end_by_hand(instead_of, version=version)
    queue_reading(request_extraction(version, by=request.user))
    return _see(version.article)


def _form_for(intake: str) -> ArticleForm:
    """An empty form, or one with what is known of an intake that went wrong."""
    row = Intake.objects.filter(pk=intake).exclude(state="done").first() if intake.isdecimal() else None
    return ArticleForm.instead_of(row) if row else ArticleForm()


def _offer(request: HttpRequest, form: ArticleForm, there: Article) -> HttpResponse:
    """The article that has this text. For a button pressed twice that is no news: its page comes at once."""
    if there.added_by_id == request.user.pk and timezone.now() - there.added_at < JUST_NOW:
        return _see(there)
    return render(request, "articles/add.html", doors_in(form=form) | {"there": there}, status=409)


def _see(article: Article) -> HttpResponse:
    response = redirect(article)
    response.status_code = 303  # after a POST: to be fetched, not sent again
    return response


def _newest(pk: int) -> Version:
    versions = Version.objects.filter(article=pk).select_related("article__publisher__merged_into")
    return get_object_or_404(versions.order_by("-number")[:1])


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def article(request: HttpRequest, pk: int) -> HttpResponse:
    version = _newest(pk)
    if request.htmx.target == "text":
        return _text_alone(request, version)
    if request.htmx:
        return render(request, "articles/_overview.html", overview_of(version))
    page = page_of(version, request.GET)
    shown = page | overview_of(version, page["extraction"])
    shown["orphan_count"] = count_orphans(pk) if version.number > 1 else 0
    return render(request, "articles/article.html", shown | {"panel": "articles/_overview.html"})


def _text_alone(request: HttpRequest, version: Version) -> HttpResponse:
    """The text as it is now, beside the panel that is open: that stays, and so does its address."""
    page = page_of(version, request.GET)
    response = render(request, "articles/_text.html", page)
    here = (request.htmx.current_url_abs_path or version.article.get_absolute_url()).partition("?")[0]
    query = page["sieve"].query
    is_same = "again" in request.GET  # asked for by a page whose marks are out of date
    return response if is_same else push_url(response, f"{here}?{query}" if query else here)


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
    here = (request.htmx.current_url_abs_path or "").partition("?")[0]
    is_nothing_open = here == version.article.get_absolute_url()
    shown = page_of(version, _asked_here(request)) | overview_of(version, extraction)
    shown |= {"shows_overview": is_nothing_open}
    return render(request, "articles/_read.html", shown)


def _asked_here(request: HttpRequest) -> QueryDict:
    """What the address of the page that asks says of what is shown."""
    return QueryDict((request.htmx.current_url_abs_path or "").partition("?")[2])


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
    # The dates in the text mean other days now; another publisher's figures stand for another source.
    if (described.published_on, described.publisher_id) != (article.published_on, article.publisher_id):
        queue_reading(request_extraction(_newest(pk), by=request.user))
    return _see(article)
