"""Many articles at once: thousands, with bad lines among them, stopped and gone on with."""

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands.import_articles import EVERY
from articles.models import Article, Intake
from articles.records import LONGEST_LINE
from claims.models import Extraction
from tests import make
from tests.workers import test_database_url, wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def handed(monkeypatch):
    """The intakes that the doors handed to the workers; no broker is asked."""
    rows: list[int] = []
    monkeypatch.setattr("articles.queueing.take_in.delay_on_commit", rows.append)
    return rows


@pytest.fixture
def take(tmp_path):
    """Import these lines; gives what the command says, and what it says of bad lines."""
    by = make.editor().username

    def run(*lines: object, **options: object) -> tuple[str, str]:
        file = tmp_path / "articles.jsonl"
        written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        file.write_bytes(b"\n".join(written) + b"\n")
        said, bad = StringIO(), StringIO()
        call_command("import_articles", file, by=by, stdout=said, stderr=bad, **options)
        return said.getvalue().strip(), bad.getvalue()

    return run


def story(number: int, **about: str) -> dict[str, str]:
    return {"text": f"{number + 2} people were killed in Lindmar, police said."} | about


def test_a_line_becomes_an_article_that_waits_to_be_read(take, queued):
    take(
        story(1, title="Fire", publisher="Post", published_on="2026-03-14", address="https://post.example/1")
    )

    article = Article.objects.get()
    assert (article.title, str(article.publisher), article.published_on, article.address) == (
        "Fire", "Post", date(2026, 3, 14), "https://post.example/1")  # fmt: skip
    assert queued == [Extraction.objects.get(version__article=article).pk]


def test_a_line_with_an_address_alone_is_fetched(take, handed):
    said, _ = take({"address": "https://post.example/1", "title": "Fire"})

    assert (said, handed) == ("0 new, 1 to be fetched, 0 here already, 0 bad", [Intake.objects.get().pk])


def test_a_second_run_adds_nothing_and_goes_on_where_the_first_stopped(take):
    first = [story(number) for number in range(20)]
    take(*first)

    said, _ = take(*first, *(story(number) for number in range(20, 30)))

    assert said.startswith("Goes on at line 21: ")
    assert said.endswith("\n30 new, 0 to be fetched, 0 here already, 0 bad")
    assert (Article.objects.count(), Extraction.objects.count()) == (30, 30)


def test_a_file_that_was_changed_before_its_end_is_looked_at_from_the_start(take):
    take(*(story(number) for number in range(20)))

    said, _ = take(story(0), story(99), *(story(number) for number in range(2, 20)))

    assert said == "1 new, 0 to be fetched, 19 here already, 0 bad"


def test_all_of_a_file_is_looked_at_again_where_that_is_asked(take):
    take(*(story(number) for number in range(5)), b"{")

    said, bad = take(*(story(number) for number in range(5)), b"{", from_start=True)

    assert (said, "Line 6" in bad) == ("0 new, 0 to be fetched, 5 here already, 1 bad", True)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_goes_on_where_it_was(tmp_path, end):
    """A real process, killed at any moment: it says where it goes on, and nothing comes in twice or never."""
    file, by = tmp_path / "many.jsonl", make.editor().username
    file.write_text("".join(json.dumps(story(number)) + "\n" for number in range(1_000)))
    command = [sys.executable, "manage.py", "import_articles", str(file), "--by", by]
    env = os.environ | {"DATABASE_URL": test_database_url()}
    with (tmp_path / "said").open("w") as output:
        first = subprocess.Popen(command, env=env, stderr=output, stdout=output)
    wait_until(lambda: Article.objects.count() > 50, what="some articles", patience=90)
    first.send_signal(end)
    first.wait(30)
    here = Article.objects.count()

    again = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout

    line = int(re.search(r"Goes on at line ([\d,]+):", again)[1].replace(",", ""))
    assert (here < 1_000, here - EVERY <= line - 1 <= here) == (True, True)
    assert (Article.objects.count(), Extraction.objects.count()) == (1_000, 1_000)
    assert "Stopped after line" in (tmp_path / "said").read_text() or end == signal.SIGKILL


NOTHING = "0 new, 0 to be fetched, 0 here already, 0 bad"


@pytest.mark.parametrize("what", ["", "\n", "\n\n\n"])
def test_a_file_with_nothing_in_it_adds_nothing_twice(take, what):
    assert [take(what.encode())[0].splitlines()[-1] for _ in "ab"] == [NOTHING] * 2


BAD = {
    b"{": "it is not JSON",
    b"[1]": "it is no object in braces",
    b"null": "it is no object in braces",
    b"{}": "it has neither a text nor an address",
    b'{"text": " "}': "it has neither a text nor an address",
    b'{"text": 9}': "“text” is no text in quotes",
    b'{"text": "12 34"}': "there are no words in its text",
    b'{"text": "Nine", "titel": "x"}': "“titel” is no field",
    b'{"text": "Nine", "published_on": "14 March"}': "“14 March” is no day",
    b'{"text": "Nine", "address": "file:///etc/passwd"}': "its address can't be used",
    b'{"text": "\xff"}': "it is not in UTF-8",
    b"[" * 100_000: "it is not JSON",
    b'{"text": "' + b"a" * 1_000_001 + b'"}': "its text is longer than",
}


def test_bad_lines_are_told_by_number_and_stop_no_other(take):
    said, bad = take(story(1), *BAD, story(2))

    lines = [line for line in bad.splitlines() if line]
    told = [
        (line.strip(), number, why)
        for number, (line, why) in enumerate(zip(lines, BAD.values(), strict=True), 2)
    ]
    assert [line for line, number, why in told if not line.startswith(f"Line {number}: {why}")] == []
    assert said == f"2 new, 0 to be fetched, 0 here already, {len(BAD)} bad"


def test_a_line_without_end_is_passed_over_and_the_next_one_read(take):
    said, bad = take(b'{"text": "' + b"a" * (2 * LONGEST_LINE), story(1))

    assert (said, "Line 1: it is longer than" in bad) == (
        "1 new, 0 to be fetched, 0 here already, 1 bad",
        True,
    )


def test_what_no_database_stores_is_cleaned_away(take):
    take(b'{"text": "Nine\\u0000 died \\ud800 here.", "title": "A\\u0000B\\nC"}')

    article = Article.objects.get()
    assert (article.title, article.versions.get().text) == ("A B C", "Nine  died   here.")


@pytest.mark.parametrize("who", ["nobody", ""])
def test_somebody_who_may_has_to_ask(who, tmp_path):
    with pytest.raises(CommandError, match="nobody called"):
        call_command("import_articles", tmp_path / "none", by=who)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="can't be read"):
        call_command("import_articles", tmp_path / "none", by=make.editor().username)
