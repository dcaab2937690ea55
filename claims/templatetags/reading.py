"""A reading in templates: `{% load reading %}`."""

from django import template

from claims import reading_desk, wording
from claims.models import Dispute, Figure

register = template.Library()

register.filter("worth", wording.worth_words)


@register.filter
def spread(dispute: Dispute) -> str:
    """What the figures of a dispute give, from the lowest to the highest."""
    return wording.spread_words(dispute.low, dispute.high)


@register.filter
def tenths(share: float) -> int:
    """0 to 10, for the length of a bar: the page's policy allows no style attribute."""
    return max(0, min(10, round(share * 10)))


@register.filter
def state(figure: Figure) -> str:
    """`unreviewed`, `confirmed`, `corrected` or `dismissed`."""
    return reading_desk.state_of(figure.is_dismissed, figure.is_confirmed, figure.correction is None)
