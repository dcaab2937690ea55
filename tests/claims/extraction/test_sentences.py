"""Where sentences end, and where they do not."""

import pytest

from claims.extraction.language import reading
from claims.extraction.pages import find_blocks
from claims.extraction.records import Section
from claims.extraction.sentences import LONGEST, find_starts, split_sentences

WHOLE = [
    "Gen. Maro Ilves met Dr. Oona Pell at No. 12 Quay Street on Jan. 5.",
    "The U.S. Treasury and the U.N. mission agreed at 8.30 a.m. on Tuesday.",
    "The bill, Art. 5 of it, costs 3.5 million, i.e. 1.2 per cent of the total.",
    '"Is it safe?" Bergen asked the engineers.',
    "Prices rose 0.4 per cent (vs. 0.3 in May) at J. K. Lund Ltd. of Oslo.",
    "We waited ... and nobody came.",
    "The U.K. spokesman P. R. Oyelaran counted 46 trucks.",
    "OSTREY, Aug. 28 (Wire) - The club sold its striker.",
    "ST. MARLOW, Ill. (KRT) — Four people died.",
    "Dr. M. J. Halloran of St. Anne's Hospital saw 61 per cent.",
    '"It rose by 4.5 p.c. in Q1," said A. B. Crane Jr. of Crane Bros. Inc. in Oslo.',
    "The U.S. said that 40 had died.",
    'She asked: "Who pays?" and left.',
    '"Stop!" he cried.',
    "See vol. 3, pp. 12-14, and fig. 2.",
    "The No. 3 reactor of the E.U. plant was shut at 5 p.m. Monday.",
    "He scored 51 goals (cup ties incl.) in 97 games.",
    "Gov. J. B. Hale and Sen. Ruth O'Dell met Lt. Col. Ames.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_stop_inside_a_sentence_does_not_end_it(text):
    assert find_starts(text) == []


SPLIT = [
    ("The ferry left at 5 p.m. It never arrived.", ["It never"]),
    ('"We lost all." The mayor left.', ["The mayor"]),
    ("He lives in the U.S. She does not.", ["She does"]),
    ("Forty died. 12 are missing! Why?", ["12 are", "Why?"]),
    ("The gate was shut.The guard had gone home.", ["The guard"]),
    ("The figure is wrong.[2][14] The ministry corrected it.", ["The ministry"]),
    ("“They sold tickets on the beach. We were 300,” said Tom Aru.", ["We were"]),
    ("The fee was €62m. Sava got 15 per cent.", ["Sava"]),
    ('Police said nine were held. "They were drunk," a spokesman said.', ['"They were']),
    ('She said: "It is over." He said it was not.', ["He said"]),
    ("The wards shut, e.g. (three) in May. (One reopened.)", ["(One"]),
    ("The list is growing… Nobody cares.", ["Nobody"]),
    ("It left the E.U. In 2021 it came back.", ["In 2021"]),
    ("They moved to Washington, D.C. The house was sold.", ["The house"]),
    ("He works for Crane Inc. The firm cut 40 jobs.", ["The firm"]),
    ("Rain fell.\nThe river rose.", ["The river"]),
]


@pytest.mark.parametrize(("text", "starts"), SPLIT)
def test_a_sentence_starts_after_a_stop(text, starts):
    assert [text[i : i + len(s)] for i, s in zip(find_starts(text), starts, strict=True)] == starts


def test_a_reader_starts_sentences_in_lower_case():
    text = "why is it shut?? my sister works there. nobody told her"
    found = find_starts(text, Section.COMMENT)
    assert [text[i:].split()[0] for i in found] == ["my", "nobody"]


def test_an_endless_line_is_cut():
    text = "and then the water rose " * 400
    with reading():
        sentences = list(split_sentences(text, find_blocks(text)))
    assert max(len(s.text) for s in sentences) <= LONGEST
    assert "".join(s.text for s in sentences).replace(" ", "") == text.replace(" ", "")


def test_every_sentence_is_a_piece_of_the_text():
    text = "Quay fire\n\nTwo men\u00a0died.\tThe\u2009fire burnt on.\r\n\r\n• One\r\n• Two were saved\r\n"
    with reading():
        assert all(text[s.start : s.end] == s.text for s in split_sentences(text, find_blocks(text)))
