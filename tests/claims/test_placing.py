"""Setting figures beside others: who joins, who is suggested, who stays where a person put them."""

from dataclasses import replace

import pytest

from claims.candidates import MOST_CANDIDATES, NEWEST, find_candidates
from claims.grouping import Stored, group_beside, likely_ones
from claims.models import Dispute, Figure, FigureKey, Refusal, Suggestion
from claims.placing import place_figures, refresh_disputes
from claims.services import finish_extraction
from claims.voices import count_voices
from sources.services import merge_sources, unmerge_source
from tests import make

WORDS = ("kursk", "uniform", "pyongyang", "trench")


def told(value: float, *, number: int = 1, start: int = 5, **fields: object):
    """A count of soldiers killed at Kursk."""
    home = fields.pop("home", f"document {next(make.numbers)}:1")
    told = {"about": ("soldier",), "section": "body", "sentence": ("kill", "kursk", "ministry", "soldier")}
    told |= {"terms": WORDS, "near": ("ministry",), "population": "soldiers", "home": home}
    fields = told | fields
    return make.figure_record(f"{value:.0f}", value, start=start, number=number, **fields)


def placed(*records):
    """An article with these figures, read and placed."""
    made = make.version()
    make.reading(made, list(records))
    finish_extraction(made.extractions.first())
    return list(made.figures.order_by("start"))


# --- pure ---


def test_figures_of_one_question_go_together_and_others_stay_alone():
    new = [Stored(1, told(9)), Stored(2, told(12))]
    other = Stored(3, told(40, dimension="money", unit="USD", event=None, about=("profit",), terms=("bank",)))

    grouping = group_beside([*new, other], {}, {})

    assert [group.figures for group in grouping.groups] == [(1, 2)]
    assert grouping.alone == (3,)


def test_two_disputes_are_never_made_one_because_a_figure_fits_both():
    members = {7: [Stored(1, told(9), 7)], 8: [Stored(2, told(9), 8)]}
    new = Stored(3, told(9))

    grouping = group_beside([new], {3: [members[7][0], members[8][0]]}, members)

    assert [(group.home, group.figures) for group in grouping.groups] == [(7, (3,)), (8, ())]


def test_a_figure_that_a_person_refused_joins_neither_the_dispute_nor_its_members_when_they_are_read_again():
    out = Stored(1, told(9))
    back = [Stored(2, told(9), 7), Stored(3, told(9), 7)]

    grouping = group_beside(back, {2: [out], 3: [out]}, {7: []}, {(1, 7)})

    assert [(group.home, group.figures) for group in grouping.groups] == [(7, (2, 3))]


def test_candidates_that_can_not_be_meant_are_dropped_before_the_close_look():
    candidates = [Stored(1, told(9)), Stored(2, told(9, dimension="percent", unit="percent"))]

    kept = likely_ones(told(9), candidates)

    assert [candidate.pk for candidate in kept] == [1]


# --- in the database ---

in_database = pytest.mark.django_db


@in_database
def test_a_figure_joins_the_dispute_that_is_there():
    placed(told(9)), placed(told(12))
    dispute = Dispute.objects.get()

    (third,) = placed(told(11))

    assert (third.dispute, dispute.figures.count()) == (dispute, 3)


@in_database
def test_placing_the_same_article_again_changes_nothing():
    placed(told(9)), placed(told(12))
    (third,) = placed(told(11), told(400, start=20, number=2, unit="drone", event="launch"))[:1]
    before = list(Figure.objects.order_by("pk").values_list("pk", "dispute"))

    place_figures(Figure.objects.filter(version=third.version))

    assert list(Figure.objects.order_by("pk").values_list("pk", "dispute")) == before


@in_database
def test_a_dispute_whose_figures_are_all_of_one_article_keeps_its_row_when_that_is_read_again():
    first, _ = placed(told(9, thread="t"), told(12, start=20, number=2, thread="t"))

    place_figures(Figure.objects.filter(version=first.version))

    assert Dispute.objects.get().pk == first.dispute_id


@in_database
def test_no_reading_moves_a_figure_that_a_person_put_elsewhere_or_out_of_any():
    one, two = placed(told(9))[0], placed(told(12))[0]
    (third,) = placed(told(11))
    Figure.objects.filter(pk=third.pk).update(dispute=None, is_placed=True)

    place_figures(Figure.objects.filter(pk__in=[one.pk, two.pk, third.pk]))

    third.refresh_from_db()
    assert (third.dispute, Dispute.objects.get().figures.count()) == (None, 2)


@in_database
def test_figures_beside_one_that_a_person_put_there_stay_with_it():
    one, _two = placed(told(9))[0], placed(told(12))[0]
    dispute = Dispute.objects.get()
    (alien,) = placed(told(5, dimension="money", unit="USD", event=None, about=("profit",), terms=("bank",)))
    Figure.objects.filter(pk=alien.pk).update(dispute=dispute, is_placed=True)

    place_figures(Figure.objects.filter(pk=one.pk))
    (fourth,) = placed(told(10))

    assert (fourth.dispute, dispute.figures.count()) == (dispute, 4)


@in_database
def test_a_refused_figure_is_neither_joined_nor_suggested_again():
    placed(told(9)), placed(told(12))
    dispute = Dispute.objects.get()
    (third,) = placed(told(11))
    Figure.objects.filter(pk=third.pk).update(dispute=None)
    Refusal.objects.create(figure=third, dispute=dispute)

    place_figures(Figure.objects.filter(pk=third.pk))

    third.refresh_from_db()
    assert (third.dispute, Suggestion.objects.count()) == (None, 0)


@in_database
def test_a_refusal_holds_for_the_dispute_that_the_refused_one_was_merged_into():
    placed(told(9)), placed(told(12))
    dispute = Dispute.objects.get()
    merged = make.dispute()
    Dispute.objects.filter(pk=merged.pk).update(merged_into=dispute)
    (third,) = placed(told(11))
    Figure.objects.filter(pk=third.pk).update(dispute=None)
    Refusal.objects.create(figure=third, dispute=merged)

    place_figures(Figure.objects.filter(pk=third.pk))

    third.refresh_from_db()
    assert third.dispute is None


@in_database
def test_a_likely_figure_is_suggested_with_a_score_and_a_reason(monkeypatch):
    placed(told(9)), placed(told(12))
    monkeypatch.setattr("claims.grouping.SURE", 50.0)  # nothing is sure any more

    (third,) = placed(told(11))

    suggestion = Suggestion.objects.get()
    assert (suggestion.figure, suggestion.dispute) == (third, Dispute.objects.get())
    assert 0 < suggestion.score <= 1
    assert "soldier" in suggestion.reason


@in_database
def test_a_suggestion_goes_when_the_figure_joins():
    placed(told(9)), placed(told(12))
    (third,) = placed(told(11))
    Suggestion.objects.create(
        figure=third, dispute=make.dispute(1, 2), score=0.3, reason="Both count soldiers."
    )

    place_figures(Figure.objects.filter(pk=third.pk))

    assert not Suggestion.objects.exists()


@in_database
def test_the_database_keeps_the_index_of_keys_itself():
    (figure,) = placed(told(9))
    keys = len(figure.keys)
    counted = [FigureKey.objects.filter(figure=figure).count()]

    for changed in (figure.keys[:1], []):
        Figure.objects.filter(pk=figure.pk).update(keys=changed)
        counted.append(FigureKey.objects.filter(figure=figure).count())

    assert counted == [keys, 1, 0]


@in_database
def test_under_a_crowded_key_only_the_newest_are_looked_at(django_assert_max_num_queries):
    crowd = [replace(told(1000 + n), terms=("kursk",)) for n in range(NEWEST + 20)]
    made = make.version()
    make.reading(made, [replace(r, id=f"f{n}", start=n, end=n + 4) for n, r in enumerate(crowd)])
    (figure,) = placed(told(9))

    with django_assert_max_num_queries(40):
        candidates = find_candidates([figure])[figure.pk]

    oldest = made.figures.order_by("pk").first()
    assert len(candidates) == MOST_CANDIDATES
    assert oldest.pk not in [candidate.pk for candidate in candidates]


@in_database
def test_a_dispute_left_by_all_but_one_goes_and_one_that_is_decided_on_stays_unlisted():
    kept, lost = make.dispute(9, 12), make.dispute(1, 2)
    Refusal.objects.create(figure=kept.figures.first(), dispute=kept)
    for dispute in (kept, lost):
        Figure.objects.filter(pk=dispute.figures.first().pk).update(dispute=None)

    refresh_disputes([kept.pk, lost.pk])

    assert list(Dispute.objects.all()) == [kept]
    assert not Dispute.objects.open_questions().exists()


@in_database
def test_others_may_read_while_figures_are_compared_and_only_writing_takes_the_lock(monkeypatch):
    placed(told(9)), placed(told(12))
    (third,) = placed(told(11))
    seen = []
    monkeypatch.setattr("claims.placing.lock_grouping", lambda: seen.append("lock"))
    monkeypatch.setattr("claims.placing.group_beside", lambda *a: seen.append("compare") or group_beside(*a))

    place_figures(Figure.objects.filter(pk=third.pk))

    assert seen == ["compare", "lock"]


@in_database
def test_what_changed_between_comparing_and_writing_is_compared_again(monkeypatch):
    placed(told(9)), placed(told(12))
    dispute = Dispute.objects.get()
    (third,) = placed(told(11))
    Figure.objects.filter(pk=third.pk).update(dispute=None)

    def meanwhile() -> None:
        Refusal.objects.create(figure=third, dispute=dispute)

    monkeypatch.setattr("claims.placing.lock_grouping", meanwhile)
    place_figures(Figure.objects.filter(pk=third.pk))

    third.refresh_from_db()
    assert third.dispute is None


@in_database
def test_sources_that_were_merged_count_as_one_and_as_two_again_when_that_is_undone():
    dispute = make.dispute(3, 6)
    one, other = (figure.attributions.get().source for figure in dispute.figures.all())
    counts = [count_voices([dispute.pk])[dispute.pk]]

    merge_sources(one, into=other, by=make.admin())
    counts.append(count_voices([dispute.pk])[dispute.pk])
    unmerge_source(one, by=make.admin())
    counts.append(count_voices([dispute.pk])[dispute.pk])

    assert counts == [2, 1, 2]
