"""Grouping by keyboard, and without scripts."""

import pytest
from playwright.sync_api import expect

from claims.models import Figure, Refusal, Suggestion
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def test_suggestions_are_answered_with_one_key_each_one_after_the_other(signed_in):
    dispute = make.dispute(3, 6)
    for value, score in ((7, 0.4), (8, 0.3)):
        figure = make.figure(value)
        Suggestion.objects.create(figure=figure, dispute=dispute, score=score, reason="Both count soldiers.")
    page = signed_in(make.editor())
    page.goto(dispute.get_absolute_url())

    page.keyboard.press("y")
    expect(page.locator("#messages")).to_contain_text("You said that “7” belongs here")
    page.keyboard.press("n")
    expect(page.locator("#messages")).to_contain_text("You said that “8” does not belong here")

    expect(page.locator("#suggestions")).to_have_count(0)
    joined = list(dispute.figures.order_by("value").values_list("text", flat=True))
    assert (joined, Refusal.objects.get().figure.text) == (["3", "6", "7"], "8")


def test_two_disputes_are_merged_and_parted_again_with_the_keyboard_alone(signed_in):
    one, other = make.dispute(3, 6, question="How many fell?"), make.dispute(4, 5, question="How many died?")
    page = signed_in(make.editor())
    page.goto(one.get_absolute_url())

    page.keyboard.press("m")
    expect(page.locator("h1")).to_have_text("Merge with another dispute")
    page.keyboard.press("/")
    page.keyboard.type("died")
    page.keyboard.press("Enter")
    page.get_by_role("radio").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Merge", exact=True).press("Enter")
    expect(page.locator("h1")).to_have_text("How many died?")
    page.get_by_role("button", name="Undo").press("Enter")

    expect(page.locator("#messages")).to_contain_text("You took back: merged")
    assert [dispute.figures.count() for dispute in (one, other)] == [2, 2]


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 390, "height": 844})
def test_a_ticked_figure_is_split_off_on_a_phone_without_scripts(signed_in):
    dispute = make.dispute(3, 6, 40)
    page = signed_in(make.editor())
    page.goto(dispute.get_absolute_url())

    page.get_by_label("Choose “40”").check()
    page.get_by_role("button", name="Move or split off the chosen").click()
    page.get_by_label("A new dispute of their own").check()
    page.get_by_label("The question of the new dispute").fill("How many were hurt?")
    page.get_by_role("button", name="Move them").click()

    expect(page.locator("#messages")).to_contain_text("You split “40” off to another")
    assert Figure.objects.get(text="40").dispute.question == "How many were hurt?"


def test_one_key_says_whether_two_figures_that_stand_alone_go_together(signed_in):
    dispute, figure = make.dispute(3), make.figure(7)
    Suggestion.objects.create(figure=figure, dispute=dispute, score=0.4, reason="Both count soldiers.")
    make.refreshed(dispute)
    page = signed_in(make.editor())
    page.goto("/disputes/")
    expect(page.locator(".dispute-line")).to_have_count(0)

    page.get_by_role("link", name="May belong 1").press("Enter")
    page.get_by_role("link", name=dispute.question).press("Enter")
    expect(page.locator("#question")).to_contain_text("asks whether another figure answers it too")
    page.wait_for_load_state()
    page.keyboard.press("y")

    expect(page.locator("#question .status")).to_have_text("conflict")
    assert list(dispute.figures.order_by("value").values_list("text", flat=True)) == ["3", "7"]


def test_a_lone_figure_says_what_it_may_go_with(signed_in):
    dispute, figure = make.dispute(3), make.figure(7)
    Suggestion.objects.create(figure=figure, dispute=dispute, score=0.4, reason="Both count soldiers.")
    make.refreshed(dispute)
    page = signed_in(make.editor())

    for row, says in ((dispute.figures.get(), "1 may"), (figure, "It may answer")):
        page.goto(row.get_absolute_url())
        expect(page.locator("#figure-dispute")).to_contain_text(says)
        expect(page.locator("#figure-dispute .status")).to_have_count(0)
