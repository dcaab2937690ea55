"""The question that figures answer, as an editor would put it."""

import pytest

from claims.extraction import extract
from claims.extraction.questions import ask

QUESTIONS = [
    ("Eleven miners were killed when the shaft gave way.", "How many miners were killed?"),
    ("At least 60 hikers died.", "How many hikers died?"),
    ("Forty villagers lost their homes.", "How many villagers lost their homes?"),
    ("The storm left 14 people missing.", "How many people were missing?"),
    ("Norway sent 90 medics.", "How many Norwegian medics were sent?"),
    ("The council made 15 arrests after the match.", "How many people were arrested?"),
    ("Deaths rose to 61 by nightfall.", "How many people died?"),
    ("The clinic reported 31 casualties.", "How many people were killed or wounded?"),
    ("The hospital has 300 beds.", "How many beds were there?"),
    ("Net profit fell to $2.4 billion.", "What was the net profit?"),
    ("The price of a loaf rose to 3 euros.", "What was the price of a loaf?"),
    ("The new bridge will cost 80 million euros.", "How much did the new bridge cost?"),
    ("Coffee prices rose 9% in March.", "By how much did coffee prices rise?"),
    ("The firm has lost a fifth of its value.", "What share of the firm's value was lost?"),
    ("Crews collected 40 tonnes of rubbish.", "How much rubbish was collected?"),
    ("The fire burned for nine hours.", "How long did the fire burn?"),
    ("A 30-day lockdown began.", "How long was the lockdown?"),
    ("Unemployment stood at 5.2%.", "How high was unemployment?"),
]


@pytest.mark.parametrize(("sentence", "question"), QUESTIONS)
def test_the_question_reads_as_an_editor_would_put_it(sentence, question):
    assert ask(extract(sentence).figures) == question


def test_without_figures_the_question_says_nothing_of_them():
    assert ask([]) == "What do the figures say?"


def test_a_place_is_named_only_where_most_figures_hold_there():
    one, other = extract("In Lorne 90 miners died. In Lorne 120 miners died, the union said.").figures
    third = extract("In Maddon 20 miners died.").figures[0]

    assert ask([one, other]) == "How many miners died in Lorne?"
    assert ask([one, third]) == "How many miners died?"


def test_the_place_of_a_source_is_not_the_place_of_its_figure():
    figures = extract("The rebels suffered 600 deaths, according to Turkey and Western spies.").figures

    assert ask(figures) == "How many people died?"


def test_the_question_is_the_same_in_whatever_order_the_figures_come():
    figures = extract("In Lorne 90 miners died. The union says 120. Police speak of 70 dead miners.").figures

    assert len({ask(figures), ask(figures[::-1])}) == 1


def test_a_figure_that_leaves_open_what_is_asked_lets_another_of_its_question_ask():
    open_ones = extract("It took nine hours. It took ten hours.").figures
    (telling,) = extract("The fire burned for nine hours.").figures

    assert ask([*open_ones, telling]) == ask([telling]) == "How long did the fire burn?"
