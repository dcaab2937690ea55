"""What only looks like a figure: dates, clock times, names, addresses, scores, thresholds, "one" the pronoun."""

from collections.abc import Sequence

from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.lexicons import load
from claims.extraction.numbers import CARDINALS, SCALES, Form, Number, at, is_glued

LEXICON = load("lookalikes")
MONTHS = frozenset(LEXICON["months"])
WEEKDAYS = frozenset(LEXICON["weekdays"])
LABELS = frozenset(LEXICON["labels"])
CAPITAL_LABELS = frozenset(LEXICON["labels_with_capital"])
STREETS = frozenset(LEXICON["streets"])
CALLS = frozenset(LEXICON["calls"])
SPORTS = frozenset(LEXICON["sports"])
CRICKET = frozenset(LEXICON["cricket"])
PEOPLE = frozenset(LEXICON["people"])
WINDOWS = frozenset(LEXICON["windows"])
MOMENTS = frozenset(LEXICON["moments"])
YEARS_BEFORE = frozenset(LEXICON["years_before"])
VAGUE_ONES = frozenset(LEXICON["vague_ones"])
BEFORE_ONE = frozenset(LEXICON["before_one"])
KINDS = frozenset(LEXICON["kinds"])
HALVES_OF_DAY = frozenset(
    {
        "am",
        "pm",
        "a.m",
        "p.m",
        "noon",
        "midnight",
        "o'clock",
        "gmt",
        "utc",
        "cet",
        "cest",
        "est",
        "edt",
        "bst",
        "ist",
        "et",
    }
)
JOINTS = frozenset({"and", "or", "to", "-", "–", "—", ",", "/", "&", "until", "till"})
DASHES = frozenset({"-", "–", "—", "‑"})
LIMITS = frozenset({"under", "over", "below", "above", "aged", "past"})


def is_plain(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Whether a number is a bare whole number as dates, names and scores have it: "14", not "14,000" or "1.4m"."""
    is_whole = number.form is Form.DIGITS and number.scale == 1 and not number.grouped and not number.decimals
    return is_whole and number.last == number.first + 1


def is_date(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "14 March", "March 14", "14 and 16 July", "July 14-16", "14–16 July"; not "14 may die", "in March 43 people"."""
    if not is_plain(lexemes, number) or not 1 <= number.value <= 31:
        return False
    position = number.last
    for _ in range(6):  # over "and 16"
        lexeme = at(lexemes, position)
        if lexeme.word == "of" and is_month(at(lexemes, position + 1)):
            return True
        if is_month(lexeme):
            return True
        if lexeme.word not in JOINTS and not (lexeme.sort is Sort.NUMBER and len(lexeme.text) < 3):
            break
        position += 1
    position = number.first - 1
    for _ in range(6):
        lexeme = at(lexemes, position)
        if lexeme.word == "." and is_month(at(lexemes, position - 1)):
            position -= 1
            continue
        if is_month(lexeme):
            is_in = at(lexemes, position - 1).word in {"in", "since", "during", "last", "this", "of"}
            return not (is_in and at(lexemes, number.last).sort is Sort.WORD)
        if lexeme.word not in JOINTS and not (lexeme.sort is Sort.NUMBER and len(lexeme.text) < 3):
            break
        position -= 1
    return False


def is_month(lexeme: Lexeme) -> bool:
    """Whether a lexeme is a month's name: with a capital, so that "may" and "march" are verbs."""
    return lexeme.word in MONTHS and lexeme.text[:1].isupper()


def is_year(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool, is_first_word: bool) -> bool:
    """ "in 2024", "a 1998 treaty", "2019-20", "in 87"; not "2000 people", "1640 pounds", "some 1900 men".

    `is_counted`: a plural noun follows that the number may count.
    """
    if number.form is not Form.DIGITS:
        return number.form is Form.WORDS and is_spoken_year(lexemes, number)
    if not is_plain(lexemes, number):
        return False
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    value, text = number.value, lexemes[number.first].text
    if len(text) == 2:
        is_short = before.word in {"in", "since", "'", "’", "‘", "summer", "of"} and value >= 30
        if after.word in DASHES and at(lexemes, number.last + 1).sort is Sort.NUMBER:
            return False
        if before.word in DASHES and len(at(lexemes, number.first - 2).text) == 4:
            return is_year_text(at(lexemes, number.first - 2).text)
        return (
            is_short
            and before.word != "of"
            and after.sort is not Sort.WORD
            and after.word not in {"%", "-", "+", "."}
            or (
                is_short
                and before.word in {"'", "’", "‘"}
                and is_glued(lexemes, number.first)
                and after.sort is not Sort.WORD
            )
        )
    if len(text) != 4 or not is_year_text(text):
        return False
    if before.word in DASHES and is_year_text(at(lexemes, number.first - 2).text):
        return True
    if 1900 <= value < 2060:
        if not is_counted:
            return True
        return (
            before.word in YEARS_BEFORE
            or before.word.endswith("'s")
            or is_month(before)
            or before.word == ","
        )
    return before.word in {"in", "since", "of", "from", "by", "until", "before", "after"} and not is_counted


def is_year_text(text: str) -> bool:
    """Whether four digits can be a year of our histories."""
    return len(text) == 4 and text.isdecimal() and 1500 <= int(text) < 2100


def is_spoken_year(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "nineteen eighty-four", "twenty twenty"."""
    if number.value in {18, 19, 20}:
        return 10 <= CARDINALS.get(at(lexemes, number.last).word, 0) <= 90
    return CARDINALS.get(at(lexemes, number.first - 1).word, 0) in {18, 19, 20} and 10 <= number.value < 100


def is_clock(lexemes: Sequence[Lexeme], number: Number, *, has_unit: bool) -> bool:
    """ "11pm", "8.05 on Thursday", "2.15 am", "0915 GMT", "five o'clock", "between noon and five", "at six on Sunday"."""
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    if number.value > 2400:
        return False
    if after.word in HALVES_OF_DAY and (number.value <= 24 or number.last == number.first + 1):
        return True
    if after.word in DASHES | {"to", "and"} and at(lexemes, number.last + 2).word in {
        "am",
        "pm",
        "a.m",
        "p.m",
    }:
        return True
    if has_unit:
        return False
    if after.sort is Sort.CLOCK or before.sort is Sort.CLOCK:
        return False
    if before.word in {"and", "to", "-", "until", "till"} and at(lexemes, number.first - 2).word in {
        "noon",
        "midnight",
        "am",
        "pm",
    }:
        return number.value <= 12
    if before.word == "half" or (
        before.word in {"past", "to"} and at(lexemes, number.first - 2).word in {"half", "quarter"}
    ):
        return False if before.word == "half" else number.value <= 12
    is_point = before.word in {
        "at",
        "by",
        "until",
        "till",
        "before",
        "after",
        "from",
        "since",
        "around",
        "about",
    }
    if number.decimals == 2 and number.value < 24 and (number.value % 1) < 0.595 and is_point:
        is_timed = after.word in WEEKDAYS | {"on", "in", "this", "that", "local"} or any(
            lexeme.word in {"am", "pm"} or lexeme.sort is Sort.CLOCK
            for lexeme in lexemes[max(0, number.first - 12) : number.last + 16]
        )
        return is_timed or (
            before.word in {"at", "by"}
            and after.sort is Sort.SIGN
            and lexemes[number.first].text[0] != "0"
            and False
        )
    if (
        number.value <= 12
        and not number.decimals
        and is_point
        and after.word in {"in", "on", "this", "sharp"}
    ):
        beyond = at(lexemes, number.last + 1).word
        is_part = beyond in WEEKDAYS or (
            beyond == "the" and at(lexemes, number.last + 2).word in {"morning", "afternoon", "evening"}
        )
        return before.word not in {"from", "after"} and is_part
    return False


def is_label(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool, has_unit: bool) -> bool:
    """ "Article 9", "page 112", "para 3", "buses 7 and 22", "No. 114", "Scope 1 and 2", "version 12.4", "#3"."""
    if number.grouped or number.scale > 1 or has_unit or number.form not in {Form.DIGITS, Form.WORDS}:
        return False
    position = number.first - 1
    for _ in range(6):
        before = at(lexemes, position)
        if (
            before.word in {".", ":"}
            and is_glued(lexemes, position)
            and at(lexemes, position - 1).word
            in {
                "no",
                "nos",
                "art",
                "sec",
                "p",
                "pp",
                "para",
                "fig",
                "vol",
                "ch",
                "tel",
                "ext",
                "nr",
            }
        ):
            return before.word == "." and (not is_counted or at(lexemes, position - 1).text[0].isupper())
        if before.word in LABELS:
            if before.word in CAPITAL_LABELS and not before.text[:1].isupper():
                return False
            is_opening = position == 0 and is_counted and before.word in CAPITAL_LABELS
            return not (is_opening or (is_counted and before.word.endswith("s") and before.text.islower()))
        if before.word in {"#", "№", "§"}:
            return True
        is_list = (
            before.word in {"and", ",", "-", "–", "&", "or", "to"}
            or before.sort is Sort.NUMBER
            and len(before.text) < 4
        )
        if not is_list or (
            before.word == ","
            and position == number.first - 1
            and at(lexemes, position - 1).sort is not Sort.NUMBER
        ):
            return False
        position -= 1
    return False


def is_called(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool) -> bool:
    """ "dial 112", "text MOB to 80555", "code 7781"; not "call it 52,000", "calls 40 witnesses"."""
    if not is_plain(lexemes, number) or is_counted or len(lexemes[number.first].text) < 2:
        return False
    before = at(lexemes, number.first - 1).word
    if before in CALLS or (
        before in {"on", ":", "at"} and at(lexemes, number.first - 2).word in CALLS | {"helpline"}
    ):
        return True
    return before == "to" and any(
        lexeme.word in {"text", "sms", "whatsapp"}
        for lexeme in lexemes[max(0, number.first - 4) : number.first]
    )


def is_address(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "12 Main Street", "10 Downing Street", "221B Baker Street"."""
    if not is_plain(lexemes, number) or number.value > 99_999:
        return False
    position = number.last
    for step in range(4):
        lexeme = at(lexemes, position + step)
        if lexeme.sort is not Sort.WORD or not lexeme.text[:1].isupper():
            return False
        if lexeme.word in STREETS and step > 0:
            return True
    return False


def is_score(lexemes: Sequence[Lexeme], number: Number, *, has_unit: bool, is_counted: bool) -> bool:
    """ "beat Karsk 3-1", "a 1-1 draw", "lost 0-4", "214 for 6", "10/10", "50-50"; not "10-15 men", "voted 112-98"."""
    if not is_plain(lexemes, number) or has_unit:
        return False
    for sign, other in ((number.last, number.last + 1), (number.first - 1, number.first - 2)):
        joint, partner = at(lexemes, sign), at(lexemes, other)
        if partner.sort is not Sort.NUMBER or not partner.text.isdecimal() or len(partner.text) > 3:
            continue
        if joint.word == "/":
            return True
        if joint.word in DASHES and is_glued(lexemes, max(sign, other)):
            low, high = (
                (number.value, float(partner.text)) if other > sign else (float(partner.text), number.value)
            )
            return is_result(lexemes, number, low, high, is_counted=is_counted)
        if joint.word == "for" and min(number.value, float(partner.text)) <= 10 and not is_counted:
            nearby = lexemes[max(0, number.first - 12) : number.last + 12]
            return any(lexeme.word in CRICKET for lexeme in nearby)
    return False


def is_result(
    lexemes: Sequence[Lexeme], number: Number, low: float, high: float, *, is_counted: bool
) -> bool:
    """Whether two small numbers with a hyphen are the result of a match."""
    nearby = {lexeme.word for lexeme in lexemes[max(0, number.first - 10) : number.last + 8]}
    if {"vote", "votes", "voted", "passed", "approved", "rejected", "ruled", "ruling"} & nearby:
        return False
    if low == high or low == 0:
        return True
    if low > high:
        return True
    return bool(SPORTS & nearby) and not is_counted and high < 200


def is_threshold(
    lexemes: Sequence[Lexeme], number: Number, after: int, *, is_counted: bool, is_duration: bool
) -> bool:
    """What only defines a group or a stretch: "children under five", "over 65s", "the past 24 hours", "two years ago".

    `after` is the lexeme after the number's unit.
    """
    first = at(lexemes, number.first - 1)
    if is_duration:
        return is_window(lexemes, number, after)
    if is_counted or number.value > 120 or number.decimals:
        return False
    following = at(lexemes, number.last)
    if following.word in {"and", "or"} and at(lexemes, number.last + 1).word in {
        "over",
        "older",
        "above",
        "under",
        "younger",
        "below",
        "up",
    }:
        return first.word in PEOPLE | {"aged", "age", "ages", "adults"} or at(
            lexemes, number.last + 1
        ).word in {"older", "younger"}
    if first.word not in LIMITS and not (
        first.word == "than" and at(lexemes, number.first - 2).word in {"older", "younger"}
    ):
        return first.word in {"-"} and at(lexemes, number.first - 2).word in {"under", "over"}
    group = at(lexemes, number.first - (3 if first.word == "than" else 2)).word
    if first.word == "aged":
        return False
    return group in PEOPLE or (group in {"the", ",", ""} and following.word in {"s", "'s"})


def is_window(lexemes: Sequence[Lexeme], number: Number, after: int) -> bool:
    """Whether a duration only says when: "the past 24 hours", "the first six months", "three years ago"."""
    before, following = at(lexemes, number.first - 1).word, at(lexemes, after).word
    if before in WINDOWS and number.form is not Form.FRACTION:
        return True
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
    if following in MOMENTS:
        beyond = at(lexemes, after + 1)
        return (
            following in {"ago", "earlier", "later", "hence"}
            or beyond.sort is Sort.SIGN
            or before in {"just", ""}
        )
    return False


def is_idiom(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "24/7", "50-50", "one-off", "two-way", "five-star", "net zero", "zero tolerance", "1." at the head of a list."""
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    if (
        after.word == "/"
        and at(lexemes, number.last + 1).sort is Sort.NUMBER
        and is_glued(lexemes, number.last + 1)
    ):
        return True
    if (
        before.word == "/"
        and is_glued(lexemes, number.first)
        and at(lexemes, number.first - 2).sort is Sort.NUMBER
    ):
        return True
    if after.word in DASHES and is_glued(lexemes, number.last) and is_glued(lexemes, number.last + 1):
        if at(lexemes, number.last + 1).word in KINDS and number.value < 13:
            return True
    if number.form is Form.WORDS and number.value == 0:
        nearby = {before.word, after.word}
        return bool(
            nearby
            & {"net", "ground", "absolute", "patient", "tolerance", "sum", "hour", "near", "sub", "below"}
        )
    if (
        number.first == 0
        and number.last == 1
        and is_plain(lexemes, number)
        and after.word in {".", ")"}
        and len(lexemes) > 2
    ):
        return True
    return number.first == 1 and at(lexemes, 0).word in "([" and after.word in {")", "]"} and len(lexemes) > 4


def is_pronoun(lexemes: Sequence[Lexeme], number: Number, *, noun: str | None, is_listed: bool) -> bool:
    """ "one" that counts nothing: "no one", "one of the best", "one day", "this one".

    `noun` is the singular noun that "one" would count, if one follows; `is_listed` whether it stands beside other
    numbers ("27 shot down, three were lost and one hit a house").
    """
    if number.form is not Form.WORDS or number.value != 1 or number.scale > 1:
        return False
    before, after = at(lexemes, number.first - 1).word, at(lexemes, number.last).word
    if before in BEFORE_ONE or after in {
        "of",
        "another",
        "'s",
        "-",
        "who",
        "that",
        "which",
        "can",
        "could",
        "should",
        "must",
        "might",
        "may",
        "would",
    }:
        return True
    if noun is None:
        return not is_listed and before != ":"
    return noun in VAGUE_ONES


def is_name(
    lexemes: Sequence[Lexeme],
    number: Number,
    *,
    is_counted: bool,
    has_unit: bool,
    is_title: bool,
    is_subject: bool,
) -> bool:
    """ "Group of Seven", "Three Gorges", "Cessna 208", "Project Horizon 2030", "a Boeing 737", "3D", "4x4".

    `is_title`: the sentence is a headline in capitals, so that they tell nothing. `is_subject`: a verb follows, as in
    "In Kandara 30 died".
    """
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    if has_unit or number.scale > 1 or number.grouped:
        return False
    if number.form is Form.WORDS:
        text = lexemes[number.first].text
        if text.isupper() and len(text) > 1:
            return (
                len(text) == 3 and not is_counted and not all(lexeme.text.isupper() for lexeme in lexemes[:4])
            )
        if is_title or not text[0].isupper() or number.first == 0:
            return False
        is_opening = (
            before.word in {":", '"', "“", "‘", "(", "—", "–", "-", "'", "…", "."} or before.sort is Sort.SIGN
        )
        return not is_opening and (
            after.text[:1].isupper() or (before.word in {"of", "the", "big"} and not is_counted)
        )
    if number.form is not Form.DIGITS:
        return False
    if is_glued(lexemes, number.last) and after.sort in {Sort.WORD, Sort.NAME} and after.word not in SCALES:
        return True
    if is_counted or is_title or is_subject or before.sort is not Sort.WORD or number.decimals:
        return False
    is_capital = before.text[:1].isupper() and before.text[1:].islower()
    return is_capital and number.first >= 2 and before.word not in WEEKDAYS and not is_month(before)
