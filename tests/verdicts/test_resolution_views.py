"""Resolving a dispute: the form, the methods that fill it in, and what is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Dispute
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_dispute
from verdicts.models import Resolution
from verdicts.reopenings import reopen_decided
from verdicts.services import approve_decision, resolve_dispute, return_decision

pytestmark = pytest.mark.django_db


def decision(dispute: Dispute, **fields: str) -> dict[str, str]:
    given = {"method": "range", "low": "3,000", "best": "", "high": "6 000", "wording": "3,000 to 6,000",
             "reason": "Both are named.",
             "evidence-TOTAL_FORMS": "2", "evidence-INITIAL_FORMS": "0"}  # fmt: skip
    return given | {"seen": digest_of_dispute(dispute)} | fields


def send(client: Client, dispute: Dispute, sent: dict[str, str], **options):
    return client.post(reverse("verdicts:resolve_dispute", args=[dispute.pk]), sent, **options)


def resolved(dispute: Dispute, by=None, **fields) -> Resolution:
    given = {
        "method": "range",
        "low": 3000,
        "high": 6000,
        "wording": "3,000 to 6,000",
        "reason": "Both are named.",
    }
    return resolve_dispute(
        dispute, **(given | fields), seen=digest_of_dispute(dispute), by=by or make.editor()
    )


def test_an_editor_proposes_a_decision_with_numbers_as_people_write_them():
    dispute = make.dispute(3000, 6000)

    answer = send(as_user(make.editor()), dispute, decision(dispute))

    given = dispute.resolutions.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/disputes/{dispute.pk}/#decision")
    assert (given.low, given.best, given.high, given.state) == (3000, None, 6000, "proposed")


def test_htmx_is_sent_to_the_board_as_it_is_now():
    dispute = make.dispute(3000, 6000)

    answer = send(as_user(make.editor()), dispute, decision(dispute), headers=HTMX)

    assert answer["HX-Redirect"] == f"/disputes/{dispute.pk}/"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": ""}, "Give the reason"),
        ({"reason": " \n "}, "Give the reason"),
        ({"wording": ""}, "required"),
        ({"method": ""}, "required"),
        ({"method": "average"}, "Select a valid choice"),
        ({"low": "7,000"}, "not in order"),
        ({"best": "10"}, "not in order"),
        ({"low": "about 3000"}, "is not a number"),
        ({"high": "nan"}, "is not a number"),
        ({"wording": "x" * 1001}, "at most 1000"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_decision_that_lacks_something_is_sent_back_with_what_was_typed(fields, sentence, headers):
    dispute = make.dispute(3000, 6000)
    sent = decision(dispute, **{"evidence-0-quote": "kept word for word"} | fields)

    answer = send(as_user(make.editor()), dispute, sent, headers=headers)

    page = said(answer)
    assert (answer.status_code, sentence in page, "kept word for word" in page) == (422, True, True)
    assert ("<html" in page, Resolution.objects.count()) == (not headers, 0)


def test_two_editors_resolve_at_once_and_the_second_sees_both_texts():
    dispute = make.dispute(3000, 6000)
    mine = decision(dispute, wording="My own wording", reason="My own reason", high="6000")
    resolved(dispute, wording="Their wording", reason="Their reason")
    editor = as_user(make.editor())

    refused = send(editor, dispute, mine, headers=HTMX)
    fresh = digest_of_dispute(dispute)
    again = send(editor, dispute, mine | {"seen": fresh})

    page = said(refused)
    assert (refused.status_code, fresh in page, again.status_code) == (409, True, 302)
    assert [
        text in page for text in ("My own wording", "My own reason", "Their wording", "Their reason")
    ] == [True] * 4
    assert [r.wording for r in dispute.resolutions.all()] == ["My own wording", "Their wording"]


def test_without_htmx_the_refused_text_comes_back_on_the_board():
    dispute = make.dispute(3000, 6000)
    mine = decision(dispute, wording="My own wording")
    resolved(dispute, wording="Their wording")

    answer = send(as_user(make.editor()), dispute, mine)

    page = said(answer)
    assert (answer.status_code, "My own wording" in page, "Their wording" in page, "<table" in page) == (
        409, True, True, True,
    )  # fmt: skip


def test_a_figure_corrected_meanwhile_asks_again():
    dispute = make.dispute(3000, 6000)
    mine = decision(dispute, wording="My own wording")
    make.figure(9000, dispute=dispute)

    answer = send(as_user(make.editor()), dispute, mine, headers=HTMX)

    assert (answer.status_code, "A figure joined, left or was corrected" in said(answer)) == (409, True)


def test_a_decision_sent_twice_is_given_once():
    dispute = make.dispute(3000, 6000)
    sent = decision(dispute)
    editor = as_user(make.editor())

    answers = [send(editor, dispute, sent) for _ in range(2)]

    assert ([a.status_code for a in answers], dispute.resolutions.count()) == ([302, 302], 1)


def test_more_rows_of_evidence_keep_what_was_typed():
    dispute = make.dispute(3000, 6000)
    sent = decision(dispute, reason="half a rea", more_evidence="1", **{"evidence-0-quote": "nine names"})

    page = said(send(as_user(make.editor()), dispute, sent, headers=HTMX))

    kept = [text in page for text in ("half a rea", "nine names", "6 000", "evidence-2-quote")]
    assert (kept, Resolution.objects.count()) == ([True] * 4, 0)


# --- filling in ---


@pytest.mark.parametrize("headers", [{}, HTMX | {"HX-Target": "resolution-says"}])
def test_choosing_a_method_fills_in_the_numbers_and_a_sentence(headers):
    dispute = make.dispute(3000, 6000)

    page = said(as_user(make.editor()).get(f"/disputes/{dispute.pk}/?method=range", headers=headers))

    assert ['value="3,000"' in page, 'value="6,000"' in page, "according to" in page] == [True] * 3
    assert ("<html" in page) == (len(headers) == 0)


@pytest.mark.parametrize(
    "query", ["method=average", "method=", "from=999999", "from=x", "reference=x", "page=-1"]
)
def test_an_address_that_means_nothing_shows_the_board_as_it_is(query):
    dispute = make.dispute(3000, 6000)

    answer = as_user(make.editor()).get(f"/disputes/{dispute.pk}/?{query}")

    assert (answer.status_code, "according to" in said(answer)) == (200, False)


def test_a_decision_sent_back_is_taken_up_again_with_its_text():
    dispute = make.dispute(3000, 6000)
    editor = make.editor()
    given = resolved(
        dispute, by=editor, evidence=[{"address": "", "quote": "nine names", "stance": "supports"}]
    )
    return_decision(given, because="Name both.", by=make.chief())

    page = said(as_user(editor).get(f"/disputes/{dispute.pk}/?from={given.pk}"))

    filled = page[page.index('id="resolution-form"') : page.index('id="history"')]
    assert [t in filled for t in ("Name both.", "Both are named.", "nine names", 'value="3,000"')] == [
        True
    ] * 4


# --- what stands, and what re-opens it ---


def test_the_author_sees_why_they_can_not_approve_and_the_chief_can():
    dispute = make.dispute(3000, 6000)
    editor = make.editor()
    resolved(dispute, by=editor)

    pages = [said(as_user(person).get(dispute.get_absolute_url())) for person in (editor, make.chief())]

    assert ["you wrote it" in page for page in pages] == [True, False]
    assert ["Approve</button>" in page for page in pages] == [False, True]


def test_an_approved_decision_stands_on_the_board_and_its_history_below():
    dispute = make.dispute(3000, 6000)
    approve_decision(resolved(dispute, wording="First wording"), by=make.chief())
    approve_decision(resolved(dispute, wording="Second wording"), by=make.chief())

    page = said(as_user(make.reader()).get(dispute.get_absolute_url()))

    stands = page[page.index('id="decision"') : page.index('id="board"')]
    assert ("Second wording" in stands, "First wording" in stands) == (True, False)
    assert "<del>First wording</del>" in page[page.index('id="history"') :]


@pytest.mark.parametrize(("value", "is_reopened"), [(9000, True), (4000, False)])
def test_a_later_figure_outside_the_range_re_opens_the_dispute(value, is_reopened):
    dispute = make.dispute(3000, 6000)
    approve_decision(resolved(dispute), by=make.chief())
    make.figure(value, said_by="A third ministry", dispute=dispute)
    reopen_decided([dispute.pk])

    page = said(as_user(make.editor()).get(dispute.get_absolute_url()))

    assert ("Re-opened:" in page) is is_reopened
