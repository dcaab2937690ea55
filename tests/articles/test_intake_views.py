"""The rooms of intake: asking by address, the list, the copies."""

import pytest
from django.core.files.storage import default_storage

from articles.intake import perform_intake, request_intake
from articles.models import Article, Intake
from claims.services import request_extraction
from tests import make
from tests.articles.test_intake import page
from tests.pages import HTMX, as_user, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def handed(monkeypatch):
    """The intakes that the doors handed to the workers; no broker is asked."""
    rows: list[int] = []
    monkeypatch.setattr("articles.queueing.take_in.delay_on_commit", rows.append)
    return rows


def perform(row: Intake) -> Intake:
    return perform_intake(row.pk, hand_on=lambda version, by: request_extraction(version, by=by))


def test_addresses_one_a_line_become_intakes_and_are_queued(handed):
    sent = as_user(make.editor()).post(
        "/intake/add/", {"addresses": "https://a.example/one\n\n  b.example/two \nhttps://a.example/one\n"}
    )

    assert (sent.status_code, sent["Location"]) == (303, "/intake/")
    assert [row.what for row in Intake.objects.order_by("pk")] == [
        "https://a.example/one",
        "https://b.example/two",
    ]
    assert handed == list(Intake.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("", "Paste the address of an article here"),
        ("https://a.example/\nftp://b.example/", "Line 2, “ftp://b.example/”: Only http and https"),
        ("file:///etc/passwd", "Only http and https"),
        ("https://user:pw@a.example/", "a name or a password"),
        ("not an address", "no web address"),
        ("\n".join(f"https://a.example/{n}" for n in range(101)), "At most 100 addresses"),
    ],
)
def test_what_is_no_address_is_said_line_by_line_and_nothing_is_asked_for(lines, why, handed):
    sent = as_user(make.editor()).post("/intake/add/", {"addresses": lines})

    assert (sent.status_code, why in said(sent).replace("&amp;", "&"), handed) == (422, True, [])
    assert lines.strip()[:30] in said(sent)


def test_an_address_that_is_here_brings_to_its_article(pages):
    editor = make.editor()
    there = perform(request_intake("address", pages.serve("/fire", page()), by=editor)).version.article

    sent = as_user(editor).post("/intake/add/", {"addresses": pages.at("/fire?utm_source=x")})

    assert (sent.status_code, sent["Location"]) == (303, there.get_absolute_url())


def test_readers_see_the_list_and_ask_for_nothing():
    reader = as_user(make.reader())

    refused = [
        reader.post(address).status_code
        for address in ("/intake/add/", "/intake/1/try-again/", "/intake/1/dismiss/")
    ]

    assert (refused, reader.get("/intake/").status_code) == ([403] * 3, 200)


def test_what_went_wrong_is_said_with_what_to_do(pages, handed):
    editor = make.editor()
    row = perform(request_intake("address", pages.at("/none"), by=editor))
    client = as_user(editor)

    shown = said(client.get("/intake/?show=wrong"))
    client.post(f"/intake/{row.pk}/try-again/", {"back_to": "/intake/?show=wrong"})

    assert [word in shown for word in ("no page at this address", "Try again", f"?intake={row.pk}")] == [
        True
    ] * 3
    row.refresh_from_db()
    assert (row.state, handed) == ("waiting", [row.pk])


def test_pasting_it_instead_carries_what_is_known_and_ends_the_intake(pages):
    editor = make.editor()
    wall = page(
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    )
    row = perform(request_intake("address", pages.serve("/paid", wall), by=editor))
    client = as_user(editor)

    form = said(client.get(f"/articles/add/?intake={row.pk}"))
    client.post("/articles/add/", {"text": "Nine people died, the whole story says.", "intake": row.pk})

    assert (row.state, "behind a paywall" in row.error) == ("failed", True)
    assert [word in form for word in ("Fire in Lindmar kills nine", "2026-03-14", pages.at("/paid"))] == [
        True
    ] * 3
    row.refresh_from_db()
    assert (row.state, row.version.article) == ("done", Article.objects.get())


@pytest.mark.parametrize("intake", ["x", "0", "999999", "-1", "9" * 30])
def test_an_intake_that_is_not_there_gives_the_empty_form(intake):
    assert as_user(make.editor()).get(f"/articles/add/?intake={intake}").status_code in (200, 404)


def test_a_dismissed_one_leaves_the_list_and_comes_back(pages):
    editor = make.editor()
    row = perform(request_intake("address", pages.at("/none"), by=editor))
    client = as_user(editor)

    client.post(f"/intake/{row.pk}/dismiss/")
    gone, shelf = (f"intake-{row.pk}" in said(client.get(f"/intake/{q}")) for q in ("", "?show=dismissed"))
    client.post(f"/intake/{row.pk}/dismiss/", {"back": ""})

    assert (gone, shelf, f"intake-{row.pk}" in said(client.get("/intake/"))) == (False, True, True)


def test_nobody_is_sent_elsewhere_after_a_button():
    row = request_intake("address", "https://a.example/", by=make.editor())

    sent = as_user(make.editor()).post(f"/intake/{row.pk}/try-again/", {"back_to": "//evil.example/"})

    assert sent["Location"] == "/intake/"


def test_the_list_is_polled_while_something_works_and_no_longer(pages):
    editor = make.editor()
    row = request_intake("address", pages.serve("/fire", page()), by=editor)
    client = as_user(editor)

    polled = []
    for _ in range(2):
        polled.append("hx-trigger" in said(client.get("/intake/", headers=HTMX | {"HX-Target": "intakes"})))
        perform(row)

    assert polled == [True, False]


def test_a_long_list_has_pages():
    editor = make.editor()
    for number in range(31):
        request_intake("address", f"https://a.example/{number}", by=editor)

    shown = [said(as_user(editor).get(f"/intake/?page={number}")).count('id="intake-') for number in (1, 2)]

    assert shown == [30, 1]


def test_a_kept_copy_is_shown_in_a_sandbox_to_those_who_are_signed_in(pages, client):
    row = perform(
        request_intake(
            "address", pages.serve("/fire", page(more="<script>alert(1)</script>")), by=make.editor()
        )
    )
    inside = as_user(make.reader())
    addresses = [f"/copies/{row.snapshot.pk}/{part}" for part in ("", "page/", "file/")]

    facts, shown, stored = (inside.get(address) for address in addresses)

    assert [client.get(address).status_code for address in addresses] == [302] * 3
    assert (row.snapshot.sha256 in said(facts), "still the same" in said(facts)) == (True, True)
    assert shown["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert ("Nine people were killed" in said(shown), "alert" in said(shown)) == (True, False)
    assert b"".join(stored)[:2] == b"\x1f\x8b"


def test_a_kept_copy_that_is_lost_says_so(pages):
    row = perform(request_intake("address", pages.serve("/fire", page()), by=make.editor()))
    default_storage.delete(row.snapshot.stored_as)

    shown = said(as_user(make.reader()).get(f"/copies/{row.snapshot.pk}/"))

    assert "missing or has been changed" in shown


def test_the_article_says_where_it_came_from_and_is_fetched_again(pages, handed):
    editor = make.editor()
    first = perform(request_intake("address", pages.serve("/fire", page()), by=editor))
    article, client = first.version.article, as_user(editor)

    before = said(client.get(article.get_absolute_url()))
    sent = client.post(f"/articles/{article.pk}/fetch-again/")
    during = said(client.get(f"/articles/{article.pk}/origin/"))
    perform(Intake.objects.first())
    after = said(client.get(f"/articles/{article.pk}/origin/"))

    assert ("by Ada Brook" in before, f"/copies/{first.snapshot.pk}/" in before) == (True, True)
    assert (sent["Location"], len(handed), "hx-trigger" in during) == (article.get_absolute_url(), 1, True)
    assert ("unchanged" in after, "hx-trigger" in after) == (True, False)
