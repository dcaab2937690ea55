"""The doors of the queue, and the page that says what waits."""

from urllib.parse import parse_qsl
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from verdicts import working
from verdicts.desk import Work
from verdicts.permissions import WHY_NOT, needs
from verdicts.queue_forms import ChangeForm, WeightsForm
from verdicts.queue_list import history_of, queue_of, weights_page, work_waiting
from verdicts.queue_search import Asked, in_order, weights_of, work_for
from verdicts.ranking import SIGNALS
from verdicts.searching import Unreadable
from verdicts.waiting import inbox_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "verdicts/home.html", inbox_of(request.user) | work_waiting(request.user))


@require_safe
@vary_on_headers("HX-Target")
def queue(request: HttpRequest) -> HttpResponse:
    page = queue_of(request.GET, request.user)
    template = "verdicts/_queue.html" if request.htmx.target == "queue" else "verdicts/queue.html"
    return render(request, template, page, status=422 if page["unreadable"] else 200)


@require_POST
@needs("verdicts.change_work")
def deal(request: HttpRequest) -> HttpResponse:
    working.fill_queue()
    asked = Asked.of(request.POST)
    try:
        found = work_for(asked.but(who=""), request.user).open().free()
        first = in_order(found, weights_of(request.user)).values_list("pk", flat=True)[: working.TRIED]
        work = working.deal(list(first), by=request.user)
    except (working.NothingFree, Unreadable):
        messages.info(request, _("Nothing here is free: all of it is done, or somebody has it."))
        return redirect(_queue(asked.address))
    return redirect(work.claim)


@require_POST
@needs("verdicts.change_work")
def change_work(request: HttpRequest, act: str = "") -> HttpResponse:
    chosen = _chosen(request)
    act = act or request.POST.get("act", "")
    form = ChangeForm(request.POST)
    if act in ("take", "give_back") and chosen:
        done = (working.take if act == "take" else working.give_back)(chosen, by=request.user)
    elif form.is_valid() and form.changes() and chosen:
        done = working.change_work(chosen, **form.changes(), by=request.user)
    else:
        said = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(said) or _("Select claims, and say what to change of them."))
        return redirect(_back(request))
    batch, number, left = done
    if left:
        messages.info(request, _("%(left)s left alone: somebody else has them.") % {"left": left})
    if not number:
        return redirect(_back(request))
    messages.success(
        request, ngettext("%(count)s claim changed.", "%(count)s claims changed.", number) % {"count": number}
    )
    return redirect(_back(request, f"undo={batch}"))


def _chosen(request: HttpRequest) -> list[int]:
    only = request.POST.get("only", "")
    given = [only] if only else request.POST.getlist("claim")
    return [int(pk) for pk in given if pk.isdecimal() and len(pk) < 19][: working.MOST_AT_ONCE]


def _back(request: HttpRequest, more: str = "") -> str:
    """Where it was done: beside the claim in a text, or in the queue as it was."""
    here = request.POST.get("here", "")
    if here.isdecimal() and len(here) < 19:
        return reverse("claims:claim", args=[int(here)])
    return _queue(request.POST.get("query", "")[:2000], more)


def _queue(address: str, more: str = "") -> str:
    """The queue as it was, whatever was sent as its address."""
    kept = Asked.of(_pairs(address)).address
    return reverse("verdicts:queue") + ("?" if kept or more else "") + "&".join(p for p in (kept, more) if p)


def _pairs(address: str) -> dict[str, str]:
    return dict(parse_qsl(address.lstrip("?")[:2000]))


@require_POST
@needs("verdicts.change_work")
def undo_work(request: HttpRequest, batch: UUID) -> HttpResponse:
    try:
        number = working.undo(batch, by=request.user)
    except working.TooLate:
        messages.error(request, _("Nothing to undo: it was changed again since."))
    else:
        said = ngettext("Undone: %(count)s claim as before.", "Undone: %(count)s claims as before.", number)
        messages.success(request, said % {"count": number})
    return redirect(_queue(request.POST.get("query", "")))


@require_safe
def work_history(request: HttpRequest, pk: int) -> HttpResponse:
    work = get_object_or_404(Work.objects.for_page(), pk=pk)
    return render(request, "verdicts/worklog.html", {"work": work, "history": history_of(work)})


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, whose: str) -> HttpResponse:
    is_team = whose == "team"
    if is_team and not request.user.has_perm("verdicts.change_weights"):
        raise PermissionDenied(WHY_NOT["verdicts.change_weights"])
    page = weights_page(request.user)
    now = page["team"] if is_team or page["own"] is None else page["own"]
    form = WeightsForm(request.POST or None, initial={name: getattr(now, name) for name in SIGNALS})
    if request.method == "POST" and "reset" in request.POST and not is_team:
        working.weigh_as_team(request.user)
        return redirect("verdicts:queue")
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        shown = page | {"form": form, "is_team": is_team}
        return render(request, "verdicts/weights.html", shown, status=status)
    working.weigh(None if is_team else request.user, **form.cleaned_data)
    return redirect("verdicts:queue")
