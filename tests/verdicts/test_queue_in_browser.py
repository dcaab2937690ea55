"""The queue in a real browser, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests import make
from verdicts.models import Work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(signed_in):
    make.work("Nine died in the fire.", rank=9)
    make.work("Drones crossed the border.", rank=5)
    page = signed_in(make.editor())
    page.goto("/")
    return page


def test_one_key_deals_the_next_claim_and_home_says_that_it_is_mine(queue):
    queue.keyboard.press("x")
    queue.wait_for_url("**/claims/*/")
    expect(queue.locator("#panel")).to_contain_text("Nine died in the fire.")

    queue.goto("/")

    expect(queue.locator("#my-work")).to_contain_text("Nine died in the fire.")


def test_selected_claims_are_changed_and_it_is_undone(queue):
    queue.keyboard.press("g")
    queue.keyboard.press("q")
    queue.wait_for_url("**/queue/")
    for box in queue.get_by_role("checkbox", name="Select").all():
        box.check()
    queue.get_by_text("Change the selected claims").click()
    queue.get_by_label("Status", exact=True).select_option("dismissed")
    queue.get_by_role("button", name="Change", exact=True).click()
    expect(queue.get_by_text("2 claims changed.")).to_be_visible()

    queue.get_by_role("button", name="Undo what you just changed").click()

    expect(queue.locator(".work-line")).to_have_count(2)
    assert set(Work.objects.values_list("status", flat=True)) == {"new"}


def test_a_phone_shows_queue_and_home_without_scrolling_sideways(queue):
    queue.set_viewport_size({"width": 390, "height": 800})
    widths = []
    for address in ("/", "/queue/?q=fire", "/queue/weights/"):
        queue.goto(address)
        widths.append(queue.evaluate("document.documentElement.scrollWidth"))

    assert widths == [390, 390, 390]
