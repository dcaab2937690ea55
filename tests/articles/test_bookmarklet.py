"""From a page somewhere to the workbench: dragged, clicked there, confirmed here."""

import pytest
from playwright.sync_api import expect

from articles.models import Intake
from tests import make
from tests.pages import as_user, said

HOSTILE = ['"><script>alert(1)</script>', "javascript:alert(1)", "\0", "x" * 20_000, "http://[::1", "\ud800"]


@pytest.mark.django_db
def test_what_the_browser_says_fills_the_form_and_nothing_is_fetched():
    shown = said(
        as_user(make.editor()).get("/articles/add/", {"address": "https://a.example/1", "title": "Fire"})
    )

    assert ("From your browser" in shown, "https://a.example/1" in shown) == (True, True)
    assert Intake.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("sent", HOSTILE)
def test_whatever_is_said_of_a_page_is_shown_as_text(sent):
    sent = sent.encode("utf-8", "replace").decode()

    answer = as_user(make.editor()).get("/articles/add/", {"address": sent, "title": sent})

    assert (answer.status_code, "<script>alert" in said(answer)) == (200, False)


@pytest.mark.django_db(transaction=True)
def test_a_page_is_sent_from_the_browser_and_taken_in_when_the_editor_says_so(signed_in, pages, monkeypatch):
    monkeypatch.setattr("articles.queueing.take_in.delay_on_commit", lambda pk: None)
    address = pages.serve("/news/fire", "<!doctype html><title>Fire & flood</title><p>Nine died.")
    page = signed_in(make.editor())
    page.goto("/intake/bookmarklet/")
    script = page.get_by_role("link", name="Fact-check this page").get_attribute("href")
    page.goto(address)

    with page.context.expect_page() as opened:
        page.evaluate(script.removeprefix("javascript:"))
    desk = opened.value
    expect(desk.locator("#addresses-form")).to_contain_text("Fire & flood")
    before = Intake.objects.count()
    desk.get_by_role("button", name="Fetch and read").click()

    expect(desk.locator(".intake")).to_contain_text(address)
    assert (before, Intake.objects.get().what) == (0, address)


@pytest.mark.django_db(transaction=True)
def test_the_link_to_drag_does_nothing_on_our_own_page(signed_in):
    page = signed_in(make.editor()).context.new_page()  # one whose console may say that it was refused
    page.goto("/intake/bookmarklet/")

    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.get_by_role("link", name="Fact-check this page").click()

    assert (page.url.endswith("/intake/bookmarklet/"), len(page.context.pages)) == (True, 2)
