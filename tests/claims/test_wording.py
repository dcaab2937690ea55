"""What was read, said in words."""

import pytest

from claims.wording import figure_words
from tests import make


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"relation": "~", "value": 14000, "low": None, "high": None}, "about 14,000 soldiers"),
        ({"relation": ">", "value": 6000, "low": 6000, "high": None}, "more than 6,000 soldiers"),
        ({"relation": ">=", "value": 3000, "low": 3000, "high": None}, "at least 3,000 soldiers"),
        ({"relation": "<", "value": 40, "low": None, "high": 40}, "fewer than 40 soldiers"),
        ({"relation": "<", "value": 40, "dimension": "percent", "unit": "percent"}, "less than 40%"),
        ({"relation": "range", "value": None, "low": 10000, "high": 15000}, "10,000 to 15,000 soldiers"),
        ({"relation": "=", "value": 1}, "1 soldier"),
        ({"value": 18, "dimension": "percent", "unit": "percent", "direction": "fall"}, "a fall of 18%"),
        ({"value": 3.5e9, "dimension": "money", "unit": "USD"}, "USD 3.5 billion"),
        ({"value": 120, "dimension": "rate", "unit": "GBP per night"}, "GBP 120 per night"),
        ({"value": 7, "dimension": "rate", "unit": "death per 100000 people"}, "7 deaths per 100000 people"),
    ],
)
def test_a_figure_is_said_with_its_relation_and_unit(fields, words):
    figure = make.figure_record("a figure", **fields)

    said = figure_words(figure)

    assert said == words
