"""Pages in tests: `as_user(make.editor()).get("/")`, and what they say."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

HTMX = {"HX-Request": "true"}


def as_user(user: User) -> Client:
    """A client that has this person's session."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(response: HttpResponse) -> str:
    return response.content.decode()
