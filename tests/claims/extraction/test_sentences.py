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
