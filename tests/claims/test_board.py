"""What the board makes of a dispute's figures."""

import pytest

from claims.board import board_of
from claims.models import Dispute
from claims.tables import parts_of
from tests import make

pytestmark = pytest.mark.django_db

TONNES = {"dimension": "mass", "unit": "tonne"}
EUROS = {"dimension": "money", "unit": "EUR"}
SHARE = {"dimension": "percent", "unit": "percent"}
OPEN = {"relation": ">", "low": 6000.0, "high": None}
WIDER = {"event": "casualty", "measure": "soldiers killed and wounded", "basis": ("definition:wounded",)}


def dispute(*figures: tuple[float, str, dict]) -> Dispute:
    made = make.dispute()
    for value, source, fields in figures:
        make.figure(value, said_by=source, dispute=made, **fields)
    return made


def headings(board) -> list[tuple[str, list[float | None]]]:
    return [(part.title, [entry.read.value for entry in part.entries]) for part in parts_of(board.entries)]


def test_figures_stand_under_how_they_compare_with_the_reference():
    made = dispute((3000, "North", {}), (6000, "South", {}), (3000, "West", {}))
    reference = made.figures.first()

    board = board_of(made, reference=reference.pk)

    assert headings(board) == [("The reference", [3000]), ("Say the same", [3000]), ("In conflict", [6000])]


def test_any_figure_can_be_the_reference():
    made = dispute((3000, "North", {}), (6000, "South", {}))

    board = board_of(made, reference=made.figures.last().pk)

    assert (board.reference.read.value, headings(board)[1]) == (6000, ("In conflict", [3000]))


def test_an_unknown_reference_is_replaced_by_a_good_one():
    made = dispute((3000, "North", {}), (6000, "South", {}))
    best = made.figures.first().attributions.get().source
    best.grade, best.grade_reason = "A", "names every one"
    best.save()

    board = board_of(made, reference=999_999)

    assert board.reference.names == ["North"]


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        ([(3000, "North", {}), (6000, "South", OPEN)], "2 sources disagree: 3,000 to more than 6,000"),
        ([(3000, "North", {}), (3000, "South", {})], "2 sources agree: 3,000"),
        ([(3000, "North", {})], "One figure: 3,000"),
        ([(3000, "North", {}), (6000, "North", {})], "One source gives different figures: 3,000 to 6,000"),
        ([], "No figure takes part any more."),
        ([(60, "North", TONNES), (95, "South", TONNES)], "2 sources disagree: 60 to 95 tonnes"),
        ([(18e6, "North", EUROS), (3e7, "South", EUROS)], "2 sources disagree: EUR 18 million to 30 million"),
        ([(20, "North", SHARE), (50, "South", SHARE)], "2 sources disagree: 20 to 50%"),
    ],
)
def test_one_line_says_what_the_figures_say(figures, line):
    assert board_of(dispute(*figures)).headline == line


def test_ten_outlets_that_relay_one_ministry_are_one_source():
    made = dispute((3000, "The ministry", {}), (3000, "The ministry", {}))
    for figure in made.figures.all():
        make.attribution(figure, f"Outlet {figure.pk}", role="relayer")

    board = board_of(made)

    assert (board.voice_count, board.article_count) == (1, 2)


def test_a_merged_source_counts_as_the_one_it_stands_for():
    made = dispute((3000, "Ukraine", {}), (3000, "Ukaine", {}))
    right, wrong = make.source("Ukraine"), make.source("Ukaine")
    wrong.merged_into = right
    wrong.save()

    board = board_of(made)

    assert (board.voice_count, [entry.names for entry in board.entries]) == (1, [["Ukraine"]] * 2)


def test_readers_are_one_voice_however_many_write():
    made = dispute((3000, "", {}), (4000, "", {}), (5000, "North", {}))
    for figure in made.figures.all()[:2]:
        tie = make.attribution(figure, f"reader {figure.pk}")
        tie.kind = "reader"
        tie.save()

    board = board_of(made)

    assert (board.voice_count, board.reference.read.value) == (2, 5000)


def test_dismissed_and_gone_figures_stand_aside():
    made = dispute((3000, "North", {}), (6000, "South", {}))
    figure = made.figures.last()
    figure.is_dismissed = True
    figure.save()

    board = board_of(made)

    assert ([e.read.value for e in board.entries], board.aside) == ([3000], [figure])


def test_two_thousand_figures_take_a_handful_of_queries(django_assert_max_num_queries):
    made = dispute(*[(float(n), "North", {}) for n in range(40)])

    with django_assert_max_num_queries(5):
        board = board_of(made)

    assert len(board.entries) == 40
