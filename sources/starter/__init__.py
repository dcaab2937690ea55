"""The starter register: agencies, ministries, international bodies and outlets with their usual names.

Facts only, in `register.csv`, which a newsroom may edit. Loaded on request, as often as one likes; what a
person changed is never overwritten.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sources.names import name_key

FILE = Path(__file__).with_name("register.csv")


@dataclass(frozen=True, slots=True)
class Starter:
    """One source of the starter register."""

    name: str
    kind: str
    country: str
    home_page: str
    part_of: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """All its names by key, its own first."""
        names: dict[str, str] = {}
        for name in (self.name, *self.aliases):
            names.setdefault(name_key(name), name)
        return names


@dataclass(slots=True)
class Loaded:
    """What loading did."""

    added: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # a person changed them; nothing but names was added
    names: int = 0
    clashes: list[str] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)  # sources that were here, of another kind or whole now

    def __str__(self) -> str:
        return (
            f"{len(self.added)} sources added, {len(self.completed)} completed, {self.names} names given; "
            f"{len(self.kept)} that people changed left as they are; {len(self.clashes)} names clash."
        )


@cache
def starters() -> tuple[Starter, ...]:
    """The starter register as it stands in its file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Starter(**{**row, "aliases": tuple(filter(None, row["aliases"].split(";")))})
            for row in csv.DictReader(lines)
        )


@cache
def starter_names() -> dict[str, str]:
    """The name that the starter register has for each key of a name.

    >>> starter_names()["kcna"]
    'Korean Central News Agency'
    """
    return {key: starter.name for starter in starters() for key in starter.names}
