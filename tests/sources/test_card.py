"""A source's card: what it claimed, how that fared, who passes on whose words."""

from datetime import date

import pytest

from articles.models import Article
from sources.models import Source
from sources.services import grade_source, merge_sources
from tests import make
from tests.pages import as_user, said
from verdicts import services as verdicts
from verdicts.digests import digest_of_claim, digest_of_dispute
from verdicts.models import Rating

pytestmark = pytest.mark.django_db


def card(source: Source) -> str:
    return said(as_user(make.reader()).get(source.get_absolute_url()))


def part(page: str, name: str) -> str:
    """One section of the page, as plain text."""
    return " ".join(page.split(f'id="{name}"')[1].split("</section>")[0].split())


def test_what_it_said_stands_by_question_and_over_time():
    dispute = make.dispute(question="How many fell?")
    for value, day in ((3000, 1), (6000, 9)):
        figure = make.figure(value, said_by="Ukraine", dispute=dispute)
        Article.objects.filter(pk=figure.version.article_id).update(published_on=date(2025, 1, day))

    lines = part(card(make.source("Ukraine")), "lines")

    assert "How many fell?" in lines
    assert 'aria-label="3,000 to 6,000, 1 Jan 2025 to 9 Jan 2025"' in lines
    assert lines.count("<circle") == 2


def test_whom_it_relays_and_who_relays_it():
    figure = make.figure(9, said_by="Health ministry")
    make.attribution(figure, "Reuters", role="relayer")

    agency, ministry = card(make.source("Reuters")), card(make.source("Health ministry"))

    assert ">Health ministry</a> <span" in part(agency, "relays").split("Relayed by")[0]
    assert ">Reuters</a> <span" in part(ministry, "relays").split("Relayed by")[1]


def test_what_was_relayed_under_a_merged_name_counts_for_the_one_it_stands_for():
    figure = make.figure(9, said_by="Health minstry")
    make.attribution(figure, "Reuters", role="relayer")
    merge_sources(make.source("Health minstry"), into=make.source("Health ministry"), by=make.admin())

    assert ">Health ministry</a> <span" in part(card(make.source("Reuters")), "relays")


def test_an_open_dispute_is_listed():
    dispute = make.dispute(3000, question="How many fell?")
    make.figure(9000, said_by="Ukraine", dispute=dispute)

    record = part(card(make.source("Ukraine")), "record")

    assert "How many fell?" in record.split("Open disputes")[1]


def test_figures_inside_and_outside_of_what_was_decided_are_counted():
    dispute = make.dispute(3000, question="How many fell?")
    for value in (4000, 5000, 9000):
        make.figure(value, said_by="Ukraine", dispute=dispute)
    given = verdicts.resolve_dispute(
        dispute, method="range", low=3000, high=6000, wording="3,000 to 6,000", reason="Both are named.",
        by=make.editor(), seen=digest_of_dispute(dispute),
    )  # fmt: skip
    verdicts.approve_decision(given, by=make.chief())

    record = part(card(make.source("Ukraine")), "record")

    assert "<strong>2</strong> figures inside" in record
    assert "<strong>1</strong> outside" in record
    assert "“9,000”" in record.split("Open disputes")[0]
    assert "How many fell?" not in record.split("Open disputes")[1]


def test_the_ratings_of_its_claims_are_counted():
    figure = make.figure(9, said_by="Ukraine")
    rating = Rating.objects.get(name="Refuted")
    given = verdicts.give_verdict(
        figure.claim, rating=rating, summary="No.", reason="Counted.", by=make.editor(),
        seen=digest_of_claim(figure.claim),
    )  # fmt: skip
    verdicts.approve_decision(given, by=make.chief())

    assert "Refuted 1" in part(card(make.source("Ukraine")), "record")


def test_all_grades_stand_on_the_card():
    source, admin = make.source("KCNA"), make.admin()
    grade_source(source, letter="C", reason="names no one", by=admin)
    grade_source(source, letter="E", reason="made it up twice", by=admin)

    page = card(source)

    assert [text in page for text in ("made it up twice", "1 earlier grade", "names no one")] == [True] * 3


@pytest.mark.parametrize("kind", ["reader", "anonymous"])
def test_a_class_says_that_it_is_no_one_person(kind):
    page = card(make.source("a reader", kind))

    assert ("Many people under one name" in page, "<dt>Grade</dt>" in page) == (True, False)


def test_a_card_of_two_thousand_figures_takes_a_handful_of_queries(client, django_assert_max_num_queries):
    dispute = make.dispute()
    for value in range(60):
        make.figure(value + 1, said_by="Ukraine", dispute=dispute)
    reader = as_user(make.reader())

    with django_assert_max_num_queries(35):
        reader.get(make.source("Ukraine").get_absolute_url())


def test_the_history_stands_on_a_page_of_its_own():
    source = make.source("KCNA", "other")
    Source.objects.filter(pk=source.pk).update(kind="media")

    page = said(as_user(make.reader()).get(f"{source.get_absolute_url()}history/"))

    assert "<del>Other</del> → <ins>Media</ins>" in page
