"""The whole path in a real browser, with a real worker: an address, fetched, read, its comments apart."""

import pytest
from playwright.sync_api import expect

from articles.intake import request_intake
from articles.models import Article, Intake, Snapshot
from articles.tasks import take_in
from tests import make
from tests.articles.test_intake import page as markup
from tests.pages_server import bomb, raw, redirect
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def door(pages):
    """Open before the worker starts, so that the worker knows of it."""


def test_an_address_becomes_an_article_with_its_comments_apart(signed_in, worker, pages):
    address = pages.serve("/news/fire", markup())
    page = signed_in(make.editor())
    page.goto("/articles/add/")

    page.fill("[name=addresses]", address)
    page.get_by_role("button", name="Fetch and read").click()
    expect(page).to_have_url("/intake/")
    expect(page.locator(".intake")).to_contain_text("a new article")
    page.get_by_role("link", name="Fire in Lindmar kills nine").click()

    expect(page.locator("#text a.figure").first).to_be_visible()
    expect(page.locator("#text")).to_contain_text("I counted 14 ambulances.")
    expect(page.locator("#text .is-comment").first).to_contain_text("I counted 14 ambulances.")
    expect(page.locator("#origin")).to_contain_text("by Ada Brook")
    page.get_by_role("link", name="kept copy").click()
    page.get_by_role("link", name="Show the page as kept").click()
    expect(page.locator("body")).to_contain_text("Nine people were killed")


def test_a_page_that_changed_is_fetched_again_and_read(signed_in, worker, pages):
    address = pages.serve("/news/flood", markup().replace("Fire", "Flood"))
    page = signed_in(make.editor())
    page.goto("/articles/add/")
    page.fill("[name=addresses]", address)
    page.get_by_role("button", name="Fetch and read").click()
    page.get_by_role("link", name="Flood in Lindmar kills nine").click()

    page.get_by_role("button", name="Fetch again").click()
    expect(page.locator("#origin")).to_contain_text("unchanged")
    pages.serve("/news/flood", markup().replace("Fire", "Flood").replace("Nine people", "Eleven people"))
    page.get_by_role("button", name="Fetch again").click()
    expect(page.locator("#origin")).to_contain_text("now version 2")
    page.reload()

    expect(page.locator("#text")).to_contain_text("Eleven people were killed")


def test_a_worker_takes_a_row_of_bad_pages_and_then_a_good_one(worker, pages):
    """None of them harms it, and nothing is half stored."""
    editor = make.editor()
    bad = {
        "bomb": bomb(),
        "cut": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>"),
        "none": raw(b"\0" * 99),
    }
    bad |= {
        "deep": lambda h: h.give(b"<div>" * 200_000),
        "loop": redirect("/loop"),
        "in": redirect("http://10.0.0.1/"),
    }
    addresses = [pages.serve(f"/{name}", answer) for name, answer in bad.items()]
    rows = [request_intake("address", a, by=editor) for a in [*addresses, pages.serve("/good", markup())]]
    for row in rows:
        take_in.delay(row.pk)

    wait_until(lambda: Intake.objects.filter(state="done").exists(), what="the good page", patience=60)

    states = list(Intake.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["failed", "waiting", "waiting", "failed", "failed", "refused", "done"]
    assert (Article.objects.count(), Snapshot.objects.count(), worker.process.poll()) == (1, 1, None)


@pytest.mark.parametrize("width", [1440, 390])
def test_what_failed_is_pasted_instead_without_script_too(
    browser, browser_context_args, live_server, worker, pages, width
):
    editor = make.editor()
    options = browser_context_args | {
        "viewport": {"width": width, "height": 800},
        "java_script_enabled": False,
    }
    page = browser.new_context(**options).new_page()
    page.goto("/articles/add/")
    page.fill("[name=login]", editor.username)
    page.fill("[name=password]", "long enough a word")
    page.get_by_role("button", name="Sign in").click()
    page.fill("[name=addresses]", pages.at(f"/none/{width}"))
    page.get_by_role("button", name="Fetch and read").click()

    for _ in range(40):
        if page.get_by_role("link", name="Paste it instead").count():
            break
        page.wait_for_timeout(250)
        page.reload()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="Paste it instead").click()
    page.fill("[name=text]", f"Nine people died in the fire, and {width} saw it, officials said.")
    page.get_by_role("button", name="Send it to be read").click()

    expect(page.locator("#text")).to_contain_text("Nine people died")
    page.goto("/intake/")
    expect(page.locator(".intake")).to_contain_text("a new article")
    page.context.close()
