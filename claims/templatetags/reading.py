"""A reading in templates: `{% load reading %}`."""

from django import template
from django.utils.safestring import SafeString

from claims import inking, wording
from claims.marking import Block
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
    return wording.state_of(figure.is_dismissed, figure.is_confirmed, figure.correction is None)


@register.simple_tag
def inked(block: Block, noted: inking.Noted) -> SafeString:
    """A block of the text with its marks."""
    return inking.ink(block, noted)
