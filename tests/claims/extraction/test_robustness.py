"""Any text is read, the same each time, and spans hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract

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
