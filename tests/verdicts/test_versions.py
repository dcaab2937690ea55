"""Any two versions of what was decided, and what changed between them."""

import pytest

from claims.models import Dispute
from tests import make
from tests.pages import as_user, said
from verdicts.digests import digest_of_claim, digest_of_dispute
from verdicts.models import Rating, Resolution
from verdicts.services import approve_decision, give_verdict, resolve_dispute

pytestmark = pytest.mark.django_db


def resolved(dispute: Dispute, wording: str, *, high: float = 6, evidence=()) -> Resolution:
    dispute.refresh_from_db()
    return resolve_dispute(
        dispute, method="range", low=3, high=high, wording=wording, reason="They differ.", evidence=evidence,
        seen=digest_of_dispute(dispute), by=make.editor(),
    )  # fmt: skip


def changed(page: str) -> str:
    return page[page.index('id="changed"') :] if 'id="changed"' in page else ""


def test_any_two_versions_of_a_resolution_are_compared_with_the_figures_and_the_evidence():
    dispute = make.dispute(3, 6)
    first = resolved(dispute, "First wording")
    resolved(dispute, "Second wording")
    make.figure(9, said_by="The army", dispute=dispute)
    third = resolved(
        dispute, "Third wording", high=9,
        evidence=[{"address": "https://example.org/list", "quote": "", "stance": "supports"}],
    )  # fmt: skip
    desk = as_user(make.reader())

    page = changed(said(desk.get(f"/disputes/{dispute.pk}/versions/?one={third.pk}&other={first.pk}")))

    assert "From version 1 to version 3" in page
    told = (
        "<del>First wording</del>",
        "<ins>Third wording</ins>",
        "<ins>9</ins>",
        "“9”",
        "https://example.org/list",
    )
    assert [words for words in told if words not in page] == []
    assert "Second wording" not in page


def test_without_a_choice_the_newest_two_are_compared():
    dispute = make.dispute(3, 6)
    for wording in ("First wording", "Second wording", "Third wording"):
        resolved(dispute, wording)

    page = changed(said(as_user(make.reader()).get(f"/disputes/{dispute.pk}/versions/")))

    assert ("<del>Second wording</del>" in page, "First" in page) == (True, False)


def test_versions_of_a_verdict_are_compared_with_who_decided():
    claim = make.claim("Village nine has no doctor.")
    ratings = list(Rating.objects.all()[:2])
    for rating in ratings:
        verdict = give_verdict(
            claim, rating=rating, summary=f"It is {rating.name}.", reason="We asked.",
            seen=digest_of_claim(claim), by=make.editor(),
        )  # fmt: skip
    chief = make.chief()
    approve_decision(verdict, by=chief)

    page = changed(said(as_user(make.reader()).get(f"/claims/{claim.pk}/versions/")))

    assert f"<del>{ratings[0].name}</del>" in page
    assert f"approved by {chief}" in page


@pytest.mark.parametrize(
    "query", ["", "?one=x&other=y", "?one=999999999&other=0", "?one=1&other=1", "?one=" + "9" * 400]
)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_whatever_is_asked_for_gets_an_answer(query, count):
    dispute = make.dispute(3, 6)
    for number in range(count):
        resolved(dispute, f"Wording {number}")

    answer = as_user(make.reader()).get(f"/disputes/{dispute.pk}/versions/{query}")

    assert answer.status_code == 200


def test_the_same_version_twice_is_no_comparison():
    dispute = make.dispute(3, 6)
    first = resolved(dispute, "One")
    resolved(dispute, "Two")

    page = said(
        as_user(make.reader()).get(f"/disputes/{dispute.pk}/versions/?one={first.pk}&other={first.pk}")
    )

    assert "Choose two different versions." in page
