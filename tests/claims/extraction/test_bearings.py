"""The part that the words beside a figure give it, and how figures are taken for one question by it."""

import pytest

from claims.extraction import extract, find_disputes

CUES = [
    ("Deaths rose to 40, up from 19 a week ago.", "19", "base"),
    ("The crew opened 12 of its 18 gates.", "12", "part"),
    ("The crew opened 12 of its 18 gates.", "18", "whole"),
    ("It cost 84 lives, including nine children.", "nine", "included"),
    ("A further 80 were hurt.", "80", "more"),
    ("The square held 20,000, not 35,000.", "35,000", "not"),
    ("The ministry says 310 homes were lost.", "310", "says"),
    ("The rent for my flat is £900 a month.", "£900", "own"),
    ("Prices were 12% higher in 2019.", "12%", "old"),
]


@pytest.mark.parametrize(("sentence", "text", "cue"), CUES)
def test_the_words_beside_a_figure_say_what_part_it_plays(sentence, text, cue):
    (figure,) = (figure for figure in extract(sentence).figures if figure.text.endswith(text))

    assert cue in figure.cues


def test_a_figure_knows_its_section_its_sources_and_how_many_of_its_kind_its_text_holds():
    figures = extract("The union counted 310 homes. The mayor counted 180 homes.").figures

    assert [(f.section, f.voices, f.rivals) for f in figures] == [
        ("body", ("union",), 2),
        ("body", ("mayor",), 2),
    ]


def test_another_noun_that_may_be_the_same_thing_is_no_other_definition():
    texts = [
        "Fire destroyed 310 chalets in Lusara on Monday, the mayor said.",
        "Fire destroyed 180 chalets in Lusara on Monday, the agency said.",
    ]

    (dispute,) = find_disputes([extract(text) for text in texts])

    assert (dispute.status, len(dispute.figures)) == ("conflict", 2)


def test_the_parts_of_one_sentence_are_not_set_against_each_other():
    disputes = find_disputes([extract("The crew opened 12 of its 18 gates on Monday night.")])

    assert disputes == []
