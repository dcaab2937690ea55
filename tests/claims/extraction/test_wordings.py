"""What a figure measures, in plain words, and the forms of words that takes."""

import pytest

from claims.extraction import extract
from claims.extraction.inflections import participle, past, plural
from claims.extraction.namings import with_article
from claims.extraction.wordings import LONGEST, place_in_words

MEASURES = [
    ("Eleven miners were killed when the shaft gave way.", "Eleven", "miners killed"),
    ("At least 60 hikers died on the ridge.", "At least 60", "hikers who died"),
    ("Forty villagers lost their homes in the storm.", "Forty", "villagers who lost their homes"),
    ("The storm left 14 people missing.", "14", "people missing"),
    ("Norway sent 90 medics to the camps.", "90", "Norwegian medics sent"),
    ("The council made 15 arrests after the match.", "15", "arrests"),
    ("Some 300 monks have gathered at the gate.", "Some 300", "monks who gathered at the gate"),
    ("Her son, 14, was in Lorne.", "14", "age"),
    ("Crews laid 12 km of closed road in Lorne.", "12", "closed road laid in Lorne"),
    ("The hospital has 300 beds.", "300", "beds"),
    ("Rangers shot down 19 weather balloons on Monday.", "19", "weather balloons shot down"),
    ("Net profit fell to $2.4 billion.", "$2.4 billion", "net profit"),
    ("The price of a loaf rose to 3 euros.", "3 euros", "price of a loaf"),
    ("The new bridge will cost 80 million euros.", "80 million euros", "cost of the new bridge"),
    ("Coffee prices rose 9% in March.", "9%", "rise in coffee prices"),
    ("The brewery lost a third of its workers.", "a third", "share of the brewery's workers lost"),
    ("The firm has lost a fifth of its value.", "a fifth", "share of the firm's value lost"),
    ("Crews collected 40 tonnes of rubbish.", "40", "rubbish collected"),
    ("The fire burned for nine hours.", "nine", "duration of the fire"),
    ("A 30-day lockdown began.", "30-day", "length of the lockdown"),
    ("Unemployment stood at 5.2%.", "5.2%", "unemployment"),
]


@pytest.mark.parametrize(("sentence", "written", "measure"), MEASURES)
def test_a_measure_reads_as_plain_words(sentence, written, measure):
    figures = {figure.text: figure.measure for figure in extract(sentence).figures}

    assert figures[written] == measure


def test_a_figure_that_leans_has_the_words_of_the_one_it_leans_on():
    text = "The navy lost 900 sailors in the strait, the ministry said. The opposition says 1,400."

    first, second = extract(text).figures

    assert first.measure.startswith("sailors lost")
    assert second.measure.startswith("sailors lost")


def test_people_of_a_regiment_named_before_are_counted_as_its_people():
    text = (
        "The president thanked the 12th Sapper Regiment of the Guard. "
        "She said four soldiers were killed and that the regiment would be honoured."
    )

    figure = next(f for f in extract(text).figures if f.text == "four")

    assert figure.population == "soldiers of the 12th Sapper Regiment of the Guard"


@pytest.mark.parametrize(
    "text",
    [
        "Officials from the ministry of agriculture, forests and inland fisheries of the "
        "southern province counted 412 unlicensed small wooden fishing boats "
        "of the northern lagoon villages in Port Sul.",
        "300 dead. 12% more. 5 km. €9.",
        "“We had 40,” he said; 30 of them (and 2 more) left.",
    ],
)
def test_a_measure_is_never_empty_bracketed_or_too_long(text):
    for figure in extract(text).figures:
        assert 0 < len(figure.measure) <= LONGEST
        assert not set('()\n"') & set(figure.measure)


@pytest.mark.parametrize(
    ("verb", "in_past", "done"),
    [
        ("take", "took", "taken"),
        ("shut down", "shut down", "shut down"),
        ("carry out", "carried out", "carried out"),
        ("withdraw", "withdrew", "withdrawn"),
        ("stop", "stopped", "stopped"),
        ("open", "opened", "opened"),
        ("commit", "committed", "committed"),
        ("visit", "visited", "visited"),
        ("panic", "panicked", "panicked"),
        ("lay off", "laid off", "laid off"),
        ("stay", "stayed", "stayed"),
        ("go missing", "went missing", "missing"),
    ],
)
def test_verbs_change_as_english_does(verb, in_past, done):
    assert (past(verb), participle(verb)) == (in_past, done)


@pytest.mark.parametrize(
    ("noun", "several"),
    [("police officer", "police officers"), ("child", "children"), ("bus", "buses"), ("country", "countries"),
     ("loss", "losses"), ("troops", "troops"), ("day", "days"), ("wolf", "wolves"), ("church", "churches")],
)  # fmt: skip
def test_nouns_take_their_plural(noun, several):
    assert plural(noun) == several


def test_articles_and_places_are_set_as_english_has_them():
    assert [with_article(p) for p in ("fire", "homes", "net profit", "Ada's debt")] == [
        "the fire", "homes", "net profit", "Ada's debt",
    ]  # fmt: skip
    assert [place_in_words(p) for p in ("Lorne", "Oru valley", "Mill Road", "G7")] == [
        " in Lorne", " in the Oru valley", " on Mill Road", "",
    ]  # fmt: skip
