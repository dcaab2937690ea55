"""What changed between two decisions on one dispute, field by field. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from claims.wording import number_words

FIELDS = ("question", "method", "low", "best", "high", "wording", "reason")
NAMES = {"low": "lowest", "high": "highest", "wording": _("how we say it")}


class Decided(Protocol):
    """A resolution, as far as comparing goes."""

    figures_seen: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words; "" where there was nothing."""

    name: str
    before: str
    after: str


def changes_between(earlier: Decided, later: Decided) -> list[Change]:
    """The fields that differ, then the figures that joined, left or read otherwise."""
    changed = [
        Change(NAMES.get(name, name), _words(earlier, name), _words(later, name))
        for name in FIELDS
        if getattr(earlier, name) != getattr(later, name)
    ]
    before = {figure["figure"]: figure for figure in earlier.figures_seen}
    after = {figure["figure"]: figure for figure in later.figures_seen}
    for pk in sorted(before.keys() | after.keys()):
        old, new = _figure(before.get(pk)), _figure(after.get(pk))
        if old != new:
            changed.append(Change("a figure seen", old, new))
    return changed


def _words(decided: Decided, name: str) -> str:
    value = getattr(decided, f"get_{name}_display")() if name == "method" else getattr(decided, name)
    if value is None:
        return ""
    return number_words(value) if isinstance(value, float | int) else str(value)


def _figure(seen: Mapping[str, Any] | None) -> str:
    if seen is None:
        return ""
    number = seen["value"] if seen["value"] is not None else seen["low"]
    read = f" (read as {seen['relation']} {number_words(number)})" if number is not None else ""
    return f"“{seen['text']}”{read}, {', '.join(seen['sources']) or 'nobody named'}"
