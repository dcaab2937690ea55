"""What can go wrong while a thing is taken in, and how long to wait before it is tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DELAYS = (30, 120, 600, 3600)  # seconds after the first, second, ... fault
LONGEST = 6 * 3600


class NotTaken(Exception):
    """Something could not be taken in, with the sentence for the editor: what is wrong and what to do.

    `is_passing` where it is worth trying again, `wait` the seconds that were asked for; `is_refused` where it
    is nothing that is ever taken in. `known` is what was found out all the same, for who pastes it instead.
    """

    def __init__(
        self,
        sentence: str,
        *,
        is_passing: bool = False,
        wait: float | None = None,
        is_refused: bool = False,
        known: dict[str, str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.is_passing, self.wait, self.is_refused = is_passing, wait, is_refused
        self.known = known or {}


def seconds_to_wait(said: str, *, now: datetime | None = None) -> float | None:
    """What a Retry-After header asks for; None where it says nothing that can be followed.

    >>> seconds_to_wait("120")
    120.0
    >>> seconds_to_wait("Fri, 31 Dec 1999 23:59:59 GMT", now=datetime(1999, 12, 31, 23, 59, tzinfo=UTC))
    59.0
    >>> seconds_to_wait("soon") is None
    True
    """
    said = said.strip()
    if said.isascii() and said.isdigit():
        return float(min(int(said[:9]), LONGEST))
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return float(min(max(seconds, 0), LONGEST))


def delay_after(attempts: int, *, asked: float | None = None) -> timedelta | None:
    """How long to wait after so many attempts; None where it is enough.

    >>> delay_after(1), delay_after(2, asked=300.0), delay_after(5)
    (datetime.timedelta(seconds=30), datetime.timedelta(seconds=300), None)
    """
    if attempts > len(DELAYS):
        return None
    return timedelta(seconds=max(DELAYS[attempts - 1], asked or 0))
