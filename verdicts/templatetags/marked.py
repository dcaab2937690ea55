"""The state of a text's marks in templates: `{% load marked %}`."""

from typing import Any

from django import template

from articles.models import Version
from verdicts import marked

register = template.Library()


@register.simple_tag
def edition_of(version: Version, extraction: Any) -> dict[str, int]:
    """Which state of the marks a page shows; who has looked for the newest reading gives what was found."""
    edition = marked.edition_of(version)
    return edition if extraction == "" else edition | {"reading": extraction.pk if extraction else 0}
