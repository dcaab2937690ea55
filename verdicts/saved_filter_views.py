"""The doors of saved filters."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from verdicts import saved_filters
from verdicts.desk import SavedFilter
from verdicts.saved_filter_forms import NameForm, SaveForm
from verdicts.saved_filters import NameTaken, TooMany, may_change

ROOMS = {SavedFilter.Room.DISPUTES: "claims:disputes", SavedFilter.Room.QUEUE: "verdicts:queue"}
TAKEN = gettext_lazy("You have a filter of that name. Choose another name, or rename that one.")
NOT_YOURS = gettext_lazy("Only its owner or a chief changes a filter that is shared.")


@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    form = SaveForm(request.POST, may_share=request.user.has_perm("verdicts.share_savedfilter"))
    if not form.is_valid():
        return _show(request, form)
    try:
        saved = saved_filters.save_filter(**form.cleaned_data, by=request.user)
    except NameTaken:
        form.add_error("name", TAKEN)
        return _show(request, form)
    except TooMany:
        form.add_error(None, _("You have a hundred filters here. Delete one that you don't use."))
        return _show(request, form)
    messages.success(request, _("Saved as “%(name)s”.") % {"name": saved.name})
    return redirect(_list(saved))


@require_http_methods(["GET", "HEAD", "POST"])
def change_filter(request: HttpRequest, pk: int) -> HttpResponse:
    saved = _theirs(request, pk)
    given = request.POST if request.method == "POST" else None
    initial = {"name": saved.name, "is_shared": saved.is_shared}
    may_share = request.user.has_perm("verdicts.share_savedfilter")
    form = NameForm(given, initial=initial, may_share=may_share)
    if given is None or not form.is_valid():
        return _show(request, form, saved, status=200 if given is None else 422)
    try:
        saved = saved_filters.change_filter(saved, **form.cleaned_data)
    except NameTaken:
        form.add_error("name", TAKEN)
        return _show(request, form, saved)
    messages.success(request, _("Saved as “%(name)s”.") % {"name": saved.name})
    return redirect(_list(saved))


@require_POST
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    saved = saved_filters.delete_filter(_theirs(request, pk))
    return redirect(f"{_list(saved)}{'&' if saved.query else '?'}{urlencode({'deleted': saved.pk})}")


@require_POST
def restore_filter(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk)
    if not may_change(saved, request.user):
        raise PermissionDenied(NOT_YOURS)
    try:
        saved = saved_filters.restore_filter(saved)
    except NameTaken:
        messages.error(
            request,
            _("Another filter is called “%(name)s” now. Rename that one first.") % {"name": saved.name},
        )
        return redirect(_list(saved))
    messages.success(request, _("“%(name)s” is back.") % {"name": saved.name})
    return redirect(_list(saved))


def _theirs(request: HttpRequest, pk: int) -> SavedFilter:
    """A filter that this person sees and may change."""
    saved = get_object_or_404(SavedFilter.objects.kept(), pk=pk)
    if not may_change(saved, request.user):
        raise PermissionDenied(NOT_YOURS)
    return saved


def _list(saved: SavedFilter) -> str:
    """The list that a filter is of, as it shows it."""
    address = reverse(ROOMS[SavedFilter.Room(saved.room)])
    return f"{address}?{saved.query}" if saved.query else address


def _show(
    request: HttpRequest, form: NameForm, saved: SavedFilter | None = None, *, status: int = 422
) -> HttpResponse:
    room = saved.room if saved else form.data.get("room", "")
    query = saved.query if saved else form.data.get("query", "")
    known = room if room in ROOMS else SavedFilter.Room.DISPUTES
    back = f"{reverse(ROOMS[SavedFilter.Room(known)])}?{query}"
    shown = {"form": form, "saved": saved, "room": known, "query": query, "back": back}
    return render(request, "verdicts/filter.html", shown, status=status)
