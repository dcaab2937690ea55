"""A person's own settings."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import services
from people.forms import KeysForm, ProfileForm, ThemeForm
from people.models import Profile


@require_http_methods(["GET", "HEAD", "POST"])
def change_profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=Profile.objects.of(request.user))
    if request.method == "POST" and form.is_valid():
        services.change_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:settings")

    status = 422 if form.is_bound else 200
    return render(request, "people/settings.html", {"form": form, **ways_in(request)}, status=status)


def ways_in(request: HttpRequest) -> dict[str, object]:
    """How this person signs in, as the page tells it."""
    return {
        "has_second_factor": is_mfa_enabled(request.user),
        "newsroom": settings.SOCIALACCOUNT_PROVIDERS,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def change_keys(request: HttpRequest) -> HttpResponse:
    if "usual" in request.POST:
        services.change_profile(request.user, key_map={})
        messages.success(request, _("All keys are as usual again."))
        return redirect("people:keys")
    form = KeysForm(request.POST or None, key_map=Profile.objects.of(request.user).key_map)
    if request.method == "POST" and form.is_valid():
        services.change_profile(request.user, key_map=form.changed_keys())
        messages.success(request, _("Saved."))
        return redirect("people:keys")
    return render(request, "people/keys.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    services.change_profile(request.user, theme=form.cleaned_data["theme"])
    if request.htmx:
        return HttpResponse(status=204)
    back = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if is_ours else "people:settings")
