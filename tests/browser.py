"""A real browser on the real pages: Debian's chromium, or Chrome, found on the path."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

if TYPE_CHECKING:
    from django.contrib.auth.models import User  # not before Django has its settings

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
OPTIONS = [
    "--no-sandbox",  # as root it won't start with one
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PATIENCE = 15_000  # milliseconds; two cores run the browser, the web, the worker and the database

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        pytest.skip("no browser: chromium is not on the path (Debian: apt-get install chromium)")
    return {"executable_path": program, "args": OPTIONS}


@pytest.fixture(scope="session")
def browser_context_args(live_server: Any) -> dict[str, Any]:
    return {"base_url": live_server.url, "locale": "en-GB", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test where the console has anything: a broken script, a violated policy."""
    said: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield page
    # The browser also tells of each 422 and 409, which are as they should be.
    assert [line for line in said if "Failed to load resource" not in line] == []


@pytest.fixture
def signed_in(page: Page, live_server: Any) -> Callable[[User], Page]:
    """`signed_in(make.editor())` gives a page with that person's session, without the sign-in page."""
    from django.conf import settings
    from django.test import Client

    def sign_in(user: User) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    return sign_in
