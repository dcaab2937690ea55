"""The rules of WCAG 2.2 AA, by axe, on the pages of the workbench with the demo story in it.

Wide, at a zoom of 200 %, narrow and dark; no page is wider than its screen. What a machine can't see (sense,
order, names that fit), people look at.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page

from articles.models import Article, Version
from claims.models import Claim, Dispute, Figure
from claims.services import perform_extraction
from factcheck.demo import load_story
from sources.models import Source
from tests import make

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SCREENS = ((1440, "light"), (720, "light"), (390, "dark"))  # 720: 1440 at a zoom of 200 %
OVERFLOW = "() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"


@pytest.fixture
def story(transactional_db: None) -> User:
    """An admin in a workbench that has read the demo story."""
    user = make.admin()
    for extraction in load_story(by=user):
        perform_extraction(extraction.pk)
    return user


def addresses() -> list[str]:
    """The pages, each with something in it."""
    dispute = Dispute.objects.order_by("pk").first()
    assert dispute is not None
    one, other = dispute.figures.order_by("pk")[:2]
    article, version = Article.objects.earliest("pk"), Version.objects.earliest("pk")
    claim, source = Claim.objects.earliest("pk"), Source.objects.earliest("pk")
    figure = Figure.objects.earliest("pk")
    return [
        "/", "/articles/", "/articles/add/", f"/articles/{article.pk}/", f"/articles/{article.pk}/versions/",
        f"/articles/{article.pk}/details/", "/sources/", "/settings/keys/",
        "/intake/", "/intake/bookmarklet/", "/disputes/", f"/disputes/{dispute.pk}/",
        f"/figures/{one.pk}/beside/{other.pk}/", f"/figures/{figure.pk}/", f"/claims/{claim.pk}/",
        f"/texts/{version.pk}/mark/?start=0&end=4", "/queue/", "/queue/weights/", "/inbox/", "/history/",
        f"/notes/claim/{claim.pk}/", "/orphans/", f"/sources/{source.pk}/", "/settings/",
        "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/no/such/page/",
    ]  # fmt: skip


def test_no_page_breaks_a_rule_that_axe_knows(story: User, signed_in: Callable[[User], Page]) -> None:
    page = signed_in(story)

    found = [fault for address in addresses() for fault in faults(page, address)]

    assert "\n".join(found) == ""


def test_the_way_in_breaks_no_rule_that_axe_knows(page: Page, transactional_db: None) -> None:
    ways = ("/accounts/login/", "/accounts/password/reset/")

    assert [fault for address in ways for fault in faults(page, address)] == []


def faults(page: Page, address: str) -> list[str]:
    """Each rule that a page breaks, with the first elements that do; and where it is too wide."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = []
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.evaluate("window.scrollTo(0, 0)")  # else what is half under the bar counts as too small
        where = f"{address} {width} {scheme}"
        for rule in Axe().run(page, options=RULES).response["violations"]:
            elements = " | ".join(node["html"][:160] for node in rule["nodes"][:3])
            found.append(f"{where}: {rule['id']}: {rule['help']}: {elements}")
        if too_wide := page.evaluate(OVERFLOW):
            found.append(f"{where}: {too_wide} pixels too wide")
    return found
