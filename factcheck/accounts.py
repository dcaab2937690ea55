"""Who may have an account: those whom an admin gives one, and, where the newsroom says so, whoever its own
sign-in knows. Nobody signs up by themselves."""

import math
import time
from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from people.services import give_role


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made in Django admin. Who is locked out is told until when."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong tries. Wait five minutes, then try once more, slowly."
        ),
        "username_password_mismatch": gettext_lazy("Name and password don't fit. Look at both again."),
        "email_password_mismatch": gettext_lazy("Mail address and password don't fit. Look at both again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ValidationError(locked_until(free_at(request, key))) from refused


def free_at(request: HttpRequest, key: str) -> float:
    """When the next try is let through: the latest of all limits that hold."""
    ends = [time.time()]
    for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
        where = ratelimit.get_cache_key(
            request, app="allauth.account", action="login_failed", rate=rate, key=key
        )
        tries = cache.get(where, [])  # the newest first
        if len(tries) >= rate.amount:
            ends.append(tries[rate.amount - 1] + rate.duration)
    return max(ends)


def locked_until(moment: float) -> str:
    """The sentence for who is locked out."""
    minutes = max(1, math.ceil((moment - time.time()) / 60))
    clock = datetime.fromtimestamp(moment + 1, tz=timezone.get_current_timezone())
    return ngettext(
        "Too many wrong tries with this name. Try again in a minute, at %(clock)s, or set a new password"
        " by mail.",
        "Too many wrong tries with this name. Try again in %(minutes)s minutes, at %(clock)s, or set a new"
        " password by mail.",
        minutes,
    ) % {"minutes": minutes, "clock": f"{clock:%H:%M:%S} ({clock.tzname()})"}


class NewsroomAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The newsroom's own sign-in leads to the account with the same, verified, mail address. Where there is
    none, one is made if `OIDC_NEW_ACCOUNTS` names a role for it."""

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """The one account with an address that the provider has verified. Two of them: none, rather than
        somebody else's."""
        for address in [row.email for row in sociallogin.email_addresses if row.verified]:
            ours = Q(emailaddress__email__iexact=address, emailaddress__verified=True)
            found = User.objects.filter(Q(email__iexact=address) | ours).distinct()[:2]
            if len(found) == 1:
                return found[0], address
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return bool(settings.OIDC_NEW_ACCOUNTS)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        give_role(user, settings.OIDC_NEW_ACCOUNTS)
        return user
