"""A whole shift at the desk by keyboard alone: real browser and worker, and a chief in another browser."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Figure
from tests import make
from tests.test_by_keyboard import add_article, approve, fill, press, tab_to
from verdicts.models import Note, Notice, Review, Verdict

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = (
    "Arden Borwick Calder Dunmore Elsing Farrow Gorsley Hadden Ilmere Jarrow "
    "Kestle Lorne Marden Norley Orwell Purton Quarne Redmire Selby Tarrant"
).split()
LOST = [40 + 3 * number for number in range(len(PLACES))]
TEXT = "Flood along the Orlen\n\n" + "\n\n".join(
    f"The flood in {place} killed {lost} cows, the agriculture ministry said on Friday."
    for place, lost in zip(PLACES, LOST, strict=True)
)
WRONG = {"46": "47", "61": "62", "97": "98"}  # as it stands, and as the editor knows it


def opened(page: Page, text: str) -> None:
    """Wait until the figure of these words is in the panel."""
    expect(page.locator("#figure-read .as-written .verbatim")).to_have_text(text)


def review_all(page: Page) -> None:
    """From the first figure to the last: accepted with one key each, three of them corrected."""
    page.keyboard.press("u")
    page.keyboard.press("Enter")
    for text in map(str, LOST):
        opened(page, text)
        if text in WRONG:
            page.keyboard.press("c")
            fill(page.locator("#correct-form [name=value]"), WRONG[text])
            fill(page.locator("#correct-form [name=reason]"), "The ministry corrected it on Saturday.")
            press(page.get_by_role("button", name="Save and next" if text != "97" else "Save the correction"))
        else:
            page.keyboard.press("Shift+A")
    expect(page.locator("#text a.figure.is-unreviewed")).to_have_count(0)


def open_claim(page: Page, number: int) -> None:
    """Go to a claim in the text and open it beside."""
    handle = page.locator("#text a.handle").nth(number)
    tab_to(handle)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Claim", exact=True)).to_be_focused()


def give_verdict(page: Page, summary: str) -> None:
    page.keyboard.press("v")
    tab_to(page.locator("#verdict-form [name=rating]"))
    page.keyboard.press("ArrowDown")
    fill(page.locator("#verdict-form [name=summary]"), summary)
    fill(page.locator("#verdict-form [name=reason]"), "Its list of losses, seen at the ministry.")
    press(page.get_by_role("button", name="Propose this verdict"))
    expect(page.locator("#panel")).to_contain_text("A chief has to look at it.")


def test_a_whole_shift_by_keyboard_alone(signed_in, worker, live_server, browser, browser_context_args):
    editor, chief = make.editor(), make.chief()
    page = signed_in(editor)
    add_article(page, TEXT, "Lowland Herald", "97")
    expect(page.locator("#text a.figure")).to_have_count(20)

    review_all(page)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="What was found")).to_be_visible()
    page.keyboard.press("s")
    page.keyboard.press("]")
    for _ in range(2):
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator("#caret-says")).to_contain_text("selected")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_have_text("Marked as a claim.")

    open_claim(page, 4)
    page.keyboard.press("t")
    fill(page.locator("#panel .note-form [name=text]"), f"@{chief.username} who counted these?")
    press(page.get_by_role("button", name="Add the note"))
    expect(page.locator("#panel .notes")).to_contain_text("who counted these?")
    for number in (5, 6):
        open_claim(page, number)
        give_verdict(page, f"Verdict {number}.")
    approve(browser, browser_context_args, chief)

    outcomes = Review.objects.order_by("pk").values_list("figure__text", "outcome")
    expected = [(str(lost), "corrected" if str(lost) in WRONG else "confirmed") for lost in LOST]
    assert list(outcomes) == expected
    corrected = Figure.objects.filter(correction__isnull=False).order_by("start")
    assert [(f.text, f.value, f.as_read().value) for f in corrected] == [
        (text, float(text), float(right)) for text, right in WRONG.items()
    ]
    assert [claim.made_by for claim in Claim.objects.filter(made_by__isnull=False)] == [editor]
    note = Note.objects.get()
    assert (note.by, note.claim is not None) == (editor, True)
    assert Notice.objects.filter(to=chief, note=note).count() == 1
    verdicts = Verdict.objects.order_by("pk").values_list("summary", "given_by", "approved_by")
    assert list(verdicts) == [(f"Verdict {number}.", editor.pk, chief.pk) for number in (5, 6)]
