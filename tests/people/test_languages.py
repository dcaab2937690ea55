"""The reader's language: of the words, of dates and numbers, and the way that it runs."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.template import Context, Template
from django.utils import translation
from playwright.sync_api import Page

from people import services
from tests import make
from tests.pages import as_user
from tests.test_accessible import OVERFLOW, addresses, story
from verdicts.forms import DismissForm

__all__ = ["story"]  # a fixture
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-AT,de;q=0.9,en;q=0.5"}
DAY = datetime.datetime(2026, 5, 4, 14, 30, tzinfo=datetime.UTC)


def written(template: str, language: str, **known: object) -> str:
    with translation.override(language):
        return Template(template).render(Context(known))


@pytest.mark.django_db
def test_the_browsers_language_is_spoken():
    page = as_user(make.editor()).get("/articles/", **GERMAN).content.decode()

    assert ('<html lang="de" dir="ltr"' in page, "<h1>Artikel</h1>" in page) == (True, True)


@pytest.mark.django_db
def test_what_a_person_chose_goes_before_the_browser():
    user = make.editor()
    services.change_profile(user, language="en-gb")

    page = as_user(user).get("/articles/", **GERMAN).content.decode()

    assert ('<html lang="en-gb" dir="ltr"' in page, "<h1>Articles</h1>" in page) == (True, True)


@pytest.mark.django_db
def test_a_language_that_is_not_here_is_english():
    page = as_user(make.editor()).get("/articles/", HTTP_ACCEPT_LANGUAGE="fi").content.decode()

    assert "<h1>Articles</h1>" in page


@pytest.mark.django_db
def test_a_refusal_is_in_the_readers_language():
    page = as_user(make.editor()).post("/articles/add/", {"text": ""}, **GERMAN).content.decode()

    assert "Noch gibt es nichts zu lesen." in page


@pytest.mark.parametrize(
    ("form", "english", "german"),
    [
        ("j F Y", "4 May 2026", "4. Mai 2026"),
        ("j M Y, H:i", "4 May 2026, 14:30", "4. Mai 2026, 14:30"),
        ("j M, H:i", "4 May, 14:30", "4. Mai, 14:30"),
        ("Y-m-d", "2026-05-04", "2026-05-04"),
    ],
)
def test_a_day_is_written_as_the_reader_writes_it(form: str, english: str, german: str):
    template = '{{ day|date:"' + form + '" }}'

    assert [written(template, code, day=DAY) for code in ("en-gb", "de")] == [english, german]


def test_a_number_is_written_as_the_reader_writes_it():
    assert [written("{{ n }}", code, n=12_345) for code in ("en-gb", "de")] == ["12,345", "12.345"]


@pytest.mark.django_db
def test_a_reason_to_choose_is_shown_in_german_and_stored_as_ever():
    with translation.override("de"):
        choices = dict(DismissForm().fields["ready"].choices)

        assert str(choices["Not a figure"]) == "Keine Zahl"


@pytest.fixture
def arabic_too(settings: Any) -> None:
    """Arabic is a language of this test alone: no word is translated, the page runs the other way."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]


@pytest.mark.parametrize(("language", "way"), [("de", "ltr"), ("ar", "rtl")])
def test_each_page_fits_its_screen_in_longer_words_and_from_right_to_left(
    arabic_too: None, story: User, signed_in: Callable[[User], Page], language: str, way: str
) -> None:
    services.change_profile(story, language=language)
    page = signed_in(story)
    found = []
    for address in addresses():
        page.goto(address)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found.append((address, page.evaluate("document.documentElement.dir"), page.evaluate(OVERFLOW)))
    brand = page.locator(".brand").bounding_box()

    assert [line for line in found if line[1:] != (way, 0)] == []
    assert (brand is not None and brand["x"] > 390 / 2) == (way == "rtl")
