"""The list of disputes and the board of one."""

import pytest
from django.test import Client

from claims.models import Dispute
from claims.outlining import outline_disputes
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_dispute
from verdicts.reopenings import reopen_decided
from verdicts.services import approve_decision, resolve_dispute

pytestmark = pytest.mark.django_db

LIST = "/disputes/"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def desk() -> Client:
    return as_user(make.editor())


def resolved(dispute: Dispute, *, is_approved: bool = False) -> None:
    given = resolve_dispute(
        dispute, method="range", low=3000, high=6000, wording="3,000 to 6,000", reason="Both are named.",
        seen=digest_of_dispute(dispute), by=make.editor(),
    )  # fmt: skip
    if is_approved:
        approve_decision(given, by=make.chief())


def board(desk: Client, dispute: Dispute, query: str = "", **options) -> str:
    return said(desk.get(dispute.get_absolute_url() + query, **options))


# --- the list ---


def test_nobody_sees_disputes_without_signing_in(client):
    dispute = make.dispute(3, 6)

    answers = [client.get(LIST), client.get(dispute.get_absolute_url())]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_an_empty_list_says_when_a_dispute_appears(desk):
    page = said(desk.get(LIST))

    assert ("No disputes yet" in page, "Add an article" in page) == (True, True)


def test_conflicts_come_first(desk):
    make.dispute(3, 6, question="Conflict?", status="conflict")
    make.dispute(3, 3, question="Agree?", status="agree")
    make.dispute(3, 6, question="Definition?", status="definition")

    page = said(desk.get(LIST))

    assert page.index("Conflict?") < page.index("Definition?") < page.index("Agree?")


def test_a_line_says_what_the_figures_say_and_who_stands_behind_them(desk):
    make.dispute(3000, 6000, question="How many fell?")

    page = said(desk.get(LIST))

    assert [
        t in page for t in ("2 sources disagree: 3,000 to 6,000", "2 figures", "2 sources", "2 articles")
    ] == [True] * 4


def test_one_figure_makes_no_dispute(desk):
    make.dispute(3000, question="How many fell?")

    assert "How many fell?" not in said(desk.get(LIST))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("status=conflict", ["Open?", "Proposed?", "Approved?", "Reopened?"]),
        ("status=agree", []),
        ("status=nonsense", ["Open?", "Proposed?", "Approved?", "Reopened?"]),
        ("state=open", ["Open?"]),
        ("state=proposed", ["Proposed?"]),
        ("state=approved", ["Approved?"]),
        ("state=reopened", ["Reopened?"]),
        ("q=prop", ["Proposed?"]),
        ("q=third+ministry", ["Reopened?"]),
        ("q=nothing+like+it", []),
        ("page=99", ["Open?", "Proposed?", "Approved?", "Reopened?"]),
    ],
)
def test_the_list_is_filtered_by_status_decision_and_words(desk, query, shown):
    make.dispute(3000, 6000, question="Open?")
    resolved(make.dispute(3000, 6000, question="Proposed?"))
    resolved(make.dispute(3000, 6000, question="Approved?"), is_approved=True)
    reopened = make.dispute(3000, 6000, question="Reopened?")
    resolved(reopened, is_approved=True)
    make.figure(9000, said_by="A third ministry", dispute=reopened)
    reopen_decided([reopened.pk])  # as the worker does
    outline_disputes([reopened.pk])

    page = said(desk.get(f"{LIST}?{query}"))

    found = [
        question for question in ("Open?", "Proposed?", "Approved?", "Reopened?") if f">{question}<" in page
    ]
    assert found == shown


def test_a_filter_that_finds_nothing_offers_the_way_back(desk):
    page = said(desk.get(f"{LIST}?q={HOSTILE}"))

    assert ("Show all disputes" in page, HOSTILE in page) == (True, False)


def test_a_long_list_is_paged_and_the_filters_stay(desk):
    for number in range(26):
        make.dispute(3, 6, question=f"Question {number}?")

    page = said(desk.get(f"{LIST}?status=conflict"))

    assert ("Page 1 of 2" in page, "?status=conflict&amp;page=2" in page) == (True, True)


def test_the_list_takes_few_queries_however_long_it_is(desk, django_assert_max_num_queries):
    for number in range(12):
        make.dispute(3, 6, 9, question=f"Question {number}?")

    with django_assert_max_num_queries(25):
        desk.get(LIST)


def test_htmx_gets_the_list_alone_and_a_restored_page_whole(desk):
    part = said(desk.get(LIST, headers=HTMX | {"HX-Target": "disputes"}))
    whole = said(desk.get(LIST, headers=HTMX | {"HX-History-Restore-Request": "true"}))

    assert ["<html" in page for page in (part, whole)] == [False, True]


# --- the board ---


def test_the_board_of_no_dispute_is_not_found(desk):
    assert desk.get("/disputes/999999/").status_code == 404


def test_the_board_shows_each_figure_as_written_and_as_read_with_its_source(desk):
    dispute = make.dispute()
    make.figure(
        14000,
        text="some 14,000",
        said_by="Ministry of Health",
        dispute=dispute,
        relation="~",
        low=None,
        high=None,
    )

    page = board(desk, dispute)

    texts = ("“some 14,000”", "about 14,000 soldiers", "Ministry of Health", "soldiers killed", "Kursk")
    assert [text in page for text in texts] == [True] * 5


def test_every_row_of_the_table_is_drawn_too_and_nothing_is_styled_inline(desk):
    page = board(desk, make.dispute(3000, 4700, 6000))

    assert (page.count('id="row-'), page.count('class="marks"'), "style=" in page) == (3, 3, False)


def test_another_reference_is_a_link_that_works_without_a_script(desk):
    dispute = make.dispute(3000, 6000)
    last = dispute.figures.last()

    page = board(desk, dispute, f"?reference={last.pk}")
    part = board(desk, dispute, f"?reference={last.pk}", headers=HTMX | {"HX-Target": "board"})

    row = f'<tr id="row-{last.pk}" data-row class="is-reference">'
    assert [row in text for text in (page, part)] == [True, True]
    assert ("<html" in page, "<html" in part) == (True, False)


def test_a_merged_source_is_named_with_the_name_it_was_said_under(desk):
    dispute = make.dispute()
    make.figure(3000, said_by="Ukaine", dispute=dispute)
    wrong, right = make.source("Ukaine"), make.source("Ukraine")
    wrong.merged_into = right
    wrong.save()

    page = board(desk, dispute)

    assert (">Ukraine</a>" in page, "as “Ukaine”" in page) == (True, True)


def test_a_readers_comment_is_told_apart(desk):
    dispute = make.dispute(3000, 6000)
    claim = dispute.figures.last().claim
    claim.section = "comment"
    claim.save()

    assert "reader's comment" in board(desk, dispute)


def test_dismissed_figures_stand_apart(desk):
    dispute = make.dispute(3000, 6000)
    dispute.figures.filter(value=6000).update(is_dismissed=True)

    page = board(desk, dispute)

    assert ("Not taking part: 1 figure" in page, page.count('id="row-')) == (True, 1)


def test_a_dispute_without_figures_keeps_its_page(desk):
    dispute = make.dispute(3000, 6000)
    dispute.figures.update(is_dismissed=True)

    page = board(desk, dispute)

    assert "No figure takes part" in page


def test_what_a_text_holds_is_shown_as_text(desk):
    dispute = make.dispute(question=f"How many {HOSTILE}?")
    make.figure(3000, text=f"3,000{HOSTILE}", said_by=f"Ministry {HOSTILE}", dispute=dispute)

    page = board(desk, dispute)

    assert (HOSTILE in page, "&lt;script&gt;" in page) == (False, True)


def test_many_figures_are_paged_and_the_plot_sums_them_up(desk):
    dispute = make.dispute(*[float(number % 30) for number in range(60)])

    page = board(desk, dispute)

    assert (page.count('id="row-'), page.count('class="marks"'), "Page 1 of 2" in page) == (50, 25, True)


@pytest.mark.parametrize("value", [1e300, 0.0, -5.0])
def test_absurd_values_do_not_break_the_page(desk, value):
    dispute = make.dispute(9, 10, value)

    assert desk.get(dispute.get_absolute_url()).status_code == 200


# --- the question ---


def test_an_editor_words_the_question(desk):
    dispute = make.dispute(3000, 6000)

    desk.post(f"{dispute.get_absolute_url()}question/", {"question": "How many soldiers fell at Kursk?"})

    dispute.refresh_from_db()
    assert (dispute.question, dispute.question_is_given) == ("How many soldiers fell at Kursk?", True)


@pytest.mark.parametrize("question", ["", "   ", "x" * 301])
def test_a_question_that_is_none_is_sent_back(desk, question):
    dispute = make.dispute(3000, 6000)

    answer = desk.post(f"{dispute.get_absolute_url()}question/", {"question": question})

    dispute.refresh_from_db()
    assert (answer.status_code, dispute.question_is_given) == (422, False)


def test_a_reader_does_not_word_questions():
    dispute = make.dispute(3000, 6000)
    reader = as_user(make.reader())

    answer = reader.post(f"{dispute.get_absolute_url()}question/", {"question": "Mine?"})

    assert (answer.status_code, "Word the question" in board(reader, dispute)) == (403, False)


def test_the_address_of_the_question_takes_no_get(desk):
    dispute = make.dispute(3000, 6000)

    assert desk.get(f"{dispute.get_absolute_url()}question/").status_code == 405
