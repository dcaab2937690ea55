"""The list of disputes: its order, its search, its counts, its filters."""

import re

import pytest
from django.test import Client

from claims.models import Dispute, Outline
from claims.outlining import outline_disputes, outline_the_rest
from claims.placing import refresh_disputes
from claims.services import name_question
from tests import make
from tests.pages import as_user, said
from verdicts.digests import digest_of_dispute, digest_of_figure
from verdicts.services import resolve_dispute, review_figure

pytestmark = pytest.mark.django_db

LIST = "/disputes/"


@pytest.fixture
def desk() -> Client:
    return as_user(make.editor())


def questions(client: Client, query: str = "") -> list[str]:
    page = said(client.get(f"{LIST}?{query}"))
    return re.findall(r"data-step>([^<]*)</a>", page)


def dispute(question: str, *values: float, text: str = "", **fields) -> Dispute:
    """A dispute whose figures have these fields as read."""
    made = Dispute.objects.create(question=question, status="conflict", question_is_given=True)
    for value in values:
        make.figure(value, text=text, said_by=f"Agency for {question}", dispute=made, **fields)
    outline_disputes([made.pk])
    return made


def test_what_more_independent_sources_say_is_hotter(desk):
    make.dispute(3, 6, question="Two?")
    make.dispute(3, 6, 7, 8, question="Four?")

    page = said(desk.get(LIST))

    assert questions(desk) == ["Four?", "Two?"]
    assert "4 independent sources; told in 4 articles" in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("killed > 5000", ["Many?"]),
        ("> 5000", ["Many?"]),
        (">= 6000", ["Many?"]),
        ("> 6000", []),
        ("< 10", ["Few?", "Share?"]),
        ("< 3%", ["Share?"]),
        ("2000-4000", ["Many?"]),
        ("6,000", ["Many?"]),
        ("9", ["Few?"]),
        ("soldiers < 10", ["Few?"]),
        ("tonnes > 5", []),
        ("place:Kursk < 10", ["Few?"]),
        ("place:nowhere", []),
        ("status:conflict > 5000", ["Many?"]),
        ('source:"Agency for Few?"', ["Few?"]),
        ("source:nobody", []),
        ("topic:kill > 5000", ["Many?"]),
        ("> 1e300", None),
        ("%", []),
        ("_", []),
    ],
)
def test_the_search_takes_numbers_with_words_and_fields(desk, typed, found):
    dispute("Many?", 3000, 6000)
    dispute("Few?", 9, 12)
    dispute(
        "Share?",
        2,
        45,
        dimension="percent",
        unit="percent",
        event="fall",
        place="Osterby",
        measure="support",
        text="some 2 to 45",
    )

    answer = desk.get(LIST, {"q": typed})

    shown = sorted(re.findall(r"data-step>([^<]*)</a>", said(answer)))
    assert (answer.status_code, shown) == ((200, found) if found is not None else (422, []))


def test_a_corrected_figure_is_found_by_what_stands_and_not_by_what_the_machine_read(desk):
    made = dispute("Many?", 3000, 6000)
    figure = made.figures.get(value=6000)
    review_figure(
        figure, outcome="corrected", correction={"value": 60.0, "low": 60.0, "high": 60.0},
        seen=digest_of_figure(figure), by=make.editor(),
    )  # fmt: skip

    assert (questions(desk, "q=>+5000"), questions(desk, "q=<+100")) == ([], ["Many?"])


def test_a_query_that_can_not_be_read_is_answered_with_why(desk):
    dispute("Many?", 3000, 6000)

    answer = desk.get(LIST, {"q": "killed >"})

    assert (answer.status_code, "After &gt; comes a number" in said(answer)) == (422, True)
    assert 'value="killed &gt;"' in said(answer)


def test_a_source_is_found_by_its_alias_and_by_the_name_it_was_merged_into(desk):
    dispute("Many?", 3000, 6000)
    wrong, right = make.source("Agency for Many?"), make.source("Central Bureau")
    wrong.merged_into = right
    wrong.save()

    assert [questions(desk, f"q={typed}") for typed in ("source:central", "bureau", "source:agency")] == [
        ["Many?"]
    ] * 3


def test_topic_place_and_source_are_filters_with_counts(desk):
    dispute("Here?", 3, 6, place="Lindmar")
    dispute("There?", 3, 6, place="Osterby", event="injure")

    page = said(desk.get(LIST))

    assert [f'<option value="{value}">{value} (1)' in page for value in ("Lindmar", "Osterby", "injure")] == [
        True
    ] * 3
    assert [questions(desk, q) for q in ("place=Lindmar", "topic=injure", "source=Agency+for+There%3F")] == [
        ["Here?"], ["There?"], ["There?"],
    ]  # fmt: skip


def test_each_choice_says_how_many_it_lets_through(desk):
    dispute("Here?", 3, 6)
    make.dispute(3, 3, status="agree", question="Agreed?")

    page = said(desk.get(f"{LIST}?q=agreed"))

    found = re.findall(r">([\w -]+) <span class=\"quiet small\">(\d+)", page)
    assert found == [
        ("All", "1"), ("Conflict", "0"), ("Counts differ", "0"), ("Agree", "1"),
        ("All", "1"), ("To resolve", "1"), ("Open", "1"), ("Proposed", "0"), ("Re-opened", "0"),
        ("Resolved", "0"), ("May belong", "0"),
    ]  # fmt: skip


def test_mine_are_those_i_decided_on_or_reviewed_a_figure_of():
    me = make.editor()
    resolved, reviewed, _ = dispute("A?", 3, 6), dispute("B?", 3, 6), dispute("C?", 3, 6)
    resolve_dispute(
        resolved, method="open", wording="Open.", reason="Too early.", seen=digest_of_dispute(resolved), by=me
    )
    figure = reviewed.figures.first()
    review_figure(figure, outcome="confirmed", seen=digest_of_figure(figure), by=me)

    assert sorted(questions(as_user(me), "mine=1")) == ["A?", "B?"]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "place=%00&topic=%27%3B+DROP+TABLE",
        "source=%25",
        "state=nonsense&mine=2",
        "page=-1",
        "page=99999999999999999999",
        "deleted=" + "9" * 30,
        "deleted=x",
        "q=" + "a" * 5000,
        "q=%28%5B%7B%5C",
        "source=" + "x" * 5000,
    ],
)
def test_a_hostile_address_is_answered_calmly(desk, query):
    dispute("Many?", 3000, 6000)

    assert desk.get(f"{LIST}?{query}").status_code == 200


def test_the_outline_follows_what_people_and_readings_do(desk):
    made = dispute("Many?", 3000, 6000)
    name_question(made, question="How many fell?")
    before = questions(desk, "q=fell")
    made.figures.filter(value=6000).update(is_dismissed=True)
    refresh_disputes([made.pk])

    assert (before, questions(desk)) == (["How many fell?"], [])


def test_a_dispute_without_an_outline_gets_one():
    made = dispute("Many?", 3000, 6000)
    Outline.objects.all().delete()

    counts = [outline_the_rest(most=10), outline_the_rest(most=10)]

    assert (counts, Outline.objects.get().dispute_id) == ([1, 0], made.pk)


@pytest.mark.parametrize("value", [1e300, -1e300, 0.0])
def test_absurd_numbers_are_outlined_too(desk, value):
    dispute("Absurd?", value, 5, text="absurd")

    assert questions(desk) == ["Absurd?"]
