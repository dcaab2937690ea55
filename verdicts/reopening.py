"""When an approved resolution re-opens by itself. Pure: what was seen and what stands now in, reasons out.

A figure that joined or changed since, and that lies outside what the newsroom decided, re-opens it. One
that was there all along does not, even outside: the author saw it and decided all the same. Where the
decision gives no number, every figure that joins or changes re-opens it, for nothing tells whether it fits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from claims.extraction.records import Relation, Status

Seen = Mapping[str, Any]  # a snapshot: see snapshots.py
READ = ("relation", "value", "low", "high", "unit", "measure")
ROUGH = 0.1


@dataclass(frozen=True, slots=True)
class Reopened:
    """One figure that re-opens a decision, and how it does."""

    figure: int
    text: str
    how: str  # "joined" or "changed"
    sources: tuple[str, ...]
    is_outside: bool  # of the numbers decided; False where the decision gave none


def reopened_by(
    seen: Sequence[Seen], now: Iterable[Seen], *, low: float | None, best: float | None, high: float | None
) -> list[Reopened]:
    """The figures that re-open a decision, in their order.

    >>> old = {"figure": 1, "text": "3,000", "relation": "=", "value": 3000, "low": 3000, "high": 3000}
    >>> old["sources"] = []
    >>> new = old | {"figure": 2, "text": "9,000", "value": 9000, "low": 9000, "high": 9000}
    >>> [why.text for why in reopened_by([old], [old, new], low=3000, best=None, high=6000)]
    ['9,000']
    >>> reopened_by([old], [old, new], low=3000, best=None, high=10000)  # it joined, and fits
    []
    """
    earlier = {figure["figure"]: figure for figure in seen}
    least, most = _decided(low, best, high)
    says_nothing = least is None and most is None
    found = []
    for figure in now:
        before = earlier.get(figure["figure"])
        if before is not None and all(before.get(name) == figure.get(name) for name in READ):
            continue
        if says_nothing or is_outside(figure, least, most):
            how = "joined" if before is None else "changed"
            sources = tuple(figure["sources"])
            found.append(Reopened(figure["figure"], figure["text"], how, sources, not says_nothing))
    return found


SAYS = {
    Status.AGREE: _("all agreed"),
    Status.CONFLICT: _("were in conflict"),
    Status.DEFINITION: _("counted different things"),
}
SAYS_NOW = {
    Status.AGREE: _("now they all agree"),
    Status.CONFLICT: _("now they are in conflict"),
    Status.DEFINITION: _("now some count something else"),
}


class Decided(Protocol):
    """A resolution, as far as re-opening goes."""

    figures_seen: Sequence[Seen]
    status_seen: str
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a decision re-opens: what happened, a sentence, and the figures that did it."""

    key: list[Any]
    sentence: str
    figures: list[dict[str, Any]]


def causes_of(decided: Decided, now: Sequence[Seen], *, status: str) -> list[Cause]:
    """All there is against a decision: figures outside it, then another comparison than its author saw."""
    found = reopened_by(decided.figures_seen, now, low=decided.low, best=decided.best, high=decided.high)
    read = {figure["figure"]: figure for figure in now}
    causes = []
    for why in found:
        key = ["figure", why.figure, *(read[why.figure].get(name) for name in READ)]
        causes.append(Cause(key, sentence_of(why), [dict(read[why.figure]) | {"how": why.how}]))
    if decided.status_seen and status != decided.status_seen and len(now) > 1:
        sentence = f"When this was decided the figures {SAYS[Status(decided.status_seen)]}; "
        causes.append(
            Cause(["status", decided.status_seen, status], sentence + f"{SAYS_NOW[Status(status)]}.", [])
        )
    return causes


def sentence_of(why: Reopened) -> str:
    """What one figure did, for an editor.

    >>> sentence_of(Reopened(2, "9,000", "joined", ("The ministry",), True))
    '“9,000” (The ministry) joined, outside what was decided.'
    """
    said_by = f" ({', '.join(why.sources)})" if why.sources else ""
    did = "joined" if why.how == "joined" else "reads otherwise now"
    where = "outside what was decided" if why.is_outside else "and what was decided names no number"
    return f"“{why.text}”{said_by} {did}, {where}."


def _decided(low: float | None, best: float | None, high: float | None) -> tuple[float | None, float | None]:
    """The ends of a decision; a single best number is both."""
    return (best, best) if low is None and high is None else (low, high)


def is_outside(figure: Seen, least: float | None, most: float | None) -> bool:
    """Whether a figure says something that a decided range (None: no such end) does not allow.

    A number or an end of a range must lie within; a bound must only leave room.

    >>> more = {"relation": ">", "value": 6000, "low": 6000, "high": None}
    >>> is_outside(more, 3000, 6000), is_outside(more, 3000, 7000), is_outside(more, 3000, None)
    (True, False, False)
    """
    relation, value = figure["relation"], figure["value"]
    low, high = figure["low"], figure["high"]
    if relation in (Relation.MORE_THAN, Relation.AT_LEAST):
        floor = low if low is not None else value
        is_past = floor == most if relation == Relation.MORE_THAN else False
        return floor is not None and most is not None and (floor > most or is_past)
    if relation in (Relation.LESS_THAN, Relation.AT_MOST):
        roof = high if high is not None else value
        is_past = roof == least if relation == Relation.LESS_THAN else False
        return roof is not None and least is not None and (roof < least or is_past)
    slack = ROUGH * abs(value) if relation == Relation.ABOUT and value is not None else 0.0
    ends = [end for end in ((low, high) if relation == Relation.RANGE else (value,)) if end is not None]
    too_low = least is not None and any(end + slack < least for end in ends)
    return too_low or (most is not None and any(end - slack > most for end in ends))
