"""What every request passes through, besides Django's own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from factcheck.signing_in import hold


class SignInAgain:
    """Answers what comes without a session in place: with a bar to sign in again, not with a sign-in page.

    A redirect would be followed by the browser, and what was typed would be gone. An htmx request gets the
    bar alone, and its form stays as it is; a form that the browser sent itself is held on a page with the
    bar. The page's script sends it once its person is signed in. The answer is 401 either way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sent_away = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
        if not sent_away or request.user.is_authenticated:
            return response
        if request.headers.get("HX-Request"):
            return render(request, "_signed_out.html", status=401)
        is_a_door = request.path.startswith(("/accounts/", reverse("admin:login")))
        return hold(request) if request.method == "POST" and not is_a_door else response
