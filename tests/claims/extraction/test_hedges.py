import pytest

from tests.claims.extraction.reading_quantities import bounds, ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fire destroyed nine barns.", ("nine", "=", 9)),
        ("The fire destroyed some 40 barns.", ("some 40", "~", 40)),
        ("The fire destroyed about 40 barns.", ("about 40", "~", 40)),
        ("The fire destroyed around 40 barns.", ("around 40", "~", 40)),
        ("The fire destroyed nearly 40 barns.", ("nearly 40", "~", 40)),
        ("The fire destroyed almost 40 barns.", ("almost 40", "~", 40)),
        ("The fire destroyed close to 40 barns.", ("close to 40", "~", 40)),
        ("The fire destroyed roughly 40 barns.", ("roughly 40", "~", 40)),
        ("The fire destroyed an estimated 40 barns.", ("an estimated 40", "~", 40)),
        ("The fire destroyed approximately 40 barns.", ("approximately 40", "~", 40)),
        ("The fire destroyed barely 40 barns.", ("barely 40", "~", 40)),
        ("The fire destroyed 40 or so barns.", ("40 or so", "~", 40)),
        ("The fire destroyed 40-odd barns.", ("40-odd", "~", 40)),
        ("The fire destroyed perhaps 40 barns.", ("perhaps 40", "~", 40)),
        ("The fire destroyed ~40 barns.", ("~40", "~", 40)),
        ("The fire destroyed in the region of 40 barns.", ("in the region of 40", "~", 40)),
        ("The fire destroyed more than 40 barns.", ("more than 40", ">", 40)),
        ("The fire destroyed over 40 barns.", ("over 40", ">", 40)),
        ("The fire destroyed just over 40 barns.", ("just over 40", ">", 40)),
        ("The fire destroyed well over 40 barns.", ("well over 40", ">", 40)),
        ("The fire destroyed north of 40 barns.", ("north of 40", ">", 40)),
        ("The fire destroyed upwards of 40 barns.", ("upwards of 40", ">", 40)),
        ("The fire destroyed in excess of 40 barns.", ("in excess of 40", ">", 40)),
        ("The fire destroyed at least 40 barns.", ("at least 40", ">=", 40)),
        ("The fire destroyed no fewer than 40 barns.", ("no fewer than 40", ">=", 40)),
        ("The fire destroyed no less than 40 barns.", ("no less than 40", ">=", 40)),
        ("The fire destroyed a minimum of 40 barns.", ("a minimum of 40", ">=", 40)),
        ("The fire destroyed 40 plus barns.", ("40 plus", ">=", 40)),
        ("The fire destroyed 40+ barns.", ("40+", ">=", 40)),
        ("The fire destroyed 40 or more barns.", ("40 or more", ">=", 40)),
        ("The fire destroyed fewer than 40 barns.", ("fewer than 40", "<", 40)),
        ("The fire destroyed just under 40 barns.", ("just under 40", "<", 40)),
        ("The fire destroyed less than 40 barns.", ("less than 40", "<", 40)),
        ("The fire destroyed at most 40 barns.", ("at most 40", "<=", 40)),
        ("The fire destroyed up to 40 barns.", ("up to 40", "<=", 40)),
        ("The fire destroyed as many as 40 barns.", ("as many as 40", "<=", 40)),
        ("The fire destroyed no more than 40 barns.", ("no more than 40", "<=", 40)),
        ("The fire destroyed 40 barns at most.", ("40", "<=", 40)),
        ("The hall holds 40 max.", ("40 max", "<=", 40)),
        ("The fire destroyed more than a dozen barns.", ("more than a dozen", ">", 12)),
        ("The fire destroyed up to a third of the barns.", ("up to a third", "<=", 33.33)),
    ],
)
def test_a_hedge_makes_its_relation_and_belongs_to_the_span(text, expected):
    assert bounds(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donations topped 6,000 dollars.", ("6,000 dollars", ">", 6_000)),
        ("Entries exceeded 6,000.", ("6,000", ">", 6_000)),
        ("Arrests surpassed the 300 mark.", ("300", ">", 300)),
        ("The outflow never exceeded 40 litres.", ("40", "<=", 40)),
        ("Fares did not exceed $40.", ("$40", "<=", 40)),
        ("The death toll is nearing 900.", ("900", "~", 900)),
        ("Rises are capped at 5%.", ("5%", "<=", 5)),
        ("The herd reached 6,000 goats.", ("6,000", "=", 6_000)),
    ],
)
def test_a_verb_carries_a_bound_outside_of_the_span(text, expected):
    assert bounds(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Growth would pick up to 1.6%.", ("1.6%", "=", 1.6)),
        ("The wage will go up to 12 euros.", ("12 euros", "=", 12)),
        ("The bus lay under two metres of water.", ("two", "=", 2)),
        ("The minister bragged about 45,000 jobs.", ("45,000", "=", 45_000)),
        ("The votes were counted over three days.", ("three", "=", 3)),
        ("The homes stood empty for over three months.", ("over three", ">", 3)),
        ("The crew was back within six hours.", ("within six", "<=", 6)),
        ("It took them at least about 30 boats.", ("at least about 30", ">=", 30)),
        ("It was three more than in May.", ("three", "=", 3)),
    ],
)
def test_words_that_can_hedge_do_not_always(text, expected):
    assert bounds(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sent 10-15,000 parcels.", ("10-15,000", "range", 10_000, 15_000)),
        ("They sent 10–15,000 parcels.", ("10–15,000", "range", 10_000, 15_000)),
        ("They sent 200-1,500 parcels.", ("200-1,500", "range", 200, 1_500)),
        ("They sent between 3 and 5 million parcels.", ("between 3 and 5 million", "range", 3e6, 5e6)),
        ("They sent 10 to 15 thousand parcels.", ("10 to 15 thousand", "range", 10_000, 15_000)),
        ("It cost $3-5bn.", ("$3-5bn", "range", 3e9, 5e9)),
        ("It cost $3bn to $5bn.", ("$3bn to $5bn", "range", 3e9, 5e9)),
        ("It cost CHF 1.2–1.4bn.", ("CHF 1.2–1.4bn", "range", 1.2e9, 1.4e9)),
        ("It cost between €400 and €600.", ("between €400 and €600", "range", 400, 600)),
        ("Turnout was 40% to 45%.", ("40% to 45%", "range", 40, 45)),
        ("Turnout was between 40 and 45 per cent.", ("between 40 and 45 per cent", "range", 40, 45)),
        (
            "They cut it by between a quarter and a third.",
            ("between a quarter and a third", "range", 25, 33.33),
        ),
        ("The herd has 5 ± 2 calves.", ("5 ± 2", "range", 3, 7)),
        ("The herd has 50 plus or minus 5 calves.", ("50 plus or minus 5", "range", 45, 55)),
        ("It takes six to eight weeks.", ("six to eight", "range", 6, 8)),
        ("It takes two or three weeks.", ("two or three", "range", 2, 3)),
        ("Costs ranged from about $5m to some $8m.", ("about $5m to some $8m", "range", 5e6, 8e6)),
        ("It takes two or three hundred men.", ("two or three hundred", "range", 200, 300)),
        ("It needs one to two-thirds of it.", ("one to two-thirds", "range", 33.335, 66.67)),
        ("Prices range from $20 to $35.", ("$20 to $35", "range", 20, 35)),
        ("It was two to three times higher.", ("two to three times", "range", 2, 3)),
    ],
)
def test_two_ends_are_one_range(text, expected):
    assert ends(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll rose from nine to 11.", [9, 11]),
        ("The rate fell from 1.9 to 1.6 injuries per million hours.", [1.9, 1.6]),
        ("Numbers climbed by 14,000 to 212,000.", [14_000, 212_000]),
        ("Members voted 98 to 112.", [98, 112]),
        ("Sales fell from 80 to 70 million pesos.", [80e6, 70e6]),
        ("A pie goes up 60 cents to €9.20.", [0.6, 9.2]),
    ],
)
def test_two_amounts_with_to_between_them_are_not_always_a_range(text, expected):
    assert [value for _, _, value in bounds(text)] == expected
