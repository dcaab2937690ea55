"""What people type into a search field."""

import pytest

from verdicts.searching import Amount, Query, Unreadable, read_query

FIELDS = ("place", "source", "status")


def amounts(typed: str) -> list[tuple[float | None, float | None, bool, bool]]:
    return [(a.low, a.high, a.is_strict, a.is_percent) for a in read_query(typed, FIELDS).amounts]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("> 5000", (5000, None, True, False)),
        (">5,000", (5000, None, True, False)),
        (">= 5k", (5000, None, False, False)),
        ("≥ 2.5 million", (2_500_000, None, False, False)),
        ("< 3%", (None, 3, True, True)),
        ("<=3 %", (None, 3, False, True)),
        ("= 9", (9, 9, False, False)),
        ("14,000", (14_000, 14_000, False, False)),
        ("10000-15000", (10_000, 15_000, False, False)),
        ("10,000 – 15,000", (10_000, 15_000, False, False)),
        ("10-15,000", (10_000, 15_000, False, False)),
        ("10-15 thousand", (10_000, 15_000, False, False)),
        ("2 to 3bn", (2e9, 3e9, False, False)),
        ("20-50%", (20, 50, False, True)),
        ("> -5", (-5, None, True, False)),
        ("1-2", (1, 2, False, False)),
    ],
)
def test_a_number_is_read_as_it_is_meant(typed, read):
    assert amounts(typed) == [read]


def test_words_phrases_fields_and_numbers_stand_in_any_order():
    query = read_query('killed > 5000 "North Korea" place:Kursk source:"UK intelligence" troops', FIELDS)

    assert query == Query(
        ("killed", "North Korea", "troops"),
        (("place", "Kursk"), ("source", "UK intelligence")),
        (Amount(5000, None, is_strict=True),),
    )


def test_two_numbers_are_both_asked_for():
    assert amounts("> 5 < 9") == [(5, None, True, False), (None, 9, True, False)]


@pytest.mark.parametrize("typed", ["", "   ", "\0", '""', "“”"])
def test_nothing_asks_for_nothing(typed):
    assert read_query(typed, FIELDS) == Query()


@pytest.mark.parametrize(
    "typed", ["528th", "mid-2024", "2024-05-12", "https://example.org/a", "covid-19", "a<b", "50-something"]
)
def test_what_only_looks_like_a_number_is_a_word(typed):
    assert read_query(typed, FIELDS).words == (typed,)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("killed >", "After > comes a number"),
        ("> many", "After > comes a number"),
        (">many", "“many” after > is no number"),
        ("> 10,5", "After > comes a number"),
        (">>> 5", "After >>> comes a number"),
        ("15000-10000", "put the smaller number first"),
        ('"North Korea', "quotation mark is not closed"),
        ("colour:red", "“colour:” is no field here"),
        (" ".join("abcdefghijklm"), "more than 12 words"),
    ],
)
def test_what_can_not_be_read_is_said_and_not_guessed(typed, why):
    with pytest.raises(Unreadable, match=why):
        read_query(typed, FIELDS)


def test_how_it_was_read_is_said_back():
    query = read_query("troops 10-15,000 place:Kursk", FIELDS)

    assert query.says == "a figure of 10,000 to 15,000; place “Kursk”; the words “troops”"
