"""A user whose rights are taken away while the page is open: a clear sentence, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import make
from tests.verdicts.test_permissions import lose_rights
from verdicts.models import Verdict

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_lost_their_rights_keeps_what_they_typed(signed_in):
    person, claim = make.editor(), make.claim()
    page = signed_in(person)
    page.goto(claim.get_absolute_url())
    page.get_by_text("Give a verdict").click()
    form = page.locator("#verdict-form")
    form.locator("[name='rating']").select_option(index=1)
    form.locator("[name='summary']").fill("It holds.")
    form.locator("[name='reason']").fill("The register shows it, page 4.")
    lose_rights(person)

    page.get_by_role("button", name="Propose this verdict").click()

    expect(page.locator("#answer")).to_contain_text("An admin can make you an editor.")
    expect(form.locator("[name='reason']")).to_have_value("The register shows it, page 4.")
    assert Verdict.objects.count() == 0


def test_who_lost_their_rights_finds_a_pasted_article_again(signed_in):
    person = make.editor()
    page = signed_in(person)
    page.goto("/articles/add/")
    page.locator("textarea[name='text']").fill("Nine houses burned in Lindmar.")
    lose_rights(person)

    page.get_by_role("button", name="Send it to be read").click()
    expect(page.get_by_role("heading", name="You may not do this")).to_be_visible()
    person.groups.set(make.editor().groups.all())
    page.goto("/articles/add/")

    expect(page.locator("textarea[name='text']")).to_have_value("Nine houses burned in Lindmar.")
    assert Article.objects.count() == 0
