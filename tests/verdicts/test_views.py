"""The doors of deciding: reviews, verdicts, approval; who may, what is refused, what is kept."""

import pytest
from django.urls import reverse

from claims.models import Figure
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_claim, digest_of_figure
from verdicts.models import Evidence, Rating, Resolution, Review, Verdict
from verdicts.services import give_verdict, review_figure

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"
ROWS = {"evidence-TOTAL_FORMS": "2", "evidence-INITIAL_FORMS": "0"}


def to_review(figure: Figure) -> str:
    return reverse("verdicts:review_figure", args=[figure.pk])


def review(figure: Figure, outcome: str, **fields: str) -> dict[str, str]:
    return {"outcome": outcome, "seen": digest_of_figure(figure)} | fields


def correction(figure: Figure, **fields: str) -> dict[str, str]:
    stands = {"relation": "=", "value": "9", "dimension": "count", "unit": "soldier",
              "measure": "soldiers killed", "event": "kill", "place": "Kursk"}  # fmt: skip
    return review(figure, "corrected", **(stands | fields))


def to_judge(claim) -> str:
    return reverse("verdicts:give_verdict", args=[claim.pk])


def judgement(claim, **fields: str) -> dict[str, str]:
    given = {"rating": Rating.objects.first().pk, "summary": "It holds.", "reason": "The register shows it."}
    return given | {"seen": digest_of_claim(claim)} | ROWS | fields


def verdict(claim=None, by=None) -> Verdict:
    claim = claim or make.claim()
    return give_verdict(
        claim, rating=Rating.objects.first(), summary="It holds.", reason="The register shows it.",
        seen=digest_of_claim(claim), by=by or make.editor(),
    )  # fmt: skip


# --- who may, and how ---


def doors():
    return [
        to_review(make.figure()),
        to_judge(make.claim()),
        reverse("verdicts:resolve_dispute", args=[make.dispute(3, 6).pk]),
    ]


def test_a_reader_is_told_why_they_may_not():
    reader = as_user(make.reader())

    answers = [reader.post(door, {}) for door in doors()]

    assert [(a.status_code, "Readers can&#x27;t" in said(a)) for a in answers] == [(403, True)] * 3


def test_nobody_decides_without_signing_in(client):
    answers = [client.post(door, {}) for door in doors()]

    assert [answer.status_code for answer in answers] == [401] * 3
    assert (Review.objects.count(), Verdict.objects.count(), Resolution.objects.count()) == (0, 0, 0)


def test_an_address_that_writes_takes_no_get():
    given = verdict()
    chief = as_user(make.chief())

    answers = [
        chief.get(reverse(f"verdicts:{name}", args=[given.pk]))
        for name in ("approve_verdict", "return_verdict", "approve_resolution", "return_resolution")
    ]

    assert [answer.status_code for answer in answers] == [405] * 4


# --- reviews of figures ---


@pytest.mark.parametrize(("headers", "status"), [({}, 302), (HTMX, 200)])
def test_one_press_accepts_a_figure(headers, status):
    figure = make.figure()

    answer = as_user(make.editor()).post(to_review(figure), review(figure, "confirmed"), headers=headers)

    figure.refresh_from_db()
    assert (answer.status_code, figure.is_confirmed) == (status, True)


def test_a_second_press_of_the_same_button_does_no_harm():
    figure = make.figure()
    sent = review(figure, "confirmed")
    editor = as_user(make.editor())

    answers = [editor.post(to_review(figure), sent, headers=HTMX) for _ in range(2)]

    assert ([a.status_code for a in answers], figure.reviews.count()) == ([200, 200], 1)


def test_a_dismissal_without_a_reason_is_sent_back():
    figure = make.figure()

    answer = as_user(make.editor()).post(to_review(figure), review(figure, "dismissed"), headers=HTMX)

    assert (answer.status_code, "Say why this is no figure" in said(answer), Review.objects.count()) == (
        422,
        True,
        0,
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"ready": "Misread"}, "Misread"),
        ({"ready": "", "reason": "a house number"}, "a house number"),
        ({"ready": "Duplicate", "reason": "of the headline"}, "Duplicate: of the headline"),
    ],
)
def test_a_dismissal_gives_a_ready_reason_or_its_own(fields, reason):
    figure = make.figure()

    as_user(make.editor()).post(to_review(figure), review(figure, "dismissed", **fields))

    assert figure.reviews.get().reason == reason


def test_a_correction_keeps_only_what_differs_from_the_reading():
    figure = make.figure(9)

    as_user(make.editor()).post(
        to_review(figure), correction(figure, relation=">", value="6,000", when="2024")
    )

    assert figure.reviews.get().correction == {
        "relation": ">", "value": 6000.0, "low": 6000.0, "high": None, "when": "2024"
    }  # fmt: skip


def test_a_range_is_corrected_by_its_ends():
    figure = make.figure(9)

    as_user(make.editor()).post(
        to_review(figure), correction(figure, relation="range", value="", low="10 000", high="15k")
    )

    figure.refresh_from_db()
    read = figure.as_read()
    assert (read.relation, read.value, read.low, read.high) == ("range", None, 10000, 15000)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"relation": "range", "value": "", "low": "9"}, "A range needs both its ends."),
        ({"relation": "range", "low": "9", "high": "3"}, "The upper end is below the lower one."),
        ({"relation": ">", "value": ""}, "needs its number"),
        ({"value": "some"}, "is not a number"),
        ({"value": "1e999"}, "is not a number"),
        ({"relation": "nearly"}, "Select a valid choice"),
        ({}, "This is what the machine read"),
    ],
)
def test_a_correction_that_makes_no_sense_is_sent_back_with_what_was_typed(fields, sentence):
    figure = make.figure(9)

    answer = as_user(make.editor()).post(
        to_review(figure), correction(figure, reason=HOSTILE) | fields, headers=HTMX
    )

    assert (answer.status_code, sentence in said(answer), "&lt;script&gt;alert(1)" in said(answer)) == (
        422,
        True,
        True,
    )


def test_to_undo_takes_back_what_was_decided():
    figure = make.figure()
    editor = as_user(make.editor())
    editor.post(to_review(figure), review(figure, "dismissed", ready="Misread"))
    figure.refresh_from_db()

    editor.post(to_review(figure), review(figure, "reopened"))

    figure.refresh_from_db()
    assert (figure.is_dismissed, [r.outcome for r in figure.reviews.all()]) == (
        False,
        ["reopened", "dismissed"],
    )


def test_a_correction_of_a_figure_that_changed_meanwhile_is_kept_and_asked_again():
    figure = make.figure(9)
    mine = correction(figure, value="12", reason="I counted")
    review_figure(figure, outcome="confirmed", seen=digest_of_figure(figure), by=make.editor())
    editor = as_user(make.editor())

    refused = editor.post(to_review(figure), mine, headers=HTMX)
    figure.refresh_from_db()
    fresh = digest_of_figure(figure)
    second = editor.post(to_review(figure), mine | {"seen": fresh}, headers=HTMX)

    page = said(refused)
    assert (refused.status_code, "I counted" in page, fresh in page) == (409, True, True)
    assert (second.status_code, Figure.objects.get().as_read().value) == (200, 12)


def test_an_unknown_outcome_is_refused():
    figure = make.figure()

    answer = as_user(make.editor()).post(to_review(figure), review(figure, "deleted"))

    assert (answer.status_code, Review.objects.count()) == (422, 0)


def test_the_page_of_a_review_stands_alone():
    figure = make.figure(14000)

    page = said(as_user(make.editor()).get(to_review(figure)))

    assert ("14,000 soldiers" in page, 'data-key="a"' in page, "read by the machine" in page) == (
        True,
        True,
        True,
    )


# --- verdicts on claims ---


@pytest.mark.parametrize(("headers", "status"), [({}, 302), (HTMX, 200)])
def test_an_editor_proposes_a_verdict_with_evidence(headers, status):
    claim = make.claim()
    evidence = {"evidence-0-address": "https://example.org/list", "evidence-0-stance": "supports",
                "evidence-1-quote": "nine names", "evidence-1-stance": "context"}  # fmt: skip

    answer = as_user(make.editor()).post(to_judge(claim), judgement(claim, **evidence), headers=headers)

    assert (answer.status_code, claim.verdicts.get().state) == (status, "proposed")
    assert list(Evidence.objects.values_list("address", "quote", "stance")) == [
        ("https://example.org/list", "", "supports"),
        ("", "nine names", "context"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("reason", "  ", "Give the reason"),
        ("rating", "", "required"),
        ("rating", "999", "Select a valid choice"),
        ("summary", "x" * 301, "at most 300"),
        ("evidence-0-address", "javascript:alert(1)", "no web address"),
    ],
)
def test_a_verdict_that_lacks_something_is_sent_back_with_what_was_typed(field, value, sentence):
    claim = make.claim()
    sent = judgement(
        claim, **{"evidence-0-stance": "context", "evidence-1-stance": "context", "summary": "Kept."}
    )

    answer = as_user(make.editor()).post(to_judge(claim), sent | {field: value}, headers=HTMX)

    assert (answer.status_code, sentence in said(answer), Verdict.objects.count()) == (422, True, 0)
    assert field == "summary" or "Kept." in said(answer)


def test_more_rows_of_evidence_keep_what_was_typed():
    claim = make.claim()
    sent = judgement(claim, reason="half a rea", more_evidence="1", **{"evidence-1-quote": "nine names"})

    answer = as_user(make.editor()).post(to_judge(claim), sent, headers=HTMX)

    page = said(answer)
    assert (answer.status_code, "half a rea" in page, "nine names" in page, Verdict.objects.count()) == (
        200,
        True,
        True,
        0,
    )
    assert ("evidence-2-quote" in page, "aria-invalid" in page) == (True, False)


def test_two_editors_judge_at_once_and_the_second_sees_both_texts():
    claim = make.claim()
    mine = judgement(claim, summary="Mine alone.", reason="My own reason.")
    give_verdict(
        claim, rating=Rating.objects.last(), summary="Theirs.", reason="Their reason.",
        seen=digest_of_claim(claim), by=make.editor(),
    )  # fmt: skip
    editor = as_user(make.editor())

    refused = editor.post(to_judge(claim), mine, headers=HTMX)
    fresh = digest_of_claim(claim)
    editor.post(to_judge(claim), mine | {"seen": fresh}, headers=HTMX)

    page = said(refused)
    assert (refused.status_code, fresh in page) == (409, True)
    assert ("My own reason." in page, "Their reason." in page) == (True, True)
    assert [v.summary for v in claim.verdicts.all()] == ["Mine alone.", "Theirs."]


def test_a_verdict_sent_twice_is_given_once():
    claim = make.claim()
    sent = judgement(claim)
    editor = as_user(make.editor())

    answers = [editor.post(to_judge(claim), sent) for _ in range(2)]

    assert ([a.status_code for a in answers], claim.verdicts.count()) == ([302, 302], 1)


def test_what_is_typed_is_shown_as_text():
    claim = make.claim(f"Village {HOSTILE} has no doctor.")
    verdict(claim, by=make.editor())
    sent = judgement(claim, summary=HOSTILE, reason=HOSTILE)

    page = said(as_user(make.editor()).post(to_judge(claim), sent, headers=HTMX))

    assert (HOSTILE in page, "&lt;script&gt;" in page) == (False, True)
