"""What the one history is made of: an event in words, and a stream of the rows of one kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from claims.wording import number_words


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done, in words. `who` is None for the machine."""

    at: datetime
    kind: str
    who: User | None
    did: str
    about: str
    address: str
    why: str = ""
    before: str = ""
    after: str = ""
    goes_back: str = ""  # what a link to where it is taken back says; "" where it can't be
    back: str = ""  # where it is taken back, if elsewhere than at `address`
    act: int | None = None  # the act on a mark that a button takes back, there and then


@dataclass(frozen=True, slots=True)
class Stream:
    """The rows of one kind: when and by whom each was written, and how it reads."""

    kind: str
    rows: models.QuerySet
    at: str
    by: str
    read: Callable[[Any], Event]


def fields_in_words(fields: dict[str, Any]) -> str:
    """Fields and their values, as a person reads them."""
    return "; ".join(f"{name}: {_words(value)}" for name, value in fields.items())


def _words(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return number_words(value) if is_number else str(value)
