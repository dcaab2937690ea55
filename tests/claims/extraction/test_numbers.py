import pytest

from claims.extraction.lexemes import split_lexemes
from claims.extraction.numbers import Form, read_number


def read(text: str) -> float | None:
    number = read_number(split_lexemes(text), 0)
    return None if number is None else round(number.value, 4)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14,000 trees", 14_000),
        ("1,234,567.5 litres", 1_234_567.5),
        ("1,23,456 votes", 123_456),
        ("12,34,56,789", 123_456_789),
        ("1'000 goats", 1_000),
        ("12’500 francs", 12_500),
        ("1.234,5 Tonnen", 1_234.5),
        ("1.234.567 people", 1_234_567),
        ("14 000 people", 14_000),
        ("3,5 million", 3_500_000),
        ("0.92 euros", 0.92),
        (".75 inches", 0.75),
        ("١٢٣ people", 123),
        ("3½ hours", 3.5),
        ("3 1/2 months", 3.5),
        ("2-1/2 cups", 2.5),
        ("2/3 of them", 0.6667),
    ],
)
def test_digits_are_read_in_every_style(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8k", 8_000),
        ("50K followers", 50_000),
        ("1.9m landed", 1_900_000),
        ("3.4mn users", 3_400_000),
        ("2.5 mln doses", 2_500_000),
        ("3bn people", 3e9),
        ("4 tn", 4e12),
        ("2 lakh homes", 200_000),
        ("2.1 lakh cusecs", 210_000),
        ("5,000 crore", 5e10),
        ("3 lakh crore", 3e12),
        ("120 THOUSAND", 120_000),
        ("1.1 BILLION", 1.1e9),
        ("4.5-million-dollar", 4_500_000),
        ("5 dozen eggs", 60),
        ("7 and a half million", 7_500_000),
    ],
)
def test_digits_are_multiplied_by_what_follows(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zero tents", 0),
        ("seventeen", 17),
        ("Twenty-three", 23),
        ("SEVENTEEN never", 17),
        ("a hundred", 100),
        ("one hundred and one dead", 101),
        ("two hundred and fifty thousand men", 250_000),
        ("twelve hundred", 1_200),
        ("two million three hundred thousand and five", 2_300_005),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("half-a-million", 500_000),
        ("a million and a half", 1_500_000),
        ("one and a half million", 1_500_000),
        ("two and a half times", 2.5),
        ("two-and-a-half", 2.5),
        ("three quarters of a million", 750_000),
        ("a quarter of a billion", 250_000_000),
        ("four trillion", 4e12),
    ],
)
def test_words_are_read(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("half of them", 0.5),
        ("Half the money", 0.5),
        ("a third of voters", 0.3333),
        ("two-thirds said", 0.6667),
        ("three quarters had", 0.75),
        ("one fifth", 0.2),
        ("a tenth more", 0.1),
        ("three-eighths", 0.375),
        ("¾ of a mile", 0.75),
    ],
)
def test_fractions_are_read(text, value):
    number = read_number(split_lexemes(text), 0)

    assert (round(number.value, 4), number.form) == (value, Form.FRACTION)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("dozens of boats", 24),
        ("scores of shops", 40),
        ("hundreds", 200),
        ("thousands more", 2_000),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("millions", 2_000_000),
        ("tens of millions", 20_000_000),
        ("hundreds of millions", 200_000_000),
        ("several hundred people", 200),
        ("a few thousand", 2_000),
        ("hundreds and hundreds", 200),
    ],
)
def test_vague_amounts_are_lower_bounds(text, low):
    number = read_number(split_lexemes(text), 0)

    assert (number.value, number.form) == (low, Form.VAGUE)


@pytest.mark.parametrize(
    "text",
    [
        "a third man",
        "a second chance",
        "half-time",
        "half past six",
        "half-hearted",
        "the river",
        "a few people",
        "several people",
        "tens",
        "test scores",
        "21st",
        "MH17",
        "COVID-19",
        "an hour",
        "9" * 60,
        "0800 555 0142",
        "192.168.0.1",
    ],
)
def test_what_is_no_number_is_none(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("2m deep", 2), ("2m-high wall", 2), ("a 1.8m wall", 1.8), ("100m sprint", 100)]
)
def test_an_m_beside_heights_is_metres(text, value):
    lexemes = split_lexemes(text)
    index = next(k for k, lexeme in enumerate(lexemes) if lexeme.text[0].isdigit())

    assert read_number(lexemes, index).value == value


def test_and_between_two_numbers_does_not_join_them():
    assert read_number(split_lexemes("between a hundred and two hundred"), 1).value == 100
    assert read("one million and two million") == 1_000_000
