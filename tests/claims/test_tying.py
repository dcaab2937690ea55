"""Two questions that the machine told apart become one where a later text brings them together."""

import pytest

from claims.models import Dispute, Figure, Refusal
from claims.placing import refresh_disputes
from claims.services import perform_extraction
from factcheck.demo import load_story
from tests import make
from tests.pages import as_user
from verdicts.noting import write_note

pytestmark = pytest.mark.django_db


def load_all_but_the_last() -> int:
    """The demo story without its last article; the reading of that one, to be done."""
    *first, last = load_story(by=make.editor())
    for extraction in first:
        perform_extraction(extraction.pk)
    return last.pk


def the_dead() -> list[Dispute]:
    """The open questions about how many died."""
    asked = Dispute.objects.open_questions().order_by("pk")
    words = {"killed", "died"}
    return [d for d in asked if words & set(d.question.strip("?").split()) and "wounded" not in d.question]


def values(dispute: Dispute) -> set[float | None]:
    return {figure.value for figure in Figure.objects.filter(dispute=dispute)}


def test_who_says_seven_the_doctors_nine_brings_the_sevens_and_the_nines_together():
    last = load_all_but_the_last()
    assert [values(dispute) for dispute in the_dead()] == [{7}, {9}]

    perform_extraction(last)

    (dispute,) = the_dead()
    assert (values(dispute), dispute.status) == ({7, 9}, "conflict")


def test_the_address_of_a_question_that_went_into_another_leads_there():
    last = load_all_but_the_last()
    stays, goes = the_dead()

    perform_extraction(last)

    page = as_user(make.editor()).get(goes.get_absolute_url())
    assert (page.status_code, page["Location"].partition("#")[0]) == (302, stays.get_absolute_url())


def test_reading_again_changes_nothing_more():
    last = load_all_but_the_last()
    perform_extraction(last)
    before = [(dispute.pk, values(dispute)) for dispute in Dispute.objects.order_by("pk")]

    for dispute in Dispute.objects.all():
        refresh_disputes({dispute.pk})

    assert [(dispute.pk, values(dispute)) for dispute in Dispute.objects.order_by("pk")] == before


def words_it(dispute: Dispute) -> None:
    Dispute.objects.filter(pk=dispute.pk).update(question_is_given=True)


def refuses_one(dispute: Dispute) -> None:
    Refusal.objects.create(figure=make.figure(3), dispute=dispute)


def places_one(dispute: Dispute) -> None:
    Figure.objects.filter(pk=dispute.figures.earliest("pk").pk).update(is_placed=True)


def notes_on_it(dispute: Dispute) -> None:
    write_note(dispute, text="Are these the same dead?", by=make.editor())


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("does", [words_it, refuses_one, places_one, notes_on_it])
def test_a_question_that_a_person_has_a_hand_in_is_not_made_one_with_another(does, which):
    last = load_all_but_the_last()
    does(the_dead()[which])

    perform_extraction(last)

    assert len(the_dead()) == 2
