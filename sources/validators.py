"""What may stand in a register entry."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

MOST_ADDRESSES = 50
check_address = URLValidator(schemes=["http", "https"])


def check_addresses(text: str) -> None:
    """One address of the web a line, and not too many."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_ADDRESSES:
        raise ValidationError(f"{MOST_ADDRESSES} addresses at most.")
    for number, line in enumerate(lines, start=1):
        try:
            check_address(line)
        except ValidationError:
            raise ValidationError(
                _("Line %(number)s is no address of the web: “%(line)s”.")
                % {"number": number, "line": line[:80]}
            ) from None
