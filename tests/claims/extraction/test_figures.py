import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.nouns import singular
from tests.claims.extraction.reading_quantities import quantities, units


def nouns(text: str) -> list[tuple[str, str]]:
    return [(words, unit) for words, _, unit in units(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army sent 14 soldiers.", [("14", "soldier")]),
        ("They parked 14 police vans outside.", [("14", "police van")]),
        ("They closed 14 health posts.", [("14", "health post")]),
        ("Nine seriously injured people lay there.", [("Nine", "person")]),
        ("They lost 1,350 Swiss jobs.", [("1,350", "job")]),
        ("The ward holds 187 measles patients.", [("187", "patient")]),
        ("There were 16 serious reactions.", [("16", "reaction")]),
        ("The brigade lists 1,900 “losses” so far.", [("1,900", "loss")]),
        ("They lifted 48,000 mines and shells.", [("48,000", "mine")]),
        ("The unit has 650 men and women.", [("650", "person")]),
        ("Four children and two brothers drowned.", [("Four", "child"), ("two", "brother")]),
        ("They opened 12 of its 18 gates.", [("12", "gate"), ("18", "gate")]),
        ("Thirty-eight of the deaths were there.", [("Thirty-eight", "death")]),
        ("They cut 4,200 of some 70,000 posts.", [("4,200", "post"), ("some 70,000", "post")]),
        ("Tens of thousands of people fled.", [("Tens of thousands", "person")]),
        ("The 120-bed hospital is full.", [("120-bed", "bed")]),
        ("A 300-strong crowd came.", [("300-strong", "person")]),
        ("They freed 15 would-be migrants.", [("15", "migrant")]),
        ("They bought two high-speed trains.", [("two", "train")]),
        ("They bought 4 F-16 jets and 25 Leopard 2 tanks.", [("4", "jet"), ("25", "tank")]),
        ("They bought 12 AK-47s.", [("12", "AK-47")]),
        ("There were 1,000s of people.", [("1,000s", "person")]),
        ("They have 30 F-16s.", [("30", "F-16")]),
        ("The club sold 14.000 tickets.", [("14.000", "ticket")]),
    ],
)
def test_the_noun_after_a_number_is_counted(text, expected):
    assert nouns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast left 47 dead and 19 missing.", [("47", "person"), ("19", "person")]),
        ("310 dead and 1,200 injured", [("310", "person"), ("1,200", "person")]),
        ("Floods kill at least 47 in the east", [("at least 47", "person")]),
        (
            "Tens of thousands march against rents; 43 arrested",
            [("Tens of thousands", "person"), ("43", "person")],
        ),
        ("The mayor put the dead at 17 and the wounded at 37.", [("17", "person"), ("37", "person")]),
        ("A crowd of 10,000 heard her.", [("10,000", "person")]),
        ("A country of 11 million has no port.", [("11 million", "person")]),
        ("She leads a team of 38.", [("38", "person")]),
        ("The death toll stands at 40.", [("40", "death")]),
        ("Measles deaths rose to 23.", [("23", "death")]),
        ("Evictions climbed to 1,930.", [("1,930", "eviction")]),
        ("The number of houses damaged stands at 18,000.", [("18,000", "house")]),
        ("Tents sent so far: 310.", [("310", "tent")]),
        ("On jobs the club says 23.", [("23", "job")]),
        ("She is a mother of three.", [("three", "child")]),
        ("Waiting lists hit 7.6 million.", [("7.6 million", "person")]),
        ("Car thefts rose to 3,300.", [("3,300", "car theft")]),
        ("Killed: 12", [("12", "person")]),
        ("The senate voted 52 to 48.", [("52", "vote"), ("48", "vote")]),
    ],
)
def test_a_number_without_a_noun_counts_what_the_words_beside_it_say(text, expected):
    assert nouns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The North sent 12,000 soldiers. Ukraine estimates 14,000.", "soldier"),
        ("They ordered 3.5 million doses and 1.9 million landed.", "dose"),
        ("They created 45,000 jobs and forgot the 14,000 that were lost.", "job"),
        ("Of 31 drones they shot down 27.", "drone"),
        ("They treated 27 protesters, three of them for burns.", "protester"),
        ("The wage is 12 euros an hour, up from 11.80.", "EUR per hour"),
        ("The gauge showed 340 mm; the other caught 312.", "millimetre"),
        ("In May 83 per cent had a job, compared with 91 in 2019.", "percent"),
        ("The hole is 2.2 billion euros. Some 1.3 billion is to come from sales.", "EUR"),
        ("The sewing machines are gone, all nine.", "sewing machine"),
        ("Our trucks are safe: two of them are late.", "truck"),
        ("It killed 31 civilians, including nine children, and wounded more than 80.", "civilian"),
        ("Turnout was 61%, up from 58 four years ago.", "percent"),
        ("Support stands at 34%, two points lower.", "percentage point"),
        ("The fare was €2.40 and will cost 2.60.", "EUR"),
        ("It was 34 degrees on Monday and 37 on Tuesday.", "degree Celsius"),
        ("They send 20 lorries a week. The guards stopped two.", "lorry"),
    ],
)
def test_an_elided_noun_is_the_one_before(text, expected):
    assert units(text)[-1][2] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Profit fell 18% to $4m.", ["fall", None]),
        ("Shares are down 7.4%.", ["fall"]),
        ("Rents rose by a further 11 per cent.", ["rise"]),
        ("It was a drop of eight percentage points.", ["fall"]),
        ("It was an 11% rise.", ["rise"]),
        ("Prices are 3.1% higher.", ["rise"]),
        ("Sales doubled and costs halved.", ["rise", "fall"]),
        ("The toll climbed by 14 to 40.", ["rise", None]),
        ("They cut 4,200 jobs.", [None]),
        ("Bread costs $3.", [None]),
    ],
)
def test_a_change_has_a_direction_and_a_level_none(text, expected):
    assert [one.direction and one.direction.value for one in quantities(text)] == expected


def test_a_span_is_a_piece_of_the_text():
    text = "About 90,000 fled.\n“Some £2.6m went,” she said, and 10-15,000 men."

    assert [text[one.start : one.end] for one in quantities(text)] == [
        "About 90,000",
        "Some £2.6m",
        "10-15,000",
    ]
    assert [one.text for one in quantities(text)] == ["About 90,000", "Some £2.6m", "10-15,000"]


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("bodies", "body"), ("boxes", "box"), ("churches", "church"), ("buses", "bus"), ("lives", "life"),
        ("houses", "house"), ("aircraft", "aircraft"), ("women", "woman"), ("troops", "troop"),
        ("classes", "class"), ("REACTIONS", "reaction"), ("F-16s", "F-16"), ("crises", "crisis"),
        ("heroes", "hero"), ("shoes", "shoe"),
    ],
)  # fmt: skip
def test_a_plural_has_its_singular(plural, expected):
    assert singular(plural) == expected


PIECES = [
    "10", "15,000", "1'000", "1.234,5", "½", "half", "a", "million", "bn", "k", "%", "per", "cent", "$",
    "€", "Rs", "CHF", "-", "–", "to", "and", "between", "or", "more", "than", "plus", "±", "one", "in",
    "five", "times", "doubled", "year", "-old", "old", "of", "them", "the", "dozens", "hundreds",
    "thousands", "a day", "each", "km/h", "m", "March", "2024", "18:05", "No.", "(", ")", ",", ".",
    "said", "people", "dead", "1e300", "9" * 40, "\x00", "\u202e", "٣", "४२", "１２", "²", "Ⅻ", "−", "'",
    "“", "/", "3/4", "\u00a0", "km²", "°C", "twenty",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25), st.sampled_from([" ", "", "  "]))
def test_any_mixture_of_its_words_is_read(pieces, blank):
    text = blank.join(pieces)

    for one in quantities(text):
        assert text[one.start : one.end] == one.text
        assert one.low is None or one.high is None or one.low <= one.high
        assert all(abs(size) < 1e30 for size in (one.value, one.low, one.high) if size is not None)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text):
    line = text.replace("\n", " ")

    assert all(line[one.start : one.end] == one.text for one in quantities(line))
