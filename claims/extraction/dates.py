"""Numbers of the calendar and the clock: no figures."""

from collections.abc import Sequence

from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.lexicons import load
from claims.extraction.numbers import CARDINALS, Form, Number, at, is_glued

LEXICON = load("lookalikes")
MONTHS = frozenset(LEXICON["months"])
WEEKDAYS = frozenset(LEXICON["weekdays"])
YEARS_BEFORE = frozenset(LEXICON["years_before"])
HALVES_OF_DAY = frozenset(LEXICON["halves_of_day"])
CLOCK_BEFORE = frozenset(LEXICON["clock_before"])
TIMES_OF_DAY = frozenset(LEXICON["times_of_day"])
TRADES = frozenset(LEXICON["trades"])
WINDOWS = frozenset(LEXICON["windows"])
MOMENTS = frozenset(LEXICON["moments"])
HAPPENED = frozenset(
    "siren alarm went began started rang struck exploded arrived departed opened closed".split()
)
YEAR_NOUNS = frozenset(
    "levels level prices baseline baselines figures elections election census season".split()
)
JOINTS = frozenset({"and", "or", "to", "-", "–", "—", ",", "/", "&", "until", "till"})
DASHES = frozenset({"-", "–", "—", "‑"})
APOSTROPHES = frozenset({"'", "’", "‘"})
OWNERS = frozenset({"her", "his", "their", "my", "our", "its", "your"})


def is_plain(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Whether a number is bare and whole as dates, names and scores have it: "14", not "14,000" or "1.4m"."""
    is_whole = number.form is Form.DIGITS and number.scale == 1 and not number.grouped and not number.decimals
    return is_whole and number.last == number.first + 1


def is_month(lexeme: Lexeme) -> bool:
    """Whether a lexeme is a month's name: with a capital, so that "may" and "march" are verbs."""
    return lexeme.word in MONTHS and lexeme.text[:1].isupper()


def is_date(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Whether a number is a day of a month.

    "14 March", "March 14", "14 and 16 July", "July 14-16"; not "14 may die", "in March 43 people".
    """
    if not is_plain(lexemes, number) or not 1 <= number.value <= 31:
        return False
    position = number.last
    for _ in range(6):  # over "and 16"
        lexeme = at(lexemes, position)
        if is_month(lexeme) or (lexeme.word == "of" and is_month(at(lexemes, position + 1))):
            return True
        if not may_stand_in_dates(lexeme):
            break
        position += 1
    position = number.first - 1
    for _ in range(6):
        lexeme = at(lexemes, position)
        if is_month(lexeme):
            is_in = at(lexemes, position - 1).word in {"in", "since", "during", "last", "this", "of"}
            return not (is_in and at(lexemes, number.last).sort is Sort.WORD)
        is_dot = lexeme.word == "." and is_month(at(lexemes, position - 1))
        if not is_dot and not may_stand_in_dates(lexeme):
            break
        position -= 1
    return False


def may_stand_in_dates(lexeme: Lexeme) -> bool:
    """Whether a lexeme can stand between a day and its month: "14 and 16 July"."""
    return lexeme.word in JOINTS or (lexeme.sort is Sort.NUMBER and len(lexeme.text) < 3)


def is_year(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool, is_listed: bool) -> bool:
    """Whether a number is a year: "in 2024", "a 1998 treaty", "2019-20", "in 87", "twenty twenty".

    Not "2000 people", "1640 pounds". `is_counted`: a plural noun follows that the number may count.
    `is_listed`: figures stand before it in the sentence, so that "in 64" may count too.
    """
    if number.form is Form.WORDS:
        return is_spoken_year(lexemes, number)
    if not is_plain(lexemes, number):
        return False
    before, text = at(lexemes, number.first - 1), lexemes[number.first].text
    if len(text) == 2:
        return not is_listed and is_short_year(lexemes, number)
    if not is_year_text(text):
        return False
    if before.word in DASHES and is_year_text(at(lexemes, number.first - 2).text):
        return True
    if at(lexemes, number.last).word in YEAR_NOUNS:
        return True
    if number.value in {1900, 2000} and not is_counted:
        return before.word in {
            "in",
            "since",
            "of",
            "from",
            "by",
            "until",
            "before",
            "after",
            "year",
            "for",
            "the",
            "-",
        } or is_month(before)
    if 1900 <= number.value < 2060:
        is_led = (
            before.word in YEARS_BEFORE
            or before.word.endswith("'s")
            or before.word == ","
            or is_month(before)
        )
        return not is_counted or is_led
    return before.word in {"in", "since", "of", "from", "by", "until", "before", "after"} and not is_counted


def is_short_year(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "in 87", "summer '69", "2019-20"."""
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    if before.word in DASHES:
        return is_year_text(at(lexemes, number.first - 2).text)
    if (
        number.value < 30
        or after.sort is Sort.WORD
        or after.word in DASHES | {"%", "+", "."}
        and after.word != "."
    ):
        return False
    if before.word in APOSTROPHES:
        return is_glued(lexemes, number.first)
    return before.word in {"in", "since", "summer"}


def is_year_text(text: str) -> bool:
    """Whether four digits can be a year of our histories."""
    return len(text) == 4 and text.isdecimal() and 1500 <= int(text) < 2100


def is_spoken_year(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "nineteen eighty-four", "twenty twenty"."""
    if number.value in {18, 19, 20} and 10 <= CARDINALS.get(at(lexemes, number.last).word, 0) <= 90:
        return True
    return CARDINALS.get(at(lexemes, number.first - 1).word, 0) in {18, 19, 20} and 10 <= number.value < 100


def is_clock(lexemes: Sequence[Lexeme], number: Number, *, has_unit: bool) -> bool:
    """Whether a number tells the time of day.

    "11pm", "8.05 on Thursday", "0915 GMT", "five o'clock", "between noon and five", "at six on Sunday",
    "at 5 to 5"
    """
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    if number.value > 2400:
        return False
    if after.word in HALVES_OF_DAY or (
        after.word in DASHES | {"to", "and"} and at(lexemes, number.last + 2).word in {"am", "pm"}
    ):
        return True
    if has_unit or after.sort is Sort.CLOCK or before.sort is Sort.CLOCK:
        return False
    if is_hour_after(lexemes, number):
        return True
    if before.word not in CLOCK_BEFORE or number.value >= 24:
        return False
    if number.decimals == 2:
        return round(number.value % 1, 2) < 0.6 and is_timed(lexemes, number)
    if number.decimals or number.value > 12 or before.word in {"from", "after"}:
        return False
    beyond = at(lexemes, number.last + 1).word
    is_part = beyond == "the" and at(lexemes, number.last + 2).word in TIMES_OF_DAY
    return after.word == "sharp" or (after.word in {"in", "on", "this"} and (is_part or beyond in WEEKDAYS))


def is_hour_after(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "noon and five", "half past six", "5 to 5", "20 past nine"."""
    before, earlier = at(lexemes, number.first - 1).word, at(lexemes, number.first - 2)
    after, later = at(lexemes, number.last).word, at(lexemes, number.last + 1)
    if number.value > 59 or number.decimals:
        return False
    if before in {"and", "to", "-", "until", "till"} and earlier.word in {"noon", "midnight", "am", "pm"}:
        return number.value <= 12
    if before in {"past", "to"} and earlier.word in {"half", "quarter"}:
        return number.value <= 12
    is_minutes = number.value in {5, 10, 20, 25}
    if after in {"to", "past"} and is_minutes and before in {"at", "about", "around", "by", "nearly"}:
        return later.sort is Sort.NUMBER or later.word in CARDINALS
    return (
        before in {"to", "past"} and number.value <= 12 and at(lexemes, number.first - 3).word in {"at", "by"}
    )


def is_timed(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Whether "at 8.05" stands in a sentence of days and hours, not of prices."""
    after = at(lexemes, number.last)
    if after.word in WEEKDAYS | {"on", "this", "that", "local"}:
        return True
    nearby = lexemes[max(0, number.first - 24) : number.last + 16]
    words = {lexeme.word for lexeme in nearby}
    if words & TRADES or any(lexeme.sort is Sort.CURRENCY for lexeme in nearby):
        return False
    is_day = bool(words & (TIMES_OF_DAY | WEEKDAYS)) or any(lexeme.sort is Sort.CLOCK for lexeme in nearby)
    is_day = is_day or bool({lexeme.word for lexeme in nearby[-20:]} & HAPPENED)
    return is_day and (after.sort is Sort.SIGN or after.word in {"in", "when", "and"})


def is_window(lexemes: Sequence[Lexeme], number: Number, after: int) -> bool:
    """Whether a duration only says when: "the past 24 hours", "the first six months", "three years ago".

    `after` is the lexeme after its unit.
    """
    before, following = at(lexemes, number.first - 1).word, at(lexemes, after).word
    if before in WINDOWS and number.form is not Form.FRACTION:
        return at(lexemes, number.first - 2).word not in OWNERS
    if before == "the" and following in {
        "to",
        "until",
        "till",
        "ending",
        "since",
        "before",
        "after",
        "up",
        "through",
    }:
        return True
    if following in {"ago", "earlier", "later", "hence"}:
        return True
    return following in MOMENTS and (at(lexemes, after + 1).sort is Sort.SIGN or before in {"just", ""})
