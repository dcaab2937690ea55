"""Feeds: what is new in them comes in by itself, whatever they hold."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.feeds import due_feeds, is_wanted, poll_feed
from articles.models import Feed, FeedItem, Intake
from articles.services import add_article
from tests import make
from tests.pages import as_user, said
from tests.pages_server import bomb, endless, raw, redirect

pytestmark = pytest.mark.django_db
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Post</title>{}</channel></rss>'
)
ITEM = (
    "<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
    "<category>{section}</category><pubDate>Sat, 14 Mar 2026 10:00:00 GMT</pubDate></item>"
)


def item(number: int = 1, *, title: str = "", section: str = "World", link: str = "", guid: str = "") -> str:
    return ITEM.format(
        title=title or f"Story {number}", section=section, guid=guid or f"g{number}",
        link=link or f"https://post.example/{number}",
    )  # fmt: skip


def rss(*items: str) -> bytes:
    return RSS.format("".join(items)).encode()


def feed(address: str, **fields: object) -> Feed:
    return Feed.objects.create(name="Post", address=address, added_by=make.editor(), **fields)


def poll(row: Feed) -> list[str]:
    """The addresses that one poll asks for; the row is read again."""
    taken = [intake.what for intake in poll_feed(row.pk)]
    row.refresh_from_db()
    return taken


def test_new_entries_become_intakes_with_what_the_feed_knows_of_them(pages):
    row = feed(pages.serve("/rss", rss(item(2), item(1))), publisher="Lindmar Post")

    asked = poll(row)

    first = Intake.objects.earliest("pk")
    assert (asked, first.kind) == (["https://post.example/1", "https://post.example/2"], "feed item")
    assert first.known == {"title": "Story 1", "published_on": "2026-03-14", "publisher": "Lindmar Post"}
    assert (row.last_result, row.error, first.requested_by) == ("2 new.", "", row.added_by)


def test_an_entry_comes_in_once_whatever_it_is_called(pages):
    row = feed(pages.serve("/rss", rss(item(1))))
    poll(row)
    pages.serve(
        "/rss",
        rss(item(1, title="Now with another title"), item(2, link="https://post.example/1?utm_source=rss")),
    )

    assert (poll(row), row.last_result) == ([], "0 new, 2 here already.")


def test_an_article_that_is_here_is_not_taken_in_again(pages):
    add_article(text="Nine died.", address="https://www.post.example/1/", by=make.editor())

    assert poll(feed(pages.serve("/rss", rss(item(1))))) == []


def test_an_atom_feed_with_relative_links_is_read(pages):
    entry = '<entry><id>tag:1</id><title>Fire</title><link href="/news/1"/></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title>{entry}</feed>'

    assert poll(feed(pages.serve("/atom", atom))) == [pages.at("/news/1")]


def test_a_feed_is_asked_only_for_what_changed(pages):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"a"':
            return handler.give(b"", status=304)
        return handler.give(rss(item(1)), ETag='"a"', Last_Modified="Sat, 14 Mar 2026 10:00:00 GMT")

    row = feed(pages.serve("/rss", answer))
    first, second = poll(row), poll(row)

    assert (len(first), second, "unchanged" in row.last_result) == (1, [], True)
    assert pages.asked[-1][1]["If-Modified-Since"] == "Sat, 14 Mar 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"words_in": "fire\nflood"}, [True, False, False]),
        ({"words_out": "football"}, [True, False, True]),
        ({"sections": "world"}, [True, False, False]),
        ({"words_in": "(", "words_out": "fire"}, [False, False, False]),
    ],
)
def test_filters_choose_by_whole_words_and_sections(filters, wanted):
    entries = [("Fire in Lindmar", "World"), ("Football", "Sport"), ("Firemen honoured", "Home")]

    found = [
        is_wanted(Feed(**filters), {"title": title, "summary": "", "sections": [section]})
        for title, section in entries
    ]

    assert found == wanted


def test_what_is_left_out_is_counted_and_not_asked_about_again(pages):
    row = feed(pages.serve("/rss", rss(item(1), item(2, title="Football"))), words_out="football")

    assert (poll(row), row.last_result) == (["https://post.example/1"], "1 new, 1 left out by the filters.")


def test_ten_thousand_entries_come_in_little_by_little_and_it_is_said(pages):
    row = feed(pages.serve("/rss", rss(*map(item, range(10_000))), ETag='"all"'))

    taken, said_of_it = poll(row), row.last_result

    assert (len(taken), row.etag) == (50, "")
    assert said_of_it == "50 new, 450 left for the next time. Of 10,000 entries the first 500 were read."
    assert len(poll(row)) == 50


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
HOSTILE = {
    "XML bomb": f'<?xml version="1.0"?><!DOCTYPE r [{LAUGHS}]>{RSS[38:].format("<title>&e9;</title>")}',
    "outside entity": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0">&x;</rss>',
    "no feed": "<!doctype html><h1>Welcome</h1>",
    "nothing": "",
    "noise": bytes(range(256)) * 50,
    "nested deep": "<rss>" + "<a>" * 200_000,
    "gzip bomb": bomb(),
    "endless": endless,
    "cut": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss"),
    "into our network": redirect("http://169.254.169.254/latest/"),
    "in circles": redirect("/rss"),
    "down": lambda handler: handler.give(b"", status=503),
    "missing": lambda handler: handler.give(b"", status=404),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_bad_feed_is_said_in_a_sentence_and_waits_longer(what, pages):
    row = feed(pages.serve("/rss", HOSTILE[what]))
    now = timezone.now()

    taken = poll(row)

    assert (taken, Intake.objects.count(), FeedItem.objects.count()) == ([], 0, 0)
    assert "root:" not in row.error + row.last_result
    if what not in ("XML bomb", "outside entity", "nested deep"):  # these may be feeds without entries
        assert (row.faults, row.error[-1:], row.next_poll_at >= now + timedelta(minutes=30)) == (1, ".", True)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://a.example/", "mailto:a@b.example", "not an address"]
)
def test_an_entry_without_a_usable_address_is_counted(link, pages):
    row = feed(pages.serve("/rss", rss(item(1, link=link, guid="x"), item(2))))

    assert (len(poll(row)), "1 without a usable address" in row.last_result) == (1, True)


def test_a_feed_that_is_gone_is_asked_no_more_and_one_that_comes_back_is_well(pages):
    row = feed(pages.serve("/rss", lambda handler: handler.give(b"", status=410)))
    poll(row)
    gone = (row.is_active, "gone for good" in row.error)
    pages.serve("/rss", rss(item(1)))
    poll(row)

    assert (gone, row.error, row.faults) == ((False, True), "", 0)


def test_feeds_are_asked_when_due_and_each_by_one_worker():
    rows = [feed(f"https://a.example/{n}", is_active=n != 2) for n in range(3)]
    Feed.objects.filter(pk=rows[1].pk).update(next_poll_at=timezone.now() + timedelta(hours=1))

    assert (due_feeds(), due_feeds()) == ([rows[0].pk], [])


def test_no_feed_is_asked_more_than_every_five_minutes():
    with pytest.raises(IntegrityError, match="feed_is_not_hammered"), transaction.atomic():
        feed("https://a.example/", minutes=1)


def test_admins_keep_feeds_and_poll_them_now(monkeypatch):
    polled: list[int] = []
    monkeypatch.setattr("articles.queueing.poll_feed.delay_on_commit", polled.append)
    client = as_user(make.admin())
    form = {"name": "Post", "address": "https://post.example/rss", "minutes": "15", "is_active": "on"}

    refused = client.post(
        "/admin/articles/feed/add/", form | {"address": "http://127.0.0.1/rss", "minutes": "1"}
    )
    client.post("/admin/articles/feed/add/", form)
    row = Feed.objects.get()
    client.post("/admin/articles/feed/", {"action": "poll_now", "_selected_action": [row.pk]})
    Feed.objects.update(error="It did not answer.", last_result="2 new.")
    listed = said(client.get("/admin/articles/feed/"))

    assert (refused.status_code, "From 5 minutes to a week" in said(refused)) == (200, True)
    assert (row.added_by.groups.get().name, polled) == ("admin", [row.pk])
    assert ("It did not answer." in listed, "2 new." in listed) == (True, True)
    assert as_user(make.editor()).get("/admin/articles/feed/").status_code in (302, 403)
