"""What somebody types into a search field, read: words, phrases, fields and numbers. Pure.

`troops "North Korea" place:Kursk > 5000` has a word, a phrase, a field and a number. What can't be read
raises Unreadable with a sentence for who typed it; nothing is guessed.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.wording import number_words

MOST_LETTERS = 200
MOST_TERMS = 12
SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9,
    "trillion": 1e12,
}  # fmt: skip
SIGNS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}
SAYS = {
    ">": gettext_lazy("more than "),
    ">=": gettext_lazy("at least "),
    "<": gettext_lazy("less than "),
    "<=": gettext_lazy("at most "),
    "=": "",
}
NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE = r"(?:k|thousand|mn|million|m|billion|bn|trillion)"
TERM = re.compile(
    rf"""
    (?P<field> [a-z]+ ) : (?: "(?P<quoted> [^"]* )" | (?P<plain> [^\s"]+ ) )
    | "(?P<phrase> [^"]* )"
    | (?P<sign> >= | <= | => | =< | [<>=≥≤] ) \s* (?P<number> {NUMBER} )
      (?: \s? (?P<scale> {SCALE} )\b )? (?P<percent> \s?% )? (?= \s | $ )
    | (?P<low> {NUMBER} ) (?: \s? (?P<low_scale> {SCALE} )\b )? \s?%?
      (?: \s? [-–—] \s? | \s+ to \s+ ) (?P<high> {NUMBER} )
      (?: \s? (?P<high_scale> {SCALE} )\b )? (?P<range_percent> \s?% )? (?= \s | $ )
    | (?P<bare> {NUMBER} ) (?: \s? (?P<bare_scale> {SCALE} )\b )? (?P<bare_percent> \s?% )? (?= \s | $ )
    | (?P<word> \S+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Unreadable(ValueError):
    """What was typed can't be read. The message says why, and what would be understood."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number asked for: the ends between which a figure says something, None where there is no end."""

    low: float | None
    high: float | None
    is_strict: bool = False  # the end itself does not count
    is_percent: bool = False
    written: str = ""  # a number by itself may also be found as it is written

    @property
    def says(self) -> str:
        """In words: "more than 5,000", "10,000 to 15,000"."""
        unit = "%" if self.is_percent else ""
        if self.low is not None and self.high is not None:
            ends = [number_words(end) for end in (self.low, self.high)]
            return (ends[0] if ends[0] == ends[1] else " to ".join(ends)) + unit
        if self.low is not None:
            return str(SAYS[">" if self.is_strict else ">="]) + number_words(self.low) + unit
        return str(SAYS["<" if self.is_strict else "<="]) + number_words(self.high or 0.0) + unit


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for. All of it must hold."""

    words: tuple[str, ...] = ()  # a phrase is one of them
    fields: tuple[tuple[str, str], ...] = ()
    amounts: tuple[Amount, ...] = ()

    @property
    def says(self) -> str:
        """How it was read, where that is more than words: "figures of more than 5,000, with killed"."""
        if not self.amounts and not self.fields:
            return ""
        parts = ["a figure of " + " and one of ".join(a.says for a in self.amounts)] if self.amounts else []
        parts += [f"{name} “{value}”" for name, value in self.fields]
        parts += ["the words " + ", ".join(f"“{word}”" for word in self.words)] if self.words else []
        return "; ".join(parts)


def read_query(typed: str, fields: Collection[str]) -> Query:
    """Read what was typed; `fields` are the names that may stand before a colon. Raises Unreadable.

    >>> query = read_query('killed > 5,000 place:Kursk "more than"', ["place"])
    >>> query.words, query.fields, query.amounts[0].says
    (('killed', 'more than'), (('place', 'Kursk'),), 'more than 5,000')
    >>> [read_query(typed, []).amounts[0].says for typed in ("10-15,000", "10 to 15 thousand", "<3%", "2bn")]
    ['10,000 to 15,000', '10,000 to 15,000', 'less than 3%', '2 billion']
    >>> read_query("troops >", [])
    Traceback (most recent call last):
    verdicts.searching.Unreadable: After > comes a number, such as > 5000.
    """
    typed = typed.replace("\0", "").replace("“", '"').replace("”", '"').strip()[:MOST_LETTERS]
    if typed.count('"') % 2:
        raise Unreadable(_('A quotation mark is not closed: put another " after the phrase.'))
    found = list(TERM.finditer(typed))
    if len(found) > MOST_TERMS:
        raise Unreadable(
            _("That is more than %(most_terms)s words. Take some out.") % {"most_terms": MOST_TERMS}
        )
    words, named, amounts = [], [], []
    for term in found:
        if term["field"] and term["field"].lower() in fields:
            named.append((term["field"].lower(), term["quoted"] or term["plain"] or ""))
        elif term["field"]:
            words += _not_a_field(term, fields)
        elif term["sign"] or term["low"] or term["bare"]:
            amounts.append(_amount(term))
        else:
            words += _words(term)
    return Query(tuple(words), tuple(named), tuple(amounts))


def _not_a_field(term: re.Match[str], fields: Collection[str]) -> list[str]:
    if term["plain"] and term["plain"].startswith("//"):
        return [term[0]]  # an address
    known = ", ".join(f"{name}:" for name in sorted(fields)) or "none"
    raise Unreadable(
        _("“%(term)s:” is no field here. There are %(known)s. To find a colon, quote it.")
        % {"term": term["field"], "known": known}
    )


def _words(term: re.Match[str]) -> list[str]:
    word = term["word"] if term["phrase"] is None else term["phrase"].strip()
    if term["phrase"] is None and word[0] in "<>=≥≤":
        sign, rest = re.match(r"([<>=≥≤]+)(.*)", word, re.DOTALL).groups()
        if rest:
            raise Unreadable(
                _("“%(rest)s” after %(sign)s is no number: write > 5000, > 5,000 or > 5k.")
                % {"rest": rest, "sign": sign}
            )
        raise Unreadable(
            _("After %(sign)s comes a number, such as %(sign2)s 5000.") % {"sign": sign, "sign2": sign[:1]}
        )
    return [word] if word else []


def _amount(term: re.Match[str]) -> Amount:
    if term["low"]:
        return _range(term)
    name = "number" if term["sign"] else "bare"
    value = _value(term[name], term["scale" if term["sign"] else "bare_scale"])
    is_percent = bool(term["percent"] or term["bare_percent"])
    sign = SIGNS.get(term["sign"] or "=", term["sign"] or "=")
    if sign == "=":
        return Amount(value, value, is_percent=is_percent, written="" if term["sign"] else term[0])
    is_strict = sign in "<>"
    ends = (value, None) if sign[0] == ">" else (None, value)
    return Amount(*ends, is_strict=is_strict, is_percent=is_percent)


def _range(term: re.Match[str]) -> Amount:
    """Both ends; a scale, or the noughts of "10-15,000", is for the first as well."""
    low, high = _value(term["low"], term["low_scale"]), _value(term["high"], term["high_scale"])
    if term["high_scale"] and not term["low_scale"] and low < high / 1000:
        low = _value(term["low"], term["high_scale"])
    elif re.search(r",000$", term["high"]) and "," not in term["low"] and low < 1000 <= low * 1000 <= high:
        low *= 1000
    if low > high:
        raise Unreadable(
            _("“%(strip)s” goes down: put the smaller number first.") % {"strip": term[0].strip()}
        )
    return Amount(low, high, is_percent=bool(term["range_percent"]))


def _value(number: str, scale: str | None) -> float:
    value = float(number.replace(",", "")) * SCALES.get((scale or "").lower(), 1)
    if abs(value) > 1e300:
        raise Unreadable(_("A number that large can't be searched for."))
    return value
