"""Figures to questions, and what they say together."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.disputes import (
    answers_same_question,
    ask,
    bounds_of,
    compare,
    find_disputes,
    group,
    question_keys,
    status_of,
)
from claims.extraction.records import Because, Dimension, Figure, Outcome, Relation, Status


def count(value, *, relation=Relation.EXACTLY, low=None, high=None, text=None, home="d:0", start=0, **fields):
    """A count of people killed in Tarn, unless told otherwise."""
    exact = relation is Relation.EXACTLY
    plain = Figure(
        "f1",
        start,
        start + 5,
        text or f"{value}",
        relation,
        value,
        value if exact else low,
        value if exact else high,
        Dimension.COUNT,
        "person",
        None,
        "people killed",
        None,
        "kill",
        "people",
        "Tarn",
        None,
        None,
        ("ferry", "harbour", "tarn"),
        about=("person",),
        stated=("place",),
        home=home,
        thread=f"{home}:{start}",
        section="body",
        sentence=("ferry", "kill", "people", "tarn"),
    )
    return replace(plain, **fields)


VALUES = st.one_of(st.none(), st.floats(allow_nan=False), st.sampled_from([0.0, 1e300, -1e300, 14.0, 6000.0]))
FIGURES = st.builds(
    lambda value, low, high, relation, dimension, unit, event, start, home, when: replace(
        count(14.0),
        value=value,
        low=low,
        high=high,
        relation=relation,
        dimension=dimension,
        unit=unit,
        event=event,
        start=start,
        home=home,
        thread=f"{home}:{start}",
        when=when,
    ),
    VALUES,
    VALUES,
    VALUES,
    st.sampled_from(Relation),
    st.sampled_from(Dimension),
    st.sampled_from(["person", "soldier", "USD", "mile", "kilometre", "day", "USD per month", "percent", ""]),
    st.sampled_from([None, "kill", "die", "wound", "send"]),
    st.integers(0, 3),
    st.sampled_from(["a:0", "a:1", "b:0"]),
    st.sampled_from([None, "2024", "2025-03", "friday"]),
)


@given(FIGURES, FIGURES)
def test_matching_and_comparing_do_not_depend_on_the_order(one, other):
    assert answers_same_question(one, other) == answers_same_question(other, one)
    assert compare(one, other).outcome == compare(other, one).outcome


@given(st.lists(FIGURES, max_size=12))
def test_every_figure_is_in_at_most_one_dispute(figures):
    groups = group(figures)

    members = [index for indexes in groups for index in indexes]
    assert len(members) == len(set(members))
    assert groups == group(figures)
    for indexes in groups:
        chosen = [figures[index] for index in indexes]
        assert ask(chosen)
        assert status_of(chosen) in Status
        assert len(bounds_of(chosen)) == 2


@given(FIGURES, FIGURES)
def test_figures_that_may_answer_one_question_share_a_key(one, other):
    if answers_same_question(one, other) > 0.5:
        assert set(question_keys(one)) & set(question_keys(other))


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (count(40.0), count(40.0), Outcome.SAME),
        (count(40.0), count(52.0), Outcome.CONFLICTING),
        (count(14000.0, relation=Relation.ABOUT), count(13200.0), Outcome.COMPATIBLE),
        (count(84e9), count(84.3e9), Outcome.COMPATIBLE),
        (count(None, relation=Relation.RANGE, low=10e3, high=15e3), count(14e3), Outcome.COMPATIBLE),
        (count(6000.0, relation=Relation.MORE_THAN, low=6000.0), count(4700.0), Outcome.CONFLICTING),
        (count(40.0), count(55.0, event="kill and wound"), Outcome.NOT_COMPARABLE),
        (
            count(40.0, basis=("average:mean",)),
            count(30.0, basis=("average:median",)),
            Outcome.NOT_COMPARABLE,
        ),
        (
            count(2.0, dimension=Dimension.LENGTH, unit="mile"),
            count(3.2, dimension=Dimension.LENGTH, unit="kilometre"),
            Outcome.COMPATIBLE,
        ),
    ],
)
def test_two_figures_of_one_question_compare_as_an_editor_would(one, other, outcome):
    assert compare(one, other).outcome == outcome


def test_rival_tolls_of_two_publishers_are_one_dispute_in_conflict():
    one = extract("A ferry sank off Tarn on Sunday and 31 people drowned, the coast guard in Tarn said.")
    other = extract("The ferry that sank off Tarn killed 44 people, the harbour master of Tarn said.")

    disputes = find_disputes([one, other])

    assert [(len(dispute.figures), dispute.status) for dispute in disputes] == [(2, Status.CONFLICT)]
    assert (disputes[0].low, disputes[0].high) == (31, 44)


def test_a_rival_source_in_one_sentence_answers_the_same_question():
    reading = extract("Police put the crowd in Lorne at 4,000 and organisers at 11,000.")

    disputes = find_disputes([reading])

    assert [len(dispute.figures) for dispute in disputes] == [2]


def test_the_question_names_what_is_counted_and_what_happened():
    reading = extract("More than 60 soldiers were killed in Tarn, the ministry said. The rebels say 90.")

    (dispute,) = find_disputes([reading])

    assert dispute.question == "How many soldiers were killed in Tarn?"


def test_many_figures_of_one_question_do_not_hang():
    figures = [count(float(n % 50 + 100), home=f"d{n}:0", start=n) for n in range(600)]

    groups = group(figures)

    assert all(len(set(pair)) == 2 for pair in combinations([i for g in groups for i in g][:20], 2))
    assert sum(map(len, groups)) > 500


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("More than 800 rebels were killed in Orrel. The rebels in Orrel suffered 800 deaths and injuries, "
         "the army says.", ("800", "More than 800")),
        ("In Lorne 90 miners were killed or injured, unions said. In Lorne 90 miners died, the owner said.",
         ("90", "90")),
        ("The quake in Tarn caused 300 casualties, the mayor said. The quake in Tarn killed 300 people, "
         "the ministry said.", ("300", "300")),
    ],
)  # fmt: skip
def test_killed_and_killed_or_wounded_are_not_compared_even_where_the_numbers_could_agree(text, numbers):
    figures = extract(text).figures

    found = compare(figures[0], figures[1])

    assert (found.outcome, found.because) == (Outcome.NOT_COMPARABLE, Because.MEASURE)
    assert "killed only" in found.reason
    assert all(f"“{number}” counts" in found.reason for number in numbers)
    assert status_of(figures[:2]) is Status.DEFINITION


def test_a_figure_that_leans_on_a_toll_counts_what_that_counts():
    figures = extract(
        "More than 700 sappers were killed in Tarn. The sappers in Tarn suffered 700 deaths and casualties, "
        "according to Western officials. Orlia estimates 500 plus."
    ).figures

    found = compare(figures[2], figures[0])

    assert (found.outcome, found.because) == (Outcome.NOT_COMPARABLE, Because.MEASURE)
    assert found.reason == "“500 plus” counts deaths and casualties; “More than 700” counts killed only"


def test_casualties_elsewhere_in_the_sentence_do_not_widen_a_toll():
    figures = extract(
        "With hospitals full of casualties, officials in Tarn said 40 people had died. "
        "The mayor of Tarn said 40 people were killed."
    ).figures

    assert compare(figures[0], figures[1]).outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Some 40 people were killed in Leeds, according to UK and Norwegian intelligence.", "Leeds"),
        ("The rebels lost 40 fighters in battle, according to officials in Finland and Poland.", None),
        ("The bridge in Leeds cost Rs 40 million.", "Leeds"),
        ("Police in Leeds found 40 people on Mill Street.", "Leeds"),
        ("The floods killed 40 people in Norway.", "Norway"),
    ],
)
def test_whose_word_it_is_and_a_street_and_a_currency_are_no_place_of_a_figure(text, place):
    assert [figure.place for figure in extract(text).figures] == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Three people died at Gate 2 of the works.", None),
        ("In the City of Orrel 300 homes burned.", "Orrel"),
        ("About 200 people drowned in the Bay of Fundy.", "Bay of Fundy"),
    ],
)
def test_a_numbered_gate_is_no_place_and_a_name_is_read_to_its_end(text, place):
    [figure] = extract(text).figures

    assert figure.place == place
