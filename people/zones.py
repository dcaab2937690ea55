"""The time zones to choose from."""

import zoneinfo
from datetime import datetime
from functools import cache

from django.utils import timezone

CONTINENTS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian",
    "Pacific",
}  # fmt: skip


@cache
def zone_names() -> tuple[str, ...]:
    """Those named by a place, and UTC; not the old names and those of armies."""
    known = sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in CONTINENTS)
    return ("UTC", *known)


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """By continent, each with what the clock there says now against UTC.

    >>> dict(zone_choices())["UTC"]
    [('UTC', 'UTC (+00:00)')]
    """
    now = timezone.now()
    choices: dict[str, list[tuple[str, str]]] = {}
    for name in zone_names():
        continent, _, place = name.partition("/")
        shown = f"{(place or name).replace('_', ' ').replace('/', ', ')} ({_offset(name, now)})"
        choices.setdefault(continent, []).append((name, shown))
    return list(choices.items())


def _offset(name: str, now: datetime) -> str:
    written = now.astimezone(zoneinfo.ZoneInfo(name)).strftime("%z")
    return f"{written[:3]}:{written[3:5]}"
