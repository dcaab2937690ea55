"""An interval plot, computed: figures to places between 0 and 100 on an axis. Pure; the template only draws.

A figure is a dot, a bar for a range, a line with an arrow for an open end; a rough one has a broken stretch
of a tenth to each side. The axis is linear, or logarithmic where the figures lie far apart; what lies
absurdly far off is drawn at the edge and said so.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median_low

from django.utils.translation import gettext

from claims.extraction.conversions import conversion_of
from claims.extraction.records import Figure, Relation
from claims.wording import bounds_of_one, number_words

FAR_APART = 30  # largest over smallest, above which the axis is logarithmic
MOST_DECADES = 9  # of a logarithmic axis; beyond, a figure is off the scale
LEFT, RIGHT = 3.0, 95.0  # where the axis' ends are drawn: marks and arrows need room
ROUGH = 0.1


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from its least to its greatest value."""

    low: float
    high: float
    is_log: bool

    def place(self, value: float) -> float:
        """Where a value lies, in percent of the width; off the scale, at its edge."""
        value = min(max(value, self.low), self.high)
        if self.is_log:
            share = math.log10(value / self.low) / math.log10(self.high / self.low)
        else:
            share = value / (self.high - self.low) - self.low / (self.high - self.low)
        return LEFT + share * (RIGHT - LEFT)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    def ticks(self) -> list[tuple[str, str]]:
        """Places and labels, four to seven of them."""
        values = _decades(self) if self.is_log else _steps(self)
        return [(percent(self.place(value)), number_words(value)) for value in values]


@dataclass(frozen=True, slots=True)
class Mark:
    """How one figure is drawn. Places are percentages such as "12.50%", None where there is no such end."""

    dot: str | None = None
    start: str | None = None
    end: str | None = None
    arrow: str = ""  # "left", "right" or ""
    rough: tuple[str, str] | None = None
    is_strict: bool = False  # the bound itself is excluded: a hollow dot
    is_off: bool = False


@dataclass(slots=True)
class Scale:
    """An axis and the marks of the figures on it, in their order."""

    unit: str
    axis: Axis
    marks: list[Mark] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What a reader of the plot has to know of its scale."""
        off = sum(mark.is_off for mark in self.marks)
        said = [gettext("The scale is logarithmic.")] if self.axis.is_log else []
        said += [f"Off the scale, drawn at its edge: {off} figure{'s' if off > 1 else ''}."] if off else []
        return " ".join(said)


def percent(place: float) -> str:
    """
    >>> percent(12.5)
    '12.50%'
    """
    return f"{place:.2f}%"


def bounds_in_common(figure: Figure) -> tuple[float | None, float | None]:
    """The ends of a figure in the common unit of its dimension: miles and kilometres share an axis."""
    conversion = conversion_of(figure)
    low, high = (None if end is None else conversion.of(end) for end in bounds_of_one(figure))
    return low, high


def draw(figures: Sequence[Figure]) -> Scale | None:
    """One axis for these figures and a mark for each; None where none has a number."""
    ends = [bounds_in_common(figure) for figure in figures]
    known = [end for pair in ends for end in pair if end is not None and math.isfinite(end)]
    if not known:
        return None
    axis = axis_for(known)
    marks = [mark(figure, *pair, axis) for figure, pair in zip(figures, ends, strict=True)]
    return Scale(conversion_of(figures[0]).unit, axis, marks)


def axis_for(values: Sequence[float]) -> Axis:
    """The axis that shows these values best.

    >>> axis_for([10, 20]).is_log, axis_for([10, 20000]).is_log
    (False, True)
    """
    low, high = min(values), max(values)
    above = [value for value in values if value > 0]
    if above and max(above) / min(above) > FAR_APART:
        return _log_axis(above)
    if low == high:
        room = abs(low) / 2 or 1.0
        return Axis(low - room, high + room, is_log=False)
    if 0 <= low < 0.6 * high:
        return Axis(0.0, high * 1.02, is_log=False)
    room = high / 12 - low / 12
    return Axis(low - room, high + room, is_log=False)


def _log_axis(above: Sequence[float]) -> Axis:
    middle = median_low(math.log10(value) for value in above)
    least = max(math.log10(min(above)), middle - MOST_DECADES / 2)
    most = min(math.log10(max(above)), middle + MOST_DECADES / 2)
    return Axis(10.0 ** max(least, -300) / 1.3, 10.0 ** min(most, 300) * 1.3, is_log=True)


def mark(figure: Figure, low: float | None, high: float | None, axis: Axis) -> Mark:
    """How one figure is drawn on an axis."""
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return Mark()
    places = [percent(axis.place(end)) for end in ends]
    is_off = not all(axis.holds(end) for end in ends)
    is_strict = figure.relation in (Relation.MORE_THAN, Relation.LESS_THAN)
    if len(ends) == 2 and low == high:
        slack = ROUGH * abs(ends[0])
        stretch = (percent(axis.place(ends[0] - slack)), percent(axis.place(ends[0] + slack)))
        return Mark(
            dot=places[0], rough=stretch if figure.relation is Relation.ABOUT else None, is_off=is_off
        )
    if len(ends) == 2:
        return Mark(start=places[0], end=places[1], is_off=is_off)
    if high is None:
        return Mark(
            dot=places[0], start=places[0], end="99.00%", arrow="right", is_strict=is_strict, is_off=is_off
        )
    return Mark(dot=places[0], start="1.00%", end=places[0], arrow="left", is_strict=is_strict, is_off=is_off)


def _steps(axis: Axis) -> list[float]:
    """Round values along a linear axis."""
    rough = axis.high / 5 - axis.low / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    first = math.ceil(axis.low / step)
    return [n * step for n in range(first, first + 8) if n * step <= axis.high]


def _decades(axis: Axis) -> list[float]:
    """Powers of ten along a logarithmic axis, with their halves and fifths where there are few."""
    first, last = math.floor(math.log10(axis.low)), math.ceil(math.log10(axis.high))
    every = max(1, math.ceil((last - first) / 6))
    factors = (1, 3) if last - first <= 3 else (1,)
    values = [factor * 10.0**power for power in range(first, last + 1, every) for factor in factors]
    return [value for value in values if axis.holds(value)]
