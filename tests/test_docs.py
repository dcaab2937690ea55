"""The examples in the handbook are what the engine reads today."""

import re
from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.records import Figure

READING = Path(__file__).resolve().parent.parent / "docs" / "reading.md"
ROW = re.compile(r"^\| (?P<sentence>[^|]+) \| (?P<read>[^|]*) \| (?P<said_by>[^|]*) \|$", re.MULTILINE)
NUMBER = {"=": "", "~": "about ", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most "}


def in_words(figure: Figure) -> str:
    """A figure as the tables of the handbook write it: `more than 6,000 person`."""
    if figure.relation == "range":
        return f"{plain(figure.low)} to {plain(figure.high)} {figure.unit}"
    number = next(n for n in (figure.value, figure.low, figure.high) if n is not None)
    direction = {"rise": "up ", "fall": "down ", None: ""}[figure.direction]
    return f"{NUMBER[figure.relation]}{direction}{plain(number)} {figure.unit}"


def plain(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def row(sentence: str) -> str:
    """The row of a table for a sentence."""
    reading = extract(sentence, published="2026-03-07")
    names = {a.id: f"{a.source} (relays)" if a.role == "relayer" else a.source for a in reading.attributions}
    sources = dict.fromkeys(names[a] for claim in reading.claims for a in claim.attributions)
    figures = "; ".join(map(in_words, reading.figures))
    return f"| {sentence} | {figures or 'no figure'} | {', '.join(sources) or 'nobody'} |"


def examples() -> list[re.Match[str]]:
    found = ROW.finditer(READING.read_text(encoding="utf-8"))
    return [example for example in found if example["sentence"] not in ("Written", "---")]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["sentence"])
def test_an_example_of_the_handbook_is_read_as_it_says(example):
    assert row(example["sentence"]) == example[0]


def test_the_handbook_has_examples():
    assert len(examples()) > 30
