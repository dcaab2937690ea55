"""Two people at one dispute, in a real browser: filled in and proposed by one, approved by the other."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.models import Dispute
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dispute() -> Dispute:
    return make.dispute(3000, 6000, question="How many soldiers fell?")


def propose(page: Page, reason: str) -> None:
    page.fill("[name=reason]", reason)
    page.get_by_role("button", name="Propose this decision").click()


def test_a_method_fills_in_the_form_and_leaves_the_reason_alone(signed_in, dispute):
    page = signed_in(make.editor())
    page.goto(dispute.get_absolute_url())
    page.fill("[name=reason]", "Typed before the method was chosen")

    page.get_by_role("link", name=re.compile("Fill in.*Give the range")).click()

    expect(page.locator("[name=low]")).to_have_value("3,000")
    expect(page.locator("[name=reason]")).to_have_value("Typed before the method was chosen")


def test_a_decision_without_a_reason_keeps_what_was_filled_in(signed_in, dispute):
    page = signed_in(make.editor())
    page.goto(f"{dispute.get_absolute_url()}?method=range")

    propose(page, "  ")

    expect(page.get_by_text("Give the reason")).to_be_visible()
    expect(page.locator("[name=low]")).to_have_value("3,000")
    expect(page.locator("[name=reason]")).to_be_focused()


def test_a_decision_is_proposed_and_approved_by_another(signed_in, dispute):
    editor = signed_in(make.editor())
    editor.goto(f"{dispute.get_absolute_url()}?method=range")
    propose(editor, "Both ministries count bodies.")
    expect(editor.get_by_text("You can't approve this: you wrote it.")).to_be_visible()

    chief = signed_in(make.chief())
    chief.goto("/inbox/")
    chief.get_by_role("button", name="Approve").click()

    expect(chief.locator("article .badge", has_text="approved")).to_be_visible()
    assert dispute.resolutions.get().state == "approved"
