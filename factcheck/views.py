"""Doors of allauth that we open in our own way."""

import requests
from allauth.account import views as account_views
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as allauth_views
from django.http import HttpRequest, HttpResponse

from factcheck import single_sign_on
from people import services


@login_not_required
def sign_in_there(request: HttpRequest) -> HttpResponse:
    """As allauth has it; with a page of ours where the provider gives no answer, which allauth lets fall."""
    try:
        return allauth_views.login(request, single_sign_on.NAME)
    except requests.RequestException as trouble:
        return render_authentication_error(request, single_sign_on.NAME, exception=trouble)


def change_address(request: HttpRequest) -> HttpResponse:
    """As allauth has it; the old address goes on counting until the new one is proved."""
    services.trust_address(request.user)  # type: ignore[arg-type]  # nobody else comes this far
    return account_views.email(request)
