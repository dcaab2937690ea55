"""Any text is read, the same each time, and spans hold."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.language import reading
from claims.extraction.pages import find_blocks
from claims.extraction.sentences import split_sentences

PIECES = st.sampled_from(
    [
        "The ministry said ",
        "14",
        " people",
        ", ",
        ". ",
        "\n",
        "\n\n",
        "\n\n\n",
        '"',
        "“",
        "”",
        "(",
        ")",
        "5 Comments",
        "according to police",
        " he added",
        "KRANE: ",
        "Q: ",
        "?",
        "!",
        "...",
        "•",
        "\u00a0",
        "\u2028",
        "é",
        "😀",
        "\x00",
        "U.S. ",
        "Dr. ",
        "1.2 million",
        "10-15,000",
        "%",
        "$",
        "; ",
        " and ",
        "Photo: X",
        "\ufeff",
        "don't",
        "’",
    ]
)


def check(text):
    reading = extract(text)
    for record in (*reading.claims, *reading.figures, *reading.attributions):
        assert text[record.start : record.end] == record.text
    figures = {figure.id for figure in reading.figures}
    sources = {attribution.id for attribution in reading.attributions}
    for claim in reading.claims:
        assert 0 <= claim.worthiness <= 1
        assert set(claim.figures) <= figures
        assert set(claim.attributions) <= sources
    for figure in reading.figures:
        assert set(figure.attributions) <= sources
    assert extract(text) == reading


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_news_like_noise_is_read(text):
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Forty \ud800 died, the\u2002ministry\u2028of health said on Friday.",
        "About 1,\udfff000 people, according to dozens\u2003of \u2002 witnesses.",
    ],
)
def test_what_the_parser_cannot_read_stands_in_the_records_as_it_was_written(text):
    check(text)


ENDLESS = [
    "." * 20_000,
    '"' * 5_000,
    "(photo " * 1_000,
    "he said " * 1_000,
    "A. b! " * 1_000,
    "x" * 50_000,
    "\n" * 50_000,
]


@pytest.mark.parametrize("text", ENDLESS)
def test_endless_repetition_is_read(text):
    check(text)


HOSTILE = [
    "1,234 ",
    "1,",
    "1 ",
    "$5 ",
    "x",
    "said ",
    "(",
    "10-15,000 troops and ",
    '“said” "he" ‘so’ ',
    "in May 2024 ",
    "one two three ",
    "the Minister said A B. ",
]
SIZE = 1_200  # characters: more than the longest sentence


def spent(read, text):
    """Seconds of the processor for one reading."""
    began = time.process_time()
    read(text)
    return time.process_time() - began


def parse_only(text):
    with reading():
        list(split_sentences(text, find_blocks(text)))


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(piece):
    count = SIZE // len(piece)
    extract(piece)

    once, twice = spent(extract, piece * count), spent(extract, piece * 2 * count)

    assert twice < 4 * once + 0.1


@pytest.mark.parametrize("piece", ["1,234 ", "1 ", "$5 ", "10-15,000 troops and ", "said "])
def test_a_text_without_a_stop_takes_a_few_times_what_the_parser_takes(piece):
    text = piece * (2 * SIZE // len(piece))
    parse_only(text)

    whole, parsing = spent(extract, text), spent(parse_only, text)

    assert whole < 9 * parsing


@pytest.mark.parametrize("piece", ["1,234 ", "1 "])
def test_a_row_without_a_stop_is_cut_into_sentences_of_few_numbers(piece):
    read = extract(piece * 200)

    assert max(len(claim.figures) for claim in read.claims) <= 41
    assert len(read.figures) > 150


@pytest.mark.parametrize("piece", ["1,", "1;", "$1,", "11,", "1,234,", "1,1."])
def test_a_row_of_numbers_without_a_blank_counts_nothing_and_takes_no_longer_than_words(piece):
    row = piece * (SIZE // len(piece))
    words = "said so " * (SIZE // 8)
    extract(row + words)

    row_time = min(spent(extract, row) for _ in range(3))

    assert len(extract(row).figures) < 10
    assert row_time < min(spent(extract, words) for _ in range(3)) + 0.05
