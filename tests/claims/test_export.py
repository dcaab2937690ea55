"""The list of disputes as a file."""

import csv
import io
import json

import pytest

from claims.models import Dispute
from claims.outlining import outline_disputes
from tests import make
from tests.pages import as_user
from verdicts import exports
from verdicts.digests import digest_of_dispute
from verdicts.services import approve_decision, resolve_dispute

pytestmark = pytest.mark.django_db


def content(path: str) -> str:
    return b"".join(as_user(make.editor()).get(path).streaming_content).decode()


def rows(query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(f"/disputes/export.csv{query}").removeprefix("\ufeff"))))


def decided() -> Dispute:
    made = make.dispute(3000, 6000, question="How many fell?")
    given = resolve_dispute(
        made, method="range", low=3000, high=6000, wording="3,000 to 6,000", reason="Both are named.",
        seen=digest_of_dispute(made), by=make.editor(),
    )  # fmt: skip
    approve_decision(given, by=make.chief())
    return made


def test_json_has_each_figure_as_written_and_as_read_with_who_says_it_and_what_was_decided():
    decided()

    file = json.loads(content("/disputes/export.json"))

    [dispute] = file["disputes"]
    figure = next(f for f in dispute["figures"] if f["value"] == 6000)
    assert (file["format"], dispute["question"], dispute["state"]) == (
        "factcheck-disputes/1", "How many fell?", "approved",
    )  # fmt: skip
    assert (figure["as_written"], figure["as_read"]) == ("6,000", "6,000 soldiers")
    assert figure["sources"][0]["role"] == "originator"
    assert sorted(f["comparison"]["outcome"] for f in dispute["figures"]) == ["conflicting", "reference"]
    assert (dispute["decision"]["low"], dispute["decision"]["wording"]) == (3000, "3,000 to 6,000")


def test_csv_has_a_line_a_figure_with_its_dispute_and_decision():
    decided()

    lines = rows()

    assert [(line["question"], line["decision_method"], line["roles"]) for line in lines] == [
        ("How many fell?", "range", "originator")
    ] * 2


def test_an_export_has_what_the_list_shows():
    make.dispute(3000, 6000, question="A?")
    make.dispute(3, 9, question="B?", status="agree")

    assert {line["question"] for line in rows("?q=%3E+5000")} == {"A?"}
    assert {line["question"] for line in rows("?status=agree")} == {"B?"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", " ="])
def test_no_text_is_a_formula_for_a_spreadsheet(start):
    made = make.dispute(3000, question="A?")
    make.figure(9, text="9", said_by=f"{start}HYPERLINK(1)", dispute=made)
    outline_disputes([made.pk])

    names = [line["sources"] for line in rows()]

    assert next(name for name in names if "HYPERLINK" in name).startswith("'")


def test_an_export_of_what_can_not_be_read_says_why():
    answer = as_user(make.editor()).get("/disputes/export.csv?q=%3E")

    assert (answer.status_code, "After > comes a number" in answer.content.decode()) == (422, True)


def test_nobody_exports_without_signing_in(client):
    assert client.get("/disputes/export.json").status_code == 302


def test_an_empty_export_is_whole():
    assert json.loads(content("/disputes/export.json"))["disputes"] == []
    assert rows() == []


def test_figures_are_read_as_they_are_sent(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(exports, "AT_ONCE", 4)
    for number in range(6):
        make.dispute(3, 6, question=f"{number}?")
    answer = as_user(make.editor()).get("/disputes/export.csv")
    lines = iter(answer.streaming_content)

    with django_assert_max_num_queries(12):  # those of the first two disputes alone
        first = [next(lines) for _ in range(3)]

    assert (len(first), len(list(lines))) == (3, 10)
