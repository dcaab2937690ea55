"""Two figures that stand alone and may answer one question: a person is asked, and the answer holds."""

import pytest

from claims.grouping import Stored, group_beside
from claims.models import Dispute, Figure, Outline, Suggestion
from claims.placing import place_figures, refresh_disputes
from claims.services import finish_extraction, stand_figure
from tests import make
from tests.claims.test_placing import placed, told
from verdicts.digests import digest_of_figure
from verdicts.placements import accept_suggestion, reject_suggestion, undo_placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def unsure(monkeypatch):
    """Nothing is sure, much is likely."""
    monkeypatch.setattr("claims.grouping.SURE", 50.0)


def state() -> list[tuple]:
    return [
        *Figure.objects.order_by("pk").values_list("text", "dispute", "is_placed"),
        *Suggestion.objects.order_by("figure__pk").values_list("figure__text", "dispute"),
        *Dispute.objects.order_by("pk").values_list("pk"),
    ]


def answer(give):
    suggestion = Suggestion.objects.select_related("figure", "dispute").get()
    return give(suggestion, seen=digest_of_figure(suggestion.figure), by=make.editor())


def test_two_lone_figures_that_may_go_together_are_asked_about(unsure):
    (stored,), (new,) = placed(told(9)), placed(told(12))

    suggestion = Suggestion.objects.get()

    stored.refresh_from_db()
    assert (suggestion.figure, suggestion.dispute, new.dispute) == (new, stored.dispute, None)
    assert list(stored.dispute.figures.all()) == [stored]


def test_of_several_lone_figures_one_that_waits_already_is_asked_about_so_that_a_text_asks_few_questions(
    unsure,
):
    placed(told(9)), placed(told(12)), placed(told(13))

    assert (Dispute.objects.count(), Suggestion.objects.count()) == (1, 2)


def test_two_of_one_text_are_not_asked_about(unsure):
    placed(told(9), told(400, start=20, number=2))

    assert not Suggestion.objects.exists()


def test_a_question_of_one_figure_is_counted_and_listed_as_no_dispute(unsure):
    (stored,) = placed(told(9))
    placed(told(12))

    outline = Outline.objects.get()

    stored = Figure.objects.with_sources().get(pk=stored.pk)
    assert (outline.is_listed, outline.figure_count, outline.voice_count) == (False, 1, 1)
    assert list(Outline.objects.asking()) == [outline]
    assert stored.shared_question is None
    assert Figure.objects.disputes_by_version([stored.version_id]) == {}


@pytest.mark.parametrize("again", ["stored", "new"])
def test_reading_either_again_asks_once(unsure, again):
    (stored,), (new,) = placed(told(9)), placed(told(12))
    before = state()

    for _ in range(2):
        place_figures(Figure.objects.filter(pk={"stored": stored, "new": new}[again].pk))

    assert state() == before


@pytest.mark.parametrize("again", ["stored", "new"])
def test_a_refusal_holds_for_good_whichever_is_read_again(unsure, again):
    (stored,), (new,) = placed(told(9)), placed(told(12))
    answer(reject_suggestion)

    place_figures(Figure.objects.filter(pk={"stored": stored, "new": new}[again].pk))
    finish_extraction(stored.version.extractions.first())

    assert (Suggestion.objects.count(), Outline.objects.asking().count()) == (0, 0)
    assert Figure.objects.get(pk=new.pk).dispute is None


def test_a_refusal_that_was_taken_back_asks_again(unsure):
    placed(told(9)), placed(told(12))
    before = state()

    undo_placement(answer(reject_suggestion), by=make.editor())

    assert [row[1:] for row in state()] == [row[1:] for row in before]


def test_an_accepted_figure_stands_there_and_no_reading_takes_it_away(unsure):
    (stored,), (new,) = placed(told(9)), placed(told(12))

    answer(accept_suggestion)
    place_figures(Figure.objects.filter(pk__in=[stored.pk, new.pk]))

    dispute = Dispute.objects.get()
    assert (dispute.figures.count(), Outline.objects.get().is_listed) == (2, True)
    assert dispute.status == "conflict"


def test_a_figure_accepted_elsewhere_leaves_no_question_behind(unsure):
    (_,), (new,) = placed(told(9)), placed(told(12))
    other = make.dispute(1, 2)
    elsewhere = Suggestion.objects.create(figure=new, dispute=other, score=0.3, reason="Both.")

    accept_suggestion(elsewhere, seen=digest_of_figure(new), by=make.editor())

    assert list(Dispute.objects.all()) == [other]


def test_what_surely_goes_with_a_figure_that_waits_joins_it_in_its_question(unsure, monkeypatch):
    (stored,), (likely,) = placed(told(9)), placed(told(12, event="wound", about=("wound",)))
    stored.refresh_from_db()
    dispute = stored.dispute
    Figure.objects.filter(pk=likely.pk).update(keys=[])  # found by nothing
    monkeypatch.undo()

    (sure,) = placed(told(9))

    assert set(dispute.figures.all()) == {stored, sure}
    assert list(Suggestion.objects.values_list("figure", "dispute")) == [(likely.pk, dispute.pk)]


def test_two_that_wait_in_questions_of_their_own_are_joined_by_a_third_that_surely_goes_with_both():
    reads = {n: told(9) for n in (1, 2, 3)}
    one, other = (Stored(n, reads[n], asked_in=n * 10) for n in (1, 2))

    grouping = group_beside([Stored(3, reads[3])], {3: [one, other]}, {})

    assert [(group.home, group.figures) for group in grouping.groups] == [(10, (1, 2, 3))]


def test_what_was_suggested_goes_along_when_its_figure_joins_another_dispute():
    one, two = placed(told(9))[0], placed(told(12))[0]
    dispute = Dispute.objects.get()
    alone = make.dispute()
    (waiting,) = placed(told(11))
    Figure.objects.filter(pk=waiting.pk).update(dispute=alone)
    asked = make.figure(40)
    Suggestion.objects.create(figure=asked, dispute=alone, score=0.3, reason="Both.")
    refresh_disputes([alone.pk, dispute.pk])

    (new,) = placed(told(11))

    assert set(dispute.figures.all()) == {one, two, waiting, new}
    assert list(Suggestion.objects.values_list("figure", "dispute")) == [(asked.pk, dispute.pk)]
    assert list(Dispute.objects.all()) == [dispute]


@pytest.mark.parametrize("who", ["stored", "new"])
def test_a_question_goes_when_either_figure_is_dismissed(unsure, who):
    (stored,), (new,) = placed(told(9)), placed(told(12))

    locked = Figure.objects.get(pk={"stored": stored.pk, "new": new.pk}[who])
    stand_figure(locked, correction=None, is_confirmed=False, is_dismissed=True)

    assert not Dispute.objects.exists()


def test_a_question_goes_when_the_text_that_asked_it_is_read_without_the_figure(unsure):
    placed(told(9))
    (new,) = placed(told(12))
    Figure.objects.filter(pk=new.pk).update(gone_at=make.long_ago())

    finish_extraction(new.version.extractions.first())

    assert not Dispute.objects.exists()


def test_what_people_decided_on_keeps_its_figure():
    dispute, figure = make.dispute(9), make.figure(12)
    Suggestion.objects.create(figure=figure, dispute=dispute, score=0.3, reason="Both.")
    refresh_disputes([dispute.pk])
    free = list(Dispute.objects.lone().undecided())

    answer(reject_suggestion)

    assert (free, list(Dispute.objects.lone().undecided())) == ([dispute], [])
