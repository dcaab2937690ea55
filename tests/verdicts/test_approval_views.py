"""The second person: approving, sending back, and what waits for whom."""

import pytest
from django.urls import reverse

from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_claim, digest_of_dispute
from verdicts.models import Rating, Resolution, Verdict
from verdicts.reopenings import reopen_decided
from verdicts.services import approve_decision, give_verdict, resolve_dispute, return_decision

pytestmark = pytest.mark.django_db

INBOX = "/inbox/"


def to_judge(claim) -> str:
    return reverse("verdicts:give_verdict", args=[claim.pk])


def verdict(claim=None, by=None) -> Verdict:
    claim = claim or make.claim()
    return give_verdict(
        claim, rating=Rating.objects.first(), summary="It holds.", reason="The register shows it.",
        seen=digest_of_claim(claim), by=by or make.editor(),
    )  # fmt: skip


def resolution(dispute=None, by=None) -> Resolution:
    dispute = dispute or make.dispute(3000, 6000)
    return resolve_dispute(
        dispute, method="range", low=3000, high=6000, wording="3,000 to 6,000", reason="Both are named.",
        seen=digest_of_dispute(dispute), by=by or make.editor(),
    )  # fmt: skip


def test_a_chief_approves_in_place_and_the_form_beside_it_stays_fresh():
    given = verdict()

    answer = as_user(make.chief()).post(reverse("verdicts:approve_verdict", args=[given.pk]), headers=HTMX)

    given.refresh_from_db()
    fresh = digest_of_claim(given.claim)
    assert (answer.status_code, given.state, "hx-swap-oob" in said(answer), fresh in said(answer)) == (
        200, "approved", True, True,
    )  # fmt: skip


def test_a_chief_who_wrote_it_is_told_why_they_can_not_approve_it():
    chief = make.chief()
    given = verdict(by=chief)

    page = said(as_user(chief).get(to_judge(given.claim)))
    answer = as_user(chief).post(reverse("verdicts:approve_verdict", args=[given.pk]))

    given.refresh_from_db()
    assert ("you wrote it" in page, answer.status_code, "you wrote it" in said(answer), given.state) == (
        True, 403, True, "proposed",
    )  # fmt: skip


def test_an_editor_does_not_approve():
    given = verdict()

    answer = as_user(make.editor()).post(reverse("verdicts:approve_verdict", args=[given.pk]))

    assert (answer.status_code, "Only a chief" in said(answer)) == (403, True)


def test_a_decision_sent_back_without_a_reason_is_refused():
    given = verdict()

    answer = as_user(make.chief()).post(
        reverse("verdicts:return_verdict", args=[given.pk]), {"because": " "}, headers=HTMX
    )

    given.refresh_from_db()
    assert (answer.status_code, "Say what should change" in said(answer), given.state) == (
        422,
        True,
        "proposed",
    )


def test_a_decision_answered_meanwhile_is_shown_as_it_is():
    given = verdict()
    as_user(make.chief()).post(
        reverse("verdicts:return_verdict", args=[given.pk]), {"because": "Which list?"}
    )

    answer = as_user(make.chief()).post(reverse("verdicts:approve_verdict", args=[given.pk]), headers=HTMX)

    assert (answer.status_code, "Which list?" in said(answer), "before you" in said(answer)) == (
        409,
        True,
        True,
    )


def test_an_approval_sent_twice_is_given_once():
    given = verdict()
    chief = as_user(make.chief())

    answers = [chief.post(reverse("verdicts:approve_verdict", args=[given.pk])) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_a_verdict_sent_back_is_taken_up_again_with_its_text():
    editor = make.editor()
    given = verdict(by=editor)
    as_user(make.chief()).post(
        reverse("verdicts:return_verdict", args=[given.pk]), {"because": "Which list?"}
    )

    page = said(as_user(editor).get(f"{to_judge(given.claim)}?from={given.pk}"))

    assert ("Which list?" in page, ">The register shows it.</textarea>" in page.replace("\n", "")) == (
        True,
        True,
    )


def test_after_an_answer_nobody_is_sent_to_another_site():
    given = verdict()

    answer = as_user(make.chief()).post(
        reverse("verdicts:approve_verdict", args=[given.pk]), {"next": "https://example.org/"}
    )

    assert answer["Location"] == given.claim.get_absolute_url()


# --- what waits for me ---


def test_an_empty_inbox_says_what_comes_here():
    page = said(as_user(make.chief()).get(INBOX))

    assert ("Nothing waits for you." in page, "Look at open disputes" in page) == (True, True)


def test_a_proposal_waits_for_the_chief_and_not_for_another_editor():
    verdict(make.claim("The bridge is closed."))
    resolution()

    pages = [said(as_user(person).get(INBOX)) for person in (make.chief(), make.editor())]

    assert ["The bridge is closed." in page and "3,000 to 6,000" in page for page in pages] == [True, False]


def test_a_proposal_of_mine_is_shown_as_waiting_and_not_for_my_approval():
    chief = make.chief()
    verdict(by=chief)

    page = said(as_user(chief).get(INBOX))

    assert ("Your proposals" in page, "For your approval" in page, ">Approve<" in page) == (
        True,
        False,
        False,
    )


def test_what_was_sent_back_waits_for_its_author_until_they_take_it_up():
    editor = make.editor()
    dispute = make.dispute(3000, 6000)
    return_decision(resolution(dispute, by=editor), because="Name both.", by=make.chief())
    before = said(as_user(editor).get(INBOX))

    resolution(dispute, by=editor)

    after = said(as_user(editor).get(INBOX))
    assert ["Sent back to you" in page for page in (before, after)] == [True, False]


def test_a_dispute_that_a_new_figure_re_opened_is_in_everybodys_inbox():
    dispute = make.dispute(3000, 6000, question="How many fell?")
    approve_decision(resolution(dispute), by=make.chief())
    make.figure(9000, said_by="A third ministry", dispute=dispute)
    reopen_decided([dispute.pk])  # as the worker does

    page = said(as_user(make.editor()).get(INBOX))

    assert ("How many fell?" in page, "A third ministry" in page) == (True, True)


@pytest.mark.parametrize(("role", "count"), [(make.chief, "2"), (make.reader, "0")])
def test_the_count_is_of_what_a_person_can_act_on(role, count):
    verdict()
    resolution()

    answer = as_user(role()).get("/inbox/count/", headers=HTMX)

    assert (f"</span>{count}</span>" in said(answer), " hidden" in said(answer)) == (True, count == "0")


def test_an_answer_in_the_inbox_leads_back_to_it():
    given = resolution()

    answer = as_user(make.chief()).post(
        reverse("verdicts:approve_resolution", args=[given.pk]), {"next": INBOX}, follow=True
    )

    assert (answer.request["PATH_INFO"], "it stands from now on" in said(answer)) == (INBOX, True)
