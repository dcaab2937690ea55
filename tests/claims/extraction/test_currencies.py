import pytest

from tests.claims.extraction.reading_quantities import bounds, units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost $430 million.", ("$430 million", "money", "USD")),
        ("It cost US$15,000.", ("US$15,000", "money", "USD")),
        ("It cost A$310 million.", ("A$310 million", "money", "AUD")),
        ("It cost €84bn.", ("€84bn", "money", "EUR")),
        ("It cost £120k.", ("£120k", "money", "GBP")),
        ("It cost ₹2 crore.", ("₹2 crore", "money", "INR")),
        ("It cost Rs 4 lakh.", ("Rs 4 lakh", "money", "INR")),
        ("It cost Rs. 95,100.", ("Rs. 95,100", "money", "INR")),
        ("It cost 120 rs.", ("120 rs", "money", "INR")),
        ("It cost CHF 2.1 billion.", ("CHF 2.1 billion", "money", "CHF")),
        ("It cost CHF 9.8m.", ("CHF 9.8m", "money", "CHF")),
        ("It cost 5,000 SEK.", ("5,000 SEK", "money", "SEK")),
        ("It cost 4.8 billion won.", ("4.8 billion won", "money", "KRW")),
        ("It cost 12 million yen.", ("12 million yen", "money", "JPY")),
        ("It cost 1.24 billion Swiss francs.", ("1.24 billion Swiss francs", "money", "CHF")),
        ("It cost 20 Hong Kong dollars.", ("20 Hong Kong dollars", "money", "HKD")),
        ("It cost half a million pounds.", ("half a million pounds", "money", "GBP")),
        ("It cost hundreds of millions of dollars.", ("hundreds of millions of dollars", "money", "USD")),
        ("It cost 50p.", ("50p", "money", "GBP")),
        ("It cost 80 €.", ("80 €", "money", "EUR")),
        ("They passed an 84.3 billion euro budget.", ("84.3 billion euro", "money", "EUR")),
        ("They signed a 5-million-dollar deal.", ("5-million-dollar", "money", "USD")),
        ("It cost 40 bucks.", ("40 bucks", "money", "USD")),
    ],
)
def test_a_currency_is_read_before_and_after(text, expected):
    assert units(text) == [expected]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Canberra said Australian farms would get $5m.", "AUD"),
        ("Canada said Ottawa would pay $5m.", "CAD"),
        ("Canada asked the United States, and Washington paid $5m.", "USD"),
        ("Pakistan set aside Rs 5 billion.", "PKR"),
        ("Rwanda set aside 5 million francs.", "RWF"),
        ("Denmark set aside 5 million kroner.", "DKK"),
        ("Egypt set aside 5 million pounds.", "EGP"),
        ("Manila set aside 5 million pesos.", "PHP"),
        ("The city set aside 5 million pesos.", "MXN"),
        ("Beijing set aside ¥5 million.", "CNY"),
    ],
)
def test_the_country_decides_whose_money_it_is(text, code):
    assert [unit for _, _, unit in units(text)] == [code]


def test_cents_are_hundredths_of_the_money_that_the_text_speaks_of():
    found = bounds("The loaf costs €2. It was 60 cents in May.")

    assert [value for _, _, value in found] == [2, 0.6]
    assert [unit for _, _, unit in units("The loaf costs €2. It was 60 cents in May.")] == ["EUR", "EUR"]


def test_an_amount_given_twice_is_two_figures():
    assert units("Losses came to 34 billion rupees ($396 million).") == [
        ("34 billion rupees", "money", "INR"),
        ("$396 million", "money", "USD"),
    ]


@pytest.mark.parametrize(
    "text", ["The team won 12 won games.", "He met two real kings.", "She lost 20 pounds in weight."]
)
def test_words_that_can_be_money_are_not_always(text):
    assert all(dimension != "money" for _, dimension, _ in units(text))
