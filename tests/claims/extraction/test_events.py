"""What happened to what is counted."""

import pytest

from claims.extraction import extract

SENTENCES = [
    ("Eleven miners were killed when the shaft gave way.", "Eleven", "kill"),
    ("The council made 15 arrests after the match.", "15", "arrest"),
    ("Deaths rose to 61 by nightfall.", "61", "die"),
    ("The storm left 14 missing along the coast.", "14", "go missing"),
    ("The port reported a death toll of 33.", "33", "die"),
    ("Coffee prices rose 9% in March.", "9%", "rise"),
    ("Profit at the brewery fell to $2.4 million.", "$2.4 million", "fall"),
    ("Unemployment stood at 5.2% in the valley.", "5.2%", None),
    ("The new bridge will cost 80 million euros.", "80 million euros", "cost"),
    ("Rangers shot down 19 balloons on Monday.", "19", "shoot down"),
    ("More than 300 homes damaged by hail have been repaired.", "More than 300", "damage"),
    ("A 30-day lockdown began in the port.", "30-day", None),
    ("The clinic has 45 beds.", "45", None),
    ("Anna Brandt, 52, runs the bakery.", "52", None),
    ("The hatchery doubled its output.", "doubled", "double"),
]


@pytest.mark.parametrize(("sentence", "written", "event"), SENTENCES)
def test_the_event_of_a_figure_is_what_happened_to_what_it_counts(sentence, written, event):
    figures = {figure.text: figure.event for figure in extract(sentence).figures}

    assert figures[written] == event


def test_a_figure_without_a_noun_has_the_event_of_the_figure_it_leans_on():
    text = "The navy sent 900 sailors to the strait, the ministry said. The opposition says 1,400."

    first, second = extract(text).figures

    assert (first.event, second.event, second.thread) == ("send", "send", first.thread)
