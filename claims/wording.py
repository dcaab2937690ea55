"""Figures in words, as an editor would say them. Pure: records in, words out."""

import math
import re

from claims.extraction.records import Because, Comparison, Dimension, Figure, Outcome, Relation

RELATIONS = {
    Relation.EXACTLY: "",
    Relation.ABOUT: "about ",
    Relation.MORE_THAN: "more than ",
    Relation.AT_LEAST: "at least ",
    Relation.LESS_THAN: "less than ",
    Relation.AT_MOST: "at most ",
    Relation.RANGE: "",
}
IRREGULAR = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "life": "lives",
    "percent": "percent", "hertz": "hertz", "troops": "troops", "people": "people", "police": "police",
    "degree celsius": "degrees Celsius", "half": "halves", "magnitude": "magnitude", "personnel": "personnel",
    "aircraft": "aircraft", "spacecraft": "spacecraft", "series": "series", "species": "species",
}  # fmt: skip
HISSING = re.compile(r"(?:s|x|z|ch|sh)$")
CONSONANT_Y = re.compile(r"[^aeiou]y$")
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
HUGE = 1e15


def number_words(value: float) -> str:
    """A number as a newsroom prints it.

    >>> number_words(14000.0), number_words(66.67), number_words(3.5e9), number_words(0)
    ('14,000', '66.67', '3.5 billion', '0')
    >>> number_words(1234567.0)  # not rounded away
    '1,234,567'
    >>> number_words(1e300), number_words(2.5e-7)
    ('1 × 10^300', '2.5 × 10^-7')
    >>> number_words(5e-324), number_words(-1.7e308)  # as small, and as large, as numbers get
    ('4.941 × 10^-324', '-1.7 × 10^308')
    """
    size = abs(value)
    if not math.isfinite(value):
        return "endless"
    if size >= HUGE or 0 < size < 1e-4:
        digits, _, power = f"{value:.3e}".partition("e")
        return f"{digits.rstrip('0').rstrip('.')} × 10^{int(power)}"
    for scale, word in SCALES:
        scaled = value / scale
        if size >= scale and math.isclose(scaled, round(scaled, 2), rel_tol=1e-9):
            return f"{scaled:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    whole = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if whole in ("-0", "") else whole


def plural(unit: str) -> str:
    """More than one of a unit.

    >>> plural("soldier"), plural("person"), plural("city"), plural("death per 100000 people")
    ('soldiers', 'people', 'cities', 'deaths per 100000 people')
    """
    head, per, rest = unit.partition(" per ")
    before, _, last = head.rpartition(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif CONSONANT_Y.search(last):
        last = last[:-1] + "ies"
    elif last:
        last += "es" if HISSING.search(last) else "s"
    return f"{before} {last}".strip() + per + rest


def with_unit(amount: str, figure: Figure, *, is_one: bool) -> str:
    """An amount in words with the unit of a figure: "60 to 95 tonnes", "EUR 18 million", "20 to 50%"."""
    unit = figure.unit
    if not unit:
        return amount
    if figure.dimension == Dimension.PERCENT and unit == "percent":
        return f"{amount}%"
    if figure.dimension == Dimension.MONEY or re.match(r"[A-Z]{3}\b", unit):
        return f"{unit[:3]} {amount}{unit[3:]}"
    return f"{amount} {unit if is_one else plural(unit)}"


def amount_words(figure: Figure) -> str:
    """The number of a figure with its relation, without its unit: "about 14,000", "10,000 to 15,000"."""
    if figure.relation == Relation.RANGE:
        ends = [number_words(end) if end is not None else "?" for end in (figure.low, figure.high)]
        return " to ".join(ends)
    known = [number for number in (figure.value, figure.low, figure.high) if number is not None]
    return _relation(figure) + number_words(known[0]) if known else "no number"


def _relation(figure: Figure) -> str:
    is_counted = figure.relation == Relation.LESS_THAN and figure.dimension == Dimension.COUNT
    return "fewer than " if is_counted else RELATIONS[figure.relation]


def figure_words(figure: Figure) -> str:
    """A figure as read, in words: "more than 6,000 soldiers", "10 to 12%", "about USD 3.5 billion"."""
    amount = amount_words(figure)
    relation = _relation(figure)
    words = relation + with_unit(amount.removeprefix(relation), figure, is_one=figure.value == 1)
    return f"{'a rise' if figure.direction == 'rise' else 'a fall'} of {words}" if figure.direction else words


BOTH_RIGHT = {
    Because.ROUNDING: "it is the same when rounded",
    Because.OVERLAP: "the two overlap",
    Because.BOUND: "one leaves room for the other",
}


def comparison_words(comparison: Comparison, mine: tuple[str, str], theirs: tuple[str, str]) -> str:
    """How two figures compare, each given as who says it and what, in a sentence.

    >>> same = Comparison(Outcome.SAME, None, "both give the same value")
    >>> comparison_words(same, ("South", "9 soldiers"), ("North", "9 soldiers"))
    'Same as North: 9 soldiers.'
    >>> clash = Comparison(Outcome.CONFLICTING, None, "can't both be right")
    >>> comparison_words(clash, ("South", "more than 90"), ("North", "40"))
    "South says more than 90, North 40: one value can't satisfy both."
    """
    (who, what), (whom, other) = mine, theirs
    if comparison.outcome == Outcome.SAME:
        return f"Same as {whom}: {other}."
    if comparison.outcome == Outcome.CONFLICTING:
        return f"{_upper(who)} says {what}, {whom} {other}: one value can't satisfy both."
    if comparison.outcome == Outcome.COMPATIBLE and comparison.because in BOTH_RIGHT:
        return f"{_upper(who)} says {what}, {whom} {other}: {BOTH_RIGHT[comparison.because]}."
    return f"{_upper(comparison.reason)}." if comparison.reason else ""


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def bounds_of_one(figure: Figure) -> tuple[float | None, float | None]:
    """The ends of what a figure allows, None where it is open; a rough figure is as it is written."""
    if figure.relation in (Relation.EXACTLY, Relation.ABOUT):
        return figure.value, figure.value
    value = figure.value
    if figure.relation in (Relation.MORE_THAN, Relation.AT_LEAST):
        return (figure.low if figure.low is not None else value), None
    if figure.relation in (Relation.LESS_THAN, Relation.AT_MOST):
        return None, (figure.high if figure.high is not None else value)
    return figure.low, figure.high


def spread_words(low: float | None, high: float | None) -> str:
    """What figures give together, from the lowest to the highest; "" where nothing is known.

    >>> spread_words(3000, 6000), spread_words(4700, None), spread_words(None, None), spread_words(9, 9)
    ('3,000 to 6,000', '4,700 or more', '', '9')
    """
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"{number_words(low)} or more" if low is not None else f"up to {number_words(high or 0)}"
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def worth_words(worthiness: float) -> str:
    """How much a claim is worth an editor's time.

    >>> worth_words(0.9), worth_words(0.5), worth_words(0.1)
    ('check first', 'worth checking', 'little to check')
    """
    if worthiness >= 0.7:
        return "check first"
    return "worth checking" if worthiness >= 0.4 else "little to check"


def state_of(is_dismissed: bool, is_confirmed: bool, is_as_read: bool) -> str:
    """What people said of a figure: nothing yet, that it is right, mended, or none at all.

    >>> state_of(False, True, True), state_of(False, True, False), state_of(True, True, True)
    ('confirmed', 'corrected', 'dismissed')
    """
    if is_dismissed:
        return "dismissed"
    if not is_as_read:
        return "corrected"
    return "confirmed" if is_confirmed else "unreviewed"
