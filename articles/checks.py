"""What Django checks of the settings before it starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

OPEN = "FETCH_TEST_SERVER lets the workbench fetch from its own network. It is for tests alone."
NOBODY = "FETCH_CONTACT is not set: sites whose pages are fetched can't tell whom to ask."


@register(Tags.security)
def refuse_test_server(**_: Any) -> list[CheckMessage]:
    """The door in the guard that tests use stays shut in production."""
    if settings.FETCH_TEST_SERVER and not (settings.DEBUG or settings.TRIAL):
        return [Error(OPEN, hint="Take FETCH_TEST_SERVER out of the environment.", id="articles.E001")]
    return []


@register(Tags.security, deploy=True)
def ask_for_contact(**_: Any) -> list[CheckMessage]:
    """An honest client says who runs it."""
    return [] if settings.FETCH_CONTACT else [Warning(NOBODY, id="articles.W001")]
