"""The other ways in, and what follows, in a real browser with a real worker: by feed, from a folder, in bulk;
near copies, checks by themselves, orphans, evidence.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Recheck
from articles.tasks import check_pages_again
from claims.models import Extraction, Figure
from tests import make
from tests.articles.test_feeds import item, rss
from tests.articles.test_intake import page as markup
from tests.articles.test_near_copies import COPY, REPORT
from tests.files import FIRE
from tests.verdicts.test_orphans import NOW, TEXT, confirmed
from tests.workers import test_database_url as database_url
from tests.workers import wait_until
from verdicts.models import EvidenceSnapshot
from verdicts.tasks import look_at_evidence

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def door(pages):
    """Open before the worker starts, so that the worker knows of it."""


@pytest.fixture(autouse=True)
def all_read() -> Iterator[None]:
    """No reading is left over for the next test."""
    yield
    wait_until(lambda: not Extraction.objects.unfinished().exists(), what="the reading")


def as_page(text: str) -> str:
    head, *lines = text.split("\n\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<title>{head}</title><article><h1>{head}</h1>{body}</article>"


def fetch(page: Page, *addresses: str) -> None:
    page.goto("/articles/add/")
    page.fill("[name=addresses]", "\n".join(addresses))
    page.get_by_role("button", name="Fetch and read").click()
    for address in addresses:
        expect(page.locator(".intake", has_text=address)).to_contain_text("a new article")


def test_a_feed_added_in_admin_brings_its_entry_as_an_article(signed_in, worker, pages):
    feed = pages.serve("/rss", rss(item(link=pages.serve("/news/fire", markup()))))
    page = signed_in(make.admin())
    page.goto("/admin/articles/feed/add/")
    page.fill("[name=name]", "Lindmar Post")
    page.fill("[name=address]", feed)
    page.get_by_role("button", name="Save", exact=True).click()

    page.locator("[name=_selected_action]").check()
    page.select_option("[name=action]", label="Poll the chosen feeds now")
    page.locator("[name=index]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("1 asked for")
    page.goto("/intake/")
    while not page.locator(".intake").count():  # the list polls only while something works
        page.wait_for_timeout(200)
        page.reload()
    expect(page.locator(".intake")).to_contain_text("item of a feed")
    page.get_by_role("link", name="Fire in Lindmar kills nine").click()

    expect(page.locator("#text a.figure").first).to_be_visible()
    page.goto("/admin/articles/feed/")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#result_list .field-last_result")).to_have_text("1 new.")
    expect(page.locator("#result_list .field-last_result")).to_be_in_viewport(ratio=1)


def test_what_is_put_into_a_watched_folder_stands_on_the_list(signed_in, worker, tmp_path):
    editor = make.editor()
    command = [sys.executable, "manage.py", "watch", str(tmp_path), "--by", editor.username, "--every", "0.2"]
    watching = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database_url()})
    try:
        (tmp_path / "fire.txt").write_text(FIRE)
        wait_until((tmp_path / "done" / "fire.txt").exists, what="the file")
    finally:
        watching.send_signal(signal.SIGTERM)
        watching.wait(20)
    page = signed_in(editor)

    page.goto("/intake/")
    expect(page.locator(".intake", has_text="fire.txt")).to_contain_text("a new article")
    page.locator(".intake").get_by_role("link").first.click()

    expect(page.locator("#text a.figure").first).to_be_visible()


def test_what_was_imported_in_bulk_is_read_and_found(signed_in, worker, tmp_path):
    editor, file = make.editor(), tmp_path / "articles.jsonl"
    lines = [{"title": f"Fire {n}", "text": f"{n + 2} people were killed in Lind{n}."} for n in range(3)]
    file.write_text("\n".join(map(json.dumps, lines)))
    call_command("import_articles", file, by=editor.username, stdout=StringIO())
    page = signed_in(editor)

    page.goto("/articles/?q=Lind2")
    page.get_by_role("link", name="Fire 2").click()

    expect(page.locator("#text a.figure").first).to_contain_text("4")


def test_a_near_copy_is_said_to_be_one_until_an_editor_says_otherwise(signed_in, worker, pages):
    page = signed_in(make.editor())
    fetch(page, pages.serve("/agency", as_page(REPORT)))
    fetch(page, pages.serve("/post", as_page(COPY)))

    page.get_by_role("link", name="Night of horror").click()
    expect(page.locator("main")).to_contain_text("near copy of Floods in the valley")
    page.get_by_role("link", name="what differs").click()
    page.get_by_role("button", name="This is not a copy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No copy")
    page.get_by_role("button", name="It is a copy after all").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Near copy")
    page.get_by_role("link", name="Floods in the valley").first.click()
    expect(page.locator("main")).to_contain_text("1 near copy of this article: counted once with it")


def test_a_page_that_changed_is_found_changed_by_itself_and_who_reads_it_is_told(signed_in, worker, pages):
    page = signed_in(make.editor())
    address = pages.serve("/hot", markup())
    fetch(page, address)
    page.get_by_role("link", name="Fire in Lindmar kills nine").click()
    expect(page.locator("#text a.figure").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("next check by itself")

    pages.serve("/hot", markup().replace("Nine people", "Eleven people"))
    Recheck.objects.update(due_at=timezone.now())
    check_pages_again.delay()
    wait_until(lambda: Figure.objects.standing().filter(text__startswith="Eleven").exists(), what="it")
    page.reload()

    expect(page.locator("#text")).to_contain_text("Eleven people were killed")
    page.get_by_role("link", name="versions and what changed").click()
    expect(page.locator("#difference del").first).to_have_text("Nine")


def test_a_decision_whose_text_is_gone_is_given_its_place_with_one_key(signed_in, worker):
    first = make.read(TEXT)
    figure = confirmed(first, "12")
    page = signed_in(make.editor())
    page.goto(first.article.get_absolute_url())
    page.get_by_role("link", name="paste a newer version").click()
    page.fill("[name=text]", NOW)
    page.get_by_role("button", name="Send it to be read").click()
    expect(page.locator("#text a.figure", has_text="19")).to_be_visible()
    page.reload()
    page.get_by_role("link", name="Give it a place or let it go").click()
    expect(page.locator("main")).to_contain_text("12")

    page.keyboard.press("y")

    expect(page.locator("main")).to_contain_text("Every decision has its place.")
    figure.refresh_from_db()
    assert ("19" in figure.text, figure.version.number, figure.gone_at) == (True, 2, None)


def test_a_link_of_evidence_is_kept_and_that_it_is_gone_is_said(signed_in, worker, pages):
    claim, page = make.claim(), signed_in(make.editor())
    page.goto(claim.get_absolute_url())
    page.keyboard.press("v")
    page.select_option("#verdict-form [name=rating]", label="Disputed")
    page.fill("#verdict-form [name=summary]", "Nobody has counted.")
    page.fill("#verdict-form [name=reason]", "See the list.")
    page.locator("#verdict-form [name$=address]").first.fill(pages.serve("/list", markup()))
    page.get_by_role("button", name="Propose this verdict").click()
    expect(page.locator(".evidence-copy")).to_contain_text("copy not kept yet")

    look_at_evidence.delay()
    wait_until(EvidenceSnapshot.objects.filter(state="ok").exists, what="the copy")
    page.reload()
    expect(page.locator(".evidence-copy").first).to_contain_text("link unchanged")
    pages.routes.pop("/list")
    EvidenceSnapshot.objects.update(due_at=timezone.now())
    look_at_evidence.delay()
    wait_until(EvidenceSnapshot.objects.filter(state="gone").exists, what="the look at it")
    page.reload()

    expect(page.locator(".evidence-copy").first).to_contain_text("page gone")
    page.get_by_role("link", name="copy kept").first.click()
    page.get_by_role("link", name="Show the page as kept").click()
    expect(page.locator("body")).to_contain_text("Nine people were killed")
