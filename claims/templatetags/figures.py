"""Figures in templates: `{{ figure|as_read }}` for "about 14,000 soldiers"."""

from django import template

from claims import wording
from claims.extraction import records
from claims.models import Figure
from claims.tables import Table

register = template.Library()


@register.filter
def as_read(figure: Figure | records.Figure) -> str:
    """What stands of a figure, in words."""
    return wording.figure_words(figure.as_read() if isinstance(figure, Figure) else figure)


@register.filter
def machine_read(figure: Figure) -> str:
    """What the machine read, in words, whatever a person corrected since."""
    return wording.figure_words(records.Figure.from_json(figure.record))


@register.filter
def number(value: float | None) -> str:
    """A number in words; nothing where there is none."""
    return "" if value is None else wording.number_words(value)


@register.filter
def field_of(figure: records.Figure, name: str) -> str:
    """One field of a record, in words."""
    return said(getattr(figure, name))


@register.filter
def said(value: object) -> str:
    """A field's value in words; "nothing" where there is none."""
    if isinstance(value, float | int):
        return wording.number_words(value)
    return str(value) if value else "nothing"


@register.filter
def comparing_with(table: Table, figure: int) -> str:
    """The query of the same table with another reference."""
    return table.asked.query(reference=figure)
