"""Deciding: reasons are given, a second person approves, nothing is rewritten or saved over."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from claims.models import Figure
from tests import make
from verdicts import services
from verdicts.digests import digest_of_claim, digest_of_dispute, digest_of_figure
from verdicts.models import Evidence, Rating, Resolution, Review, Verdict

pytestmark = pytest.mark.django_db


def verdict(claim=None, *, by=None, **fields) -> Verdict:
    claim = claim or make.claim()
    said = {"rating": Rating.objects.first(), "summary": "It holds.", "reason": "The register shows it."}
    return services.give_verdict(
        claim, **(said | fields), seen=digest_of_claim(claim), by=by or make.editor()
    )


def resolution(dispute=None, *, by=None, **fields) -> Resolution:
    dispute = dispute or make.dispute(3000, 6000)
    said = {
        "method": "range",
        "low": 3000,
        "high": 6000,
        "wording": "3,000 to 6,000",
        "reason": "Both are named.",
    }
    return services.resolve_dispute(
        dispute, **(said | fields), seen=digest_of_dispute(dispute), by=by or make.editor()
    )


def review(figure, outcome, **fields) -> Review:
    figure.refresh_from_db()
    return services.review_figure(
        figure, outcome=outcome, seen=digest_of_figure(figure), by=make.editor(), **fields
    )


def change(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


# --- append-only, in the database ---


@pytest.mark.parametrize(
    "field", ["reason = 'other'", "summary = 'other'", "claim_text = 'other'", "given_at = now()"]
)
def test_sql_can_not_rewrite_a_verdict(field):
    given = verdict()

    with pytest.raises(Error, match="Cannot update"):
        change(f"UPDATE verdicts_verdict SET {field} WHERE id = %s", given.pk)


@pytest.mark.parametrize("field", ["wording = 'other'", "low = 1", "figures_seen = '[]'", "reason = 'other'"])
def test_sql_can_not_rewrite_a_resolution(field):
    given = resolution()

    with pytest.raises(Error, match="Cannot update"):
        change(f"UPDATE verdicts_resolution SET {field} WHERE id = %s", given.pk)


@pytest.mark.parametrize("table", ["verdict", "resolution", "review", "evidence"])
def test_sql_can_not_delete_what_was_decided(table):
    verdict(evidence=[{"address": "https://example.org/list", "quote": "", "stance": "supports"}])
    resolution()
    review(make.figure(), "confirmed")

    with pytest.raises(Error, match="Cannot"):
        change(f"DELETE FROM verdicts_{table}")


@pytest.mark.parametrize(("table", "field"), [("review", "reason"), ("evidence", "quote")])
def test_sql_can_not_rewrite_a_review_or_evidence(table, field):
    verdict(evidence=[{"address": "", "quote": "as it was", "stance": "supports"}])
    review(make.figure(), "dismissed", reason="a date")

    with pytest.raises(Error, match="Cannot update"):
        change(f"UPDATE verdicts_{table} SET {field} = 'other'")


def test_sql_can_not_take_an_approval_back():
    approved = services.approve_decision(verdict(), by=make.chief())

    with pytest.raises(Error, match="Cannot update"):
        change("UPDATE verdicts_verdict SET approved_by_id = NULL WHERE id = %s", approved.pk)


# --- four eyes ---


@pytest.mark.parametrize("decide", [verdict, resolution])
def test_an_author_does_not_approve_their_own(decide):
    chief = make.chief()
    given = decide(by=chief)

    with pytest.raises(services.NotYours, match="you wrote it"):
        services.approve_decision(given, by=chief)


@pytest.mark.parametrize("decide", [verdict, resolution])
def test_the_database_refuses_an_author_as_approver(decide):
    given = decide()

    with pytest.raises(IntegrityError, match="approved_by_another"):
        change(
            f"UPDATE {given._meta.db_table} SET approved_by_id = given_by_id WHERE id = %s",
            given.pk,
        )


@pytest.mark.parametrize("decide", [verdict, resolution])
def test_a_decision_waits_and_then_stands(decide):
    given = decide()

    states = [given.state, services.approve_decision(given, by=make.chief()).state]

    assert states == ["proposed", "approved"]


@pytest.mark.parametrize("decide", [verdict, resolution])
def test_a_decision_is_answered_once(decide):
    given = decide()
    services.return_decision(given, because="Name the second list.", by=make.chief())

    with pytest.raises(services.Stale):
        services.approve_decision(given, by=make.chief())


def test_an_author_may_take_back_their_own():
    editor = make.editor()
    given = verdict(by=editor)

    returned = services.return_decision(given, because="Wrong list.", by=editor)

    assert (returned.state, returned.returned_by) == ("returned", editor)


def test_a_second_verdict_stands_beside_the_first():
    claim = make.claim()
    first = verdict(claim)

    second = verdict(claim, reason="The list was forged.")

    assert list(claim.verdicts.all()) == [second, first]


# --- reasons ---


@pytest.mark.parametrize("decide", [verdict, resolution])
def test_the_database_asks_for_a_reason(decide):
    with pytest.raises(IntegrityError, match="gives_its_reason"), transaction.atomic():
        decide(reason="")


def test_the_database_asks_why_a_figure_is_dismissed():
    with pytest.raises(IntegrityError, match="dismissal_gives_its_reason"), transaction.atomic():
        review(make.figure(), "dismissed")


def test_the_database_asks_why_a_decision_is_sent_back():
    with pytest.raises(IntegrityError, match="returned_with_a_reason"), transaction.atomic():
        services.return_decision(verdict(), because="", by=make.chief())


@pytest.mark.parametrize("numbers", [{"low": 7, "high": 6}, {"low": 3, "best": 2}, {"best": 9, "high": 6}])
def test_the_database_keeps_lowest_best_and_highest_in_order(numbers):
    with pytest.raises(IntegrityError, match="in_order"), transaction.atomic():
        resolution(**({"low": None, "best": None, "high": None} | numbers))


# --- what was seen ---


def test_a_verdict_is_not_given_on_a_claim_that_moved_on():
    claim = make.claim()
    seen = digest_of_claim(claim)
    verdict(claim)

    with pytest.raises(services.Stale):
        services.give_verdict(
            claim, rating=Rating.objects.first(), summary="Mine.", reason="Mine.", seen=seen, by=make.editor()
        )

    assert claim.verdicts.count() == 1


def test_a_dispute_is_not_resolved_over_a_figure_that_joined_meanwhile():
    dispute = make.dispute(3000, 6000)
    seen = digest_of_dispute(dispute)
    make.figure(9000, dispute=dispute)

    with pytest.raises(services.Stale):
        services.resolve_dispute(dispute, method="open", wording="?", reason="?", seen=seen, by=make.editor())

    assert Resolution.objects.count() == 0


def test_a_figure_reviewed_meanwhile_is_not_reviewed_over():
    figure = make.figure()
    seen = digest_of_figure(figure)
    review(figure, "dismissed", reason="a date")

    with pytest.raises(services.Stale):
        services.review_figure(figure, outcome="confirmed", seen=seen, by=make.editor())

    assert Figure.objects.get().is_dismissed


def test_a_resolution_keeps_the_figures_as_they_were_seen():
    dispute = make.dispute()
    figure = make.figure(3000, said_by="Ministry of Health", dispute=dispute)

    given = resolution(dispute, method="open", low=None, high=None)

    assert [(f["figure"], f["text"], f["value"], f["sources"]) for f in given.figures_seen] == [
        (figure.pk, "3,000", 3000, ["Ministry of Health"])
    ]


# --- reviews ---


def test_a_correction_stands_beside_the_reading():
    figure = make.figure(9)

    review(figure, "corrected", correction={"relation": "~", "low": None, "high": None})

    figure.refresh_from_db()
    assert (figure.record["relation"], figure.as_read().relation, figure.is_confirmed) == ("=", "~", True)


def test_to_take_a_review_back_drops_its_correction():
    figure = make.figure(9)
    review(figure, "corrected", correction={"value": 10.0, "low": 10.0, "high": 10.0})

    review(figure, "reopened")

    figure.refresh_from_db()
    assert (figure.as_read().value, figure.is_confirmed, figure.reviews.count()) == (9, False, 2)


def test_a_dismissed_figure_takes_no_part():
    dispute = make.dispute(3000, 6000, 9000)
    figure = dispute.figures.last()

    review(figure, "dismissed", reason="a date")

    assert dispute.figures.counted().count() == 2


def test_evidence_is_kept_with_its_decision():
    piece = {"address": "https://example.org/list", "quote": "nine names", "stance": "supports"}

    given = verdict(evidence=[piece])

    assert list(Evidence.objects.values("address", "quote", "stance", "verdict")) == [
        piece | {"verdict": given.pk}
    ]


def test_evidence_is_an_address_or_a_passage():
    with pytest.raises(IntegrityError, match="is_something"), transaction.atomic():
        verdict(evidence=[{"address": "", "quote": "", "stance": "context"}])
