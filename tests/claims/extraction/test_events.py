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
    # prices and what is bought
    ("Petrol is 118 rupees a litre in the hills.", "118 rupees", "cost"),
    ("£18 to see a match, and it rained.", "£18", "cost"),
    ("A packet of rice is 340 shillings at the station.", "340 shillings", "cost"),
    ("6 million crowns for the director, nothing for the nurses.", "6 million crowns", "pay"),
    # where verbs of telling act, and verbs of level last
    ("Forged stamps were found in 31 villages.", "31", "find"),
    ("The plant stood idle for 14 months.", "14", "stand"),
    ("The inspectors warned all 17 wardens.", "17", "warn"),
    ("Core prices held at 2.4%.", "2.4%", None),
    ("The clinic reached 92% of the children.", "92%", "reach"),
    ("The jury gave her six months.", "six", "give"),
    ("An acre gave 19 sacks.", "19", "give"),
    ("The state put in £3 million.", "£3 million", "put in"),
    # what a number only describes
    ("Flooding swept the town, home to 40,000 people, on Monday.", "40,000", None),
    ("The blast left a crater 9 metres wide.", "9", None),
    ("A £52,000 van ended up in the river.", "£52,000", None),
    ("It was the worst frost in three decades.", "three", None),
    ("Debt works out at 900 euros per head.", "900 euros", None),
    ("Some 4,100 people were moved, one in six of them a child.", "one in six", None),
    # what hangs loose
    ("A drop of nearly a third across the valley was feared.", "nearly a third", "fall"),
    ("The report lists the losses of one company: 19 men.", "19", "lose"),
    ("Barley crop shrinks 12%", "12%", "shrink"),
    ("Tens of thousands march in Lisbon", "Tens of thousands", "march"),
    ("The bill passed by 61 votes to 40.", "61", "vote"),
    ("What we burn is 3 million euros.", "3 million euros", "burn"),
    ("She was banned from driving for 14 months.", "14", "ban"),
    ("The boats landed 850 people, bringing the total to 9,300.", "9,300", "land"),
    ("Three bombs, each weighing 250 kg, struck the bridge.", "Three", "strike"),
    ("They had no power for 36 hours.", "36", "cut off"),
    ("Some 88% of the pupils had their jabs.", "Some 88%", "vaccinate"),
    ("Six prisoners were handed over at the bridge.", "Six", "hand over"),
    ("The kiln was doing 148 km/h on the lorry that carried it.", "148", "do"),
    ("The dam will water 1.2 lakh hectares.", "1.2 lakh", "water"),
    ("Rice sells at Rs 78 a kg, up from Rs 46.", "Rs 46", "sell"),
]


@pytest.mark.parametrize(("sentence", "written", "event"), SENTENCES)
def test_the_event_of_a_figure_is_what_happened_to_what_it_counts(sentence, written, event):
    figures = {figure.text: figure.event for figure in extract(sentence).figures}

    assert figures[written] == event


def test_a_figure_without_a_noun_has_the_event_of_the_figure_it_leans_on():
    text = "The navy sent 900 sailors to the strait, the ministry said. The opposition says 1,400."

    first, second = extract(text).figures

    assert (first.event, second.event, second.thread) == ("send", "send", first.thread)


def test_a_number_said_again_has_the_event_it_had_before():
    text = (
        "Across the valley 83.5% of the children were vaccinated, the clinic said.\n\nThe mayor says 83.5%."
    )

    assert [figure.event for figure in extract(text).figures] == ["vaccinate", "vaccinate"]
