"""An editor at the desk: sends an article, watches it being read, opens its figures, with keys or plain
links.
"""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from claims.models import Extraction, Figure
from claims.services import perform_extraction
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "Fire in Lindmar\n\nThe mayor said 40 people were hurt. Police counted 31 people hurt.\n\n"
    + "\n\n".join(f"Street {n} was closed in the evening, the mayor said." for n in range(40))
)


def read(page: Page) -> None:
    """What a worker does, here and now."""
    perform_extraction(Extraction.objects.unfinished().get().pk)
    expect(page.locator("#text .block .claim").first).to_be_visible()


@pytest.fixture
def desk(signed_in) -> Page:
    """The page of an article that is read."""
    version = make.read(TEXT)
    page = signed_in(make.editor())
    page.goto(version.article.get_absolute_url())
    return page


def test_a_sent_article_is_shown_at_once_and_marked_when_it_is_read(signed_in):
    page = signed_in(make.editor())
    page.goto("/articles/add/")
    page.fill("[name=text]", TEXT)

    page.get_by_role("button", name="Send it to be read").click()
    expect(page.locator("#progress")).to_contain_text("Waiting for a worker")
    read(page)

    expect(page.locator("#text a.figure", has_text="40")).to_be_visible()
    expect(page.locator("#progress")).to_be_empty()
    expect(page.locator("#panel h2")).to_have_text("What was found")


def test_the_marks_arrive_without_moving_what_is_being_read(signed_in):
    version = make.version(TEXT)
    make.extraction(version)
    page = signed_in(make.editor())
    page.goto(version.article.get_absolute_url())
    line = page.locator("#text .block", has_text="Street 30 was closed")
    page.evaluate("window.scrollTo(0, 0)")
    line.scroll_into_view_if_needed()
    before = line.bounding_box()["y"]

    read(page)
    page.wait_for_timeout(300)

    assert abs(line.bounding_box()["y"] - before) < 12


def test_a_figure_opens_in_the_panel_and_back_closes_it(desk):
    figure = Figure.objects.order_by("start").first()

    desk.locator(f"#figure-{figure.pk}").click()
    expect(desk.locator("#panel [data-figure]")).to_have_attribute("data-figure", str(figure.pk))
    expect(desk).to_have_url(figure.get_absolute_url())
    expect(desk.locator(f"#figure-{figure.pk}")).to_have_attribute("aria-current", "true")
    desk.go_back()

    expect(desk.locator("#panel h2")).to_have_text("What was found")
    expect(desk.locator("#text [aria-current='true'].figure")).to_have_count(0)


def test_keys_walk_the_figures_open_accept_and_close(desk):
    first, second = Figure.objects.order_by("start")[:2]

    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.locator("#panel [data-figure]")).to_have_attribute("data-figure", str(second.pk))
    desk.keyboard.press("k")
    expect(desk.locator("#panel [data-figure]")).to_have_attribute("data-figure", str(first.pk))
    desk.keyboard.press("a")
    expect(desk.locator(f"#figure-{first.pk}.is-confirmed")).to_be_visible()
    desk.keyboard.press("Escape")

    expect(desk.locator("#panel h2")).to_have_text("What was found")
    first.refresh_from_db()
    assert first.is_confirmed


def test_the_list_of_keys_has_only_those_that_mean_something_here(desk):
    desk.keyboard.press("?")

    expect(desk.get_by_text("Next figure", exact=True)).to_be_visible()
    expect(desk.get_by_text("Go to the search field")).to_be_hidden()


def test_a_text_typed_before_the_session_ended_is_there_after_signing_in_again(signed_in):
    editor = make.editor()
    page = signed_in(editor)
    page.goto("/articles/add/")
    page.locator("[name=text]").press_sequentially("Nine died.")
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Send it to be read").click()
    page.fill("[name=login]", editor.username)
    page.fill("[name=password]", "long enough a word")
    page.get_by_role("button", name="Sign in").click()

    expect(page.locator("[name=text]")).to_have_value("Nine died.")


def test_a_saved_text_does_not_come_back(signed_in):
    page = signed_in(make.editor())
    page.goto("/articles/add/")
    page.locator("[name=text]").press_sequentially("Nine died.")

    page.get_by_role("button", name="Send it to be read").click()
    expect(page.locator("#text")).to_contain_text("Nine died.")
    page.goto("/articles/add/")

    expect(page.locator("[name=text]")).to_have_value("")


def test_the_send_button_pressed_twice_adds_one_article(signed_in):
    page = signed_in(make.editor())
    page.goto("/articles/add/")
    page.fill("[name=text]", TEXT)

    page.get_by_role("button", name="Send it to be read").dblclick()
    expect(page.locator("#text")).to_contain_text("Fire in Lindmar")

    assert Article.objects.count() == 1


def test_dark_colours_chosen_once_stay(desk):
    desk.locator("#person summary").click()
    with desk.expect_response("**/settings/colours/"):
        desk.get_by_role("button", name="Dark").click()

    desk.reload()

    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("width", [1440, 390])
def test_one_endless_line_wraps(signed_in, width):
    version = make.version("Nine" + "word" * 2000)
    page = signed_in(make.editor())
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(version.article.get_absolute_url())

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_step_works_without_script(browser, browser_context_args, live_server):
    figure = Figure.objects.filter(version=make.read(TEXT)).order_by("start").first()
    editor = make.editor()
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    page.goto("/articles/")
    page.fill("[name=login]", editor.username)
    page.fill("[name=password]", "long enough a word")
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name="Fire in Lindmar").click()
    page.locator(f"#figure-{figure.pk}").click()
    expect(page.locator("#panel h2")).to_have_text("Figure")
    page.get_by_role("link", name="Close and show what was found").click()

    expect(page.locator("#panel h2")).to_have_text("What was found")
    page.context.close()
