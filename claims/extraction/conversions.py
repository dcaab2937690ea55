"""Units to the common one of their kind: miles meet kilometres, a monthly sum meets a yearly one."""

from dataclasses import dataclass
from functools import cache

from claims.extraction.lexicons import load
from claims.extraction.records import Dimension, Figure

FAHRENHEIT = frozenset({"degree fahrenheit", "fahrenheit"})
KELVIN = frozenset({"kelvin"})


@dataclass(frozen=True, slots=True)
class Conversion:
    """A unit as a multiple of the common one: value × factor + shift."""

    unit: str
    factor: float = 1.0
    shift: float = 0.0

    def of(self, value: float) -> float:
        """The value in the common unit."""
        return value * self.factor + self.shift


def conversion_of(figure: Figure) -> Conversion:
    """How a figure's values read in the common unit of its dimension; counts and money keep their own.

    >>> from claims.extraction.records import Dimension
    >>> convert(Dimension.LENGTH, "mile").unit, convert(Dimension.RATE, "EUR per month").unit
    ('metre', 'EUR per year')
    """
    return convert(figure.dimension, figure.unit)


@cache
def convert(dimension: Dimension, unit: str) -> Conversion:
    """The conversion of a unit of a dimension."""
    name = unit.lower().strip()
    if dimension is Dimension.TEMPERATURE:
        if name in FAHRENHEIT:
            return Conversion("degree celsius", 5 / 9, -160 / 9)
        return Conversion("degree celsius", 1.0, -273.15 if name in KELVIN else 0.0)
    if dimension is Dimension.AGE:
        return scaled("duration", name)
    if dimension is Dimension.RATE:
        return rate(load("conversions")["flows"].get(name, unit))
    table = load("conversions").get(dimension.value)
    return scaled(dimension.value, name) if table else Conversion(unit)


def scaled(kind: str, name: str) -> Conversion:
    """A unit of one of the lexicon's tables; one that the table lacks stands for itself."""
    table = load("conversions")[kind]
    factor = table.get(name)
    return Conversion(table["base"], float(factor)) if isinstance(factor, int | float) else Conversion(name)


def rate(unit: str) -> Conversion:
    """A unit per another: both ends are converted, a time to the year: "USD per month" is twelve a year."""
    upper, _, lower = unit.partition(" per ")
    above, below = any_unit(upper), any_unit(lower)
    if below.unit == "hour":
        below = Conversion("year", below.factor / 8766)
    return Conversion(f"{above.unit} per {below.unit}", above.factor / below.factor if below.factor else 1.0)


@cache
def any_unit(name: str) -> Conversion:
    """A unit of whatever dimension knows it."""
    for kind in ("duration", "length", "area", "mass", "volume", "energy", "power"):
        factor = load("conversions")[kind].get(name.lower())
        if isinstance(factor, int | float):
            return Conversion(load("conversions")[kind]["base"], float(factor))
    return Conversion(name)


def is_money(unit: str) -> bool:
    """Whether a unit is a currency's code."""
    return len(unit) == 3 and unit.isupper()
