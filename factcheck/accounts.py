"""Who may have an account: those whom an admin gives one. Nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made in Django admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
