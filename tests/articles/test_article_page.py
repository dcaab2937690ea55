"""The page of an article: its progress, its text with everything marked, its overview."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Version
from claims.models import Claim, Extraction, Figure
from tests import make
from tests.pages import HTMX, as_user, said

pytestmark = pytest.mark.django_db


# --- progress ---


def progress_of(extraction: Extraction) -> str:
    address = reverse("articles:progress", args=[extraction.version.article_id])
    return said(as_user(make.editor()).get(address, headers=HTMX))


def test_a_reading_under_way_asks_again_in_a_second():
    page = progress_of(make.extraction(state="reading", started_at=timezone.now()))

    assert ("every 1s" in page, "A worker reads the text" in page) == (True, True)


def test_a_reading_that_no_worker_takes_says_so():
    page = progress_of(make.extraction(requested_at=timezone.now() - timedelta(seconds=42)))

    assert "none has answered for 42 s: is one running?" in page


def test_a_reading_behind_others_says_how_many():
    make.extraction(state="reading", started_at=timezone.now())
    late = make.extraction(requested_at=timezone.now() - timedelta(seconds=42))

    assert "texts before this one: 1" in progress_of(late)


def test_a_reading_that_is_done_brings_the_text_and_stops_asking():
    page = progress_of(
        make.extraction(make.claim("Nine died.").version, state="done", finished_at=timezone.now())
    )

    assert ('id="text"' in page, 'hx-swap-oob="true"' in page, "hx-trigger" in page) == (True, True, False)


def test_a_failed_reading_says_why_and_can_be_tried_again(queued):
    failed = make.extraction(state="failed", error="The text is too odd.", finished_at=timezone.now())
    article, editor = failed.version.article, as_user(make.editor())

    page = said(editor.get(article.get_absolute_url()))
    response = editor.post(reverse("articles:read_again", args=[article.pk]))

    assert ("The text is too odd." in page, "Try again" in page, response.status_code) == (True, True, 303)
    assert queued == [Extraction.objects.unfinished().get(version__article=article).pk]


def test_a_broker_that_is_down_does_not_lose_the_article(monkeypatch):
    from kombu.exceptions import OperationalError

    def refuse(pk: int) -> None:
        raise OperationalError("Connection refused")

    monkeypatch.setattr("claims.queueing.read_version.delay_on_commit", refuse)

    response = as_user(make.editor()).post("/articles/add/", {"text": "Nine died."})

    assert (response.status_code, Extraction.objects.get().state) == (303, "queued")


# --- the page ---


def test_the_page_has_every_claim_and_figure_in_place():
    figure = make.figure(9)

    page = said(as_user(make.editor()).get(figure.version.article.get_absolute_url()))

    assert (f'id="claim-{figure.claim_id}"' in page, f'id="figure-{figure.pk}"' in page) == (True, True)
    assert f'href="/figures/{figure.pk}/"' in page


def test_numbers_in_addresses_have_no_thousands_separator():
    figure = make.figure(9)
    Figure.objects.filter(pk=figure.pk).update(id=1_234_567)

    page = said(as_user(make.editor()).get(figure.version.article.get_absolute_url()))

    assert ('id="figure-1234567"' in page, "1,234,567" in page) == (True, False)


def test_htmx_gets_the_overview_alone():
    response = as_user(make.editor()).get(make.version().article.get_absolute_url(), headers=HTMX)

    assert ('id="panel"' in said(response), "<html" in said(response), "HX-Request" in response["Vary"]) == (
        True,
        False,
        True,
    )


def test_a_text_in_another_language_is_said_to_be_read_in_part():
    extraction = make.extraction(state="done", language="uk", finished_at=timezone.now())

    page = said(as_user(make.editor()).get(extraction.version.article.get_absolute_url()))

    assert ("seems to be in Ukrainian" in page, 'dir="auto"' in page) == (True, True)


@pytest.mark.parametrize("show", ["figures", "claims", "disputed", "comments", "nonsense'"])
def test_a_filter_that_finds_nothing_says_so_or_is_ignored(show):
    response = as_user(make.editor()).get(make.version().article.get_absolute_url(), {"show": show})

    assert response.status_code == 200


def test_five_thousand_claims_need_no_more_queries_than_one():
    one, many = with_claims(1), with_claims(5000)
    editor = as_user(make.editor())
    editor.get(one.article.get_absolute_url())

    with CaptureQueriesContext(connection) as few:
        editor.get(one.article.get_absolute_url())
    with CaptureQueriesContext(connection) as all_of_them:
        page = said(editor.get(many.article.get_absolute_url()))

    assert page.count('class="handle') >= 5000
    assert len(all_of_them) <= len(few)


def with_claims(number: int) -> Version:
    """A text of so many lines, each a claim."""
    version = make.version("".join(f"Village {n} lost {n + 2} cows of {number}.\n" for n in range(number)))
    rows: list[Claim] = []
    for n, line in enumerate(version.text.splitlines(keepends=True)):
        start = rows[-1].end + 1 if rows else 0
        rows.append(
            Claim(
                version=version,
                fingerprint=str(n),
                start=start,
                end=start + len(line.strip()),
                text=line.strip(),
                section="body",
                kind="quantity",
                checkable=True,
                worthiness=0.5,
            )
        )
    Claim.objects.bulk_create(rows)
    return version


def test_the_views_of_a_text_say_how_many_figures_and_claims_they_hold():
    version = make.read("The mayor said 40 people were hurt and 9 killed. Police counted 31 people hurt.")

    shows = as_user(make.editor()).get(version.article.get_absolute_url()).context["shows"]

    assert {show["name"]: show["count"] for show in shows if show["show"] in ("figures", "claims")} == {
        "figures": 3,
        "checkable claims": 2,
    }
