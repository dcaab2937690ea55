"""A feed on loopback, a real worker: an entry becomes an article that is read."""

import pytest

from articles.models import Article, Feed, Intake
from articles.tasks import poll_due_feeds
from claims.models import Extraction
from tests import make
from tests.articles.test_feeds import item, rss
from tests.articles.test_intake import page
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def door(pages):
    """Open before the worker starts, so that the worker knows of it."""


def test_an_entry_of_a_feed_becomes_an_article_by_itself(worker, pages):
    address = pages.serve("/news/fire", page())
    Feed.objects.create(
        name="Post", address=pages.serve("/rss", rss(item(link=address))), added_by=make.editor()
    )

    poll_due_feeds.delay()
    wait_until(lambda: Extraction.objects.filter(state="done").exists(), what="the reading", patience=60)

    assert (Article.objects.get().title, Intake.objects.get().kind) == (
        "Fire in Lindmar kills nine",
        "feed item",
    )
