"""The board by keyboard alone, on a phone, and in print."""

from datetime import date

import pytest
from playwright.sync_api import expect

from articles.models import Article
from claims.models import Dispute
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dispute() -> Dispute:
    made = make.dispute(question="How many fell?")
    for value, source, month in ((3000, "North", 1), (4000, "North", 3), (6000, "South", 2)):
        figure = make.figure(value, said_by=source, dispute=made)
        Article.objects.filter(pk=figure.version.article_id).update(published_on=date(2025, month, 1))
    return made


def test_a_row_is_gone_to_made_the_reference_and_sorted_by_key(signed_in, dispute):
    page = signed_in(make.editor())
    page.goto(dispute.get_absolute_url())

    page.keyboard.press("j")
    page.keyboard.press("j")
    row = page.locator("tr:focus-within")
    expect(row.locator(".sentence")).to_be_visible()
    number = row.get_attribute("id").removeprefix("row-")
    page.keyboard.press("r")

    expect(page.locator(f"#row-{number}")).to_have_class("is-reference")
    expect(page.locator(f"#said-{number}")).to_be_focused()
    assert f"reference={number}" in page.url

    page.locator("#figures thead a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#figures th[aria-sort=ascending]")).to_contain_text("Figure")
    assert f"reference={number}" in page.url
    page.locator("#filter-show").select_option("all")
    expect(page.locator("#figures [data-row]")).to_have_count(3)


def test_an_earlier_day_is_asked_for_and_left_on_a_phone_without_scrolling_sideways(signed_in, dispute):
    page = signed_in(make.editor())
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(dispute.get_absolute_url())

    page.get_by_text("What did we know on an earlier day?").click()
    page.locator("#on-day").fill("2025-02-10")
    page.get_by_role("button", name="Show that day").click()
    expect(page.locator("#as-of")).to_contain_text("10 February 2025")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("link", name="Back to today").click()
    expect(page.locator("#as-of")).to_have_count(0)


def test_print_shows_plot_and_table_and_hides_what_is_pressed(signed_in, dispute):
    page = signed_in(make.editor())
    page.goto(dispute.get_absolute_url())

    page.emulate_media(media="print", color_scheme="dark")

    shown = [page.locator(part).first.is_visible() for part in ("#plot .marks", "#timeline", "#figures")]
    hidden = [
        page.locator(part).first.is_visible() for part in ("#board-filters", ".pick", "#resolve", ".bar")
    ]
    assert (shown, hidden) == ([True] * 3, [False] * 4)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
