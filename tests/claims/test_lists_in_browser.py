"""The list of disputes in a real browser, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests import make
from verdicts.models import SavedFilter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lists(signed_in):
    make.dispute(3, 6, 7, question="The hottest?")
    make.dispute(3, 6, question="The next?")
    make.dispute(3, 3, question="Agreed?", status="agree")
    page = signed_in(make.editor())
    page.goto("/disputes/")
    return page


def test_the_list_is_walked_and_opened_by_keys(lists):
    for key in ("j", "j", "k", "j"):
        lists.keyboard.press(key)
    expect(lists.get_by_role("link", name="The next?")).to_be_focused()

    lists.keyboard.press("Enter")

    expect(lists.get_by_role("heading", name="The next?")).to_be_visible()


def test_a_search_is_typed_and_sent_by_keys_and_the_address_keeps_it(lists):
    lists.keyboard.press("/")
    lists.keyboard.type("ministry > 6")
    lists.keyboard.press("Enter")

    expect(lists.locator(".dispute-line")).to_have_count(1)
    expect(lists.locator("#disputes")).to_contain_text("a figure of more than 6")
    expect(lists.get_by_role("searchbox")).to_have_value("ministry > 6")
    assert "q=ministry" in lists.url


def test_a_search_that_can_not_be_read_says_so_in_place_and_keeps_what_was_typed(lists):
    lists.keyboard.press("/")
    lists.keyboard.type("killed >")
    lists.keyboard.press("Enter")

    expect(lists.get_by_role("alert")).to_contain_text("After > comes a number")
    expect(lists.get_by_role("searchbox")).to_have_value("killed >")


def test_a_filter_is_saved_deleted_and_had_back(lists):
    lists.get_by_role("link", name="Agree 1").click()
    lists.get_by_text("Save these filters").click()
    lists.get_by_label("Name of the filter").fill("Quiet ones")
    lists.get_by_role("button", name="Save", exact=True).click()
    expect(lists.get_by_role("link", name="Quiet ones", exact=True)).to_have_attribute("aria-current", "true")

    lists.get_by_role("button", name="Delete “Quiet ones”").click()
    lists.get_by_role("button", name="Undo").click()

    expect(lists.get_by_role("link", name="Quiet ones", exact=True)).to_be_visible()
    assert SavedFilter.objects.kept().count() == 1


def test_a_phone_shows_the_list_without_scrolling_sideways(lists):
    lists.set_viewport_size({"width": 390, "height": 800})
    lists.goto("/disputes/?q=%3E+2&status=conflict")

    width = lists.evaluate("document.documentElement.scrollWidth")

    assert width == 390


def test_a_printed_list_is_the_list_without_what_it_was_chosen_with(lists):
    lists.emulate_media(media="print")

    for tool in (".list-search", "#search-help", ".choices", "#saved-filters", ".list-head .push"):
        expect(lists.locator(tool).first).to_be_hidden()
    expect(lists.locator(".dispute-line")).to_have_count(3)
    expect(lists.locator(".dispute-line").first).to_be_visible()
