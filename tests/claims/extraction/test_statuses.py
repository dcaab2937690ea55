"""What many figures say together, without comparing every pair."""

import time
from dataclasses import replace
from itertools import combinations
from math import inf

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.extraction.comparing import compare
from claims.extraction.records import Dimension, Outcome, Relation, Status
from claims.extraction.statuses import status_of
from tests.claims.extraction.test_disputes import count

NEAR = st.sampled_from(
    [
        0.0,
        1.0,
        10.0,
        14.0,
        14.2,
        84.0,
        84.3,
        100.0,
        104.9,
        105.0,
        106.0,
        110.0,
        1000.0,
        1049.9,
        1050.0,
        1055.0,
        3000.0,
        3120.0,
        -5.0,
        1e300,
    ]
)
NUMBERS = st.one_of(NEAR, st.floats(allow_nan=False), st.integers(900, 1100).map(float))


def pairwise_status(figures):
    """The plain way: every pair is compared."""
    outcomes = {compare(one, other).outcome for one, other in combinations(figures, 2)}
    if Outcome.NOT_COMPARABLE in outcomes:
        return Status.DEFINITION
    return Status.CONFLICT if Outcome.CONFLICTING in outcomes else Status.AGREE


def written(relation, one, other, **fields):
    """A figure as the engine gives it: a relation with the ends that go with it."""
    low, high = min(one, other), max(one, other)
    if relation is Relation.RANGE:
        return count(None, relation=relation, low=low, high=high, **fields)
    ends = {Relation.MORE_THAN: (low, None), Relation.AT_LEAST: (low, None), Relation.LESS_THAN: (None, low),
            Relation.AT_MOST: (None, low)}  # fmt: skip
    lowest, highest = ends.get(relation, (low, low))
    return replace(count(low, relation=relation, **fields), low=lowest, high=highest)


LIKE = st.builds(written, st.sampled_from(Relation), NUMBERS, NUMBERS)
UNLIKE = st.builds(
    lambda figure, unit, event, when, basis: replace(
        figure, dimension=unit[0], unit=unit[1], event=event, when=when, basis=basis
    ),
    LIKE,
    st.sampled_from(
        [(Dimension.COUNT, "person"), (Dimension.COUNT, "soldier"), (Dimension.LENGTH, "mile"),
         (Dimension.LENGTH, "kilometre"), (Dimension.MONEY, "USD"), (Dimension.MONEY, "EUR"),
         (Dimension.TEMPERATURE, "kelvin"), (Dimension.TEMPERATURE, "fahrenheit")]
    ),
    st.sampled_from(["kill", "die", "wound", "casualty", None]),
    st.sampled_from([None, "2024", "2025-03"]),
    st.sampled_from([(), ("average:mean",), ("average:median",), ("widening",), ("tax:after",)]),
)  # fmt: skip

ROUGH = written(Relation.ABOUT, 1022.0, 1022.0)


@given(st.lists(LIKE, max_size=8))
@example([written(Relation.ABOUT, 100.0, 100.0), written(Relation.EXACTLY, 110.0, 110.0)])
@example([written(Relation.ABOUT, n, n) for n in (1020.0, 1021.0)] + [count(1000.0), count(1055.0), ROUGH])
@example([written(Relation.EXACTLY, 0.0, 0.0), written(Relation.AT_MOST, 0.0, 0.0)])
@example([written(Relation.EXACTLY, inf, inf), written(Relation.EXACTLY, inf, inf)])
@example([written(Relation.ABOUT, -inf, -inf), written(Relation.ABOUT, -inf, -inf)])
@example([written(Relation.EXACTLY, inf, inf), written(Relation.EXACTLY, 5.0, 5.0)])
@settings(max_examples=400, deadline=None)
def test_figures_defined_alike_say_together_what_all_their_pairs_say(figures):
    assert status_of(figures) == pairwise_status(figures)


@given(st.lists(UNLIKE, max_size=6))
@settings(max_examples=400, deadline=None)
def test_figures_of_any_definition_say_together_what_all_their_pairs_say(figures):
    assert status_of(figures) == pairwise_status(figures)


@given(st.lists(LIKE, max_size=6), st.randoms())
@settings(deadline=None)
def test_the_order_makes_no_difference(figures, random):
    shuffled = random.sample(figures, len(figures))

    assert status_of(shuffled) == status_of(figures)


def test_a_number_without_end_fits_itself_and_no_other():
    endless, other = (written(Relation.EXACTLY, n, n) for n in (inf, 5.0))

    found = compare(endless, endless).outcome, compare(endless, other).outcome

    assert found == (Outcome.SAME, Outcome.CONFLICTING)


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        ([count(1000.0 + n) for n in range(2000)], Status.CONFLICT),
        ([count(float(n), relation=Relation.AT_LEAST, low=float(n)) for n in range(2000)], Status.AGREE),
        ([count(1e6 + n, relation=Relation.ABOUT) for n in range(2000)], Status.AGREE),
        ([count(9.0)] + [count(9.0, population=f"soldiers of unit {n}") for n in range(2000)], Status.AGREE),
    ],
    ids=["all differ", "bounds", "rough", "many populations"],
)
def test_two_thousand_figures_are_no_work(figures, status):
    began = time.process_time()

    found = status_of(figures)

    assert (found, time.process_time() - began < 1) == (status, True)
