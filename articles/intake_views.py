"""The rooms of intake: what comes in, what went wrong with it, and the copies that are kept."""

import hashlib
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import intake, rechecking
from articles.forms import AddressesForm, FilesForm, doors_in
from articles.keeping import body_of, shown_copy
from articles.models import Article, Intake, Snapshot
from articles.queueing import queue_intake
from verdicts.permissions import needs

PAGE = 30
# Run on other people's pages: short, and it changes nothing there.
BOOKMARKLET = (
    "javascript:void(window.open('{add}?address='+encodeURIComponent(location.href)"
    "+'&title='+encodeURIComponent(document.title),'_blank','noopener'))"
)
SHOWN = ("all", "working", "wrong", "done", "dismissed")
# A kept page may do nothing at all: no script, no form, nothing from elsewhere, an origin of its own.
SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@require_safe
def list_intakes(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", "all")
    rows = Intake.objects.shown_as(show).with_rows()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "show": show if show in SHOWN else "all",
        "choices": SHOWN,
        "is_working": any(not row.is_finished for row in page),
        "wrong": Intake.objects.shown_as("wrong").count(),
    }
    is_fragment = request.htmx and request.htmx.target == "intakes"
    return render(request, "articles/_intakes.html" if is_fragment else "articles/intake.html", shown)


@require_POST
@needs("articles.add_article")
def add_addresses(request: HttpRequest) -> HttpResponse:
    form = AddressesForm(request.POST)
    if not form.is_valid():
        return render(request, "articles/add.html", doors_in(addresses=form), status=422)

    rows = [intake.request_intake("address", a, by=request.user) for a in form.cleaned_data["addresses"]]
    for row in rows:
        queue_intake(row)
    there = rows[0].version.article if len(rows) == 1 and rows[0].version else None
    if there is not None:
        messages.info(
            request, _("This address is here already: this is its article. Fetch it again to see changes.")
        )
    return _see(there.get_absolute_url() if there else reverse("articles:intake"))


@require_safe
def bookmarklet(request: HttpRequest) -> HttpResponse:
    """The link to drag. The policy of our pages refuses to run it here."""
    add = request.build_absolute_uri(reverse("articles:add"))
    return render(
        request, "articles/bookmarklet.html", {"script": BOOKMARKLET.format(add=quote(add, safe=":/"))}
    )


@require_POST
@needs("articles.add_article")
def add_files(request: HttpRequest) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES, length=int(request.META.get("CONTENT_LENGTH") or 0))
    if not form.is_valid():
        return render(request, "articles/add.html", doors_in(files=form), status=422)

    for file in form.cleaned_data["file"]:
        if file.size > settings.FILE_MOST_BYTES:
            intake.refuse_large_file(file.name, size=file.size, by=request.user)
        else:
            queue_intake(intake.request_file(file.read(), name=file.name, by=request.user))
    return _see(reverse("articles:intake"))


@require_POST
@needs("articles.add_article")
def fetch_again(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.exclude(address=""), pk=pk)
    queue_intake(intake.request_intake("address", article.address, again=article, by=request.user))
    return _see(article.get_absolute_url())


@require_POST
@needs("articles.add_article")
def check_by_itself(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a page fetched again by itself, or not any more."""
    article = get_object_or_404(Article.objects.exclude(address=""), pk=pk)
    rechecking.switch_checking(article, is_on=request.POST.get("is_on") == "yes", by=request.user)
    return _see(article.get_absolute_url())


@require_safe
def origin(request: HttpRequest, pk: int) -> HttpResponse:
    return render(
        request, "articles/_origin.html", {"article": get_object_or_404(Article, pk=pk), "is_poll": True}
    )


@require_POST
@needs("articles.add_article")
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    queue_intake(intake.try_again(get_object_or_404(Intake, pk=pk)))
    return _see(_back(request))


@require_POST
@needs("articles.add_article")
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Intake, pk=pk)
    intake.dismiss_intake(row, is_dismissed="back" not in request.POST)
    return _see(_back(request))


@require_safe
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Snapshot.objects.select_related("taken_for"), pk=pk)
    is_there = default_storage.exists(row.stored_as)
    is_whole = is_there and hashlib.sha256(body_of(row)).hexdigest() == row.sha256
    shown = {"snapshot": row, "is_whole": is_whole, "article": Article.objects.of_snapshot(row.pk).first()}
    return render(request, "articles/snapshot.html", shown)


@require_safe
def kept_page(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Snapshot, pk=pk)
    response = render(request, "articles/kept.html", {"snapshot": row, "markup": shown_copy(row)})
    response["Content-Security-Policy"] = SANDBOX
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def kept_file(request: HttpRequest, pk: int) -> FileResponse:
    row = get_object_or_404(Snapshot, pk=pk)
    stored = default_storage.open(row.stored_as, "rb")
    name = f"copy-{row.pk}.warc.gz"
    return FileResponse(stored, as_attachment=True, filename=name, content_type="application/gzip")


@require_safe
def kept_original(request: HttpRequest, pk: int) -> HttpResponse:
    """A file as it was given. Only ever saved by the browser, never shown: it may be anything."""
    row = get_object_or_404(Snapshot.objects.filter(status__isnull=True), pk=pk)
    body = HttpResponse(body_of(row), content_type="application/octet-stream")
    body["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.address)
    body["Content-Security-Policy"] = SANDBOX
    return body


def _back(request: HttpRequest) -> str:
    """The page of the list that somebody was on."""
    back = request.POST.get("back_to", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours and back.startswith("/") else reverse("articles:intake")


def _see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303  # after a POST: to be fetched, not sent again
    return response
