"""What editors decide of the grouping: moves, splits, merges, answers to suggestions, undoing; and races."""

import pytest
from django.db import DatabaseError, transaction

from claims.models import Dispute, Figure, Refusal, Suggestion
from claims.placing import place_figures
from tests import make
from tests.racing import at_once
from verdicts.digests import digest_of_dispute, digest_of_figure
from verdicts.models import Placement, Review
from verdicts.placements import (
    CannotPlace,
    accept_suggestion,
    last_placement,
    merge_disputes,
    move_figures,
    reject_suggestion,
    split_figures,
    undo_placement,
)
from verdicts.services import Stale, resolve_dispute, review_figure

pytestmark = pytest.mark.django_db


def texts(dispute: Dispute) -> list[str]:
    return sorted(dispute.figures.counted().values_list("text", flat=True))


def pick(dispute: Dispute, *wanted: str) -> list[int]:
    return list(dispute.figures.filter(text__in=wanted).values_list("pk", flat=True))


def move(dispute: Dispute, *wanted: str, to: Dispute | None, **more: object) -> Placement:
    dispute.refresh_from_db()
    seen = digest_of_dispute(dispute)
    return move_figures(dispute, figures=pick(dispute, *wanted), to=to, seen=seen, by=make.editor(), **more)


def split(dispute: Dispute, *wanted: str, question: str = "") -> Placement:
    seen = digest_of_dispute(dispute)
    return split_figures(
        dispute, figures=pick(dispute, *wanted), question=question, seen=seen, by=make.editor()
    )


def merge(dispute: Dispute, into: Dispute) -> Placement:
    dispute.refresh_from_db()
    return merge_disputes(dispute, into=into, seen=digest_of_dispute(dispute), by=make.editor())


def suggestion(dispute: Dispute, value: float = 7) -> Suggestion:
    figure = make.figure(value)
    return Suggestion.objects.create(figure=figure, dispute=dispute, score=0.3, reason="Both count soldiers.")


def state() -> list[tuple]:
    """Where every figure is and who put it there, what is refused, what is merged."""
    return [
        *Figure.objects.order_by("pk").values_list("pk", "dispute", "is_placed"),
        *Refusal.objects.order_by("figure", "dispute").values_list("figure", "dispute"),
        *Dispute.objects.filter(figures__isnull=False)
        .distinct()
        .order_by("pk")
        .values_list("pk", "merged_into"),
    ]


# --- acts ---


def test_a_moved_figure_is_in_the_other_dispute_and_refused_where_it_was():
    one, other = make.dispute(3, 6, 40), make.dispute(41, 42)

    placement = move(one, "40", to=other, reason="counts the wounded too")

    assert (texts(one), texts(other)) == (["3", "6"], ["40", "41", "42"])
    assert list(Refusal.objects.values_list("figure__text", "dispute")) == [("40", one.pk)]
    assert (placement.act, placement.reason) == ("moved", "counts the wounded too")


def test_a_figure_moved_out_of_any_dispute_stays_out():
    dispute = make.dispute(3, 6, 40)

    move(dispute, "40", to=None)

    assert list(Figure.objects.filter(text="40").values_list("dispute", "is_placed")) == [(None, True)]


def test_split_figures_have_a_question_of_their_own_and_those_left_behind_do_not_follow():
    dispute = make.dispute(3, 6, 40, 41)

    placement = split(dispute, "40", "41", question="How many were wounded?")

    assert (texts(dispute), texts(placement.to)) == (["3", "6"], ["40", "41"])
    assert (placement.to.question, placement.to.question_is_given) == ("How many were wounded?", True)
    refused = set(Refusal.objects.values_list("figure__text", "dispute"))
    assert refused == {("40", dispute.pk), ("41", dispute.pk), ("3", placement.to.pk), ("6", placement.to.pk)}


def test_all_figures_of_a_dispute_are_not_split_off():
    dispute = make.dispute(3, 6)

    with pytest.raises(CannotPlace):
        split(dispute, "3", "6")

    assert (texts(dispute), Dispute.objects.count()) == (["3", "6"], 1)


def test_a_merge_keeps_the_question_of_the_one_and_the_resolutions_of_the_other():
    one, other = make.dispute(3, 6, question="How many fell?"), make.dispute(4, 5, question="How many died?")
    resolution = resolve_dispute(
        one, method="open", wording="Between 3 and 6.", reason="They differ.",
        seen=digest_of_dispute(one), by=make.editor(),
    )  # fmt: skip

    merge(one, other)

    one.refresh_from_db(), other.refresh_from_db()
    assert (one.merged_into, other.question, texts(other)) == (other, "How many died?", ["3", "4", "5", "6"])
    assert (list(one.resolutions.all()), other.low, other.high) == ([resolution], 3, 6)
    assert list(Dispute.objects.open_questions()) == [other]


def test_an_accepted_suggestion_joins_and_a_rejected_one_is_refused_for_good():
    dispute = make.dispute(3, 6)
    yes, no = suggestion(dispute, 7), suggestion(dispute, 8)

    accept_suggestion(yes, seen=digest_of_figure(yes.figure), by=make.editor())
    reject_suggestion(no, seen=digest_of_figure(no.figure), by=make.editor())

    assert (texts(dispute), Suggestion.objects.count()) == (["3", "6", "7"], 0)
    assert list(Refusal.objects.values_list("figure__text", "dispute")) == [("8", dispute.pk)]


def test_what_a_placement_says_is_kept_for_good():
    dispute = make.dispute(3, 6, 40)
    placement = move(dispute, "40", to=None)

    placement.reason = "another"
    with pytest.raises(DatabaseError, match="Cannot update"):
        placement.save()


# --- undoing ---


@pytest.mark.parametrize("act", ["move", "out", "split", "merge", "accept", "reject"])
def test_an_act_that_is_undone_leaves_everything_as_it_was(act):
    one, other = make.dispute(3, 6, 40), make.dispute(41, 42)
    asked = suggestion(one)
    before = state()
    do = {
        "move": lambda: move(one, "40", to=other),
        "out": lambda: move(one, "40", to=None),
        "split": lambda: split(one, "40"),
        "merge": lambda: merge(one, other),
        "accept": lambda: accept_suggestion(asked, seen=digest_of_figure(asked.figure), by=make.editor()),
        "reject": lambda: reject_suggestion(asked, seen=digest_of_figure(asked.figure), by=make.editor()),
    }

    placement = do[act]()
    changed = state()
    undo_placement(last_placement(one), by=make.editor())

    assert changed != before
    assert state() == before
    assert (placement.undone_by.act, last_placement(one)) == ("undone", None)
    assert Suggestion.objects.filter(figure=asked.figure).count() == 1


def test_an_act_is_undone_once():
    dispute = make.dispute(3, 6, 40)
    placement = move(dispute, "40", to=None)
    undo_placement(placement, by=make.editor())

    with pytest.raises(Stale):
        undo_placement(placement, by=make.editor())


def test_a_merge_is_not_undone_while_the_merged_is_merged_on():
    one, other, third = make.dispute(3, 6), make.dispute(4, 5), make.dispute(1, 2)
    first = merge(one, other)
    second = merge(other, third)

    with pytest.raises(CannotPlace):
        undo_placement(first, by=make.editor())
    undo_placement(second, by=make.editor())
    undo_placement(first, by=make.editor())

    assert [texts(dispute) for dispute in (one, other, third)] == [["3", "6"], ["4", "5"], ["1", "2"]]


def test_undoing_an_older_act_leaves_alone_what_was_moved_since():
    one, other = make.dispute(3, 6, 40, 50), make.dispute(41, 42)
    first = move(one, "40", "50", to=other)
    move(other, "50", to=None)

    undo_placement(first, by=make.editor())

    assert (texts(one), Figure.objects.get(text="50").dispute) == (["3", "40", "6"], None)


# --- the world moves on ---


def test_figures_are_not_moved_when_one_was_dismissed_meanwhile():
    dispute, other = make.dispute(3, 6, 40), make.dispute(41, 42)
    seen, figures = digest_of_dispute(dispute), pick(dispute, "40")
    figure = Figure.objects.get(pk=figures[0])
    review_figure(
        figure,
        outcome=Review.Outcome.DISMISSED,
        reason="Misread",
        seen=digest_of_figure(figure),
        by=make.editor(),
    )

    with pytest.raises(Stale):
        move_figures(dispute, figures=figures, to=other, seen=seen, by=make.editor())

    assert not Placement.objects.exists()


def test_a_figure_that_was_moved_is_still_dismissed_where_it_is_now():
    dispute, other = make.dispute(3, 6, 40), make.dispute(41, 42)
    figure = Figure.objects.get(text="40")
    seen = digest_of_figure(figure)
    move(dispute, "40", to=other)

    review_figure(figure, outcome=Review.Outcome.DISMISSED, reason="Misread", seen=seen, by=make.editor())

    other.refresh_from_db()
    assert (texts(other), other.low) == (["41", "42"], 41)


def test_a_decision_on_a_dispute_that_was_merged_meanwhile_makes_its_author_look_again():
    one, other = make.dispute(3, 6), make.dispute(4, 5)
    seen = digest_of_dispute(one)
    merge(one, other)

    with pytest.raises(Stale):
        resolve_dispute(one, method="open", wording="x", reason="y", seen=seen, by=make.editor())


def test_nothing_is_moved_into_a_dispute_that_was_merged_meanwhile():
    one, other, third = make.dispute(3, 6, 40), make.dispute(4, 5), make.dispute(1, 2)
    merge(other, third)

    with pytest.raises(CannotPlace, match="merged"):
        move(one, "40", to=other)


def test_a_suggestion_whose_figure_was_corrected_meanwhile_is_asked_again():
    dispute = make.dispute(3, 6)
    asked = suggestion(dispute)
    seen = digest_of_figure(asked.figure)
    review_figure(asked.figure, outcome=Review.Outcome.CONFIRMED, seen=seen, by=make.editor())

    with pytest.raises(Stale):
        accept_suggestion(asked, seen=seen, by=make.editor())


# --- at the same moment ---


def no_figure_is_lost(number: int) -> bool:
    """Every figure is in a dispute that stands for itself."""
    rows = Figure.objects.filter(dispute__isnull=False, dispute__merged_into__isnull=True)
    return rows.count() == number


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_merge_two_disputes_crosswise_one_has_to_look_again():
    one, other = make.dispute(3, 6), make.dispute(4, 5)
    seen, seen_other, by = digest_of_dispute(one), digest_of_dispute(other), make.editor()

    results = at_once(
        lambda: merge_disputes(one, into=other, seen=seen, by=by),
        lambda: merge_disputes(other, into=one, seen=seen_other, by=by),
    )

    assert sum(isinstance(result, Placement) for result in results) == 1
    assert no_figure_is_lost(4)
    assert Dispute.objects.open_questions().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_move_one_figure_to_two_places_one_has_to_look_again():
    one, other, third = make.dispute(3, 6, 40), make.dispute(4, 5), make.dispute(1, 2)
    seen, figures, by = digest_of_dispute(one), pick(one, "40"), make.editor()

    results = at_once(
        *(lambda to=to: move_figures(one, figures=figures, to=to, seen=seen, by=by) for to in (other, third))
    )

    assert sorted(isinstance(result, Placement) for result in results) == [False, True]
    assert sorted([len(texts(other)), len(texts(third))]) == [2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_merge_while_workers_place_new_figures_leaves_nothing_half_merged():
    texts_of = ("Nine soldiers were killed in Kursk", "Twelve soldiers were killed in Kursk")
    for text in texts_of:
        make.read(f"{text}, the ministry said.")
    dispute, other = Dispute.objects.get(), make.dispute(400, 500)
    fresh = [make.figure(value) for value in (10, 11)]
    source = dispute.figures.first()
    for figure in fresh:
        figure.keys, figure.record = source.keys, {**source.record, "value": figure.value}
        figure.save()
    seen, by = digest_of_dispute(dispute), make.editor()

    results = at_once(
        lambda: merge_disputes(dispute, into=other, seen=seen, by=by),
        *(lambda pk=figure.pk: place(pk) for figure in fresh),
    )

    dispute.refresh_from_db()
    was_merged = isinstance(results[0], Placement)
    assert (dispute.merged_into == other) == was_merged
    assert not (was_merged and dispute.figures.exists())
    assert not Figure.objects.filter(dispute__merged_into__isnull=False).exists()


def place(pk: int) -> None:
    with transaction.atomic():
        place_figures(Figure.objects.filter(pk=pk))


@pytest.mark.django_db(transaction=True)
def test_workers_that_place_figures_of_one_new_question_at_once_make_one_dispute():
    for value in (9, 10, 11, 12):
        make.read(f"A total of {value} soldiers were killed in Kursk, officials said.")
    pks = list(Figure.objects.values_list("pk", flat=True))
    Figure.objects.update(dispute=None)
    Dispute.objects.all().delete()

    at_once(*(lambda pk=pk: place(pk) for pk in pks))

    assert [texts(dispute) for dispute in Dispute.objects.all()] == [["10", "11", "12", "9"]]


@pytest.mark.django_db(transaction=True)
def test_a_figure_dismissed_while_it_is_moved_ends_in_one_place_and_dismissed_or_not_moved():
    one, other = make.dispute(3, 6, 40), make.dispute(4, 5)
    figure = Figure.objects.get(text="40")
    seen, seen_figure, by = digest_of_dispute(one), digest_of_figure(figure), make.editor()

    results = at_once(
        lambda: move_figures(one, figures=[figure.pk], to=other, seen=seen, by=by),
        lambda: review_figure(
            figure, outcome=Review.Outcome.DISMISSED, reason="Misread", seen=seen_figure, by=by
        ),
    )

    figure.refresh_from_db()
    was_moved = isinstance(results[0], Placement)
    assert figure.is_dismissed
    assert figure.dispute == (other if was_moved else one)
    assert {texts(one)[0], texts(other)[0]} == {"3", "4"}
