"""The words of `claims.wording` for templates: `{% load wording %}`."""

from typing import Any

from django import template

from claims import wording
from claims.models import Figure

register = template.Library()

register.filter(wording.number_in_words)
register.filter(wording.worth_in_words)


@register.filter
def in_words(figure: Any) -> str:
    """A figure as it is read now; of a row, with what a person corrected."""
    return wording.in_words(figure.as_read() if isinstance(figure, Figure) else figure)


@register.filter
def machine_in_words(figure: Figure) -> str:
    """A figure as the machine read it, whatever a person corrected."""
    return wording.in_words(figure)


@register.filter
def spread(dispute: Any) -> str:
    """What the figures of a dispute give, from the lowest to the highest."""
    return wording.spread(dispute.low, dispute.high)


@register.filter
def tenths(worthiness: float) -> int:
    """0 to 10, for the length of a bar: the page's policy allows no style attribute."""
    return round(worthiness * 10)
