"""A watched folder, by the real command and a real worker."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from articles.watching import Folder
from claims.models import Extraction
from tests import files, make
from tests.files import FIRE
from tests.workers import test_database_url as database_url
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_files_put_into_the_folder_are_taken_in_and_moved(worker, tmp_path):
    command = [
        sys.executable,
        "manage.py",
        "watch",
        str(tmp_path),
        "--by",
        make.editor().username,
        "--every",
        "0.2",
    ]
    (tmp_path / "done").mkdir()
    (tmp_path / "done" / "fire.txt").write_text("an earlier one")
    (tmp_path / "half.pdf.part").write_bytes(b"%PDF-")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    watching = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database_url()})
    try:
        (tmp_path / "fire.txt").write_text(FIRE)
        (tmp_path / "scan.pdf").write_bytes(files.pdf([]))
        wait_until((tmp_path / "refused" / "scan.pdf.why.txt").exists, what="the scan", patience=60)
        wait_until((tmp_path / "done" / "fire 2.txt").exists, what="the text", patience=60)
        wait_until(lambda: not Extraction.objects.unfinished().exists(), what="the reading", patience=60)
    finally:
        watching.send_signal(signal.SIGTERM)
        ending = watching.wait(20)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "done", "half.pdf.part", "link.txt", "refused"]  # fmt: skip
    assert "is a scan" in (tmp_path / "refused" / "scan.pdf.why.txt").read_text()
    assert (ending, Article.objects.get().versions.get().text) == (0, FIRE)


def test_a_file_that_is_still_being_written_is_left_alone(tmp_path):
    folder, file = Folder(tmp_path, rest=0.05), tmp_path / "a.txt"
    found = []
    for piece in ("one", "two", "three"):
        with file.open("a") as written:
            written.write(piece)
        found.append(folder.settled())
    time.sleep(0.1)

    assert (found, folder.settled()) == ([[], [], []], [file])


def test_what_is_no_folder_is_said(tmp_path):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("watch", tmp_path / "none", by=make.editor().username)
