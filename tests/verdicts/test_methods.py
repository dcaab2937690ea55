"""What each method proposes for a board."""

from datetime import date

import pytest

from claims.board import board_of
from tests import make
from verdicts.methods import EXPLAINED, propose
from verdicts.models import Resolution

pytestmark = pytest.mark.django_db

OPEN = {"relation": ">", "low": 6000.0, "high": None}


def board(*figures: tuple[float, str, dict]):
    made = make.dispute()
    for value, source, fields in figures:
        make.figure(value, said_by=source, dispute=made, **fields)
    return board_of(made)


def numbers(proposal) -> tuple[float | None, float | None, float | None]:
    return proposal.low, proposal.best, proposal.high


def test_every_method_is_explained():
    assert list(EXPLAINED) == list(Resolution.Method)


def test_the_range_goes_from_the_lowest_to_the_highest():
    proposal = propose("range", board((3000, "North", {}), (4700, "West", {}), (6000, "South", {})))

    assert numbers(proposal) == (3000, None, 6000)
    assert proposal.wording == (
        "Sources differ: 3,000 soldiers, according to North; 6,000 soldiers, according to South."
    )


def test_an_open_end_leaves_the_range_open():
    proposal = propose("range", board((3000, "North", {}), (6000, "South", OPEN)))

    assert (numbers(proposal), "more than 6,000 soldiers" in proposal.wording) == ((3000, None, None), True)


def test_the_most_authoritative_source_has_the_best_grade():
    north = make.source("North")
    north.grade, north.grade_reason = "B", "names every one"
    north.save()

    proposal = propose("authority", board((3000, "North", {}), (6000, "South", {})))

    assert numbers(proposal) == (3000, 3000, 3000)
    assert proposal.wording == "3,000 soldiers, according to North (graded B)."


def test_without_grades_nobody_is_most_authoritative():
    proposal = propose("authority", board((3000, "North", {}), (6000, "South", {})))

    assert (numbers(proposal), "reliability grade" in proposal.note) == ((None, None, None), True)


def test_a_majority_is_of_independent_sources():
    proposal = propose("majority", board((3000, "North", {}), (3000, "West", {}), (6000, "South", {})))

    assert numbers(proposal) == (3000, 3000, 3000)
    assert proposal.wording == "3,000, according to 2 of 3 independent sources: North and West."


def test_one_source_repeated_is_no_majority():
    proposal = propose("majority", board((3000, "North", {}), (3000, "North", {}), (6000, "South", {})))

    assert (numbers(proposal), "No figure has a majority" in proposal.note) == ((None, None, None), True)


def test_the_most_recent_figure_is_of_the_newest_article():
    made = board((3000, "North", {}), (6000, "South", {}))
    for entry, day in zip(made.entries, (date(2025, 3, 1), date(2025, 5, 1)), strict=True):
        entry.figure.version.article.published_on = day
    newest = made.entries[1]

    proposal = propose("recent", made)

    assert (proposal.best, "1 May 2025" in proposal.wording) == (newest.read.value, True)


def test_nothing_is_split_where_all_count_the_same():
    proposal = propose("split", board((3000, "North", {}), (6000, "South", {})))

    assert (proposal.wording, "nothing to split" in proposal.note) == ("", True)


def test_leaving_it_open_names_no_number_as_ours():
    proposal = propose("open", board((3000, "North", {}), (6000, "South", {})))

    assert numbers(proposal) == (None, None, None)
    assert proposal.wording == "The number isn't known. Sources give 3,000 to 6,000: North and South."


def test_a_judgement_is_left_to_the_editor():
    proposal = propose("judgement", board((3000, "North", {})))

    assert (numbers(proposal), proposal.wording) == ((None, None, None), "")


def test_readers_comments_give_no_number():
    made = make.dispute()
    make.figure(3000, said_by="North", dispute=made)
    tie = make.attribution(make.figure(99, dispute=made), "a reader")
    tie.kind = "reader"
    tie.save()

    proposal = propose("range", board_of(made))

    assert (numbers(proposal), proposal.note) == ((3000, None, 3000), "Readers' comments are left out.")


@pytest.mark.parametrize("method", list(Resolution.Method))
@pytest.mark.parametrize("values", [[], [0], [1e300, 0, -5]])
def test_no_method_breaks_on_few_or_absurd_figures(method, values):
    proposal = propose(method, board(*[(value, f"Source {value}", {}) for value in values]))

    given = [number for number in numbers(proposal) if number is not None]
    assert given == sorted(given)
