"""Who is said to have said it, in sentences of every make."""

import pytest

from claims.extraction.attributions import find_attributions
from claims.extraction.language import reading
from claims.extraction.pages import find_blocks
from claims.extraction.records import Manner, Role, SourceKind
from claims.extraction.sentences import split_sentences


def attribute(text):
    with reading():
        return find_attributions(list(split_sentences(text, find_blocks(text))))


def sources(text):
    return list(dict.fromkeys(one.attribution.source for one in attribute(text)))


def sources_of(text, figure):
    start = text.index(figure)
    found = attribute(text)
    return [one.attribution.source for one in found if one.covers(start, start + len(figure))]


ONE = [
    ("The harbour office said on Tuesday that 14 boats had sunk.", ["harbour office"]),
    ("Fourteen boats sank overnight, the harbour office said.", ["harbour office"]),
    ("Fourteen boats, said harbour master Ingrid Voll, had sunk.", ["Ingrid Voll"]),
    ("According to the coast guard, 14 boats sank overnight.", ["coast guard"]),
    ("Fourteen boats sank overnight, according to the coast guard.", ["coast guard"]),
    ("The Lund Institute estimates that 3,000 seals died.", ["Lund Institute"]),
    ("Mayor Tom Askew put the damage at 3 million crowns.", ["Tom Askew"]),
    ("The ministry denied that any ferry had sunk.", ["ministry"]),
    ("The thermal plant emitted 3 million tonnes, court records show.", ["court records"]),
    ("The weather service recorded 90 mm of rain in the town.", ["weather service"]),
    ('"Nobody warned us," fisherman Olav Brenn fumed.', ["Olav Brenn"]),
    ("A report by the audit office shows 40 bridges are unsafe.", ["audit office"]),
    ("Figures released by the central bank show inflation fell to 3.2%.", ["central bank"]),
    ("Data published by the ministry on Friday show that 40 people died.", ["ministry"]),
    ("The drought killed 900 cattle, herders told reporters.", ["herders"]),
    ("NAIROBI, Kenya — Police on Monday said 19 people drowned.", ["Police"]),
    ("LUND, 3 May (Newsline) - The harbour office said 14 boats had sunk.", ["harbour office"]),
    ("Per the census, 14.2% of residents were born abroad.", ["census"]),
    ("The Lund Bank's latest forecast sees growth of 2.4 per cent.", ["Lund Bank"]),
    ("In a poll of 900 adults by the pollster Clearview, 61% backed the ban.", ["Clearview"]),
    (
        "The ferry had sunk, the harbour office announced on Monday, its third loss in a year.",
        ["harbour office"],
    ),
    ("Fares went up 4%, the Office for Public Transport estimates.", ["Office for Public Transport"]),
    ("Theft cost shops 2 million crowns, says the trade body.", ["trade body"]),
    ("No fewer than 17 towns have banned the spray, campaigners point out.", ["campaigners"]),
    ("A study by the magazine shows that one in three left.", ["magazine"]),
    ("Growth was 0.3% in May, half the pace economists had expected.", ["economists"]),
    ("The miners' union puts the loss nearer 600,000 crowns.", ["miners' union"]),
    ("Independent research by Transport Focus shows that 83% are satisfied.", ["Transport Focus"]),
    ("The mayor, citing a leaked letter, said 40 posts would go.", ["mayor", "leaked letter"]),
    ("'We lost 40 goats in one night,' said herder Amina Yusuf.", ["Amina Yusuf"]),
    (
        "Officials in Lund and Western diplomats say 50 shells fell.",
        ["Officials in Lund", "Western diplomats"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_a_source_is_found_before_after_and_inside(text, expected):
    assert sources(text) == expected


NONE = [
    "Police arrested 43 people on Monday.",
    "The company has not said how many people work there.",
    "The bank declined to comment.",
    "The thermometer showed 19 degrees.",
    "The floods claimed 40 lives.",
    "Sales fell by 4 per cent in May.",
    "He went to the square to say goodbye.",
    "The blaze was 15% contained by nightfall.",
    "By last Thursday 140 of the 650 seats had been declared.",
    "Seven out of ten people think the fine too mild.",
    "The court gave him seven years.",
    "State television gave Ms Lund 3.5 hours.",
    "Sales were counted by noon.",
]


@pytest.mark.parametrize("text", NONE)
def test_acting_is_not_saying(text):
    assert sources(text) == []


SEVERAL = [
    (
        "Some 200 tanks crossed, according to Norwegian, Estonian and Western sources.",
        ["Norwegian sources", "Estonian sources", "Western sources"],
    ),
    ("Police and hospital staff said 12 people were hurt.", ["Police", "hospital staff"]),
    (
        "Police put the crowd at 3,000 and organisers at 12,000.",
        ["Police", "organisers"],
    ),
    ("Reuters reported, citing a port official, that 14 boats sank.", ["Reuters", "port official"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_sources_are_told_apart(text, expected):
    assert sorted(sources(text)) == sorted(expected)


def test_each_of_two_sources_has_its_own_figure():
    text = "Police put the crowd at 3,000 and organisers at 12,000."
    assert sources_of(text, "3,000") == ["Police"]
    assert sources_of(text, "12,000") == ["organisers"]


def test_a_clause_before_a_semicolon_is_nobodys():
    text = "The hospital treated 27 people; street medics say they saw at least 80."
    assert sources_of(text, "27") == []
    assert sources_of(text, "80") == ["street medics"]


def test_an_aside_on_the_speaker_is_nobodys():
    text = '"We lost 30 sheep," said Runa Dahl, 41, a farmer with two sons.'
    assert sources_of(text, "30") == ["Runa Dahl"]
    assert sources_of(text, "41") == sources_of(text, "two") == []


def test_what_is_denied_is_not_the_deniers_figure():
    text = "The ministry denied that 60 people had drowned."
    assert sources(text) == ["ministry"]
    assert sources_of(text, "60") == []


def test_a_chain_gives_originator_and_relayer():
    found = attribute("Reuters reported, citing a port official, that 14 boats sank.")
    roles = {one.attribution.source: one.attribution.role for one in found}
    assert roles == {"Reuters": Role.RELAYER, "port official": Role.ORIGINATOR}


PRONOUNS = [
    ("Governor Ilse Korn opened the bridge. She said it cost 3 million.", ["Ilse Korn"]),
    ("The Ministry of Health reported 14 deaths. It said 30 were ill.", ["Ministry of Health"]),
    ("Two port workers said the crane fell. They said nobody was hurt.", ["port workers"]),
    (
        "The National Harbour Agency (NHA) said 14 boats sank. NHA said 30 were saved.",
        ["National Harbour Agency"],
    ),
    ("Governor Ilse Korn said 14 boats sank. The governor said 30 were saved.", ["Ilse Korn"]),
    ("Governor Ilse Korn said 14 boats sank. Korn said 30 were saved.", ["Ilse Korn"]),
]


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_a_pronoun_gets_a_name(text, expected):
    assert sources(text) == expected


def test_a_quotation_runs_on_over_sentences():
    text = 'The boat sank in minutes. "We had no time," said Runa Dahl. "Nobody came for us."'
    place = text.index("Nobody")
    (one,) = attribute(text)
    assert one.touches(place, place + 6)
    assert one.attribution.manner is Manner.DIRECT


def test_turns_of_an_interview_are_the_speakers():
    text = (
        "Five questions for Runa Dahl\n\n"
        "Runa Dahl has fished since 1990 and speaks for the crews of the bay.\n\n"
        "BAY NEWS: How many boats are left?\n\nDAHL: There are 14 left. We had 60.\n\n"
        "BAY NEWS: Is that all?\n\nDAHL: That is all.\n"
    )
    assert sources_of(text, "14") == sources_of(text, "60") == ["Runa Dahl"]
    assert sources_of(text, "How many") == []


def test_a_reader_speaks_but_for_named_sources():
    text = (
        "Ferry sinks\n\nA ferry sank off the coast on Monday and 11 people are missing.\n\n2 Comments\n\n"
        "it was 20 people, my cousin says\n\nThe coast guard says 15.\n"
    )
    found = [(one.attribution.source, one.attribution.kind) for one in attribute(text)]
    assert found == [("reader", SourceKind.READER), ("coast guard", SourceKind.MILITARY)]


HEADLINES = [
    ('Dahl: "Nobody came for us"', ["Dahl"]),
    ("Bay fleet halved since 1990, ministry says", ["ministry"]),
    ("Fourteen boats lost in storm: police", ["police"]),
]


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_headlines_name_sources_without_a_verb(headline, expected):
    text = f"{headline}\n\nThe storm came in the night and the harbour was full of boats.\n"
    assert sources(text) == expected


def test_a_press_release_has_its_own_voice():
    text = (
        "Lund Shipyards reports record orders\n\n"
        "Lund Shipyards today reported orders of 3 billion crowns. Our yards employ 4,000 people.\n"
    )
    assert sources(text) == []


def test_every_source_is_a_piece_of_the_text():
    text = (
        "Police and hospital staff said 12 people were hurt, and Mayor Tom Askew put the damage at 3 million."
    )
    assert all(text[o.attribution.start : o.attribution.end] == o.attribution.text for o in attribute(text))


# Who is meant by "it", "they" and "one", in the sentence or the ones before.
MEANT = [
    ("The bank's profits tripled to 4 million, it said.", "4 million", ["bank"]),
    ("Sales at the group's 40 shops fell 3%. It said it would close 12 of them.", "12", ["group"]),
    ("The study followed 12,000 nurses. The risk rose by 24%, it found.", "24%", ["study"]),
    ("Police said they had arrested 14 men. They said three officers were hurt.", "three", ["Police"]),
    ("Nurses laughed at the claim. One of them said 23 beds stood in the corridor.", "23", ["Nurses"]),
    ("Traders paid up to 4,300 shillings a bag, they said.", "4,300", ["Traders"]),
    (
        "'We lost 40 goats in one night,' said herder Amina Yusuf. 'There are 12 left in the pen.'",
        "12",
        ["Amina Yusuf"],
    ),
    ("Western diplomats doubt it. One put the force at no more than 300.", "300", ["Western diplomats"]),
]


@pytest.mark.parametrize(("text", "figure", "expected"), MEANT)
def test_a_pronoun_is_the_body_the_group_or_the_paper_last_spoken_of(text, figure, expected):
    assert sources_of(text, figure) == expected


def test_a_quotation_in_single_marks_is_direct_and_an_apostrophe_opens_none():
    quoted = attribute("'We lost 40 goats in one night,' said herder Amina Yusuf.")
    plain = attribute("The minister's aides' 12 cars were gone by dawn, the herders' union said.")

    assert [one.attribution.manner for one in quoted] == [Manner.DIRECT]
    assert [one.attribution.manner for one in plain] == [Manner.INDIRECT]


def test_whoever_passes_on_one_man_s_words_makes_no_joint_source_of_him():
    found = attribute('"We counted 41 bodies," the surgeon was quoted as saying by the news agency.')

    assert [one.attribution.role for one in found] == [Role.ORIGINATOR, Role.RELAYER]


def test_whoever_asks_in_a_transcript_says_nothing():
    text = "HOST: How many beds?\n\nDR RAO: We have 40.\n\nHOST: And now?\n\nDR RAO: Six.\n\nHOST: Thank you."

    assert sources(text) == ["DR RAO"]
