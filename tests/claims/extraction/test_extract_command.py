"""The command that prints readings as JSON lines."""

import json
from io import StringIO

import pytest

from claims.management.commands.extract import Command


def run(*arguments):
    out, err = StringIO(), StringIO()
    command = Command(stdout=out, stderr=err, no_color=True)
    code = 0
    try:
        command.handle(
            files=[str(a) for a in arguments if a != "--stories"], stories="--stories" in arguments
        )
    except SystemExit as stop:
        code = stop.code
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines(), code


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.txt").write_text("Eleven people died in a fire on Monday, police said.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Police said 12 people died in the fire.", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"Caf\xe9")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "page.html").write_text(
        "<html><head><title>Fire at mill</title></head><body><nav>Home</nav><article><h1>Fire at mill</h1>"
        "<p>Eleven people died in a fire at a paper mill on Monday, police said in a statement.</p>"
        "<p>The fire broke out at night and burnt for six hours before it was put out.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    return tmp_path


def test_files_are_read_in_the_order_given_and_the_disputes_come_last(files):
    lines, errors, code = run(files / "b.txt", files / "a.txt", "--stories")
    assert [line["format"] for line in lines] == ["factcheck.extraction/1"] * 2 + ["factcheck.disputes/1"]
    assert [line["document"]["path"] for line in lines[:2]] == [str(files / "b.txt"), str(files / "a.txt")]
    assert (errors, code) == ([], 0)


@pytest.mark.parametrize(
    ("name", "why"),
    [("gone.txt", "no such file or directory"), ("latin.txt", "not UTF-8"), ("", "is a directory")],
)
def test_an_unreadable_file_gets_one_line_and_the_others_are_done(files, name, why):
    lines, errors, code = run(files / name, files / "a.txt")
    assert [line["document"]["path"] for line in lines] == [str(files / "a.txt")]
    assert (len(errors), code) == (1, 1)
    assert errors[0].startswith(str(files / name))
    assert why in errors[0]


def test_an_empty_file_gives_an_empty_document(files):
    lines, _, code = run(files / "empty.txt")
    assert (lines[0]["claims"], lines[0]["document"]["words"], code) == ([], 0, 0)


def test_a_page_comes_with_its_text(files):
    (line,), _, _ = run(files / "page.html")
    text = line["document"]["text"]
    assert "Home" not in text
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in line["claims"])
    assert line["claims"][0]["section"] == "headline"
