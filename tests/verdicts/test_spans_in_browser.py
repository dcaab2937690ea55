"""Marking text in a real browser: by keys alone, by mouse, ends set, undone."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Figure
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Officials said nine soldiers were killed. The mayor counted 😀 twelve graves near the old mill."


@pytest.fixture
def article(signed_in) -> Page:
    version = make.read(TEXT)
    page = signed_in(make.editor())
    page.goto(version.article.get_absolute_url())
    return page


def test_a_claim_is_marked_undone_and_done_again_by_keys_alone(article):
    article.keyboard.press("s")
    article.keyboard.press("]")
    article.keyboard.press("ArrowRight")
    for _ in range(2):
        article.keyboard.press("Control+Shift+ArrowLeft")
    expect(article.locator("#caret-says")).to_contain_text("selected")
    article.keyboard.press("c")

    expect(article.locator("#told")).to_have_text("Marked as a claim.")
    expect(article.locator(".claim.by-person")).to_have_text("said nine")
    article.keyboard.press("z")
    expect(article.locator("#told")).to_contain_text("Undone: you marked the claim")
    expect(article.locator(".claim.by-person")).to_have_count(0)
    article.reload()
    article.keyboard.press("Shift+Z")
    expect(article.locator(".claim.by-person")).to_have_text("said nine")


def test_the_ends_of_a_figure_are_set_by_keys_alone(article):
    article.keyboard.press("j")
    article.keyboard.press("Enter")
    expect(article.get_by_role("heading", name="Figure", exact=True)).to_be_focused()
    article.keyboard.press("e")
    article.keyboard.press("Control+Shift+ArrowRight")
    article.keyboard.press("Enter")

    expect(article.locator("#told")).to_have_text("Its ends are set.")
    expect(article.locator("#figure-read .verbatim")).to_have_text("nine soldiers")
    assert Figure.objects.get(machine_start__isnull=False).text == "nine soldiers"


def test_words_selected_after_an_emoji_by_mouse_are_marked_as_they_are(article):
    article.get_by_text("old mill").first.scroll_into_view_if_needed()
    article.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf('old mill');
                const node = walker.currentNode;
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 8);
            }
        }"""
    )
    article.locator("#marker").get_by_role("button", name="Claim").click()

    expect(article.locator(".claim.by-person")).to_have_text("old mill")
    assert Claim.objects.get(made_by__isnull=False).text == "old mill"


def test_a_figure_marked_by_hand_is_read_by_a_worker_and_shown(article, worker):
    article.keyboard.press("s")
    article.keyboard.press("]")
    article.keyboard.press("Control+Shift+ArrowRight")
    article.keyboard.press("f")

    expect(article.locator("#panel .as-read")).to_contain_text("9")
