"""Earlier claims that say the same, and how they were ruled."""

import pytest
from django.urls import reverse

from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.alike import claims_alike
from verdicts.digests import digest_of_claim
from verdicts.models import Rating
from verdicts.services import approve_decision, give_verdict

pytestmark = pytest.mark.django_db


def ruled(claim):
    verdict = give_verdict(
        claim, rating=Rating.objects.first(), summary="It was so.", reason="The list.",
        seen=digest_of_claim(claim), by=make.editor(),
    )  # fmt: skip
    return approve_decision(verdict, by=make.chief())


def test_a_claim_in_almost_the_same_words_is_shown_with_its_verdict():
    earlier = make.claim("Officials said 6,000 soldiers were killed in Kursk this year.")
    verdict = ruled(earlier)
    claim = make.claim("In Kursk 6,000 soldiers were killed, officials said.")

    found = claims_alike(claim)

    assert [(one.claim, one.verdict, one.because) for one in found] == [(earlier, verdict, "words")]


def test_another_number_or_other_words_never_say_the_same():
    make.claim("Officials said 6,001 soldiers were killed in Kursk this year.")
    make.claim(
        "Officials praised 6,000 soldiers, widows of the killed, in Kursk and far beyond it, for courage."
    )

    assert claims_alike(make.claim("In Kursk 6,000 soldiers were killed, officials said.")) == []


def test_a_claim_with_the_same_figure_of_one_dispute_is_found_whatever_its_words():
    dispute = make.dispute(40, 40)
    one, other = dispute.figures.order_by("pk")

    found = claims_alike(one.claim)

    assert [(row.claim, row.because) for row in found if row.because == "figures"] in (
        [(other.claim, "figures")], []
    )  # fmt: skip
    assert other.claim in [row.claim for row in found]


@pytest.mark.parametrize("text", ["I.", "It is so", "…", "' OR 1=1; --", "\\ & | ! ( ) :* <->"])
def test_a_claim_of_any_words_is_looked_for(text):
    assert claims_alike(make.claim(text + f" {text}")) == []


def test_the_page_works_alone_and_as_a_part():
    claim = make.claim()
    client, address = as_user(make.editor()), reverse("verdicts:alike", args=[claim.pk])

    whole, part = said(client.get(address)), said(client.get(address, headers=HTMX))

    assert ("<html" in whole, "<html" in part, f'id="alike-{claim.pk}"' in part) == (True, False, True)
