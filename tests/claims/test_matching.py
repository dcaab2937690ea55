"""Which stored row a newly read record is."""

from dataclasses import dataclass

import pytest

from claims.matching import fingerprints, match_by_overlap


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    text: str = ""


def test_equal_words_at_two_places_have_two_fingerprints():
    assert len(set(fingerprints([Span(0, 4, "nine"), Span(9, 13, "nine")]))) == 2


def test_white_space_does_not_change_a_fingerprint():
    assert fingerprints([Span(0, 9, "nine\n men")]) == fingerprints([Span(0, 8, "nine men")])


@pytest.mark.parametrize(
    ("rows", "spans", "share", "partners"),
    [
        ([Span(0, 10)], [Span(5, 12)], 0.0, {0: 0}),
        ([Span(0, 10)], [Span(10, 12)], 0.0, {}),
        ([Span(0, 10), Span(8, 20)], [Span(8, 20)], 0.0, {0: 1}),
        ([Span(0, 10)], [Span(0, 5), Span(5, 10)], 0.0, {0: 0}),
        ([Span(0, 100)], [Span(90, 100)], 0.5, {}),
        ([Span(0, 100)], [Span(20, 100)], 0.5, {0: 0}),
    ],
)
def test_a_span_finds_the_row_it_shares_most_text_with(rows, spans, share, partners):
    found = match_by_overlap(rows, spans, share=share)

    assert found == {span: rows[row] for span, row in partners.items()}


def test_many_rows_are_matched_in_one_pass():
    rows = [Span(n * 10, n * 10 + 8) for n in range(20_000)]

    found = match_by_overlap(rows, [Span(n * 10 + 1, n * 10 + 9) for n in range(20_000)])

    assert found == dict(enumerate(rows))
