"""The main job, end to end, as a desk does it: a real browser, a real worker, a real database and broker."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from claims.models import Dispute, Figure
from tests import make
from verdicts.models import Resolution, Verdict

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """Veldan hails sappers home from the border, state radio says

3 Comments
ARKOS

The 41st Engineer Battalion came home on Friday after a 90-day mission in the Tarn valley, state radio said.

Veldan last spring sent some 9,000 soldiers to fight in the Tarn valley, and more than 2,000 were killed, \
according to Orlian and Western officials.

General Ilya Maro said seven soldiers of the battalion were killed during the mission.


Veldan has sent 8-12,000 soldiers to fight in the Tarn valley. Orlia estimates 9,000.

The Veldan soldiers in the Tarn valley have suffered 2,000 deaths and casualties according to Western \
officials. Orla estimates 1,500 plus.
"""


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict, signed_in) -> "Desk":
    return Desk(browser, browser_context_args, signed_in)


class Desk:
    """Two people at two machines."""

    def __init__(self, browser: Browser, args: dict, signed_in) -> None:
        self.editor: Page = signed_in(make.editor())
        self.others: list[BrowserContext] = []
        self.browser, self.args = browser, args

    def colleague(self, live_server, user) -> Page:
        """A second person in a browser of their own, who signs in by the form."""
        context = self.browser.new_context(**self.args)
        self.others.append(context)
        page = context.new_page()
        page.goto("/accounts/login/?next=/inbox/")
        page.fill("[name=login]", user.username)
        page.fill("[name=password]", "long enough a word")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/inbox/")
        return page


def paste(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Add article").first.click()
    page.fill("[name=text]", TEXT)
    page.fill("[name=publisher]", "Lowland Herald")
    page.fill("[name=published_on]", "2026-03-07")
    page.get_by_role("button", name="Send it to be read").click()


def test_a_pasted_page_becomes_an_approved_decision(desk, worker, live_server):
    page = desk.editor
    paste(page)
    expect(page.locator("#text a.figure", has_text="more than 2,000")).to_be_visible()
    marked = page.locator("#text a.figure").all_inner_texts()
    assert not [mark for mark in marked if re.search(r"41|^3", mark)]

    page.locator("#text a.figure", has_text="more than 2,000").click()
    expect(page.locator("#panel")).to_contain_text("more than 2,000 soldiers")
    expect(page.locator("#panel")).to_contain_text("according to")
    expect(page.locator("#panel")).to_contain_text("Orlian officials")
    killed = Figure.objects.get(text="more than 2,000").dispute
    page.goto(killed.get_absolute_url())
    expect(page.locator("#board")).to_contain_text("1,500 plus")
    assert killed.status == "definition"

    page.locator("#resolution-form [name=method][value=split]").check()
    page.fill("#resolution-form [name=wording]", "Western officials speak of more than 2,000 killed.")
    page.get_by_role("button", name="Propose this decision").click()
    expect(page.locator("#resolution-form [name=reason]:invalid")).to_be_visible()
    assert not Resolution.objects.exists()

    page.fill("#resolution-form [name=reason]", "The others count the wounded too.")
    page.get_by_role("button", name="Propose this decision").click()
    expect(page.locator("main")).to_contain_text("You can't approve this")
    assert not page.get_by_role("button", name="Approve").count()

    chief = desk.colleague(live_server, make.chief())
    chief.goto(killed.get_absolute_url())
    chief.get_by_role("button", name="Approve").first.click()
    expect(chief.locator("main")).to_contain_text("approved")
    decided = Resolution.objects.get()
    assert (decided.state, decided.given_by == decided.approved_by) == ("approved", False)


def test_a_claim_gets_a_verdict_with_evidence_that_a_second_person_approves(desk, worker, live_server):
    page = desk.editor
    paste(page)
    expect(page.locator("#text a.figure", has_text="more than 2,000")).to_be_visible()
    claim = Figure.objects.get(text="more than 2,000").claim

    page.goto(claim.get_absolute_url())
    page.keyboard.press("v")
    page.select_option("#verdict-form [name=rating]", label="Disputed")
    page.fill("#verdict-form [name=summary]", "Nobody outside the two armies has counted.")
    page.fill("#verdict-form [name=reason]", "Every number comes from a party to the fighting.")
    page.locator("#verdict-form [name$=address]").first.fill("https://example.org/list-of-graves")
    page.get_by_role("button", name="Propose this verdict").click()
    expect(page.locator("#panel")).to_contain_text("Nobody outside the two armies has counted.")

    chief = desk.colleague(live_server, make.chief())
    expect(chief.locator("main")).to_contain_text("Nobody outside the two armies has counted.")
    chief.get_by_role("button", name="Approve").first.click()
    expect(chief.get_by_role("button", name="Approve")).to_have_count(0)

    verdict = Verdict.objects.get()
    assert (verdict.rating.name, verdict.state) == ("Disputed", "approved")
    assert [piece.address for piece in verdict.evidence.all()] == ["https://example.org/list-of-graves"]


def test_a_merged_source_is_followed_by_the_board(desk, worker, live_server):
    page = desk.editor
    paste(page)
    expect(page.locator("#text a.figure", has_text="more than 2,000")).to_be_visible()
    sent = Dispute.objects.get(figures__text="8-12,000")
    wrong = Figure.objects.get(text="1,500 plus").attributions.get().source
    right = make.source("Orlia")

    admin = desk.colleague(live_server, make.admin())
    admin.goto("/admin/sources/source/?q=Orl")
    for source in (wrong, right):
        admin.locator(f"input[name=_selected_action][value='{source.pk}']").check()
    admin.select_option("select[name=action]", "merge")
    admin.get_by_role("button", name="Run", exact=False).or_(
        admin.get_by_role("button", name="Go")
    ).first.click()
    admin.locator(f"input[name=into][value='{right.pk}']").check()
    admin.get_by_role("button", name="Merge").click()
    expect(admin.locator(".messagelist")).to_contain_text("stands for")

    killed = Figure.objects.get(text="1,500 plus").dispute
    page.goto(killed.get_absolute_url())
    row = page.locator("#board tr", has_text="1,500 plus")
    expect(row.get_by_role("link", name="Orlia", exact=True)).to_be_visible()
    assert sent != killed
