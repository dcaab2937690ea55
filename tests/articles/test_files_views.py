"""The door for files: sent by a form, on the list each by itself, given back as they came."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.intake import perform_intake, request_file
from articles.models import Intake, Snapshot
from claims.services import request_extraction
from tests import files, make
from tests.files import FIRE, POLICE
from tests.pages import as_user, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def handed(monkeypatch):
    """The intakes that the doors handed to the workers; no broker is asked."""
    rows: list[int] = []
    monkeypatch.setattr("articles.queueing.take_in.delay_on_commit", rows.append)
    return rows


def sent(client, *uploads: tuple[str, bytes]):
    chosen = [SimpleUploadedFile(name, body) for name, body in uploads]
    return client.post("/intake/add-files/", {"file": chosen})


def test_files_become_intakes_and_are_queued(handed):
    answer = sent(as_user(make.editor()), ("fire.txt", FIRE.encode()), ("police.pdf", files.pdf([POLICE])))

    rows = Intake.objects.order_by("pk")
    assert (answer.status_code, answer["Location"]) == (303, "/intake/")
    assert [(row.kind, row.what) for row in rows] == [("file", "fire.txt"), ("file", "police.pdf")]
    assert handed == [row.pk for row in rows]


def test_one_too_large_or_empty_is_on_the_list_with_the_reason_and_stops_no_other(handed, settings):
    settings.FILE_MOST_BYTES = 2**20

    client = as_user(make.editor())
    sent(client, ("film.mp4", b"x" * (2**20 + 1)), ("fire.txt", FIRE.encode()))

    states = dict(Intake.objects.values_list("what", "state"))
    assert (states, len(handed)) == ({"film.mp4": "refused", "fire.txt": "waiting"}, 1)
    assert "larger than 1 megabytes" in said(client.get("/intake/"))


@pytest.mark.parametrize(
    ("uploads", "why"),
    [([], "Choose a file"), ([(f"{n}.txt", b"Nine") for n in range(51)], "At most 50 files")],
)
def test_no_file_or_far_too_many_is_said_in_the_form(uploads, why, handed):
    answer = sent(as_user(make.editor()), *uploads)

    assert (answer.status_code, why in said(answer), handed) == (422, True, [])


def test_files_that_are_too_much_together_are_said_in_the_form_and_none_is_stored(handed, settings):
    settings.UPLOAD_MOST_BYTES = 2**20
    several = [(f"{n}.txt", FIRE.encode() + b" " * 400_000) for n in range(3)]

    answer = sent(as_user(make.editor()), *several)

    why = "these files are 2 megabytes together, and at most 1 come in at once"
    assert (answer.status_code, why in said(answer), handed) == (422, True, [])
    assert (Intake.objects.count(), Snapshot.objects.count()) == (0, 0)


def test_no_part_of_a_request_that_is_too_much_reaches_the_disk(settings, monkeypatch):
    settings.UPLOAD_MOST_BYTES = 2**20
    kept: list[int] = []
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk",
        lambda self, raw, start: kept.append(len(raw)),
    )

    sent(as_user(make.editor()), ("film.mp4", b"x" * 5 * 2**20))

    assert kept == []


def test_readers_add_no_files():
    assert sent(as_user(make.reader()), ("a.txt", b"Nine")).status_code == 403


def test_a_file_is_given_back_as_it_came_and_never_shown():
    body = b"<!doctype html><script>alert(1)</script><p>" + FIRE.encode()
    row = request_file(body, name='x"\r\nSet-Cookie: a=b.html', by=make.editor())

    answer = as_user(make.reader()).get(f"/copies/{row.snapshot.pk}/original/")

    assert (answer.content, answer["Content-Type"]) == (body, "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment")
    assert ("sandbox" in answer["Content-Security-Policy"], "Set-Cookie" in answer) == (True, False)


def test_what_an_archive_held_says_where_it_came_from():
    editor = make.editor()
    row = request_file(files.archive({"fire.txt": FIRE.encode()}), name="all.zip", by=editor)
    for pk in (row.pk, row.pk + 1):
        perform_intake(pk, hand_on=lambda version, by: request_extraction(version, by=by))

    listed = said(as_user(editor).get("/intake/"))
    article = said(
        as_user(editor).get(Intake.objects.get(what="fire.txt").version.article.get_absolute_url())
    )

    assert [word in listed for word in ("unpacked", "file in all.zip")] == [True, True]
    assert "from the file fire.txt in all.zip" in article
