"""Overruling a comparison: what it changes everywhere, that it is kept, and two editors at once."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone

from claims.board import board_of
from claims.measuring import compare_again
from claims.models import Dispute, Figure, Ruling
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.comparisons import CannotCompare, overrule, withdraw_overruling
from verdicts.digests import digest_of_pair
from verdicts.methods import propose
from verdicts.models import Overruling
from verdicts.services import Stale

pytestmark = pytest.mark.django_db


def pair_of(dispute: Dispute) -> tuple[Figure, Figure]:
    one, other = dispute.figures.order_by("pk")[:2]
    return one, other


def say(dispute: Dispute, relation: str = "population", reason: str = "The other counts officers alone."):
    pair = pair_of(dispute)
    return overrule(pair, relation=relation, reason=reason, seen=digest_of_pair(*pair), by=make.editor())


def take_back(dispute: Dispute):
    pair = pair_of(dispute)
    return withdraw_overruling(
        pair, reason="They do count alike.", seen=digest_of_pair(*pair), by=make.editor()
    )


def status(dispute: Dispute) -> str:
    return Dispute.objects.get(pk=dispute.pk).status


def address(dispute: Dispute, tail: str = "") -> str:
    one, other = pair_of(dispute)
    return f"/figures/{one.pk}/beside/{other.pk}/{tail}"


# --- what it changes ---


def test_two_figures_that_a_person_says_are_not_comparable_do_not_conflict_any_more():
    dispute = make.dispute(3, 6)

    say(dispute)

    board = board_of(dispute)
    entry = next(entry for entry in board.entries if entry.comparison)
    assert status(dispute) == "definition"
    assert (entry.comparison.outcome, entry.comparison.because) == ("not comparable", "population")
    assert entry.comparison.reason == "The other counts officers alone."
    assert len(board.strands) == 2
    assert "disagree" not in board.headline


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("same", "agree"), ("compatible", "agree"), ("conflicting", "conflict"), ("part", "definition"),
        ("whole", "definition"), ("measure", "definition"), ("period", "definition"), ("place", "definition"),
        ("unit", "definition"),
    ],
)  # fmt: skip
def test_what_a_person_says_of_two_figures_is_what_their_dispute_says(relation, expected):
    dispute = make.dispute(3, 6)

    say(dispute, relation)

    assert status(dispute) == expected


def test_a_majority_is_counted_by_what_people_say():
    dispute = make.dispute(3, 6)
    assert "No figure has a majority" in propose("majority", board_of(dispute)).note

    say(dispute, "compatible", "One rounds to tens.")

    assert propose("majority", board_of(dispute)).wording.startswith("3 to 6, according to 2 of 2")


def test_a_withdrawal_gives_the_word_back_to_the_machine():
    dispute = make.dispute(3, 6)
    say(dispute)

    take_back(dispute)

    assert (status(dispute), Ruling.objects.count(), Overruling.objects.count()) == ("conflict", 0, 2)


def test_no_later_reading_undoes_it():
    text = "Nine soldiers were killed in Kursk, the ministry said."
    first = make.read(text)
    make.read("Twelve soldiers were killed in Kursk, the army said.")
    dispute = Dispute.objects.get()
    say(dispute)

    make.read_again(first)
    make.read("Ten soldiers were killed in Kursk, the agency said.")
    compare_again(before=timezone.now())

    one, other = pair_of(dispute)
    entry = next(e for e in board_of(dispute, reference=one.pk).entries if e.pk == other.pk)
    assert entry.comparison.outcome == "not comparable"
    assert (status(dispute), entry.ruling.reason) == ("definition", "The other counts officers alone.")


def test_figures_that_a_person_compared_stay_beside_each_other():
    dispute = make.dispute(3, 6)
    say(dispute, "conflicting")

    assert Figure.objects.settled().count() == 2


# --- what is kept, what is refused ---


def test_what_was_said_is_kept_with_what_the_machine_found():
    row = say(make.dispute(3, 6))

    assert row.machine["outcome"] == "conflicting"
    assert [figure["text"] for figure in row.figures_seen] == ["3", "6"]
    row.reason = "another"
    with pytest.raises(DatabaseError, match="Cannot update"):
        row.save()


def test_a_comparison_is_not_overruled_without_a_reason():
    dispute = make.dispute(3, 6)

    with pytest.raises(IntegrityError, match="gives_its_reason"), transaction.atomic():
        say(dispute, reason="")

    assert not Ruling.objects.exists()


def test_figures_of_two_disputes_are_not_compared():
    one, other = make.dispute(3, 6), make.dispute(4, 5)
    pair = (one.figures.first(), other.figures.first())

    with pytest.raises(CannotCompare):
        overrule(pair, relation="same", reason="So.", seen=digest_of_pair(*pair), by=make.editor())


def test_nothing_is_saved_when_one_of_the_two_was_reviewed_meanwhile():
    dispute = make.dispute(3, 6)
    pair = pair_of(dispute)
    seen = digest_of_pair(*pair)
    Figure.objects.filter(pk=pair[0].pk).update(correction={"value": 4})

    with pytest.raises(Stale):
        overrule(pair, relation="same", reason="So.", seen=seen, by=make.editor())

    assert not Overruling.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_overrule_at_once_one_has_to_look_again():
    dispute = make.dispute(3, 6)
    pair = pair_of(dispute)
    seen, by, results = digest_of_pair(*pair), make.editor(), []
    ready = threading.Barrier(2)

    def run(relation: str) -> None:
        ready.wait(10)
        try:
            results.append(overrule(pair, relation=relation, reason="So.", seen=seen, by=by).relation)
        except Stale:
            results.append("stale")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(relation,)) for relation in ("same", "period")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (results.count("stale"), Overruling.objects.count()) == (1, 1)
    assert Ruling.objects.get().relation in results


# --- the page ---


def test_the_page_shows_both_sentences_and_what_the_machine_finds():
    dispute = make.dispute(3, 6)

    page = said(as_user(make.editor()).get(address(dispute)))

    assert all(figure.claim.text in page for figure in pair_of(dispute))
    assert "can&#x27;t both be right" in page


def test_figures_that_are_in_no_dispute_together_are_not_said_to_conflict():
    one, other = make.figure(3), make.figure(6)

    page = said(as_user(make.editor()).get(f"/figures/{one.pk}/beside/{other.pk}/"))

    assert "in no dispute together" in page
    assert "be right" not in page


def test_an_editor_overrules_and_the_board_says_who_and_why():
    dispute = make.dispute(3, 6)
    editor = make.editor()
    desk = as_user(editor)

    seen = digest_of_pair(*pair_of(dispute))
    answer = desk.post(
        address(dispute), {"relation": "period", "reason": "One is for May.", "seen": seen}, follow=True
    )

    page = said(answer)
    assert answer.redirect_chain == [(f"/disputes/{dispute.pk}/#board", 302)]
    assert f"by {editor}: One is for May." in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"relation": "", "reason": "So."}, "Choose how the two stand"),
        ({"relation": "nonsense", "reason": "So."}, "is not one of the available choices"),
        ({"relation": "same", "reason": "  "}, "Give the reason"),
        ({"relation": "same", "reason": "x" * 5001}, "at most 5000 characters"),
        ({"relation": "same", "reason": "nul\x00"}, "Null characters are not allowed"),
    ],
)
def test_what_can_not_be_saved_is_said_and_kept(sent, says):
    dispute = make.dispute(3, 6)

    answer = as_user(make.editor()).post(address(dispute), sent | {"seen": "x"}, headers=HTMX)

    assert (answer.status_code, says in said(answer)) == (422, True)
    assert not Overruling.objects.exists()


def test_an_old_page_is_answered_with_both_and_nothing_typed_is_lost():
    dispute = make.dispute(3, 6)
    seen = digest_of_pair(*pair_of(dispute))
    say(dispute, "same", "They round.")

    answer = as_user(make.editor()).post(
        address(dispute), {"relation": "period", "reason": "One is for May.", "seen": seen}
    )

    page = said(answer)
    assert answer.status_code == 409
    assert ("One is for May." in page, "They round." in page) == (True, True)


def test_the_same_pressed_twice_is_saved_once():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())
    sent = {"relation": "same", "reason": "They round.", "seen": digest_of_pair(*pair_of(dispute))}

    answers = [desk.post(address(dispute), sent).status_code for _ in range(2)]

    assert (answers, Overruling.objects.count()) == ([302, 302], 1)


def test_a_withdrawal_by_the_page_needs_its_reason():
    dispute = make.dispute(3, 6)
    say(dispute)
    desk = as_user(make.editor())
    seen = digest_of_pair(*pair_of(dispute))

    refused = desk.post(address(dispute, "withdraw/"), {"reason": "", "seen": seen})
    done = desk.post(address(dispute, "withdraw/"), {"reason": "Alike after all.", "seen": seen})

    assert (refused.status_code, done.status_code, Ruling.objects.count()) == (422, 302, 0)


def test_a_reader_looks_and_does_not_overrule():
    dispute = make.dispute(3, 6)
    desk = as_user(make.reader())

    page = desk.get(address(dispute))
    answer = desk.post(address(dispute), {"relation": "same", "reason": "So.", "seen": "x"})

    assert (page.status_code, answer.status_code) == (200, 403)
    assert "Readers can&#x27;t overrule" in said(page)


def test_the_pair_has_one_address_and_a_figure_that_is_not_there_has_none():
    dispute = make.dispute(3, 6)
    one, other = pair_of(dispute)
    desk = as_user(make.editor())

    turned = desk.get(f"/figures/{other.pk}/beside/{one.pk}/")

    assert (turned.status_code, turned.url) == (302, address(dispute))
    assert [desk.get(f"/figures/{one.pk}/beside/{pk}/").status_code for pk in (one.pk, 999_999_999)] == [
        404,
        404,
    ]


def test_two_figures_of_no_common_dispute_are_compared_as_if_they_had_one():
    one, other = make.figure(3), make.figure(6)

    page = said(as_user(make.editor()).get(f"/figures/{one.pk}/beside/{other.pk}/"))

    assert "so no board compares them. If they were, this is what the machine would find" in page
    assert ("conflicting" in page, "Overrule" in page) == (True, False)
