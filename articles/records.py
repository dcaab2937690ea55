"""The lines of a bulk import: one JSON object a line, an article each.

    {"text": "...", "title": "...", "publisher": "...", "published_on": "2026-03-14", "address": "https://..."}

Only the text is needed. A line without a text but with an address has its page fetched.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from articles.guard import Forbidden, split_address
from articles.services import clean_text

FIELDS = ("text", "title", "publisher", "published_on", "address")
LONGEST_LINE = 16 * 2**20  # bytes: the longest text, escaped


class BadLine(Exception):
    """A line that can't be taken in. The message says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """An article as a line gives it."""

    text: str
    title: str
    publisher: str
    published_on: date | None
    address: str


def record_of(line: bytes) -> Record:
    """What a line gives. Raises BadLine.

    >>> record_of(b'{"text": "Nine died.", "published_on": "2026-03-14"}').published_on
    datetime.date(2026, 3, 14)
    >>> record_of(b'{"text": 9}')
    Traceback (most recent call last):
    articles.records.BadLine: “text” is no text in quotes
    """
    said = _object_of(line)
    found = {name: _text(said, name) for name in FIELDS}
    if found["address"]:
        _look_at_address(found["address"])
    elif not found["text"].strip():
        raise BadLine("it has neither a text nor an address")
    if found["text"]:
        _look_at_text(found["text"])
    return Record(
        text=found["text"],
        title=found["title"][:300],
        publisher=found["publisher"][:200],
        published_on=_day(found["published_on"]),
        address=found["address"],
    )


def _object_of(line: bytes) -> dict[str, Any]:
    if len(line) >= LONGEST_LINE:
        raise BadLine(f"it is longer than {LONGEST_LINE // 2**20} megabytes")
    try:
        said = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine("it is not in UTF-8") from None
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON") from None
    if not isinstance(said, dict):
        raise BadLine("it is no object in braces")
    if unknown := sorted(set(said) - set(FIELDS)):
        raise BadLine(f"“{unknown[0][:40]}” is no field; there are {', '.join(FIELDS)}")
    return said


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise BadLine(f"“{name}” is no text in quotes")
    cleaned = clean_text(value or "")
    return cleaned if name == "text" else " ".join(cleaned.split())


def _look_at_text(text: str) -> None:
    if len(text) > settings.MAX_ARTICLE_CHARACTERS:
        raise BadLine(f"its text is longer than {settings.MAX_ARTICLE_CHARACTERS:,} characters")
    if not any(map(str.isalpha, text)):
        raise BadLine("there are no words in its text")


def _look_at_address(address: str) -> None:
    try:
        split_address(address)
    except Forbidden as why:
        raise BadLine(f"its address can't be used: {why}") from None
    if len(address) > 2000:
        raise BadLine("its address is too long")


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise BadLine(f"“{said[:40]}” is no day; write it as 2026-03-14") from None
