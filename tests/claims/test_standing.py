"""What of a source's figures stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.independence import READERS
from claims.standing import Statement, as_of, replacements
from tests import make

MAY = date(2025, 5, 1)


def said(pk, value, day, *, by=("North",), article=None, version=1, **fields):
    read = make.figure_record(f"{value}", value, **fields)
    return Statement(pk, read, frozenset(by), date(2025, 5, day), article or pk, version)


OPEN = {"relation": ">", "low": 3000.0, "high": None}


@pytest.mark.parametrize(
    ("statements", "replaced"),
    [
        ([said(1, 3000, 1), said(2, 4000, 9)], {1: 2}),
        ([said(1, 3000, 9), said(2, 4000, 1)], {2: 1}),  # whichever came in first
        ([said(1, 3000, 1), said(2, 3000, 9)], {}),  # said again
        ([said(1, 3000, 1), said(2, 4000, 1)], {}),  # on one day
        ([said(1, 3000, 1), said(2, 4000, 9, by=["South"])], {}),
        ([said(1, 3000, 1, by=["North", "South"]), said(2, 4000, 9)], {}),  # South still says so
        ([said(1, 3000, 1, by=["North", "South"]), said(2, 4000, 9), said(3, 5000, 8, by=["South"])], {1: 2}),
        ([said(1, 3000, 1, by=[READERS]), said(2, 4000, 9, by=[READERS])], {}),
        ([said(1, 3120, 1), said(2, 3000, 9, **OPEN)], {}),  # more loosely
        ([said(1, 3000, 1, **OPEN), said(2, 3120, 9)], {1: 2}),  # more exactly
        ([said(1, 3000, 1, when="2023"), said(2, 4000, 9, when="2024")], {}),  # two periods
        ([said(1, 3000, 1, when="2025-03"), said(2, 4000, 9, when="2025-04")], {}),
        ([said(1, 3000, 9, when="by 2025-04-01"), said(2, 4000, 1, when="2025-04-20")], {1: 2}),
        ([said(1, 3000, 1), said(2, 4000, 9, event="casualty", measure="killed and wounded")], {}),
        ([said(1, 3000, 1), said(2, 4000, 5), said(3, 3000, 9)], {1: 3, 2: 3}),  # there and back
        ([said(1, 3000, 1, article=7), said(2, 4000, 1, article=7, version=2)], {1: 2}),
        ([said(1, 3000, 1, article=7), said(2, 4000, 1, article=7)], {}),
    ],
)
def test_a_figure_stands_until_its_source_says_something_else(statements, replaced):
    assert replacements(statements) == replaced


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 9), st.sampled_from(["N", "S", "NS"])), max_size=9)
)
def test_something_stands_and_nothing_is_replaced_by_what_is_replaced(rows):
    statements = [said(n, value * 1000, day, by=by) for n, (value, day, by) in enumerate(rows)]

    found = replacements(statements)

    assert set(found.values()).isdisjoint(found)
    assert len(found) < max(len(rows), 1)
    assert replacements(statements[::-1]) == found


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2025-04-30", date(2025, 4, 30)),
        ("by 2025-04-30", date(2025, 4, 30)),
        ("2025-04", None),
        ("since 2025-04-30", None),
        ("2025-02-30", None),
        ("last year", None),
        (None, None),
    ],
)
def test_a_figure_is_of_a_day_where_it_names_one(when, day):
    assert as_of(make.figure_record("9", 9, when=when)) == day
