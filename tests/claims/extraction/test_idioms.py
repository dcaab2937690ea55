"""Units and numbers that only a turn of phrase gives, and what looks like them."""

import pytest

from tests.claims.extraction.reading_quantities import bounds, ends, spans, units

UNITS = [
    ("The rupee fell to 89.2 against the dollar.", ("89.2", "rate", "INR per USD")),
    ("The peso slipped to 18.4 per dollar.", ("18.4", "rate", "MXN per USD")),
    ("The motion was carried 341 to 209.", ("209", "count", "vote")),
    ("The index closed at 8,412.5 on Friday.", ("8,412.5", "count", "point")),
    ("The index rose 0.6%, or 52 points.", ("52", "count", "point")),
    ("It polled 31%, two points lower.", ("two", "percent", "percentage point")),
    ("A litre of milk now costs 1.89 euros.", ("1.89 euros", "rate", "EUR per litre")),
    ("A litre costs 1.89 euros, 12 cents more than in May.", ("12 cents", "money", "EUR")),
    ("It costs €1.74. We still paid 1.79 at the pump.", ("1.79", "rate", "EUR per litre")),
    ("The probe flew at 17 km per second.", ("17", "speed", "kilometre per second")),
    ("The glacier melts by 17 metres a year.", ("17", "rate", "metre per year")),
    ("Rates fell from 4.8 to 3.1 infections per 1,000 beds.", ("4.8", "rate", "infection per 1000 beds")),
    ("They take 14 minutes to come, against a target of ten.", ("ten", "duration", "minute")),
    ("The group has 40 shops. It will close 12 of them.", ("12", "count", "shop")),
    ("Fines reached R4.5 million.", ("R4.5 million", "money", "ZAR")),
    ("The flat cost 900 million kroner in Denmark.", ("900 million kroner", "money", "DKK")),
    ("Insurers speak of 300 million crowns.", ("300 million crowns", "money", "SEK")),
    ("The council spends 3 million Swiss francs a year.", ("3 million Swiss francs", "rate", "CHF per year")),
]


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_a_turn_of_phrase_gives_the_unit(text, expected):
    assert expected in units(text)


NUMBERS = [
    ("A couple of dozen firms closed.", ("A couple of dozen", "=", 24.0)),
    ("Quarter of a million homes lost power.", ("Quarter of a million", "=", 250000.0)),
    ("Nine trains in ten were on time.", ("Nine trains in ten", "=", 90.0)),
    ("One nursing post in nine is vacant.", ("One nursing post in nine", "=", 11.1111)),
    ("It weighed 3 kg 200 g.", ("3 kg 200 g", "=", 3.2)),
    ("It was $9 million then; now it is 14.", ("14", "=", 14000000.0)),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_turn_of_phrase_gives_the_number(text, expected):
    assert expected in bounds(text)


def test_after_by_two_numbers_with_one_unit_are_a_range_and_with_two_a_change_and_a_level():
    assert ends("Traffic will fall by 8 to 12 per cent.") == [("8 to 12 per cent", "range", 8.0, 12.0)]
    assert [text for text, *_ in ends("Staff rose by 200 to 1,300.")] == ["200", "1,300"]


NO_FIGURES = [
    "He carried a .22 rifle.",
    "The siren went at 4.10.",
    "The firm will give its half-year results.",
    "The Swiss one cost more.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_only_looks_like_a_figure_is_none(text):
    assert spans(text) == []
