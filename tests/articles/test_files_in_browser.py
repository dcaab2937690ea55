"""Files in a real browser, read by a real worker: chosen, dropped, and without script."""

import pytest
from playwright.sync_api import expect

from articles.intake import request_file
from articles.models import Article, Intake
from articles.tasks import take_in
from claims.models import Extraction
from tests import files, make
from tests.files import FIRE, POLICE
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
DROP = """([form, text]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
    for (const kind of ["dragenter", "dragover", "drop"])
        form.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""


def given(name: str, body: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": body}


def test_files_chosen_and_dropped_become_articles(signed_in, worker):
    page = signed_in(make.editor())
    page.goto("/articles/add/")

    page.set_input_files(
        "[name=file]", [given("police.pdf", files.pdf([POLICE])), given("scan.pdf", files.pdf([]))]
    )
    form = page.locator("#files-form").element_handle()
    page.evaluate(DROP, [form, FIRE])
    expect(page.locator("[data-drop-names] li")).to_have_count(3)
    page.get_by_role("button", name="Read the files").click()

    expect(page).to_have_url("/intake/")
    expect(page.locator(".intake", has_text="dropped.txt")).to_contain_text("a new article")
    expect(page.locator(".intake", has_text="police.pdf")).to_contain_text("a new article")
    expect(page.locator(".intake", has_text="scan.pdf")).to_contain_text("This PDF is a scan")
    page.get_by_role("link", name="Nine people were killed").click()
    expect(page.locator("#text a.figure").first).to_be_visible()


def test_a_file_that_misses_the_form_does_not_take_the_page_away(signed_in):
    page = signed_in(make.editor())
    page.goto("/articles/add/")
    page.fill("[name=text]", "typed")

    page.evaluate(DROP, [page.locator("h1").element_handle(), FIRE])

    expect(page.locator("[name=text]")).to_have_value("typed")


@pytest.mark.parametrize("width", [1440, 390])
def test_files_are_added_without_script_too(browser, browser_context_args, live_server, worker, width):
    editor = make.editor()
    options = browser_context_args | {
        "viewport": {"width": width, "height": 800},
        "java_script_enabled": False,
    }
    page = browser.new_context(**options).new_page()
    page.goto("/articles/add/")
    page.fill("[name=login]", editor.username)
    page.fill("[name=password]", "long enough a word")
    page.get_by_role("button", name="Sign in").click()

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_input_files("[name=file]", [given("fire.docx", files.docx(f"{FIRE} {width} saw it."))])
    page.get_by_role("button", name="Read the files").click()
    wait_until(lambda: Intake.objects.get().is_finished, what="the file")
    page.reload()

    expect(page.locator(".intake")).to_contain_text("a new article")
    page.context.close()
    wait_until(lambda: not Extraction.objects.unfinished().exists(), what="the reading")


def test_a_worker_takes_a_row_of_bombs_and_then_a_good_file(worker):
    """None of them harms it, and nothing is half stored. The files of an archive are queued by themselves."""
    editor = make.editor()
    bad = [files.pdf_bomb(), files.docx_with(files.xml_bomb()), files.deep_mail(), files.pdf([FIRE])[:200],
           files.archive({"a.txt": b"0" * 90_000_000}), b"<html><div>" * 100_000]  # fmt: skip
    good = files.archive({"fire.txt": FIRE.encode(), "nothing.txt": b""})
    for number, body in enumerate([*bad, good]):
        take_in.delay(request_file(body, name=f"{number}", by=editor).pk)

    wait_until(lambda: Intake.objects.filter(what="fire.txt", state="done").exists(), what="it", patience=120)

    wait_until(lambda: not Extraction.objects.unfinished().exists(), what="the reading")
    wrong = Intake.objects.filter(part_of=None).order_by("pk")[: len(bad)]
    assert [row.went_wrong for row in wrong] == [True] * len(bad)
    assert (Article.objects.count(), worker.process.poll()) == (1, None)
