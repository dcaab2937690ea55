"""Figures that say again what their document says elsewhere: "WHO says 83%", after 83% "were vaccinated"."""

from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.equivalents import is_person
from claims.extraction.records import Dimension, Figure

SMALL = 12  # a number up to this comes up again by chance
MANY = 100  # from here on the same number of people are the same people, whatever they are called

Key = tuple[Dimension, str, float | None, float | None]


def with_echoes(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a document; one whose event is not told takes that of the first with its very number."""
    events: dict[Key, str] = {}
    for figure in figures:
        if figure.event and is_telling(figure):
            events.setdefault(key_of(figure), figure.event)
    return [
        replace(figure, event=events.get(key_of(figure)))
        if figure.event is None and is_telling(figure)
        else figure
        for figure in figures
    ]


def size_of(figure: Figure) -> float:
    """The number of a figure; of a range, its low end."""
    return next((abs(v) for v in (figure.value, figure.low, figure.high) if v is not None), 0.0)


def key_of(figure: Figure) -> Key:
    """What two figures share that give the same number of the same thing."""
    low, high = (figure.low, figure.high) if figure.value is None else (figure.value, figure.value)
    is_crowd = figure.dimension is Dimension.COUNT and (low or high or 0) >= MANY and is_person(figure.unit)
    unit = "person" if is_crowd else figure.unit
    return figure.dimension, unit, low, high


def is_telling(figure: Figure) -> bool:
    """Whether a number is odd enough that it is the same figure where it comes up again."""
    size = size_of(figure)
    is_round = figure.dimension is Dimension.PERCENT and size % 5 == 0
    return size > SMALL and not is_round and figure.dimension is not Dimension.AGE
