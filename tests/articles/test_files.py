"""Files taken in: what comes out of good ones, and that bad ones can't hurt."""

import os
import subprocess
import sys
import time
from datetime import date

import pytest

from articles import confined, reading_out
from articles.faults import NotTaken
from articles.intake import perform_intake, refuse_large_file, request_file, try_again
from articles.keeping import body_of
from articles.models import Article, Intake, Snapshot
from claims.models import Extraction
from claims.services import request_extraction
from tests import files, make
from tests.files import FIRE, POLICE

pytestmark = pytest.mark.django_db


def take(body: bytes, name: str = "file.bin", by=None) -> Intake:
    row = request_file(body, name=name, by=by or make.editor())
    return perform(row)


def perform(row: Intake) -> Intake:
    return perform_intake(row.pk, hand_on=lambda version, by: request_extraction(version, by=by))


def test_a_text_file_becomes_an_article_that_waits_to_be_read():
    taken = take(f"Feuer in Lindmar\n\n{FIRE} Größe.".encode("cp1252"), "notes.txt")

    assert (taken.state, taken.outcome, taken.what) == ("done", "new", "notes.txt")
    assert taken.version.text.endswith("Größe.")
    assert Extraction.objects.get().version == taken.version


def test_the_bytes_of_a_file_are_kept_as_they_came():
    body = files.pdf([FIRE, POLICE])

    taken = take(body, "fire.pdf")

    kept = taken.snapshot
    assert (body_of(kept), kept.address, kept.media_type) == (body, "fire.pdf", "application/pdf")


def test_a_pdf_gives_its_paragraphs_and_its_title():
    lines = ["Fire in Lindmar", "Nine people were killed and 40 were injured when a fire de-",
             "stroyed the old mill in Lindmar on Friday, the fire service", "said."]  # fmt: skip

    taken = take(files.pdf([*lines, "1"], [POLICE, "2"], title="Fire kills nine"), "x.txt")

    assert (taken.version.article.title, taken.known["pages"]) == ("Fire kills nine", 2)
    assert taken.version.text.split("\n\n")[1:] == [
        "Nine people were killed and 40 were injured when a fire destroyed the old mill in Lindmar on "
        "Friday, the fire service said.",
        POLICE,
    ]


def test_a_number_alone_on_a_line_of_a_pdf_is_kept_where_it_may_be_a_figure():
    taken = take(files.pdf(["Killed", "12", "Injured", "40", "All of them in the old mill on Friday night."]))

    assert "12" in taken.version.text.split("\n\n")


def test_a_word_file_gives_paragraphs_and_tables_and_what_was_put_in_but_not_what_was_struck_out():
    body = files.docx(FIRE, POLICE, rows=(("Killed", "9"), ("Injured", "40")), title="Fire")
    changed = files.docx_with(
        files.zipfile.ZipFile(files.io.BytesIO(body))
        .read("word/document.xml")
        .replace(
            b"</w:body>",
            b"<w:p><w:r><w:t>In all </w:t></w:r><w:ins><w:r><w:t>11</w:t></w:r></w:ins>"
            b"<w:del><w:r><w:delText>12</w:delText></w:r></w:del></w:p></w:body>",
        )
    )

    taken = take(changed, "fire.docx")

    assert taken.version.text.split("\n\n") == [FIRE, POLICE, "Killed | 9", "Injured | 40", "In all 11"]


def test_a_mail_gives_its_subject_its_day_and_its_text():
    taken = take(files.mail(FIRE, attached=b"%PDF-1.7 x"), "press.eml")

    article = taken.version.article
    assert (article.title, article.published_on) == ("Fire in Lindmar", date(2026, 3, 14))
    assert (taken.known["attachments"], taken.version.text) == (1, f"Fire in Lindmar\n\n{FIRE}")


def test_a_mail_that_is_all_markup_gives_its_words():
    taken = take(files.mail("", html=f"<h1>Fire</h1><p>{FIRE}<script>no()</script></p>"))

    assert taken.version.text == f"Fire in Lindmar\n\nFire\n\n{FIRE}"


def test_a_saved_page_gives_its_article_with_the_comments_apart():
    from tests.articles.test_intake import page

    taken = take(page().encode(), "fire.html")

    assert (str(taken.version.article.publisher), taken.known["comments"]) == ("Lindmar Post", 2)


def test_a_file_is_what_its_bytes_say_not_what_its_name_says():
    rows = [take(files.docx(FIRE), "a.pdf"), take(files.pdf([POLICE]), "b.docx")]

    assert [row.version.text for row in rows] == [FIRE, POLICE]


def test_an_archive_has_each_of_its_files_taken_in_and_one_bad_one_stops_none():
    whole = files.archive(
        {"a/fire.txt": FIRE.encode(), "__MACOSX/._a": b"x", "scan.pdf": files.pdf([], []), "b/police.pdf":
         files.pdf([POLICE]), "nothing.txt": b"", "again.zip": files.archive({"x.txt": b"Nine."})}
    )  # fmt: skip

    archive = take(whole, "all.zip")
    rows = [perform(row) for row in Intake.objects.filter(kind="file").exclude(pk=archive.pk).order_by("pk")]

    assert (archive.state, archive.outcome) == ("done", "unpacked")
    assert [(row.what, row.state) for row in rows] == [
        ("fire.txt", "done"), ("scan.pdf", "refused"), ("police.pdf", "done"), ("nothing.txt", "refused"),
        ("again.zip", "refused")]  # fmt: skip
    assert ("archive inside an archive" in rows[-1].error, Article.objects.count()) == (True, 2)


def test_the_same_file_twice_is_one_article_and_one_kept_copy():
    editor = make.editor()
    first, second = take(FIRE.encode(), "a.txt", editor), take(FIRE.encode(), "a.txt", editor)

    assert (second.outcome, second.version) == ("known text", first.version)
    assert Snapshot.objects.count() == 1


def test_a_file_asked_for_twice_at_once_is_taken_in_once():
    editor = make.editor()

    rows = {request_file(FIRE.encode(), name=name, by=editor).pk for name in ("a.txt", "b.txt")}

    assert len(rows) == 1


def test_a_file_too_large_is_on_the_list_and_trying_again_asks_for_it_anew():
    row = refuse_large_file("../film.mp4", size=2**40, by=make.editor())

    again = perform(try_again(row))

    assert (row.state, row.what, "larger than 24 megabytes" in row.error) == ("refused", "film.mp4", True)
    assert (again.state, "Add it again" in again.error) == ("refused", True)


ESCAPING = {
    "../../../../tmp/i-escaped": FIRE.encode(),
    "/etc/cron.d/x": b"Nine died.",
    "..\\..\\w.txt": b"Ten died.",
}
HOSTILE = {  # what takes long to make is made by its test
    "empty": (b"", "empty"),
    "blank": (b" \r\n\0", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a picture"),
    "huge picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff", "a picture"),
    "film": (b"\0\0\0\x20ftypisom" + b"\0" * 99, "a film"),
    "program": (b"MZ\x90\0\3\0\0\0", "a program"),
    "noise": (bytes(range(256)) * 40, "without text"),
    "rich text": (b"{\\rtf1 Nine died.}", "an RTF file"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "an old office file"),
    "spreadsheet": (
        files.archive({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "_rels": b""}),
        "spreadsheet",
    ),
    "no words": (b"12 34 !!", "no words"),
    "scan": (files.pdf([], [], []), "is a scan"),
    "locked PDF": (files.pdf([FIRE], password="secret"), "locked with a password"),
    "cut PDF": (files.pdf([FIRE])[:200], "damaged"),
    "PDF of nothing": (b"%PDF-1.7\n%%EOF", "damaged"),
    "PDF bomb": (files.pdf_bomb, ""),
    "zip cut": (files.archive({"a.txt": FIRE.encode()})[:40], "damaged"),
    "zip of nothing": (files.archive({}), "no files"),
    "zip locked": (files.locked_archive(), "locked with a password"),
    "zip bomb by ratio": (lambda: files.archive({"a.txt": b"0" * 90_000_000}), "far more than it should"),
    "zip bomb by count": (
        lambda: files.archive({f"{n}.txt": b"x" for n in range(5000)}),
        "more than 100 files",
    ),
    "XML bomb in Word": (files.docx_with(files.xml_bomb()), ""),
    "Word bomb": (lambda: files.docx_with(b"<w>" + b" " * 300_000_000), "unpacks to more"),
    "Word of nothing": (
        files.archive({"[Content_Types].xml": b"<x", "word/document.xml": b"", "_rels": b""}),
        "damaged",
    ),
    "mail nested deep": (files.deep_mail(), "nested deeper"),
    "mail without text": (files.mail("", attached=b"%PDF-1.7 x"), "only attachments"),
    "page nested deep": (b"<html><body>" + b"<div>" * 300_000 + FIRE.encode(), ""),
    "lone surrogates": ("Nine \ud800 died".encode("utf-8", "surrogatepass") * 3, None),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_bad_file_is_said_in_a_sentence_and_hurts_nothing(what):
    body, why = HOSTILE[what]
    body = body() if callable(body) else body
    began = time.monotonic()

    taken = take(body, what)

    assert time.monotonic() - began < 90
    if why is not None:
        assert (taken.went_wrong, why in taken.error, taken.error[-1:]) == (True, True, ".")
        assert (Article.objects.count(), Extraction.objects.count()) == (0, 0)
    assert os.listdir("/tmp").count("i-escaped") == 0


def test_files_named_to_escape_their_folder_stay_in_it():
    take(files.archive(ESCAPING), "../../up.zip")

    assert [row.what for row in Intake.objects.order_by("pk")] == ["up.zip", "i-escaped", "x", "w.txt"]
    assert not os.path.exists("/tmp/i-escaped")


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 0.05)

    with pytest.raises(NotTaken, match="longer than allowed"):
        confined.read_confined("file", files.pdf([FIRE]))


def test_the_confined_process_loads_no_more_than_it_needs():
    """Neither the parser of the reading engine, which takes seconds, nor Django."""
    readers = ", ".join(reading_out.TASKS.values())
    program = f"import sys, articles.reading_out, {readers}; print(*{{'spacy', 'django'}} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == ""


def test_the_confined_process_has_none_of_our_secrets(monkeypatch):
    told = {}
    real = confined.subprocess.Popen
    monkeypatch.setattr(confined.subprocess, "Popen", lambda *a, **o: told.update(o["env"]) or real(*a, **o))

    take(FIRE.encode())

    assert [name for name in told if name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL")] == []
