"""The review list of new names, in Django admin: what each may be, and one key for each answer."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from claims.company import named_together, spelled_out, times_named
from claims.queueing import queue_restating
from sources import services
from sources.likeness import Likeness, all_names, likenesses
from sources.models import Distinction, Source

MOST_NEW = 300  # newest, compared with the whole register at once
ROWS = 25
REVIEW = "admin:sources_source_review"


@dataclass(frozen=True, slots=True)
class Row:
    """One new name with what it may be."""

    source: Source
    times: int
    likeness: Likeness | None
    other: Source | None


def review(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("sources.change_source"):
        raise PermissionDenied
    if request.method == "POST":
        answer(request)
        return redirect(request.get_full_path())
    rows = rows_to_review(set(request.session.get("skipped_sources", ())))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = site.each_context(request) | {
        "title": "New names", "opts": Source._meta, "page": page, "page_query": "",
        "new_count": Source.objects.to_review().count(), "apart_count": Distinction.objects.count(),
        "suggested_count": sum(row.other is not None for row in rows), "looked_at": len(rows),
    }  # fmt: skip
    return render(request, "admin/sources/review.html", context)


def rows_to_review(skipped: set[int]) -> list[Row]:
    """The newest names that nobody looked at: the likeliest suggestion first, skipped ones last."""
    new = list(Source.objects.to_review().order_by("-pk")[:MOST_NEW])
    pks = [source.pk for source in new]
    names = all_names()
    times = times_named()
    found = likenesses(new, names, company=named_together(pks), spelled_out=spelled_out(new), weights=times)
    others = Source.objects.in_bulk({like[0].other for like in found.values() if like})
    rows = []
    for source in new:
        likeness = next(iter(found[source.pk]), None)
        rows.append(
            Row(source, times.get(source.pk, 0), likeness, others.get(likeness.other) if likeness else None)
        )
    rows.sort(
        key=lambda row: (row.source.pk in skipped, -(row.likeness.score if row.likeness else 0), -row.times)
    )
    return rows


def answer(request: HttpRequest) -> None:
    """Do what was pressed, for one name or for all that are chosen; say what was done."""
    act = request.POST.get("act", "")
    if act == "accept-chosen":
        pairs = [value.partition(":")[::2] for value in request.POST.getlist("chosen")]
    else:
        pairs = [(request.POST.get("source", ""), request.POST.get("other", ""))]
    for source, other in pairs:
        row = get_object_or_404(Source, pk=_number(source))
        known = (
            get_object_or_404(Source, pk=_number(other))
            if act in ("accept", "accept-chosen", "reject")
            else None
        )
        _answer(request, act.removesuffix("-chosen"), row, known)
    if not pairs:
        messages.warning(request, _("Choose a suggestion or more to accept."))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _answer(request: HttpRequest, act: str, source: Source, other: Any) -> None:
    if act == "accept":
        try:
            services.accept_likeness(source, other, by=request.user, why=request.POST.get("why", "")[:300])
        except services.CannotMerge as why:
            messages.error(request, str(why))
        else:
            queue_restating(source.pk, other.pk)
            said = _("%(source)s stands for %(other)s from now on.")
            messages.success(request, said % {"source": source, "other": other})
    elif act == "reject":
        services.tell_apart(source, other, by=request.user)
        said = _("%(source)s and %(other)s are two, and are never suggested as one again.")
        messages.success(request, said % {"source": source, "other": other})
    elif act == "keep":
        services.mark_reviewed(Source.objects.filter(pk=source.pk), by=request.user)
        messages.success(request, _("%(source)s is a source of its own.") % {"source": source})
    elif act == "skip":
        request.session["skipped_sources"] = [*request.session.get("skipped_sources", ())[-500:], source.pk]
