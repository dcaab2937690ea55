"""Each request in its person's time zone and language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from people.models import Profile


class AsTheyLike:
    """Puts the person's settings on the request, as `request.profile`, and sets clock and language by them.

    It stands after the sign-in. Both are set at each request's start and not taken back at its end: an answer
    that is streamed is written after this is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        profile = Profile.objects.of(request.user)
        request.profile = profile  # type: ignore[attr-defined]
        timezone.activate(profile.zone) if profile.zone else timezone.deactivate()
        if profile.language in dict(settings.LANGUAGES):
            translation.activate(profile.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
