"""What is typed is never lost: kept until the server has it, sent once, be it later and after signing in."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests import make
from verdicts import noting
from verdicts.models import Note

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Ask the ministry.\nTwice, if need be."


def cut(page: Page) -> Page:
    """A page whose console may tell of a line that is cut."""
    return page.context.new_page()


@pytest.fixture
def claim() -> Claim:
    return make.claim("The mill burned down.")


def note_form(page: Page, claim: Claim) -> Page:
    """The page of a claim with the form of a note open."""
    page.goto(claim.get_absolute_url())
    page.locator("#panel summary", has_text="Write a note").click()
    return page


def write(page: Page) -> None:
    page.locator(f"#notes-claim-{_pk(page)} textarea[name=text]").last.fill(SAID)


def _pk(page: Page) -> str:
    return page.locator("#panel [data-claim]").first.get_attribute("data-claim") or ""


def add(page: Page) -> None:
    page.get_by_role("button", name="Add the note").click()


def end_session(page: Page) -> None:
    """As if an admin had ended it, or its time was over."""
    for cookie in page.context.cookies():
        if cookie["name"] == "sessionid":
            SessionStore(cookie["value"]).delete()


def sign_in_again(page: Page, user: object) -> None:
    page.get_by_label("Username or email").fill(str(user))
    page.get_by_label("Password").fill("long enough a word")
    page.get_by_role("button", name="Sign in", exact=True).click()


def notes() -> list[str]:
    return list(Note.objects.values_list("text", flat=True))


def test_a_session_that_ended_keeps_the_note_and_sends_it_once(signed_in, claim):
    me = make.editor()
    page = note_form(signed_in(me), claim)
    write(page)
    end_session(page)

    add(page)
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    expect(page.locator("#panel textarea[name=text]").last).to_have_value(SAID)
    before = notes()
    sign_in_again(page, me)

    expect(page.locator(".note-text")).to_have_text(SAID)
    expect(page.locator("#held-up")).to_have_count(0)
    assert (before, notes()) == ([], [SAID])


def test_a_wrong_password_is_said_in_place_and_nothing_is_gone(signed_in, claim):
    page = note_form(signed_in(make.editor()), claim)
    write(page)
    end_session(page)
    add(page)

    sign_in_again(page, "nobody-of-that-name")

    expect(page.locator("[data-told]")).not_to_be_empty()
    expect(page.locator("#panel textarea[name=text]").last).to_have_value(SAID)


def test_somebody_else_who_signs_in_there_sends_nothing(signed_in, claim):
    page = note_form(signed_in(make.editor()), claim)
    other = make.chief()
    write(page)
    end_session(page)
    add(page)

    sign_in_again(page, other)

    expect(page.get_by_text("Nothing was sent")).to_contain_text(str(other))
    assert notes() == []


def test_a_form_that_the_browser_sends_itself_is_held_and_sent_once(signed_in, claim):
    me = make.editor()
    note = noting.write_note(claim, text="First words.", by=me)
    page = signed_in(me)
    page.goto(f"/notes/{note.pk}/edit/")
    page.locator("textarea[name=text]").fill(SAID)
    end_session(page)

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    sign_in_again(page, me)

    expect(page.locator(f"#note-{note.pk} .note-text").first).to_have_text(SAID)
    assert (notes(), note.earlier.count()) == ([SAID], 1)


def test_a_cut_line_keeps_the_note_and_sends_it_once_when_it_is_back(signed_in, claim):
    page = note_form(cut(signed_in(make.editor())), claim)
    write(page)
    page.context.set_offline(True)

    add(page)
    expect(page.get_by_text("No answer from the server.")).to_be_visible()
    page.context.set_offline(False)

    expect(page.locator(".note-text")).to_have_text(SAID)
    assert notes() == [SAID]


def test_a_cut_line_does_not_leave_the_page_of_a_plain_form(signed_in, claim):
    me = make.editor()
    note = noting.write_note(claim, text="First words.", by=me)
    page = cut(signed_in(me))
    page.goto(f"/notes/{note.pk}/edit/")
    page.locator("textarea[name=text]").fill(SAID)
    page.context.set_offline(True)

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No answer from the server.")).to_be_visible()
    page.context.set_offline(False)

    expect(page.locator(f"#note-{note.pk} .note-text").first).to_have_text(SAID)


def test_what_was_typed_is_back_after_the_tab_was_closed_and_gone_once_it_is_saved(signed_in, claim):
    page = note_form(signed_in(make.editor()), claim)
    write(page)
    page.close()

    again = page.context.new_page()
    again.goto(claim.get_absolute_url())
    expect(again.locator("#panel textarea[name=text]").last).to_have_value(SAID)
    expect(again.get_by_text("What you typed here before is back.")).to_be_visible()
    add(again)
    expect(again.locator(".note-text")).to_have_text(SAID)
    again.reload()

    expect(again.locator("#panel textarea[name=text]").last).to_have_value("")


def test_a_line_of_a_form_is_kept_too_and_not_put_over_what_a_colleague_saved(signed_in, claim):
    article = claim.version.article
    page = signed_in(make.editor())
    page.goto(f"/articles/{article.pk}/details/")
    page.locator("input[name=title]").fill("My better title")
    page.reload()
    expect(page.locator("input[name=title]")).to_have_value("My better title")

    type(article).objects.filter(pk=article.pk).update(title="A colleague's title")
    page.reload()

    expect(page.locator("input[name=title]")).to_have_value("A colleague's title")
    page.get_by_role("button", name="Use that").click()
    expect(page.locator("input[name=title]")).to_have_value("My better title")


def test_the_next_person_at_the_same_computer_sees_none_of_it(signed_in: Callable, claim):
    page = note_form(signed_in(make.editor()), claim)
    write(page)

    signed_in(make.editor())
    page.reload()

    expect(page.locator("#panel textarea[name=text]").last).to_have_value("")


def test_two_presses_make_one_note(signed_in, claim):
    page = note_form(signed_in(make.editor()), claim)
    write(page)

    page.get_by_role("button", name="Add the note").dblclick()

    expect(page.locator(".note-text")).to_have_count(1)
    assert notes() == [SAID]
