"""When a figure holds: the wording of its period, and the date it stands for.

Relative wordings are resolved against the day the document was published: "last year" → 2024, "in
August" → the last August before it, "on Wednesday" → that day. What can't be resolved stays as written.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
YEAR = r"(?:19|20)\d\d"
PERIOD = re.compile(
    rf"""
      (?P<day_month>  # 16 July 2024
        \b \d{{1,2}} (?:st|nd|rd|th)? \s (?P<dm_month>{MONTH}) (?: ,? \s (?P<dm_year>{YEAR}) )? )
    | (?P<month_day>  # July 16, 2024
        \b (?P<md_month>{MONTH}) \s (?P<md_day>\d{{1,2}}) (?:st|nd|rd|th)? \b
        (?: ,? \s (?P<md_year>{YEAR}) )? )
    | (?P<month_year> \b (?P<my_month>{MONTH}) ,? \s (?P<my_year>{YEAR}) )             # May 2023
    | (?P<quarter>  # the first quarter of 2025
        \b the \s (?P<q_name>first|second|third|fourth|last) \s (?:quarter|half)
        (?: \s of \s (?P<q_year>{YEAR}) )? )
    | (?P<earlier>    \b a \s (?:year|month|week|day) \s (?:earlier|ago|before) )
    | (?P<relative>  # last year, this month
        \b (?P<r_which>last|this|next|the \s past|the \s previous) \s
        (?P<r_unit>year|month|week|night|summer|winter|autumn|spring|quarter|decade
           |(?:{"|".join(DAYS)})) \b )
    | (?P<span>       # the past five years
        \b (?:in|over|during|within|for) \s the \s (?:past|last|previous|next|coming) \s (?:\w+\s)?
        (?:years|months|weeks|days|decades|quarters|hours) \b )
    | (?P<day>        \b (?:yesterday|today|tonight|overnight|tomorrow) \b )
    | (?P<weekday>    \b (?:{'|'.join(DAYS)}) \b )
    | (?P<month>      \b (?:in|since|by|until|during|of|to|from|early|late|mid-?) \s? (?P<m_month>{MONTH}) )
    | (?P<year>       \b (?P<y_year>(?:19|20)\d\d) (?: [-–/] \d\d(?:\d\d)? )? \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
SINCE = re.compile(
    r"\b(since|until|till|by|before|after|from)\s(?:the\s)?(?:early\s|late\s|end\sof\s|start\sof\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period as the text words it, and as it resolves."""

    start: int  # in the text it was looked for in
    end: int
    wording: str
    resolved: str  # "2024", "2025-08", "2025-08-03", "since 2024-05"; the wording where it can't be resolved


@lru_cache(maxsize=8)  # every figure of a sentence asks anew
def periods_in(text: str, published: str | None) -> tuple[Period, ...]:
    """The periods that a text names, in order.

    >>> [p.resolved for p in periods_in("killed 310 in 2024, up from 188 a year earlier", "2025-07-17")]
    ['2024', 'a year earlier']
    """
    day = as_date(published)
    found = []
    for match in PERIOD.finditer(text):
        kind = outer_group(match)
        resolved = resolve(kind, match, day)
        before = SINCE.search(text, max(0, match.start() - 24), match.start())
        wording = match.group()
        if before is not None:
            resolved, wording = f"{before[1].lower()} {resolved}", text[before.start(1) : match.end()]
        found.append(Period(match.start(), match.end(), wording, resolved))
    return tuple(found)


def outer_group(match: re.Match[str]) -> str:
    """The name of the alternative that matched."""
    kinds = (
        "day_month",
        "month_day",
        "month_year",
        "quarter",
        "earlier",
        "relative",
        "span",
        "day",
        "weekday",
        "month",
        "year",
    )
    return next(kind for kind in kinds if match[kind] is not None)


def as_date(published: str | None) -> date | None:
    """The day of an ISO date or date-time; None where it is none."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def month_number(name: str) -> int:
    """The number of a month's name, written out or short."""
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower().strip(". ")[:3]))


def resolve(kind: str, match: re.Match[str], published: date | None) -> str:
    """The date a wording stands for, as an ISO date cut to what is known; else the wording."""
    wording = match.group().lower()
    if kind == "year":
        return match["y_year"]
    if kind in ("day_month", "month_day"):
        return of_day(kind, match, published)
    if kind == "month_year":
        return f"{match['my_year']}-{month_number(match['my_month']):02}"
    if published is None:
        return wording
    if kind == "month":
        number = month_number(match["m_month"])
        year = published.year - (number > published.month)
        return f"{year}-{number:02}"
    if kind == "quarter":
        return of_quarter(match, published)
    if kind == "relative":
        return of_relative(match, published)
    if kind == "weekday":
        back = (published.weekday() - DAYS.index(wording)) % 7
        return (published - timedelta(days=back)).isoformat()
    if kind == "day":
        shift = {"yesterday": -1, "tomorrow": 1}.get(wording, 0)
        return (published + timedelta(days=shift)).isoformat()
    return wording


def of_day(kind: str, match: re.Match[str], published: date | None) -> str:
    """ "16 July" → 2025-07-16, the last one up to the day of publication.

    A day that no month has stays as written.
    """
    month = month_number(match["dm_month"] or match["md_month"])
    number = int(re.match(r"\d+", match.group())[0]) if kind == "day_month" else int(match["md_day"])  # type: ignore[index]
    written = match["dm_year"] or match["md_year"]
    if written is None and published is None:
        return match.group().lower()
    year = int(written) if written else published.year  # type: ignore[union-attr]
    try:
        day = date(year, month, number)
        if written is None and published is not None and day > published + timedelta(days=180):
            day = date(year - 1, month, number)
    except ValueError:
        return match.group().lower()
    return day.isoformat()


def of_quarter(match: re.Match[str], published: date) -> str:
    """ "the first quarter" → 2026-Q1: that of the year named, else the last one that has begun."""
    name = match["q_name"].lower()
    unit = "H" if match.group().lower().rstrip().find("half") >= 0 else "Q"
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[name]
    begins = (number - 1) * (6 if unit == "H" else 3) + 1
    year = int(match["q_year"]) if match["q_year"] else published.year - (begins > published.month)
    return f"{year}-{unit}{number}"


def of_relative(match: re.Match[str], published: date) -> str:
    """ "last year" → 2024; "this month" → 2025-12; "last Tuesday" → that day."""
    which, unit = re.sub(r"\s+", " ", match["r_which"].lower()), match["r_unit"].lower()
    step = {"this": 0, "next": 1}.get(which, -1)
    if unit == "year":
        return str(published.year + step)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if unit == "night":
        return (published + timedelta(days=-1)).isoformat()
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
    if unit in DAYS:
        back = (published.weekday() - DAYS.index(unit)) % 7 or 7
        return (published - timedelta(days=back)).isoformat()
    return match.group().lower()


def year_of(when: str | None) -> str | None:
    """The year in a resolved period, where it names one that is a plain year or date: not "since 2024"."""
    found = re.search(r"(?:19|20)\d\d", when) if when else None
    return found[0] if found else None
