"""A board over time: who said what when, as steps on an axis of days, and as the list behind it.

A source's line runs level from the day it said a figure to the day it said another. Only figures that count
the same thing share the axis: those of the leading strand, with what they stand in place of.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from claims.board import Board, Entry
from claims.extraction.conversions import conversion_of
from claims.plotting import Axis, Scale, bounds_in_common, draw, percent
from claims.wording import figure_words

MOST_LINES = 6  # sources drawn, the best backed; each has a shape of its own
MOST_POINTS = 40  # of one source
MOST_SAID = 60  # lines of the list
LEFT, RIGHT = 9.0, 94.0


@dataclass(frozen=True, slots=True)
class Point:
    """What one source said on one day, with the ends of what it said; places in percent, y from the top."""

    entry: Entry
    x: str
    y: str
    top: str
    bottom: str
    arrow: str  # "up", "down" or ""


@dataclass(frozen=True, slots=True)
class Line:
    """One source over time."""

    name: str
    shape: int
    points: list[Point]
    steps: list[tuple[str, str, str, str]]  # x1, y1, x2, y2


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the list: a source said something on a day, for the first time, or something new."""

    entry: Entry
    before: Entry | None  # what it said before, where that was something else

    @property
    def change(self) -> str:
        return f"before: {figure_words(self.before.read)}" if self.before else ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The plot over time and the list behind it."""

    lines: list[Line]
    days: list[tuple[str, str]]  # places and labels along the foot
    ticks: list[tuple[str, str]]  # places and labels along the side
    said: list[Said]
    unsaid: int  # lines left out of the list
    left_out: int  # sources left out of the plot
    is_log: bool
    others: int  # figures that count something else or have no date, and are in the table only


def timeline_of(board: Board) -> Timeline | None:
    """The board over time; None where fewer than two days are known."""
    entries = [entry for entry in board.entries if entry.strand == 0 and entry.is_dated]
    if len({entry.said_on for entry in entries}) < 2:
        return None
    unit = _unit(next((e for e in entries if e.stands), entries[0]))
    alike = sorted((e for e in entries if _unit(e) == unit), key=lambda e: (e.said_on, e.pk))
    scale = draw([entry.read for entry in alike])
    if scale is None:
        return None
    days = Days(alike[0].said_on, board.on or alike[-1].said_on)
    sources = _by_source(alike)
    lines = [_line(name, n, said, scale.axis, days) for n, (name, said) in enumerate(sources[:MOST_LINES])]
    ticks = [(percent(_height(place)), label) for place, label in _numbers(scale)]
    changes = _said(alike)
    return Timeline(
        lines, days.ticks(), ticks, changes[:MOST_SAID], len(changes[MOST_SAID:]), len(sources[MOST_LINES:]),
        scale.axis.is_log, len(board.entries) - len(alike),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """The axis of days."""

    first: date
    last: date

    def place(self, day: date) -> float:
        length = max((self.last - self.first).days, 1)
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / length

    def ticks(self) -> list[tuple[str, str]]:
        """Three or so days with their labels; the year where there are several."""
        length = (self.last - self.first).days
        number = min(length, 3)
        days = [self.first + timedelta(days=round(length * n / number)) for n in range(number + 1)]
        has_years = self.first.year != self.last.year
        return [
            (percent(self.place(d)), f"{d.day} {d:%b %Y}" if has_years else f"{d.day} {d:%b}") for d in days
        ]


def _unit(entry: Entry) -> tuple[str, str]:
    return entry.read.dimension, "" if entry.read.dimension == "count" else conversion_of(entry.read).unit


def _by_source(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Who said what, in the order of time; those with most to say first."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[" and ".join(entry.names[:2])].append(entry)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0].casefold()))


def _line(name: str, shape: int, said: Sequence[Entry], axis: Axis, days: Days) -> Line:
    points = [_point(entry, axis, days) for entry in said[-MOST_POINTS:]]
    steps: list[tuple[str, str, str, str]] = []
    for one, other in pairwise(points):
        steps += [(one.x, one.y, other.x, one.y), (other.x, one.y, other.x, other.y)]
    if points:
        steps.append((points[-1].x, points[-1].y, percent(days.place(days.last)), points[-1].y))
    return Line(name, shape, points, [step for step in steps if step[:2] != step[2:]])


def _point(entry: Entry, axis: Axis, days: Days) -> Point:
    low, high = bounds_in_common(entry.read)
    known = [end for end in (low, high) if end is not None] or [axis.low]
    heights = [percent(_height(axis.place(end))) for end in known]
    arrow = "" if low is not None and high is not None else "up" if high is None else "down"
    middle = percent(_height(sum(axis.place(end) for end in known) / len(known)))
    return Point(entry, percent(days.place(entry.said_on)), middle, heights[-1], heights[0], arrow)


def _height(place: float) -> float:
    """From a place along a lying axis to one from the top of a standing one."""
    return 96.0 - place * 0.92


def _numbers(scale: Scale) -> list[tuple[float, str]]:
    return [(float(place.removesuffix("%")), label) for place, label in scale.axis.ticks()]


def _said(entries: Sequence[Entry]) -> list[Said]:
    """When each source said something new, the newest first."""
    last: dict[str, Entry] = {}
    found = []
    for entry in entries:
        name = " and ".join(entry.names)
        before = last.get(name)
        if before is None or figure_words(before.read) != figure_words(entry.read):
            found.append(Said(entry, before))
        last[name] = entry
    return found[::-1]
