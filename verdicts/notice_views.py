"""Putting away what one was told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from verdicts import reopenings
from verdicts.waiting import count_waiting, notices_of


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """One of them, or all that were shown."""
    chosen = [int(pk) for pk in request.POST.getlist("notice") if pk.isdecimal() and len(pk) < 19]
    reopenings.mark_read(chosen, by=request.user)
    if not request.htmx:
        return redirect("verdicts:inbox")
    left = {"notices": notices_of(request.user), "count": count_waiting(request.user)}
    return render(request, "verdicts/_notices.html", left)
