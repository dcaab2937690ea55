"""What only looks like a figure: names, addresses, scores, thresholds, "one" the pronoun. Dates are in
`dates.py`.
"""

from collections.abc import Sequence

from claims.extraction.dates import DASHES, WEEKDAYS, is_month, is_plain
from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.lexicons import load
from claims.extraction.numbers import SCALES, Form, Number, at, is_glued

LEXICON = load("lookalikes")
LABELS = frozenset(LEXICON["labels"])
CAPITAL_LABELS = frozenset(LEXICON["labels_with_capital"])
QUIET_LABELS = frozenset(LEXICON["labels_alone"])
CALIBRES = frozenset(LEXICON["calibres"])
SHORT_LABELS = frozenset(LEXICON["abbreviated_labels"])
STREETS = frozenset(LEXICON["streets"])
CALLS = frozenset(LEXICON["calls"])
SPORTS = frozenset(LEXICON["sports"])
CRICKET = frozenset(LEXICON["cricket"])
PEOPLE = frozenset(LEXICON["people"])
VAGUE_ONES = frozenset(LEXICON["vague_ones"])
BEFORE_ONE = frozenset(LEXICON["before_one"])
KINDS = frozenset(LEXICON["kinds"])
TERMS = frozenset(LEXICON["terms"])
LIMITS = frozenset({"under", "over", "below", "above", "past"})
AFTER_ONE = frozenset("of another 's - who that which can could should must might may would".split())
SPEAKING = frozenset(LEXICON["speaking"])
VOTES = frozenset({"vote", "votes", "voted", "passed", "approved", "rejected", "ruled", "ruling"})
# Before a label these make a place or a day of it: "in the camp 12 people died".
BEFORE_PLACES = frozenset(
    "the a an this that last next same each every per its their his her our my one".split()
)
BOUNDS = frozenset({"over", "older", "above", "under", "younger", "below", "up"})
ZEROES = frozenset(
    {"net", "ground", "absolute", "patient", "tolerance", "sum", "hour", "near", "sub", "below"}
)
LIST_JOINTS = frozenset({"and", ",", "-", "–", "&", "or", "to"})


def is_label(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool, is_subject: bool) -> bool:
    """ "Article 9", "page 112", "para 3", "buses 7 and 22", "No. 114", "Scope 1 and 2", "version 12.4",
    "#3".
    """
    if number.grouped or number.scale > 1 or number.form not in {Form.DIGITS, Form.WORDS}:
        return False
    position = number.first - 1
    for _ in range(6):
        before, earlier = at(lexemes, position), at(lexemes, position - 1)
        if before.word == "." and earlier.word in SHORT_LABELS and is_glued(lexemes, position):
            return not is_counted or earlier.text[0].isupper()
        if before.word in {"#", "№", "§"}:
            return True
        if before.word in LABELS:
            return is_naming(lexemes, number, position, is_counted=is_counted, is_subject=is_subject)
        is_number = before.sort is Sort.NUMBER and len(before.text) < 4
        is_first_comma = (
            before.word == "," and position == number.first - 1 and earlier.sort is not Sort.NUMBER
        )
        if is_first_comma or not (is_number or before.word in LIST_JOINTS):
            return False
        position -= 1
    return False


def is_naming(
    lexemes: Sequence[Lexeme], number: Number, position: int, *, is_counted: bool, is_subject: bool
) -> bool:
    """Whether the label at `position` names the number: "page 12", not "in the camp 12 died"."""
    label, earlier = at(lexemes, position), at(lexemes, position - 1).word
    if label.text[:1].isupper():
        return not (label.word in CAPITAL_LABELS and position == 0 and is_counted)
    if label.word in CAPITAL_LABELS:
        is_alone = label.word in QUIET_LABELS and is_plain(lexemes, number)
        return is_alone and not is_counted and earlier not in BEFORE_PLACES
    is_place = earlier in BEFORE_PLACES or at(lexemes, position - 2).word in BEFORE_PLACES
    return not (is_place and (is_counted or is_subject)) and not (is_counted and label.word.endswith("s"))


def is_called(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool) -> bool:
    """ "dial 112", "text MOB to 80555", "code 7781"; not "call it 52,000", "calls 40 witnesses"."""
    if not is_plain(lexemes, number) or is_counted or len(lexemes[number.first].text) < 2:
        return False
    before, earlier = at(lexemes, number.first - 1).word, at(lexemes, number.first - 2).word
    if before in {"or", "and", ","} and at(lexemes, number.first - 2).sort is Sort.NAME:
        return any(lexeme.word in CALLS for lexeme in lexemes[max(0, number.first - 6) : number.first])
    if before in CALLS or (before in {"on", ":", "at"} and earlier in CALLS):
        return True
    nearby = {lexeme.word for lexeme in lexemes[max(0, number.first - 4) : number.first]}
    return before == "to" and bool(nearby & {"text", "sms", "whatsapp"})


def is_address(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "12 Main Street", "10 Downing Street", "4 Old Mill Lane"."""
    if not is_plain(lexemes, number) or number.value > 99_999:
        return False
    for step in range(4):
        lexeme = at(lexemes, number.last + step)
        if lexeme.sort is not Sort.WORD or not lexeme.text[:1].isupper():
            return False
        if lexeme.word in STREETS and step > 0:
            return True
    return False


def is_score(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool) -> bool:
    """ "beat Karsk 3-1", "a 1-1 draw", "lost 0-4", "214 for 6", "10/10", "50-50"; not "10-15 men", "voted
    112-98".
    """
    if not is_plain(lexemes, number):
        return False
    for sign, other in ((number.last, number.last + 1), (number.first - 1, number.first - 2)):
        joint, partner = at(lexemes, sign), at(lexemes, other)
        if partner.sort is not Sort.NUMBER or not partner.text.isdecimal() or len(partner.text) > 3:
            continue
        pair = (number.value, float(partner.text))
        low, high = pair if other > sign else pair[::-1]
        if joint.word == "/":
            return True
        if joint.word in DASHES and is_glued(lexemes, max(sign, other)):
            return is_result(lexemes, number, low, high, is_counted=is_counted)
        if joint.word == "for" and min(pair) <= 10 and not is_counted:
            nearby = lexemes[max(0, number.first - 12) : number.last + 12]
            return any(lexeme.word in CRICKET for lexeme in nearby)
    return False


def is_result(
    lexemes: Sequence[Lexeme], number: Number, low: float, high: float, *, is_counted: bool
) -> bool:
    """Whether two small numbers with a hyphen are the result of a match."""
    if any(lexeme.word in VOTES for lexeme in lexemes[max(0, number.first - 6) : number.first]):
        return False
    nearby = {lexeme.word for lexeme in lexemes[max(0, number.first - 10) : number.last + 8]}
    return low >= high or low == 0 or (bool(SPORTS & nearby) and not is_counted and high < 200)


def is_threshold(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool) -> bool:
    """What only defines a group: "children under five", "over 65s", "aged 65 and over", "those older
    than 40".
    """
    if is_counted or number.value > 120 or number.decimals:
        return False
    before, earlier = at(lexemes, number.first - 1).word, at(lexemes, number.first - 2).word
    following, beyond = at(lexemes, number.last).word, at(lexemes, number.last + 1).word
    if before == "aged" and earlier in PEOPLE:
        return at(lexemes, number.first - 3).sort is not Sort.NUMBER and not at(
            lexemes, number.first - 3
        ).word.endswith("teen")
    if following in {"and", "or"} and beyond in BOUNDS:
        return before in PEOPLE | {"aged", "age", "ages"} or beyond in {"older", "younger"}
    if before == "-":
        return earlier in {"under", "over"}
    if before == "than" and earlier in {"older", "younger"}:
        return at(lexemes, number.first - 3).word in PEOPLE
    if before not in LIMITS:
        return False
    return earlier in PEOPLE or (earlier in {"the", ",", ""} and following in {"s", "'s"})


def is_idiom(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "24/7", "50-50", "one-off", "two-way", "five-star", "net zero", "zero tolerance", "1." at the head
    of a list.
    """
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    if after.word == "/" and is_glued(lexemes, number.last + 1):
        return at(lexemes, number.last + 1).sort is Sort.NUMBER
    if before.word == "/" and is_glued(lexemes, number.first):
        return at(lexemes, number.first - 2).sort is Sort.NUMBER
    is_hyphened = (
        after.word in DASHES and is_glued(lexemes, number.last) and is_glued(lexemes, number.last + 1)
    )
    kind = at(lexemes, number.last + 1).word
    if is_hyphened and (kind in KINDS and number.value < 13 or kind.startswith("something")):
        return True
    if after.word == "to" and kind in {"1", "one"} and before.word not in {"from", "between"}:
        return number.value > 1 and at(lexemes, number.last + 2).sort is not Sort.WORD  # odds of ten to one
    if before.word == "per":
        return True  # "deaths per 100,000": by what, not how many
    if before.word == "to" and number.value == 1 and after.sort is not Sort.WORD:
        is_number = at(lexemes, number.first - 2).sort is Sort.NUMBER
        return is_number and at(lexemes, number.first - 3).word not in {"from", "between"}
    if number.form is Form.WORDS and number.value == 0:
        if before.word in DASHES or after.word in DASHES:
            return True  # three-nil
        return bool({before.word, after.word} & ZEROES)
    if not is_plain(lexemes, number) or len(lexemes) < 4:
        return False
    if number.first == 0:
        return after.word in {".", ")"}
    return number.first == 1 and at(lexemes, 0).word in "([" and after.word in {")", "]"}


def is_pronoun(lexemes: Sequence[Lexeme], number: Number, *, noun: str | None, is_listed: bool) -> bool:
    """ "one" that counts nothing: "no one", "one of the best", "one day", "this one".

    `noun` is the singular noun that "one" would count, if one follows; `is_listed` whether it stands
    beside other
    numbers ("27 shot down, three were lost and one hit a house").
    """
    if number.form is not Form.WORDS or number.value != 1 or number.scale > 1:
        return False
    before, after = at(lexemes, number.first - 1).word, at(lexemes, number.last).word
    if before in BEFORE_ONE or after in AFTER_ONE or at(lexemes, number.last).sort is Sort.CURRENCY:
        return True
    if noun is None:
        return before != ":" and not (is_listed and before in {"and", ",", "or", ";", "but"})
    if noun in VAGUE_ONES:
        return True
    return any(lexeme.word in SPEAKING for lexeme in lexemes[number.last : number.last + 4])


def is_some_day(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "One day it will end": no duration, as "for one day" is."""
    is_one = number.form is Form.WORDS and lexemes[number.first].word == "one"
    if not is_one or at(lexemes, number.last).word not in {
        "day",
        "night",
        "morning",
        "year",
        "minute",
        "week",
    }:
        return False
    before = at(lexemes, number.first - 1)
    return before.sort is Sort.SIGN or before.word in {"and", "but", "that", "then", "so", "if"}


def is_name(
    lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool, is_title: bool, is_subject: bool
) -> bool:
    """ "Group of Seven", "Three Gorges", "Cessna 208", "Project Horizon 2030", "3D", "4x4".

    `is_title`: the sentence is a headline in capitals, so that they tell nothing. `is_subject`: a verb
    follows, as in
    "In Kandara 30 died".
    """
    before, after = at(lexemes, number.first - 1), at(lexemes, number.last)
    if is_glued(lexemes, number.last) and after.sort in {Sort.WORD, Sort.NAME} and after.word not in SCALES:
        return number.form is Form.DIGITS
    if lexemes[number.last - 1].text == "K" and number.value in {4000, 8000}:
        return not is_counted  # a screen
    if number.scale > 1 or number.grouped:
        return False
    if number.form is Form.WORDS:
        return is_name_in_words(lexemes, number, is_counted=is_counted, is_title=is_title)
    earlier = at(lexemes, number.first - 2)
    if before.text[:1].isupper() and earlier.sort is Sort.NUMBER and not number.decimals:
        return True  # 25 Leopard 2 tanks
    if is_counted or is_title or before.sort is not Sort.WORD or number.decimals:
        return False
    if (
        before.text.isupper()
        and before.word != "i"
        and not all(lexeme.text.isupper() for lexeme in lexemes[:4])
    ):
        return True  # the S&P 500, ISO 9001
    is_capital = before.text[:1].isupper() and before.text[1:].islower() and not is_subject
    return is_capital and number.first >= 2 and before.word not in WEEKDAYS and not is_month(before)


def is_name_in_words(lexemes: Sequence[Lexeme], number: Number, *, is_counted: bool, is_title: bool) -> bool:
    """ "Group of Seven", "Three Gorges Dam", "(SIX: ORV)"; not "SEVENTEEN never came home"."""
    text, before = lexemes[number.first].text, at(lexemes, number.first - 1)
    if text.isupper() and len(text) > 1:
        is_shouted = all(lexeme.text.isupper() for lexeme in lexemes[:4])
        return len(text) == 3 and not is_counted and not is_shouted
    if is_title or not text[0].isupper() or before.sort is Sort.SIGN or number.first == 0:
        return False
    if before.word == "of":
        return at(lexemes, number.first - 2).text[:1].isupper() or not is_counted
    is_led = before.word in {"the", "big"} and not is_counted
    return is_led or at(lexemes, number.last).text[:1].isupper()
