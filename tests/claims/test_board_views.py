"""The page of a board: on another day, in another order, and never another story than what is stored."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from claims.board import board_of
from claims.models import Dispute, Figure
from claims.placing import refresh_disputes
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_dispute, digest_of_figure
from verdicts.services import approve_decision, resolve_dispute, review_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return as_user(make.editor())


@pytest.fixture
def dispute() -> Dispute:
    """North said 3,000 in January and 6,000 in March; South 6,000 in February."""
    made = make.dispute(question="How many fell?")
    for value, source, month in ((3000, "North", 1), (6000, "North", 3), (6000, "South", 2)):
        figure = make.figure(value, said_by=source, dispute=made)
        Article.objects.filter(pk=figure.version.article_id).update(published_on=date(2025, month, 1))
    refresh_disputes([made.pk])
    made.refresh_from_db()
    return made


def board(desk: Client, dispute: Dispute, query: str = "", **options) -> str:
    return said(desk.get(dispute.get_absolute_url() + query, **options))


def test_what_is_stored_and_what_the_board_says_are_one_story(desk, dispute):
    page = board(desk, dispute)

    assert (dispute.status, dispute.low, dispute.high) == ("agree", 6000, 6000)
    assert (board_of(dispute).status, "2 sources agree: 6,000" in page) == (dispute.status, True)
    assert "earlier: 3,000 soldiers on 1 Jan 2025" in page


def test_a_source_that_goes_back_on_its_word_makes_a_conflict_again(dispute):
    figure = make.figure(2000, said_by="North", dispute=dispute)
    Article.objects.filter(pk=figure.version.article_id).update(published_on=date(2025, 4, 1))

    refresh_disputes([dispute.pk])

    dispute.refresh_from_db()
    assert (dispute.status, board_of(dispute).status) == ("conflict", "conflict")


def test_the_board_of_an_earlier_day_says_so_and_offers_nothing_to_change(desk, dispute):
    page = board(desk, dispute, "?on=2025-02-10")

    there = ("The board as of 10 February 2025", "2 sources disagree: 3,000 to 6,000", "Back to today",
             "1 figure published later is left out")  # fmt: skip
    gone = ('id="resolve"', 'id="grouping"', 'name="figure"', "Word the question", "Resolve it")
    assert [text in page for text in there + gone] == [True] * 4 + [False] * 5


@pytest.mark.parametrize("day", ["2024-01-01", "0001-01-01", "9999-12-31"])
def test_the_board_of_any_day_is_a_page(desk, dispute, day):
    answer = desk.get(f"{dispute.get_absolute_url()}?on={day}")

    assert (answer.status_code, 'id="as-of"' in said(answer)) == (200, True)


@pytest.mark.parametrize(
    "day", ["", "yesterday", "2025-02-30", "2025-13-01", "١٢٣٤-٠١-٠١", "20250101", "'" * 50]
)
def test_a_day_that_is_none_is_today(desk, dispute, day):
    answer = desk.get(dispute.get_absolute_url(), {"on": day})

    assert (answer.status_code, 'id="as-of"' in said(answer)) == (200, False)


def test_the_board_of_an_earlier_day_shows_figures_as_people_had_left_them_then(desk, dispute):
    """What was corrected or dismissed today was neither yesterday."""
    corrected, dismissed, *_ = Figure.objects.filter(dispute=dispute).order_by("pk")
    for figure, outcome, more in (
        (corrected, "corrected", {"correction": {"value": 4321.0, "low": 4321.0, "high": 4321.0}}),
        (dismissed, "dismissed", {"reason": "No count of the dead."}),
    ):
        review_figure(figure, outcome=outcome, seen=digest_of_figure(figure), by=make.editor(), **more)
    today = timezone.localdate()

    now, then = (board(desk, dispute, f"?on={day}&show=all") for day in (today, today - timedelta(days=1)))

    assert ["4,321" in page for page in (now, then)] == [True, False]
    assert [f'id="row-{dismissed.pk}"' in page for page in (now, then)] == [False, True]
    assert "Corrections and dismissals are those of that day too" in then


def test_an_earlier_day_shows_the_decision_that_stood_then(desk, dispute):
    given = resolve_dispute(
        dispute, method="range", low=3000, high=6000, wording="3,000 to 6,000, we say", reason="Both named.",
        seen=digest_of_dispute(dispute), by=make.editor(),
    )  # fmt: skip
    approve_decision(given, by=make.chief())
    today = timezone.localdate()

    pages = [board(desk, dispute, f"?on={day}") for day in (today, today - timedelta(days=1))]

    assert ["3,000 to 6,000, we say" in page for page in pages] == [True, False]
    assert ["Nothing had been decided by then" in page for page in pages] == [False, True]


def test_the_older_figures_count_in_what_a_decision_has_seen(desk, dispute):
    page = board(desk, dispute)

    assert f'value="{digest_of_dispute(dispute)}"' in page


def test_sorting_is_a_link_that_says_its_order_and_keeps_the_rest(desk, dispute):
    page = board(desk, dispute, "?show=all&sort=said")

    assert ('aria-sort="ascending"' in page, "?sort=-said&amp;show=all#figures" in page) == (True, True)
    assert page.count(" data-row") == 3


def test_htmx_gets_the_board_alone_in_the_order_asked_for(desk, dispute):
    part = board(desk, dispute, "?sort=-figure", headers=HTMX | {"HX-Target": "board"})

    assert ("<html" in part, 'aria-sort="descending"' in part) == (False, True)


def test_a_filter_that_lets_nothing_through_offers_the_way_back(desk, dispute):
    page = board(desk, dispute, "?source=999999")

    assert ("No figure is like that" in page, "Show all that stands" in page) == (True, True)


def test_many_rows_come_on_one_long_page_to_be_printed(desk):
    made = make.dispute(*[float(number) for number in range(60)])

    assert board(desk, made, "?rows=all").count(" data-row") == 60


def test_the_page_takes_as_many_queries_for_forty_figures_as_for_four(desk, django_assert_max_num_queries):
    made = [make.dispute(*[float(number) for number in range(count)]) for count in (4, 40)]

    for one in made:
        with django_assert_max_num_queries(40):
            desk.get(one.get_absolute_url())
