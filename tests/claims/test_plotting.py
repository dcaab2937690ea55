"""Where a figure is drawn."""

from dataclasses import replace

import pytest

from claims.plotting import axis_for, draw
from tests import make


def places(*figures) -> list[tuple]:
    scale = draw([make.figure_record("x", value, **fields) for value, fields in figures])
    return [(mark.dot, mark.start, mark.end, mark.arrow) for mark in scale.marks]


def number(place: str) -> float:
    return float(place.removesuffix("%"))


def test_a_greater_number_is_drawn_further_right():
    marks = [number(dot) for dot, *_ in places((10, {}), (15, {}), (20, {}))]

    assert marks == sorted(marks)


@pytest.mark.parametrize(
    ("fields", "shape"),
    [
        ({}, (True, False, False, "")),
        ({"relation": "range", "low": 12.0, "high": 18.0}, (False, True, True, "")),
        ({"relation": ">", "low": 15.0, "high": None}, (True, True, True, "right")),
        ({"relation": ">=", "low": 15.0, "high": None}, (True, True, True, "right")),
        ({"relation": "<", "low": None, "high": 15.0}, (True, True, True, "left")),
    ],
)
def test_the_shape_of_a_mark_tells_the_relation(fields, shape):
    _, (dot, start, end, arrow) = places((10, {}), (15, fields))

    assert (dot is not None, start is not None, end is not None, arrow) == shape


def test_a_rough_figure_has_a_stretch_to_both_sides():
    about = make.figure_record("x", 100, relation="~", low=None, high=None)

    (mark,) = draw([about]).marks

    assert number(mark.rough[0]) < number(mark.dot) < number(mark.rough[1])


@pytest.mark.parametrize(
    "values", [[1e300, 0], [1e308, 1.0], [-5, 5], [0], [0, 0], [5e-324, 1], [-1e300, 1e300], [9, 9, 1e300]]
)
def test_absurd_values_are_drawn_somewhere_on_the_page(values):
    scale = draw([make.figure_record("x", value) for value in values])

    assert all(0 <= number(mark.dot) <= 100 for mark in scale.marks)
    assert all(0 <= number(place) <= 100 for place, _ in scale.axis.ticks())


def test_what_lies_off_the_scale_is_said_so():
    scale = draw([make.figure_record("x", value) for value in (9, 10, 11, 1e300)])

    assert ([mark.is_off for mark in scale.marks], "1 figure." in scale.note) == (
        [False] * 3 + [True],
        True,
    )


def test_miles_and_kilometres_share_an_axis():
    mile = make.figure_record("x", 1, dimension="length", unit="mile")
    kilometres = make.figure_record("x", 1.609344, dimension="length", unit="kilometre")

    one, other = draw([mile, kilometres]).marks

    assert one.dot == other.dot


@pytest.mark.parametrize("values", [[3000, 6000], [1, 10_000], [12_000, 12_500], [-5, 5], [7]])
def test_an_axis_has_few_and_round_ticks(values):
    ticks = axis_for(values).ticks()

    assert 2 <= len(ticks) <= 8


def test_figures_without_a_number_are_not_drawn():
    nothing = replace(make.figure_record("x", 1), value=None, low=None, high=None)

    assert draw([nothing]) is None
