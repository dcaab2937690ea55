"""Taking things in: from an address to an article, once, whatever happens on the way."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles import intake
from articles.intake import lost_intakes, perform_intake, request_intake, try_again
from articles.keeping import body_of, shown_copy
from articles.models import Article, Intake, KnownAddress, Snapshot, Version
from claims.models import Extraction
from claims.services import request_extraction
from tests import make
from tests.pages_server import raw, redirect

pytestmark = pytest.mark.django_db

PAGE = """<!doctype html><html lang="en"><head><title>Fire in Lindmar kills nine | Lindmar Post</title>
<meta property="og:site_name" content="Lindmar Post"><meta name="author" content="Ada Brook">
<meta property="article:published_time" content="2026-03-14T10:00:00Z">{head}</head><body><nav><a
href="/">Home</a></nav>
<article><h1>Fire in Lindmar kills nine</h1><figure><img src="/mill.jpg"><figcaption>Rescue workers at the
mill.
</figcaption></figure><p>Nine people were killed and 40 were injured when a fire destroyed the old mill in
Lindmar on
Friday, the fire service said.</p><p>The mayor, Tom Reed, said that 200 people had been inside at the time,
twice as
many as the building was licensed for.</p><p>{more}</p></article><section id="comments"><h2>2 thoughts</h2>
<ol class="comment-list"><li class="comment"><article class="comment-body"><footer class="comment-meta">jo
says</footer>
<div class="comment-content"><p>I counted 14 ambulances.</p></div></article></li><li class="comment"><div
class="comment-content"><p>My cousin says 12 died.</p></div></li></ol></section></body></html>"""
POLICE = "Police said on Saturday that two men were held and that the number of dead may still rise."


def page(head: str = "", more: str = POLICE) -> str:
    return PAGE.format(head=head, more=more)


def ask(version, by):
    request_extraction(version, by=by)


def take(address: str, **options) -> Intake:
    row = request_intake("address", address, by=options.pop("by", None) or make.editor(), **options)
    return perform_intake(row.pk, hand_on=ask)


def counts() -> tuple[int, int, int]:
    return Article.objects.count(), Version.objects.count(), Snapshot.objects.count()


def test_a_page_becomes_an_article_that_waits_to_be_read(pages):
    taken = take(pages.serve("/news/fire", page()))

    article = taken.version.article
    assert (taken.state, taken.outcome, taken.error) == ("done", "new", "")
    assert (article.title, str(article.publisher), article.published_on) == (
        "Fire in Lindmar kills nine", "Lindmar Post", date(2026, 3, 14))  # fmt: skip
    assert taken.version.text.split("\n\n")[-3:] == [
        "2 Comments",
        "I counted 14 ambulances.",
        "My cousin says 12 died.",
    ]
    assert taken.known == {"byline": "Ada Brook", "language": "en", "captions": 1, "comments": 2}
    assert Extraction.objects.get().version == taken.version


def test_the_bytes_are_kept_as_they_came(pages):
    body = page().encode("cp1252")

    taken = take(
        pages.serve("/news/fire", body, Content_Type="text/html; charset=windows-1252", X_Made_By="Press 4")
    )

    kept = taken.snapshot
    assert (body_of(kept), kept.status, kept.charset, kept.final_address) == (
        body,
        200,
        "cp1252",
        pages.at("/news/fire"),
    )
    assert ["X-Made-By", "Press 4"] in kept.headers


def test_a_kept_copy_shows_no_script_and_loads_nothing(pages):
    spy = "https://spy.example"
    bad = (
        f'<script>alert(1)</script><img src="{spy}/x.png" onerror="alert(2)"><a href="javascript:alert(3)">'
        f'<iframe src="{spy}"></iframe><style>@import "{spy}"</style><p onclick="x()">text</p></a>'
        f'<form action="{spy}"><input name="password"></form><link rel="stylesheet" href="{spy}">'
        f'<svg onload="alert(4)"></svg><meta http-equiv="refresh" content="0;url={spy}">'
    )

    shown = shown_copy(take(pages.serve("/news/fire", page(more=POLICE + bad))).snapshot)

    assert [
        word for word in ("spy.example", "alert", "<img", "onclick", "<form", "<meta") if word in shown
    ] == []
    assert "Nine people were killed" in shown


def test_the_same_address_in_other_clothes_is_the_article_there(pages):
    first = take(pages.serve("/news/fire", page()))
    asked = len(pages.asked)

    again = request_intake(
        "address", pages.at("/news/fire/?utm_source=mail&fbclid=1#comments"), by=make.editor()
    )

    assert (again.state, again.outcome, again.version) == ("done", "known address", first.version)
    assert (len(pages.asked), counts()[0]) == (asked, 1)


def test_an_address_that_leads_to_a_known_one_is_the_article_there(pages):
    first = take(pages.serve("/news/fire", page()))

    second = take(pages.serve("/short", redirect("/news/fire")))

    assert (second.outcome, second.version, Article.objects.count()) == ("known address", first.version, 1)
    assert KnownAddress.objects.count() == 2


def test_a_page_that_names_its_own_address_is_known_under_both(pages):
    take(pages.serve("/amp/1234", page('<link rel="canonical" href="/news/fire">')))

    found = request_intake("address", pages.at("/news/fire"), by=make.editor())

    assert (found.outcome, Article.objects.get().address) == ("known address", pages.at("/news/fire"))


def test_a_page_with_a_text_that_is_here_is_the_article_there(pages):
    first = take(pages.serve("/news/fire", page()))

    second = take(pages.serve("/mirror", page()))

    assert (second.outcome, second.version) == ("known text", first.version)


def test_a_page_fetched_again_unchanged_says_so(pages):
    first = take(pages.serve("/news/fire", page()))

    second = take(pages.at("/news/fire"), again=first.version.article)

    assert (second.outcome, second.version, counts()) == ("unchanged", first.version, (1, 1, 2))


def test_a_page_fetched_again_and_changed_is_a_new_version_to_be_read(pages):
    first = take(pages.serve("/news/fire", page()))
    pages.serve("/news/fire", page(more=POLICE.replace("two", "three")))

    second = take(pages.at("/news/fire"), again=first.version.article)

    assert (second.outcome, second.version.number, second.version.article) == (
        "changed",
        2,
        first.version.article,
    )
    assert Extraction.objects.filter(version=second.version).count() == 1


def test_a_fault_that_may_pass_waits_longer_each_time_and_then_gives_up(pages):
    row = request_intake("address", pages.serve("/busy", lambda h: h.give(b"", status=503)), by=make.editor())
    delays = []
    for _ in range(6):
        row = perform_intake(row.pk, hand_on=ask)
        delays.append(round((row.retry_at - timezone.now()).total_seconds() / 30) if row.retry_at else None)
        Intake.objects.filter(pk=row.pk).update(retry_at=None)

    assert (delays, row.state, row.attempts) == ([1, 4, 20, 120, None, None], "failed", 5)
    assert ("answered “503" in row.error, "tried 5 times" in row.error, counts()) == (True, True, (0, 0, 0))


def test_what_is_not_due_yet_is_not_done_before(pages):
    row = request_intake("address", pages.serve("/news/fire", page()), by=make.editor())
    Intake.objects.filter(pk=row.pk).update(retry_at=timezone.now() + timedelta(minutes=5))
    asked = len(pages.asked)

    assert (perform_intake(row.pk, hand_on=ask).state, len(pages.asked)) == ("waiting", asked)


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("http://10.0.0.1/", "refused"),
        ("http://2130706433/", "refused"),
        ("http://nowhere.invalid/", "failed"),
    ],
)
def test_what_is_final_is_said_at_once(pages, address, state):
    taken = take(address)

    assert (taken.state, taken.attempts, bool(taken.error), counts()) == (state, 1, True, (0, 0, 0))


def test_a_connection_cut_in_the_middle_leaves_nothing_half_stored(pages):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n"

    taken = take(pages.serve("/cut", raw(head + page().encode())))

    assert (taken.state, "broke off" in taken.error, counts()) == ("waiting", True, (0, 0, 0))


def test_asking_twice_for_the_same_thing_asks_once(pages):
    editor = make.editor()

    rows = {
        request_intake("address", pages.at(path), by=editor).pk for path in ("/a", "/a#x", "/a?utm_source=y")
    }

    assert len(rows) == 1


def test_done_twice_it_is_done_once(pages):
    row = request_intake("address", pages.serve("/news/fire", page()), by=make.editor())

    done = [perform_intake(row.pk, hand_on=ask).version for _ in range(2)]

    assert (done[0], done[0] == done[1], counts()) == (Version.objects.get(), True, (1, 1, 1))


def test_an_interrupted_one_begins_anew_and_not_for_ever(pages):
    row = request_intake("address", pages.serve("/news/fire", page()), by=make.editor())
    Intake.objects.filter(pk=row.pk).update(state="reading out", attempts=intake.MOST_ATTEMPTS)

    failed = perform_intake(row.pk, hand_on=ask)

    assert (failed.state, "interrupted" in failed.error) == ("failed", True)


def test_a_lost_one_is_found_and_a_due_one_is_queued():
    lost, due, early, fresh = (
        request_intake("address", f"https://a.example/{n}", by=make.editor()) for n in range(4)
    )
    Intake.objects.exclude(pk=fresh.pk).update(queued_at=make.long_ago())
    Intake.objects.filter(pk=due.pk).update(retry_at=timezone.now())
    Intake.objects.filter(pk=early.pk).update(retry_at=timezone.now() + timedelta(hours=1))

    first, second = (lost_intakes(older_than=timedelta(minutes=1)) for _ in range(2))

    assert (first, second) == ([lost.pk, due.pk], [])


def test_what_failed_is_tried_again_from_the_start(pages):
    failed = take(pages.at("/news/fire-404"))
    pages.serve("/news/fire-404", page())

    again = perform_intake(try_again(failed).pk, hand_on=ask)

    assert (failed.state, again.pk == failed.pk, again.state, again.error) == ("failed", True, "done", "")


def test_what_a_page_does_not_say_is_taken_from_what_was_known(pages):
    bare = (
        "<html><body>"
        + "<p>Nine people were killed when the mill burned down on Friday, officials said.</p>" * 5
    )

    taken = take(
        pages.serve("/bare", bare),
        known={"title": "Mill fire", "publisher": "Wire", "published_on": "2026-03-14"},
    )

    article = taken.version.article
    assert (article.title, str(article.publisher), article.published_on) == (
        "Mill fire",
        "Wire",
        date(2026, 3, 14),
    )
