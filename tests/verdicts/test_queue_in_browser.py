"""The queue in a real browser, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.test_by_keyboard import press
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


def test_a_dealt_claim_says_until_when_it_is_mine_is_given_back_there_and_the_next_is_dealt_there(queue):
    queue.keyboard.press("x")
    queue.wait_for_url("**/claims/*/")
    expect(queue.locator("#work-here")).to_contain_text("yours until")
    press(queue.get_by_role("button", name="Keep"))
    expect(queue.locator("#work-here")).not_to_contain_text("until")
    assert Work.objects.get(assignee__isnull=False).leased_until is None
    press(queue.get_by_role("button", name="Give back"))
    expect(queue.locator("#work-here")).to_contain_text("nobody has it")
    press(queue.get_by_role("button", name="Take", exact=True))
    expect(queue.get_by_role("button", name="Give back")).to_be_visible()

    queue.keyboard.press("x")

    expect(queue.locator("#panel")).to_contain_text("Drones crossed the border.")
    assert Work.objects.filter(status="checking", assignee__isnull=False).count() == 2


def test_rows_picked_for_a_change_are_not_picked_again_by_a_reload(queue):
    queue.goto("/queue/")
    queue.get_by_role("checkbox", name="Select").first.check()

    queue.reload()

    expect(queue.get_by_role("checkbox", name="Select").first).not_to_be_checked()


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
