import pytest

from tests.claims.extraction.reading_quantities import bounds, spans, units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales rose 12%.", ("12%", "percent", "percent")),
        ("Sales rose 12 per cent.", ("12 per cent", "percent", "percent")),
        ("Sales rose 12pc.", ("12pc", "percent", "percent")),
        ("Sales rose by half a per cent.", ("half a per cent", "percent", "percent")),
        ("The gap is two percentage points.", ("two percentage points", "percent", "percentage point")),
        ("The yield rose 12 basis points.", ("12 basis points", "percent", "basis point")),
        ("The yield rose 12bps.", ("12bps", "percent", "basis point")),
        ("The road is 60 kilometres long.", ("60", "length", "kilometre")),
        ("The road is 60km long.", ("60km", "length", "kilometre")),
        ("It lies in a 15-kilometre strip.", ("15-kilometre", "length", "kilometre")),
        ("The water stood at 191.6 m.", ("191.6", "length", "metre")),
        ("The wall is 1.8m tall.", ("1.8m", "length", "metre")),
        ("It rained 312 mm.", ("312", "length", "millimetre")),
        ("The wave was nine feet high.", ("nine", "length", "foot")),
        ("The estate covers 40 m2.", ("40", "area", "square metre")),
        ("The estate covers 24,000 m².", ("24,000", "area", "square metre")),
        ("The estate covers 212 square kilometres.", ("212", "area", "square kilometre")),
        ("The estate covers 12 sq km.", ("12", "area", "square kilometre")),
        ("The estate covers 38,000 hectares.", ("38,000", "area", "hectare")),
        ("The load was 6.5 tonnes.", ("6.5", "mass", "tonne")),
        ("The load was 4.5kg.", ("4.5kg", "mass", "kilogram")),
        ("The sack weighs 20 pounds.", ("20", "mass", "pound")),
        ("They seized 300 pounds of cocaine.", ("300", "mass", "pound")),
        ("The tank holds 300 cubic metres.", ("300", "volume", "cubic metre")),
        ("The tank holds 40k litres.", ("40k", "volume", "litre")),
        ("They spilled two million barrels of oil.", ("two million", "volume", "barrel")),
        ("It was minus 6 degrees.", ("minus 6", "temperature", "degree Celsius")),
        ("It was 40.5C in the shade.", ("40.5C", "temperature", "degree Celsius")),
        ("It was 104 degrees Fahrenheit.", ("104", "temperature", "degree Fahrenheit")),
        ("The child had a fever of 40.5.", ("40.5", "temperature", "degree Celsius")),
        ("Gusts hit 85 km/h.", ("85", "speed", "kilometre per hour")),
        ("He drove at 60mph.", ("60mph", "speed", "mile per hour")),
        ("The farm made 92 GWh.", ("92", "energy", "gigawatt-hour")),
        ("The farm feeds in 85 MW.", ("85", "power", "megawatt")),
        ("The hackers took 40 gigabytes.", ("40", "other", "gigabyte")),
        ("A magnitude 6.2 quake struck.", ("6.2", "other", "magnitude")),
        ("A quake of magnitude 7.1 shakes the isle.", ("7.1", "other", "magnitude")),
        ("A 5.9-magnitude quake struck.", ("5.9-magnitude", "other", "magnitude")),
        ("It took five minutes.", ("five", "duration", "minute")),
        ("The strike lasted 20 consecutive days.", ("20", "duration", "day")),
        ("They left on a 120-day deployment.", ("120-day", "duration", "day")),
        ("It lasted less than an hour.", ("less than an hour", "duration", "hour")),
        ("It lasted half an hour.", ("half an hour", "duration", "hour")),
        ("Rose Vey, 41, was there.", ("41", "age", "year")),
        ("A 26-year-old was there.", ("26-year-old", "age", "year")),
        ("The nine-month-old was there.", ("nine-month-old", "age", "month")),
        ("The girl is six years old.", ("six", "age", "year")),
        ("The median age is four.", ("four", "age", "year")),
        ("My mother is 84.", ("84", "age", "year")),
    ],
)
def test_a_unit_gives_the_dimension(text, expected):
    assert units(text) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It took 2 h 15 min.", 2.25),
        ("It took two years and three months.", 2.25),
        ("It took an hour and a half.", 1.5),
        ("It took three and a half months.", 3.5),
        ("The wave was 6ft 6in high.", 6.5),
    ],
)
def test_a_remainder_is_added_in_the_larger_unit(text, value):
    assert [one for _, _, one in bounds(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pension is $310 a month.", ("$310", "rate", "USD per month")),
        ("Workers get 12.40 euros an hour.", ("12.40 euros", "rate", "EUR per hour")),
        ("Rice sells at Rs 78 a kg.", ("Rs 78", "rate", "INR per kilogram")),
        ("The room costs £90 per night.", ("£90", "rate", "GBP per night")),
        ("The plan costs £50/month.", ("£50", "rate", "GBP per month")),
        ("Debt is €46,000 per head.", ("€46,000", "rate", "EUR per person")),
        ("They spend $41 per person on health a year.", ("$41", "rate", "USD per person per year")),
        ("The dam lets out 900 cubic feet of water a second.", ("900", "rate", "cubic foot per second")),
        ("They lift 343 mines a day.", ("343", "rate", "mine per day")),
        ("There are 9.2 births per 1,000 people.", ("9.2", "rate", "birth per 1000 people")),
        ("Deaths averaged 3.4 a week.", ("3.4", "rate", "death per week")),
        ("The murder rate is 42.8 per 100,000 people.", ("42.8", "rate", "murder per 100000 people")),
        ("Camps give 3.5 litres per person per day.", ("3.5", "rate", "litre per person per day")),
        ("There is one nurse per ward.", ("one", "rate", "nurse per ward")),
        ("Output is 9.7 million barrels per day.", ("9.7 million", "rate", "barrel per day")),
        ("Deaths per 100,000 fell from 14.2 to 11.8.", ("14.2", "rate", "death per 100000 people")),
        ("Clinics see 50 cases daily.", ("50", "rate", "case per day")),
    ],
)
def test_something_per_something_is_a_rate(text, expected):
    assert units(text)[0] == expected


def test_a_point_in_time_is_no_rate():
    assert units("There were 19 deaths a week ago.") == [("19", "count", "death")]


def test_an_amount_beside_a_rate_is_one_too():
    found = units("Milk sells at $3.20 a litre, up from $2.90 last year.")

    assert [unit for _, _, unit in found] == ["USD per litre", "USD per litre"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One in five is a child.", ("One in five", 20)),
        ("Nine out of ten letters agree.", ("Nine out of ten", 90)),
        ("They lost one job in nine.", ("one job in nine", 11.1111)),
        ("About one in eight adults works there.", ("About one in eight", 12.5)),
        ("Roughly three out of four had none.", ("Roughly three out of four", 75)),
        ("Two in three of them left.", ("Two in three", 66.6667)),
        ("Two-thirds of the money went.", ("Two-thirds", 66.67)),
        ("It fell by a quarter.", ("a quarter", 25)),
        ("More than half were late.", ("More than half", 50)),
        ("It was a third at most.", ("a third at most", 33.33)),
    ],
)
def test_a_share_is_a_percentage(text, expected):
    assert [(words, value) for words, _, value in bounds(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grants doubled.", ("doubled", 2)),
        ("The fee is halved.", ("halved", 0.5)),
        ("Evictions more than doubled.", ("more than doubled", 2)),
        ("Fares tripled.", ("tripled", 3)),
        ("It is twice the size of the park.", ("twice", 2)),
        ("It is roughly six times as much.", ("roughly six times", 6)),
        ("It is two and a half times the old price.", ("two and a half times", 2.5)),
        ("It was a thirteenfold rise.", ("thirteenfold", 13)),
        ("It was a 12-fold rise.", ("12-fold", 12)),
        ("They are out by a factor of more than two.", ("a factor of more than two", 2)),
        ("It is 3x the old price.", ("3x", 3)),
    ],
)
def test_a_ratio_is_read(text, expected):
    assert [(words, value) for words, _, value in bounds(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The names were entered twice.",
        "It was a double murder.",
        "They played the two halves.",
        "It shut again.",
    ],
)
def test_how_often_is_no_ratio(text):
    assert [words for words in spans(text) if words != "two"] == []
