"""What the address asks of a board's table, and the board over time."""

from datetime import date

import pytest

from articles.models import Article
from claims.board import board_of
from claims.models import Dispute
from claims.plots import plot_of
from claims.tables import Asked, table_of
from claims.timelines import timeline_of
from sources.services import merge_sources
from tests import make

pytestmark = pytest.mark.django_db


def said_on(dispute: Dispute, value: float, source: str, day: date | None, **fields):
    figure = make.figure(value, said_by=source, dispute=dispute, **fields)
    Article.objects.filter(pk=figure.version.article_id).update(published_on=day)
    return figure


@pytest.fixture
def dispute() -> Dispute:
    made = make.dispute()
    said_on(made, 3000, "North", date(2025, 1, 10))
    said_on(made, 4000, "North", date(2025, 3, 10))
    said_on(made, 6000, "South", date(2025, 2, 10))
    return made


def values(board, query: dict) -> list[float | None]:
    return [entry.read.value for part in table_of(board, query).parts for entry in part.entries]


def test_what_stands_is_what_the_board_says_and_the_older_is_kept_beside(dispute):
    board = board_of(dispute)

    assert board.headline == "2 sources disagree: 4,000 to 6,000"
    assert [e.earlier[0].read.value for e in board.entries if e.earlier] == [3000]
    assert [row.words for chart in plot_of(board).charts for band in chart.bands for row in band.rows] == [
        "4,000", "6,000",
    ]  # fmt: skip


def test_a_source_that_changed_its_figure_is_in_no_conflict_with_itself():
    made = make.dispute()
    said_on(made, 3000, "North", date(2025, 1, 10))
    said_on(made, 4000, "North", date(2025, 3, 10))

    board = board_of(made)

    assert (board.status, board.headline) == ("agree", "The newest figure: 4,000")


@pytest.mark.parametrize(
    ("day", "line", "later"),
    [
        (date(2025, 1, 1), "No figure takes part any more.", 3),
        (date(2025, 1, 10), "One figure: 3,000", 2),
        (date(2025, 2, 28), "2 sources disagree: 3,000 to 6,000", 1),
        (date(2025, 3, 10), "2 sources disagree: 4,000 to 6,000", 0),
    ],
)
def test_the_board_of_a_day_is_made_of_what_was_said_by_then(dispute, day, line, later):
    board = board_of(dispute, on=day)

    assert (board.headline, board.later) == (line, later)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"sort": "figure"}, [4000, 6000]),
        ({"sort": "-figure"}, [6000, 4000]),
        ({"sort": "said", "show": "all"}, [3000, 6000, 4000]),
        ({"sort": "-source"}, [6000, 4000]),
        ({"show": "earlier"}, [3000]),
        ({"outcome": "conflicting", "sort": "figure"}, [4000, 6000]),  # the reference stays as the measure
        ({"role": "relayer"}, []),
        ({"whose": "readers"}, []),
        ({"whose": "sources", "sort": "figure"}, [4000, 6000]),
        ({"source": "0"}, []),
        ({"sort": "nonsense", "outcome": "'", "page": "-1", "source": "²", "rows": "9"}, [4000, 6000]),
    ],
)
def test_the_table_is_sorted_and_filtered_as_the_address_asks(dispute, query, found):
    board = board_of(dispute)

    assert sorted(values(board, query)) == sorted(found)
    if "sort" in query and query["sort"] != "nonsense":
        assert values(board, query) == found


def test_every_link_keeps_what_else_was_chosen(dispute):
    asked = Asked.of({"reference": "7", "sort": "said", "outcome": "same", "on": "2025-05-01", "x": "y"})

    assert asked.query(sort="-said") == "reference=7&sort=-said&outcome=same&on=2025-05-01"


def test_only_sources_of_the_board_are_offered_and_a_merged_one_as_what_it_stands_for(dispute):
    merge_sources(make.source("South"), into=make.source("North"), by=make.admin())

    filters = {f.name: f.options for f in table_of(board_of(dispute), {}).filters}

    assert [label for _, label in filters["source"]] == ["All", "North"]


def test_over_time_each_source_has_a_line_and_each_change_is_told(dispute):
    timeline = timeline_of(board_of(dispute))

    assert {line.name: len(line.points) for line in timeline.lines} == {"North": 2, "South": 1}
    assert [said.change for said in timeline.said] == ["before: 3,000 soldiers", "", ""]


def test_one_day_or_none_makes_no_plot_over_time():
    made = make.dispute(3000, 6000)
    said_on(made, 4000, "North", date(2025, 1, 10))

    assert timeline_of(board_of(made)) is None


@pytest.mark.parametrize("value", [1e300, -1e300, 0.0, -5.0, 5e-324, 1.7e308])
def test_absurd_values_are_told_plotted_and_sorted(value):
    made = make.dispute()
    for day, number in enumerate([value, 10.0, value, 12.0], 1):
        said_on(made, number, f"Source {day}", date(2025, 1, day), text=f"number {day}")
    board = board_of(made)

    places = [line.points[0].y for line in timeline_of(board).lines]

    assert (bool(board.headline), len(values(board, {"sort": "figure"}))) == (True, 4)
    assert all(0 <= float(place.removesuffix("%")) <= 100 for place in places)


def test_very_many_figures_are_drawn_in_few_rows_that_stand_for_all():
    made = make.dispute(*[float(number) for number in range(60)])

    (chart,) = plot_of(board_of(made)).charts

    (band,) = chart.bands
    assert (len(band.rows), len(band.rest.entries)) == (24, 36)


def test_no_source_no_date_and_other_alphabets_are_told_as_they_are():
    made = make.dispute()
    make.figure(3000, dispute=made)
    said_on(made, 4000, "Міністерство оборони", None)
    said_on(made, 5000, "وزارة الدفاع", date(2025, 1, 1))

    rows = {e.read.value: (e.names, e.is_dated) for e in board_of(made).entries}

    title = made.figures.get(value=3000).version.article.title
    assert rows == {
        3000: ([title], False), 4000: (["Міністерство оборони"], False), 5000: (["وزارة الدفاع"], True),
    }  # fmt: skip
