"""Measures: what admins define, what is refused, and what disputes say by them."""

import threading

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from claims.board import board_of
from claims.judging import definitions
from claims.measuring import CannotMeasure, compare_again, save_measure
from claims.models import Measure
from tests import make
from tests.pages import as_user, said

pytestmark = pytest.mark.django_db


def measure(name: str, *words: str, wider: tuple[Measure, ...] = ()) -> Measure:
    return save_measure(
        Measure(name=name, definition=f"What {name} is.", words=list(words) or [f"{name}ish"]), wider=wider
    )


def post(name: str, words: str, wider: tuple[int, ...] = (), definition: str = "As it says.", to: str = ""):
    address = to or reverse("admin:claims_measure_add")
    return as_user(make.admin()).post(
        address, {"name": name, "definition": definition, "words": words, "wider": wider}
    )


# --- what they do ---


def test_killed_is_part_of_casualties_from_the_start():
    known = definitions()

    assert known.is_part(known.measures["killed"], known.measures["casualties"])


def test_figures_of_two_measures_are_not_comparable_and_the_board_says_what_each_counts():
    dispute = make.dispute(3)
    make.figure(6, dispute=dispute, event="kill and wound", measure="soldiers killed and wounded")

    board = board_of(dispute)

    assert [str(m) for m in board.measures] == ["casualties", "killed"]
    comparison = next(entry.comparison for entry in board.entries if entry.comparison)
    assert (comparison.outcome, comparison.because) == ("part of", "measure")
    assert comparison.reason == "“6” counts casualties; “3” only a part of it, killed"


def test_how_figures_compare_follows_the_relations_that_admins_set():
    wide = measure("harmed", "harm")
    narrow = measure("hit", "strike")
    dispute = make.dispute()
    make.figure(6, dispute=dispute, event="harm", measure="soldiers harmed")
    make.figure(3, dispute=dispute, event="strike", measure="soldiers struck")

    def compared() -> tuple[str, str, int]:
        board = board_of(dispute)
        comparison = next(entry.comparison for entry in board.entries if entry.comparison)
        return comparison.outcome, comparison.reason, len(board.strands)

    assert compared() == ("not comparable", "“3” counts hit; “6” counts harmed", 2)
    save_measure(narrow, wider=[wide])
    assert compared() == ("part of", "“6” counts harmed; “3” only a part of it, hit", 2)
    save_measure(narrow, wider=[])
    save_measure(wide, wider=[narrow])
    assert compared()[:2] == ("part of", "“3” counts hit; “6” only a part of it, harmed")


def test_a_measure_that_an_admin_adds_sets_disputes_right_again():
    dispute = make.dispute(3, status="agree")
    make.figure(6, dispute=dispute, event="liquidate", measure="soldiers liquidated")
    before = dispute.changed_at

    assert compare_again(before=timezone.now()) == 1
    dispute.refresh_from_db()
    assert (dispute.status, dispute.changed_at > before) == ("conflict", True)

    measure("liquidated", "liquidate")
    compare_again(before=timezone.now())
    dispute.refresh_from_db()
    assert dispute.status == "definition"


def test_disputes_that_say_the_same_as_before_keep_their_date():
    dispute = make.dispute(3, 6)

    assert compare_again(before=timezone.now()) == 0

    assert dispute.changed_at == type(dispute).objects.get().changed_at


# --- what is refused ---


def test_nothing_is_part_of_its_own_part():
    small = measure("small")
    middle = measure("middle")
    wide = measure("wide")
    save_measure(small, wider=[middle])
    save_measure(middle, wider=[wide])

    with pytest.raises(CannotMeasure, match="part of itself"):
        save_measure(wide, wider=[small])
    with pytest.raises(CannotMeasure, match="part of itself"):
        save_measure(wide, wider=[wide])


def test_a_word_stands_for_one_measure():
    with pytest.raises(CannotMeasure, match="“killed” is known by perish"):
        measure("gone", "PERISH", "vanish")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_admins_who_close_a_circle_at_once_one_is_refused():
    one, other = measure("one"), measure("other")
    refused: list[str] = []

    def widen(narrow: Measure, wide: Measure) -> None:
        try:
            save_measure(narrow, wider=[wide])
        except CannotMeasure as why:
            refused.append(str(why))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=widen, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (len(refused), Measure.wider.through.objects.filter(from_measure__in=[one, other]).count()) == (
        1,
        1,
    )


# --- in Django admin ---


def test_an_admin_adds_a_measure():
    response = post("missing", "go missing\nMissing, vanish; missing")

    assert response.status_code == 302
    assert Measure.objects.get(name="missing").words == ["go missing", "missing", "vanish"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"words": " \n ;,"}, "Give one word at least"),
        ({"words": "x" * 81}, "is longer than 80 characters"),
        ({"words": "\n".join(map(str, range(201)))}, "201 words are too many"),
        ({"words": "kill"}, "“killed” is known by kill already"),
        ({"name": "killed"}, "Measure with this Name already exists"),
        ({"name": ""}, "This field is required"),
        ({"definition": "  "}, "This field is required"),
        ({"words": "nul\x00"}, "Null characters are not allowed"),
        ({"wider": (999_999,)}, "is not one of the available choices"),
    ],
)
def test_what_can_not_be_a_measure_is_refused_with_a_sentence(fields: dict, says: str):
    response = post(**({"name": "new", "words": "newish"} | fields))

    assert response.status_code == 200
    assert says in said(response).replace("&quot;", '"')
    assert Measure.objects.count() == 7


def test_a_circle_is_refused_on_the_form_and_nothing_is_changed():
    killed, casualties = Measure.objects.get(name="killed"), Measure.objects.get(name="casualties")
    address = reverse("admin:claims_measure_change", args=[casualties.pk])

    response = post("casualties", "casualty", (killed.pk,), to=address)

    assert "would be part of itself, by way of killed" in said(response)
    assert (casualties.wider.count(), "killed and wounded" in casualties.words) == (0, True)


def test_an_editor_does_not_edit_measures():
    response = as_user(make.editor()).get(reverse("admin:claims_measure_changelist"))

    assert response.status_code == 302
