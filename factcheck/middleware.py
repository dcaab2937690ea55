"""What every request passes through, besides Django's own."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


class SignInAgain:
    """Answers an htmx request of an ended session with a sentence in place, not with a sign-in page inside a
    panel.

    A redirect would be followed by the browser and swapped into the fragment, and what was typed would be
    gone. The answer is 401; the page's script shows it beside the form and leaves the form as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sent_away = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
        if not (sent_away and request.headers.get("HX-Request")):
            return response
        page = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        return render(request, "_signed_out.html", {"next": page}, status=401)
