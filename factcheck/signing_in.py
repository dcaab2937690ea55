"""Signing in again in the middle of the work: what tells a page that waits for it, and what holds a form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

NEVER_HELD = ("csrfmiddlewaretoken",)
NOT_SHOWN = ("seen", "next")  # the form's own, that nobody typed


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Who is signed in, with a form's token of the new session: pages that wait read it here."""
    response = render(request, "entered.html")
    response["Cache-Control"] = "no-store"
    return response


def hold(request: HttpRequest) -> HttpResponse:
    """A form that came without a session, kept on its page until its person has signed in again."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_HELD and "password" not in name
        for value in values
    ]
    shown = [pair for pair in typed if pair[0] not in NOT_SHOWN]
    held = {"typed": typed, "shown": shown, "path": request.get_full_path(), "has_files": bool(request.FILES)}
    response = render(request, "held.html", held, status=401)
    response["Cache-Control"] = "no-store"
    return response
