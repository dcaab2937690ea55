"""Putting into a page what was cleaned for it."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def cleaned(markup: str) -> SafeString:
    """Markup that `keeping.shown_copy` has cleaned; the page it goes into is sandboxed besides."""
    return mark_safe(markup)
