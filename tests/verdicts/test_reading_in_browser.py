"""Reading in a real browser: answers out of order, colleagues meanwhile, filters, notes, focus."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from claims.models import Claim, Figure
from tests import make
from verdicts.notebook import Note
from verdicts.spans import mark_claim

pytestmark = pytest.mark.django_db(transaction=True)

LINES = [
    "Officials said nine soldiers were killed.",
    "The mayor counted twelve graves near the old mill.",
    "Some 400 families fled the town.",
]


@pytest.fixture
def article(signed_in) -> Page:
    version = make.read("\n\n".join(LINES))
    page = signed_in(make.editor())
    page.goto(version.article.get_absolute_url())
    page.version = version
    return page


def figures() -> list[Figure]:
    return list(Figure.objects.standing().order_by("start"))


def keep_in(held: list[Route]) -> Callable[[Route], None]:
    """For requests that are to be answered later, when the test lets them go on."""

    def keep(route: Route) -> None:
        held.append(route)

    return keep


def test_an_older_answer_never_stands_in_place_of_a_newer_one(article):
    nine, twelve, _ = figures()
    held = []
    article.route(f"**{nine.get_absolute_url()}", keep_in(held))
    article.locator(f"#figure-{nine.pk}").click()
    article.locator(f"#figure-{twelve.pk}").click()
    expect(article.locator("#figure-read .verbatim")).to_have_text("twelve")

    with article.expect_response(f"**{nine.get_absolute_url()}"):
        held[0].continue_()
    article.locator(f"#figure-{twelve.pk}").focus()

    expect(article.locator("#figure-read .verbatim")).to_have_text("twelve")
    assert article.url.endswith(twelve.get_absolute_url())


def test_what_was_done_before_is_shown_though_something_else_is_open_by_then(article):
    nine, twelve, _ = figures()
    article.locator(f"#figure-{nine.pk}").click()
    expect(article.locator("#figure-read .verbatim")).to_have_text("nine")
    held = []
    article.route("**/review/", keep_in(held))
    article.keyboard.press("a")
    article.locator(f"#figure-{twelve.pk}").click()
    expect(article.locator("#figure-read .verbatim")).to_have_text("twelve")

    held[0].continue_()

    expect(article.locator(f"#text #figure-{nine.pk}.is-confirmed")).to_have_count(1)
    expect(article.locator("#figure-read .verbatim")).to_have_text("twelve")


def test_what_a_colleague_marked_comes_with_the_next_act_and_the_focus_stays(article):
    nine, *_ = figures()
    start = article.version.text.index("the old mill")
    mark_claim(article.version, start, start + 12, by=make.editor())
    article.locator(f"#figure-{nine.pk}").click()
    heading = article.get_by_role("heading", name="Figure", exact=True)
    expect(heading).to_be_focused()

    article.keyboard.press("a")

    expect(article.locator("#text .claim.by-person")).to_have_text("the old mill")
    expect(article.locator(f"#text #figure-{nine.pk}.is-confirmed")).to_have_count(1)
    expect(heading).to_be_focused()


def test_a_filter_stays_in_the_address_while_marks_are_opened_and_closed(article):
    nine, twelve, _ = figures()
    Figure.objects.filter(pk=nine.pk).update(is_confirmed=True)
    article.keyboard.press("g")
    article.keyboard.press("f")
    article.locator("#sieve-status").select_option("unreviewed")
    article.locator("#sieve-apply").focus()
    article.keyboard.press("Enter")
    expect(article.locator("#text .block")).to_have_count(2)

    article.locator(f"#figure-{twelve.pk}").click()
    expect(article.locator("#figure-read .verbatim")).to_have_text("twelve")
    article.reload()

    expect(article.locator("#figure-read .verbatim")).to_have_text("twelve")
    expect(article.locator("#text .block")).to_have_count(2)
    article.keyboard.press("Escape")
    expect(article.get_by_role("heading", name="What was found")).to_be_visible()
    assert article.url.endswith("?status=unreviewed")


def test_a_note_on_selected_words_is_written_by_keys_alone(article):
    article.keyboard.press("s")
    article.keyboard.press("]")
    article.keyboard.press("n")
    expect(article.get_by_role("heading", name="Note on the text")).to_be_visible()
    expect(article.locator("#panel textarea[name=text]").first).to_be_focused()
    article.keyboard.type("Ask them for the list.")
    article.get_by_role("button", name="Add the note").focus()
    article.keyboard.press("Enter")

    expect(article.locator("#panel .thread")).to_contain_text("Ask them for the list.")
    assert Note.objects.get().quote in article.version.text


def test_a_double_click_marks_once_and_a_reload_shows_it(article):
    article.keyboard.press("s")
    article.keyboard.press("]")
    article.keyboard.press("Control+Shift+ArrowRight")
    article.locator("#marker").get_by_role("button", name="Claim").dblclick()

    expect(article.locator("#told")).to_have_text("Marked as a claim.")
    article.reload()
    expect(article.locator("#text .claim.by-person")).to_have_count(1)
    assert Claim.objects.filter(made_by__isnull=False).count() == 1
