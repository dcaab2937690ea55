"""The pages for grouping: who may, what is refused, what is answered when the world has moved on."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Dispute, Figure, Refusal, Suggestion
from tests import make
from verdicts.digests import digest_of_dispute, digest_of_figure
from verdicts.models import Placement

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pick(dispute: Dispute, *texts: str) -> list[int]:
    return list(dispute.figures.filter(text__in=texts).values_list("pk", flat=True))


def address(name: str, dispute: Dispute, *more: int) -> str:
    return reverse(f"verdicts:{name}", args=[dispute.pk, *more])


def test_an_editor_moves_a_figure_to_another_dispute():
    one, other = make.dispute(3, 6, 40), make.dispute(41, 42)
    sent = {"figure": pick(one, "40"), "to": other.pk, "reason": "wounded", "seen": digest_of_dispute(one)}

    answer = signed_in(make.editor()).post(address("regroup", one), sent, follow=True)

    assert Figure.objects.get(text="40").dispute == other
    assert (answer.status_code, "You moved “40” off to another" in answer.content.decode()) == (200, True)


def test_an_editor_splits_figures_off_with_a_question_of_their_own():
    dispute = make.dispute(3, 6, 40)
    sent = {"figure": pick(dispute, "40"), "to": "new", "question": "How many were hurt?"}

    signed_in(make.editor()).post(address("regroup", dispute), sent | {"seen": digest_of_dispute(dispute)})

    assert Figure.objects.get(text="40").dispute.question == "How many were hurt?"


@pytest.mark.parametrize("to", ["", "999999", "nowhere", "²", "-1"])
def test_a_place_that_is_none_is_refused_and_what_was_typed_is_kept(to):
    dispute = make.dispute(3, 6, 40)
    sent = {
        "figure": pick(dispute, "40"),
        "to": to,
        "reason": "They were hurt.",
        "seen": digest_of_dispute(dispute),
    }

    answer = signed_in(make.editor()).post(address("regroup", dispute), sent)

    assert (answer.status_code, "They were hurt." in answer.content.decode()) == (422, True)
    assert not Placement.objects.exists()


def test_figures_moved_on_a_board_that_changed_meanwhile_are_not_moved_and_a_second_press_does_it():
    one, other = make.dispute(3, 6, 40), make.dispute(41, 42)
    client, seen = signed_in(make.editor()), digest_of_dispute(one)
    make.figure(7, dispute=one)
    sent = {"figure": pick(one, "40"), "to": other.pk, "reason": "wounded", "seen": seen}

    first = client.post(address("regroup", one), sent)
    second = client.post(address("regroup", one), sent | {"seen": first.context["form"]["seen"].value()})

    assert (first.status_code, "wounded" in first.content.decode(), second.status_code) == (409, True, 302)
    assert Figure.objects.get(text="40").dispute == other


def test_a_merged_dispute_leads_to_the_one_it_was_merged_into_where_its_decisions_are_read():
    one, other = make.dispute(3, 6, question="How many fell?"), make.dispute(4, 5)
    client = signed_in(make.editor())

    client.post(address("merge", one), {"into": other.pk, "seen": digest_of_dispute(one)})
    answer = client.get(one.get_absolute_url())
    board = client.get(other.get_absolute_url()).content.decode()

    assert answer.url == f"{other.get_absolute_url()}#merged-{one.pk}"
    assert ("How many fell?" in board, f'id="merged-{one.pk}"' in board) == (True, True)


def test_a_decision_typed_for_a_dispute_that_was_merged_meanwhile_is_kept_for_the_one_that_stands():
    one, other = make.dispute(3, 6), make.dispute(4, 5)
    client, seen = signed_in(make.editor()), digest_of_dispute(one)
    client.post(address("merge", one), {"into": other.pk, "seen": seen})
    sent = {"method": "open", "wording": "Nobody knows yet.", "reason": "Too early.", "seen": seen}

    answer = client.post(reverse("verdicts:resolve_dispute", args=[one.pk]), sent)

    page = answer.content.decode()
    assert (answer.status_code, "Nobody knows yet." in page) == (409, True)
    assert reverse("verdicts:resolve_dispute", args=[other.pk]) in page


@pytest.mark.parametrize(("answer", "joined", "refused"), [("yes", 3, 0), ("no", 2, 1)])
def test_a_suggestion_is_shown_on_the_board_and_answered(answer, joined, refused):
    dispute, figure = make.dispute(3, 6), make.figure(7)
    row = Suggestion.objects.create(figure=figure, dispute=dispute, score=0.31, reason="Both count soldiers.")
    client = signed_in(make.editor())

    board = client.get(dispute.get_absolute_url()).content.decode()
    sent = {"answer": answer, "seen": digest_of_figure(figure)}
    given = client.post(address("answer_suggestion", dispute, row.pk), sent)

    assert ("resemblance 31%" in board, "Both count soldiers." in board, given.status_code) == (
        True,
        True,
        302,
    )
    assert (dispute.figures.count(), Refusal.objects.count()) == (joined, refused)


def test_a_suggestion_that_somebody_answered_already_is_answered_409():
    dispute, figure = make.dispute(3, 6), make.figure(7)
    row = Suggestion.objects.create(figure=figure, dispute=dispute, score=0.31, reason="Both count soldiers.")
    client, sent = signed_in(make.editor()), {"answer": "yes", "seen": digest_of_figure(figure)}

    answers = [client.post(address("answer_suggestion", dispute, row.pk), sent).status_code for _ in range(2)]

    assert answers == [302, 409]


def test_the_last_act_is_undone_from_the_board_once():
    dispute = make.dispute(3, 6, 40)
    client = signed_in(make.editor())
    sent = {"figure": pick(dispute, "40"), "to": "none", "seen": digest_of_dispute(dispute)}
    client.post(address("regroup", dispute), sent)
    placement = Placement.objects.get()

    undo = address("undo_placement", dispute, placement.pk)
    board = client.get(dispute.get_absolute_url()).content.decode()
    answers = [client.post(undo).status_code for _ in range(2)]

    assert (undo in board, answers, dispute.figures.count()) == (True, [302, 409], 3)


def test_a_reader_sees_suggestions_and_why_they_may_not_answer():
    dispute, figure = make.dispute(3, 6), make.figure(7)
    row = Suggestion.objects.create(figure=figure, dispute=dispute, score=0.31, reason="Both count soldiers.")
    client = signed_in(make.reader())

    board = client.get(dispute.get_absolute_url()).content.decode()
    addresses = [
        address("answer_suggestion", dispute, row.pk),
        address("regroup", dispute),
        address("merge", dispute),
    ]
    answers = [client.post(one, {"answer": "yes"}).status_code for one in addresses]

    assert ("Readers can&#x27;t word or regroup" in board, 'value="yes"' in board) == (True, False)
    assert answers == [403, 403, 403]


def test_other_disputes_are_found_by_words_and_the_nearest_are_offered_without():
    dispute, other = make.dispute(3, 6), make.dispute(41, 42, question="How many ships sank?")
    client = signed_in(make.editor())

    found = client.get(address("merge", dispute), {"q": "ships"})
    none = client.get(address("merge", dispute), {"q": "zebra"})

    assert (found.context["targets"], none.context["targets"]) == ([other], [])


def test_figures_are_chosen_on_a_page_of_their_own_where_none_were_ticked():
    dispute = make.dispute(3, 6)

    page = signed_in(make.editor()).get(address("regroup", dispute)).content.decode()

    assert page.count('type="checkbox"') == 2
