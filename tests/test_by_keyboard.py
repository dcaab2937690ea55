"""A decision by keyboard alone, real browser and worker: from a pasted text to a re-opened resolution."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from claims.models import Figure
from tests import make
from verdicts.models import Notice, Overruling, Reopening, Resolution

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = """Flood at the Orlen dam

Nine people were killed when the Orlen dam burst on Friday, the interior ministry said.

The Orlen relief committee said 14 people were killed when the dam burst.
"""
SECOND = """A week after the Orlen dam burst

Sixty people were killed when the Orlen dam burst, the United Nations said on Monday.
"""


def tab_to(target: Locator, *, most: int = 250) -> Locator:
    """Press Tab until something has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return target
        target.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def press(target: Locator, key: str = "Enter") -> None:
    tab_to(target)
    target.page.keyboard.press(key)


def fill(target: Locator, text: str) -> None:
    tab_to(target)
    target.page.keyboard.press("Control+a")
    target.page.keyboard.insert_text(text)


def add_article(page: Page, text: str, publisher: str, awaited: str) -> None:
    """Paste a text and wait until the worker has read it."""
    page.goto("/")
    press(page.get_by_role("link", name="Add article").first)
    fill(page.locator("[name=text]"), text)
    fill(page.locator("[name=publisher]"), publisher)
    press(page.get_by_role("button", name="Send it to be read"))
    expect(page.locator("#text a.figure", has_text=awaited)).to_be_visible(timeout=90_000)


def propose(page: Page, *, method: str, reason: str) -> None:
    """Have a method fill in the form, give the reason, and propose it."""
    press(page.get_by_role("link", name=re.compile(rf"Fill in\s*: {method}")))
    expect(page.locator("#resolution-form [name=wording]")).not_to_have_value("")
    fill(page.locator("#resolution-form [name=reason]"), reason)
    press(page.get_by_role("button", name="Propose this decision"))
    expect(page.locator("#decision")).to_contain_text("waits for a second person")


def approve(browser: Browser, args: dict, user) -> None:
    """A chief signs in elsewhere and approves what waits."""
    context = browser.new_context(**args)
    page = context.new_page()
    page.goto("/accounts/login/?next=/inbox/")
    fill(page.locator("[name=login]"), user.username)
    fill(page.locator("[name=password]"), "long enough a word")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/")
    buttons = page.get_by_role("button", name="Approve")
    expect(buttons).not_to_have_count(0)
    while left := buttons.count():
        press(buttons.first)
        expect(buttons).to_have_count(left - 1)
    context.close()


def test_from_a_pasted_article_to_a_re_opened_resolution(
    signed_in, worker, live_server, browser, browser_context_args
):
    page, chief = signed_in(make.editor()), make.chief()
    add_article(page, FIRST, "Lowland Herald", "14")
    page.keyboard.press("g")
    page.keyboard.press("d")
    press(page.get_by_role("link", name="How many people were killed", exact=False).first)
    expect(page.locator("#board")).to_contain_text("Nine")
    propose(page, method="Give the range", reason="Both count the same dead, at different hours.")
    approve(browser, browser_context_args, chief)
    assert (Resolution.objects.get().state, Reopening.objects.count()) == ("approved", 0)

    add_article(page, SECOND, "Lowland Herald", "Sixty")

    expect(page.locator("#inbox-count")).to_be_visible()
    press(page.get_by_role("link", name="Waiting"))
    news = page.locator("#notices li", has_text="“Sixty”")
    expect(news).to_contain_text("joined, outside what was decided")
    press(news.get_by_role("link"))
    expect(page.locator("#reopened")).to_contain_text("“Sixty”")
    press(page.get_by_role("link", name="Start from what was approved"))
    propose(page, method="Give the range", reason="The United Nations counted the valley too.")
    approve(browser, browser_context_args, chief)

    page.reload()
    expect(page.locator("#reopened")).to_have_count(0)
    assert [r.state for r in Resolution.objects.all()] == ["approved", "approved"]
    assert Notice.objects.filter(kind="reopened").count() == 2


def test_a_comparison_is_overruled_from_its_row_with_one_key(signed_in):
    dispute = make.dispute(3, 6)
    page = signed_in(make.editor())
    page.goto(dispute.get_absolute_url())
    other = page.locator("[data-row]").nth(1).locator("td > a.verbatim").first

    tab_to(other)
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text("Two figures compared")
    tab_to(page.get_by_label("They say the same"))
    for _ in range(7):
        page.keyboard.press("ArrowDown")
    fill(page.locator("#overrule-form [name=reason]"), "One is for May alone.")
    press(page.get_by_role("button", name="Overrule with this reason"))

    expect(page.locator("#board")).to_contain_text("One is for May alone.")
    assert Overruling.objects.get().relation == "period"


def test_a_draft_keeps_itself_while_one_types_and_is_there_in_another_browser(
    signed_in, browser, browser_context_args
):
    dispute, editor = make.dispute(3, 6), make.editor()
    page = signed_in(editor)
    page.goto(dispute.get_absolute_url())
    fill(page.locator("#resolution-form [name=reason]"), "Neither has counted")
    expect(page.locator("#draft-state")).to_contain_text("Your draft is kept")

    context = browser.new_context(**browser_context_args)
    elsewhere = context.new_page()
    elsewhere.goto(f"/accounts/login/?next={dispute.get_absolute_url()}")
    fill(elsewhere.locator("[name=login]"), editor.username)
    fill(elsewhere.locator("[name=password]"), "long enough a word")
    elsewhere.keyboard.press("Enter")

    expect(elsewhere.locator("#resolution-form [name=reason]")).to_have_value("Neither has counted")
    context.close()
    assert Figure.objects.count() == 2
