"""Which figures re-open an approved decision."""

import pytest

from verdicts.reopening import is_outside, reopened_by


def figure(pk=1, relation="=", value=4000.0, low=None, high=None, **fields):
    ends = {"low": value, "high": value} if relation == "=" else {"low": low, "high": high}
    return {"figure": pk, "text": f"{value}", "relation": relation, "value": value, "unit": "soldier",
            "measure": "soldiers killed", "sources": ["A ministry"]} | ends | fields  # fmt: skip


def reopening(seen, now, low=3000.0, best=None, high=6000.0):
    return [
        (why.figure, why.how, why.is_outside) for why in reopened_by(seen, now, low=low, best=best, high=high)
    ]


def test_nothing_re_opens_while_nothing_changes():
    assert reopening([figure()], [figure()]) == []


def test_a_figure_that_joins_inside_the_range_leaves_it_closed():
    assert reopening([figure()], [figure(), figure(2, value=5000.0)]) == []


def test_a_figure_that_joins_outside_the_range_re_opens_it():
    assert reopening([figure()], [figure(), figure(2, value=9000.0)]) == [(2, "joined", True)]


def test_a_figure_corrected_to_outside_the_range_re_opens_it():
    assert reopening([figure()], [figure(value=100.0)]) == [(1, "changed", True)]


def test_a_figure_that_was_outside_all_along_leaves_it_closed():
    outlier = figure(2, value=9000.0)

    assert reopening([figure(), outlier], [figure(), outlier]) == []


def test_a_figure_that_left_leaves_it_closed():
    assert reopening([figure(), figure(2)], [figure()]) == []


def test_a_source_that_was_renamed_leaves_it_closed():
    assert reopening([figure(value=9000.0)], [figure(value=9000.0, sources=["The ministry"])]) == []


def test_a_single_best_number_is_both_ends():
    now = [figure(), figure(2, value=4001.0)]

    assert reopening([figure()], now, low=None, best=4000.0, high=None) == [(2, "joined", True)]


def test_a_decision_without_numbers_re_opens_with_any_figure_that_joins():
    now = [figure(), figure(2, value=4000.0)]

    assert reopening([figure()], now, low=None, high=None) == [(2, "joined", False)]


@pytest.mark.parametrize(
    ("read", "outside"),
    [
        (figure(value=3000.0), False),
        (figure(value=2999.0), True),
        (figure(relation="~", value=2800.0), False),  # within a tenth of what is allowed
        (figure(relation="~", value=2000.0), True),
        (figure(relation=">", value=5999.0, low=5999.0), False),
        (figure(relation=">", value=6000.0, low=6000.0), True),
        (figure(relation=">=", value=6000.0, low=6000.0), False),
        (figure(relation=">=", value=None, low=200.0), False),
        (figure(relation="<", value=3000.0, high=3000.0), True),
        (figure(relation="<=", value=3000.0, high=3000.0), False),
        (figure(relation="range", value=None, low=4000.0, high=5000.0), False),
        (figure(relation="range", value=None, low=5000.0, high=10000.0), True),
        (figure(value=0.0), True),
        (figure(value=1e300), True),
        (figure(value=-5.0), True),
    ],
)
def test_a_figure_is_outside_where_the_range_leaves_it_no_room(read, outside):
    assert is_outside(read, 3000.0, 6000.0) is outside
