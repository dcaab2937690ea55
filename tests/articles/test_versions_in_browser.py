"""A newer version in a real browser, read by a real worker."""

import pytest
from playwright.sync_api import expect

from claims.models import Extraction
from tests import make
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Floods hit Orlava\n\nPolice said 12 people were injured in Orlava.\n\nThe river rose all night."


def test_a_newer_version_is_pasted_read_by_a_worker_and_what_was_accepted_is_carried_over(signed_in, worker):
    first = make.read(TEXT)
    page = signed_in(make.editor())
    page.goto(first.article.get_absolute_url())

    page.get_by_role("link", name="paste a newer version").click()
    page.fill("[name=text]", TEXT + "\n\nOfficials said 40 houses were damaged.")
    page.get_by_role("button", name="Send it to be read").click()

    expect(page.locator("#text")).to_contain_text("40 houses")
    expect(page.locator("#text a.figure", has_text="40")).to_be_visible()
    expect(page.locator("#text a.figure", has_text="12")).to_be_visible()
    page.get_by_role("link", name="versions and what changed").click()
    expect(page.locator("#difference")).to_contain_text("Officials said 40 houses were damaged.")
    states = Extraction.objects.filter(version__article=first.article).values_list("state", flat=True)
    wait_until(lambda: set(states.all()) == {"done"}, what="both readings to be done")
