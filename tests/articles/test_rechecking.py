"""Pages fetched again by themselves while their story is hot."""

from datetime import timedelta

import pgtrigger
import pytest
from django.utils import timezone

from articles import rechecking
from articles.intake import perform_intake, request_intake
from articles.models import Article, Intake, Recheck, Snapshot, Version
from articles.tasks import check_pages_again
from claims.models import Figure
from tests import make
from tests.pages import as_user, said
from tests.pages_server import redirect

pytestmark = pytest.mark.django_db

STORY = (
    "<title>Fire in Lindmar</title><article><h1>Fire in Lindmar</h1>"
    + "<p>The mill in Lindmar burned down on Monday, the police said, and {dead} people died in the fire.</p>"
    + "<p>Firemen came from three towns and worked until the morning to keep it from the houses nearby.</p>"
    * 4
    + "</article>"
)


@pytest.fixture(autouse=True)
def handed(monkeypatch):
    """The intakes that the doors handed to the workers; no broker is asked."""
    rows: list[int] = []
    monkeypatch.setattr("articles.tasks.take_in.delay_on_commit", rows.append)
    monkeypatch.setattr("articles.queueing.take_in.delay_on_commit", rows.append)
    return rows


def perform(pk: int) -> Intake:
    return perform_intake(pk, hand_on=lambda version, by: None)


def come_in(pages, answer=None, **headers) -> Article:
    """An article of a page that came by its address."""
    address = pages.serve("/fire", answer or STORY.format(dead=9), **headers)
    row = perform(request_intake("address", address, by=make.editor()).pk)
    assert row.state == "done", row.error
    return row.version.article


def check(article: Article, handed: list[int]) -> Intake:
    """Its time has come: what the beat task asks for is done."""
    Recheck.objects.filter(article=article).update(due_at=timezone.now())
    check_pages_again()
    return perform(handed.pop())


def wait(article: Article) -> timedelta:
    row = Recheck.objects.get(article=article)
    return row.due_at - row.checked_at


def test_a_page_that_came_by_address_is_checked_half_an_hour_later(pages, handed):
    article = come_in(pages)

    check_pages_again()

    assert timedelta(minutes=29) < article.recheck.due_at - timezone.now() < timedelta(minutes=31)
    assert handed == []


def test_an_unchanged_page_is_checked_half_as_often_each_time_and_a_changed_one_soon_again(pages, handed):
    article = come_in(pages)

    waits = [(check(article, handed).outcome, wait(article)) for _ in range(3)]
    pages.serve("/fire", STORY.format(dead=12))
    changed = check(article, handed)

    hours = [timedelta(hours=n) for n in (1, 2, 4)]
    assert waits == [("unchanged", hour) for hour in hours]
    assert (changed.outcome, wait(article)) == ("changed", rechecking.FIRST)


def test_a_check_is_a_conditional_request_and_keeps_no_second_copy(pages, handed):
    def answer(handler):
        same = handler.headers.get("If-None-Match") == '"one"'
        handler.give(
            b"" if same else STORY.format(dead=9).encode(), status=304 if same else 200, ETag='"one"'
        )

    article = come_in(pages, answer)
    checked = check(article, handed)

    assert (checked.outcome, checked.snapshot, Snapshot.objects.count()) == (
        "unchanged", Intake.objects.earliest("pk").snapshot, 1)  # fmt: skip
    assert pages.asked[-1][1]["If-None-Match"] == '"one"'


def test_a_page_that_changed_but_for_its_article_is_kept_once(pages, handed):
    article = come_in(pages)
    pages.serve("/fire", STORY.format(dead=9) + "<footer>Read by 4,711 people</footer>")

    assert (check(article, handed).outcome, Snapshot.objects.count()) == ("unchanged", 1)


def test_who_fetches_by_hand_gets_the_whole_page(pages, handed):
    article = come_in(pages, ETag='"one"')

    as_user(make.editor()).post(f"/articles/{article.pk}/fetch-again/")
    perform(handed.pop())

    assert ("If-None-Match" in pages.asked[-1][1], Snapshot.objects.count()) == (False, 2)
    assert wait(article) == timedelta(hours=1)


def test_a_cold_story_is_fetched_no_more_until_it_is_hot_again(pages, handed):
    article = come_in(pages)
    grow_old(article)

    Recheck.objects.update(due_at=timezone.now())
    check_pages_again()
    cold = Recheck.objects.get()
    open_dispute_on(article)
    hot = check(article, handed)

    assert (cold.cold_since is not None, handed, hot.outcome) == (True, [], "unchanged")


def grow_old(article: Article) -> None:
    """Let its text have come in long ago."""
    with pgtrigger.ignore("articles.Version:version_is_immutable"):
        Version.objects.filter(article=article).update(taken_at=timezone.now() - timedelta(days=9))


def open_dispute_on(article: Article) -> None:
    figure = make.dispute(9, 12).figures.earliest("pk")
    Figure.objects.filter(pk=figure.pk).update(version=Version.objects.get(article=article))


def test_a_story_that_is_cold_for_a_month_is_looked_at_no_more(pages, handed):
    article = come_in(pages)
    grow_old(article)
    long_ago = timezone.now() - timedelta(days=31)
    Recheck.objects.update(due_at=timezone.now(), cold_since=long_ago)

    check_pages_again()

    assert (Recheck.objects.get().due_at, handed) == (None, [])
    assert "cold for a month" in said(as_user(make.reader()).get(article.get_absolute_url()))


def test_a_page_that_is_gone_is_given_up_after_three_times_and_it_is_said(pages, handed):
    article = come_in(pages)
    del pages.routes["/fire"]

    ends = [check(article, handed).state for _ in range(3)]

    row = Recheck.objects.get()
    assert (ends, row.due_at, "3 times in a row" in row.said) == (["failed"] * 3, None, True)
    assert "3 times in a row" in said(as_user(make.editor()).get(article.get_absolute_url()))


def test_a_page_that_leads_to_an_inner_address_by_now_is_not_followed(pages, handed):
    article = come_in(pages)
    pages.serve("/fire", redirect("http://169.254.169.254/latest/meta-data/"))

    assert check(article, handed).state == "refused"


def test_checks_are_no_news_on_the_list_but_a_changed_page_is(pages, handed):
    article = come_in(pages)
    check(article, handed)
    before = Intake.objects.standing().count()
    pages.serve("/fire", STORY.format(dead=12))
    check(article, handed)

    assert (before, Intake.objects.standing().count()) == (1, 2)


def test_an_editor_sees_the_next_check_and_switches_it_off_and_on(pages):
    article = come_in(pages)
    client, address = as_user(make.editor()), f"/articles/{article.pk}/check-by-itself/"
    before = said(client.get(article.get_absolute_url()))

    client.post(address, {"is_on": "no"})
    off, row = said(client.get(article.get_absolute_url())), Recheck.objects.get()
    client.post(address, {"is_on": "yes"})

    assert ("next check by itself" in before, "not checked by itself" in off) == (True, True)
    assert (row.is_on, row.due_at, Recheck.objects.get().due_at is not None) == (False, None, True)


def test_who_may_not_and_what_has_no_address_is_refused(pages):
    article, pasted = come_in(pages), make.version().article

    refused = as_user(make.reader()).post(f"/articles/{article.pk}/check-by-itself/", {"is_on": "no"})
    missing = as_user(make.editor()).post(f"/articles/{pasted.pk}/check-by-itself/", {"is_on": "yes"})

    assert (refused.status_code, missing.status_code, Recheck.objects.get().is_on) == (403, 404, True)


def test_two_workers_that_look_at_once_ask_once(pages):
    article = come_in(pages)
    Recheck.objects.update(due_at=timezone.now())

    assert [rechecking.due_articles(lambda pks: set()) for _ in "ab"] == [[article], []]
