"""The register in a real browser: merged and taken apart, reviewed by keys, out and in as CSV, the card."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from sources import services
from sources.models import Source
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/admin/sources/source/"
OVERFLOW = "Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"


@pytest.fixture
def admin(signed_in) -> Page:
    return signed_in(make.admin())


def known(name: str) -> Source:
    source = make.source(name)
    services.mark_reviewed(Source.objects.filter(pk=source.pk))
    return source


def choose(page: Page, act: str, *names: str) -> None:
    """One of the list's actions, for the sources with these names."""
    for name in names:
        line = page.locator("#result_list tbody tr", has=page.get_by_role("link", name=name, exact=True))
        line.locator("[name=_selected_action]").check()
    page.select_option("[name=action]", label=act)
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).first.click()


def test_two_names_are_merged_found_by_either_and_taken_apart_again(admin):
    make.source("Ukraine"), make.source("Ukaine")
    admin.goto(LIST)

    choose(admin, "Merge the chosen sources into one of them…", "Ukraine", "Ukaine")
    admin.get_by_label("Ukraine", exact=True).check()
    admin.get_by_role("button", name="Merge").click()
    expect(admin.locator(".messagelist")).to_contain_text("Ukaine stands for Ukraine from now on")
    admin.goto(f"{LIST}?q=Ukaine")
    expect(admin.locator("#result_list tbody .field-name")).to_have_text(["Ukraine"])
    admin.goto(f"{LIST}?merged=yes")
    choose(admin, "Undo a merge", "Ukaine")

    expect(admin.locator(".messagelist")).to_contain_text("Ukaine stands for itself again")
    assert Source.objects.filter(merged_into__isnull=False).count() == 0


def test_new_names_are_answered_by_keys_alone(admin):
    known("Ukraine"), known("Korean Central News Agency")
    make.source("Ukaine"), make.source("KCNA"), make.source("Lindmar Fire Service")
    admin.goto(f"{LIST}review/")
    line = admin.locator(".review-row:focus")

    for key in ("a", "a", "n"):
        expect(line).to_be_visible()
        with admin.expect_navigation():
            admin.keyboard.press(key)

    expect(admin.locator(".review")).to_contain_text("Every name has been looked at.")
    stands_for = {row.name: row.stands_for.name for row in Source.objects.filter(merged_into__isnull=False)}
    assert stands_for == {"Ukaine": "Ukraine", "KCNA": "Korean Central News Agency"}


def test_the_register_goes_out_as_csv_is_mended_looked_at_and_comes_in(admin):
    known("KCNA")
    admin.goto(LIST)
    with admin.expect_download() as exported:
        admin.get_by_role("link", name="Export").click()
    rows = exported.value.path().read_text(encoding="utf-8-sig")

    admin.get_by_role("link", name="Import").click()
    mended = rows.replace("government", "media", 1) + "\n"
    file = {"name": "sources.csv", "mimeType": "text/csv", "buffer": mended.encode()}
    admin.set_input_files("[name=file]", [file])  # type: ignore[list-item]
    admin.get_by_role("button", name="Look at it").click()
    expect(admin.locator("#import-result")).to_contain_text("0 to add, 1 to change")
    before = Source.objects.get().kind
    admin.get_by_role("button", name="Import").click()

    expect(admin.locator(".messagelist")).to_contain_text("0 sources added, 1 changed")
    assert (before, Source.objects.get().kind) == ("government", "media")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_card_plots_what_a_source_claimed_over_time(signed_in, width):
    disputed = make.dispute()
    for day, value in ((1, 9), (3, 12), (8, 14)):
        figure = make.figure(value, said_by="Lindmar Fire Service", dispute=disputed)
        figure.version.article.published_on = date(2026, 3, day)
        figure.version.article.save()
    make.refreshed(disputed)
    page = signed_in(make.reader())
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(Source.objects.get(name="Lindmar Fire Service").get_absolute_url())

    plot = page.get_by_role("img", name="1 Mar 2026 to 8 Mar 2026")
    heights = [round(float(spot.get_attribute("cy"))) for spot in plot.locator("circle").all()]
    places = [round(float(spot.get_attribute("cx"))) for spot in plot.locator("circle").all()]
    assert (len(heights), heights[0] > heights[1] > heights[2]) == (3, True)
    assert (places == sorted(set(places)), page.evaluate(OVERFLOW)) == (True, 0)
