"""Form fields that take what people type."""

import math
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.wording import number_words

SCALES = {
    "": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
NUMBER = re.compile(
    r"""
    (?P<sign> [-−]? )
    (?P<digits>
        \d{1,3} (?: (?P<mark> [,\s'’] ) \d{3} ) (?: (?P=mark) \d{3} )* (?: \.\d+ )?  # 6,000 and 6 000
      | \d+ (?: \.\d+ )? (?: e [+-]? \d{1,3} )?                                      # 6000, 66.67, 1e300
    )
    \s* (?P<scale> [a-z]* )
    """,
    re.VERBOSE,
)
POWER = re.compile(r"^([-−]?[\d.]+)\s*×\s*10\^(-?\d{1,3})$")


def read_number(text: str) -> float | None:
    """The number that somebody typed, None where it is none.

    >>> read_number("6,000"), read_number("6 000"), read_number("6000"), read_number("1.2 million")
    (6000.0, 6000.0, 6000.0, 1200000.0)
    >>> read_number("1 × 10^300")  # as we print it
    1e+300
    >>> read_number("1,5"), read_number("about six"), read_number("1e999")  # a comma is no decimal point here
    (None, None, None)
    """
    plain = text.strip().lower().replace("\u202f", " ").replace("\xa0", " ")
    power = POWER.match(plain)
    if power:
        plain = f"{power[1].replace('−', '-')}e{power[2]}"
    match = NUMBER.fullmatch(plain)
    if not match or match["scale"] not in SCALES:
        return None
    value = float(re.sub(r"[,\s'’]", "", match["digits"])) * SCALES[match["scale"]]
    return (-value if match["sign"] else value) if math.isfinite(value) else None


class NumberField(forms.CharField):
    """A number, written as people write it: "6,000", "6 000", "1.2 million"."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=60, **options)

    def prepare_value(self, value: Any) -> Any:
        return number_words(value) if isinstance(value, float | int) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        number = read_number(typed)
        if number is None:
            raise ValidationError(
                gettext("“%(typed)s” is not a number. Write 6,000 or 1.5 million.") % {"typed": typed[:40]},
                code="invalid",
            )
        return number
