"""The rooms of versions: all of an article, what changed between two, an older one, pasting a newer one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import near_copies, services
from articles.forms import NewerForm
from articles.models import Article, NearCopy, Version
from articles.versions import changes_page, copy_page, newest_of
from claims.queueing import queue_reading, queue_restating_in
from claims.reading_desk import older_page_of
from claims.services import request_extraction
from verdicts.permissions import needs
from verdicts.queueing import queue_following_copies


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    return render(request, "articles/versions.html", changes_page(article, request.GET))


@require_safe
def older(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    rows = Version.objects.select_related("article__publisher__merged_into", "taken_by")
    version = get_object_or_404(rows, article=pk, number=number)
    newest = newest_of(version.article)
    if newest == version:
        return redirect(version.article)
    shown = older_page_of(version) | {"newest": newest, "panel": "articles/_older.html"}
    return render(request, "articles/article.html", shown)


@require_safe
def newer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    shown = {"article": article, "version": {"number": number}, "newest": newest_of(article)}
    return render(request, "articles/_newer.html", shown)


@require_http_methods(["GET", "POST"])
@needs("articles.add_article")
def paste_newer(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    newest = newest_of(article)
    form = NewerForm(request.POST, newest=newest) if request.method == "POST" else NewerForm.of(newest)
    shown = {"article": article, "newest": newest, "form": form}
    if not form.is_bound or not form.is_valid():
        return render(request, "articles/newer.html", shown, status=422 if form.is_bound else 200)

    try:
        said = form.cleaned_data
        version = services.add_version(article, text=said["text"], seen=said["seen"], by=request.user)
    except services.AlreadyHere as found:
        return render(request, "articles/newer.html", shown | {"there": found.version}, status=409)
    except services.Stale:
        now = newest_of(article)
        shown |= {"newest": now, "form": form.with_seen(now.number), "is_stale": True}
        return render(request, "articles/newer.html", shown, status=409)
    queue_reading(request_extraction(version, by=request.user))
    return redirect(article)


@require_safe
def near_copy(request: HttpRequest, pk: int) -> HttpResponse:
    rows = NearCopy.objects.with_articles().select_related("version", "of_version")
    return render(request, "articles/copy.html", copy_page(get_object_or_404(rows, article=pk)))


@require_POST
@needs("articles.change_article")
def judge_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an article is no copy, or take that back."""
    article = get_object_or_404(Article, pk=pk)
    try:
        if request.POST.get("is_copy") == "yes":
            link = near_copies.restore_copy(article)
        else:
            link = near_copies.deny_copy(article, by=request.user)
    except near_copies.NoCopy:
        return redirect(article)
    queue_restating_in(article.pk, link.of_id)
    queue_following_copies(article.pk)
    return redirect("articles:near_copy", pk=pk)
