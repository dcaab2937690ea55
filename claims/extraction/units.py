"""Units after a number: percent, measures, durations, ages; and rates per anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.lexicons import load
from claims.extraction.numbers import (
    ARTICLES,
    SCALES,
    Form,
    Number,
    at,
    is_glued,
    past_hyphen,
    read_number,
)
from claims.extraction.records import Dimension

LEXICON = load("units")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read after a number; it ends before the lexeme `last`."""

    name: str
    dimension: Dimension
    last: int


def read_forms() -> tuple[dict[tuple[str, ...], tuple[str, Dimension]], dict[str, tuple[str, Dimension]]]:
    """The lexicon's units by the words of their forms, and by their symbols."""
    forms: dict[tuple[str, ...], tuple[str, Dimension]] = {}
    symbols: dict[str, tuple[str, Dimension]] = {}
    for dimension in Dimension:
        for name, entry in LEXICON.get(dimension.value, {}).items():
            forms |= {tuple(form.split()): (name, dimension) for form in entry["forms"]}
            symbols |= dict.fromkeys(entry.get("symbols", ()), (name, dimension))
    return forms, symbols


FORMS, SYMBOLS = read_forms()
LONGEST = max(map(len, FORMS))
STARTS = frozenset(form[0] for form in FORMS)
THINGS = frozenset(LEXICON["per"]["things"])
PER_NAMES: dict[str, str] = LEXICON["per"]["names"]
ADVERBS: dict[str, str] = LEXICON["per"]["adverbs"]
COUNTED_BY = {Dimension.DURATION, Dimension.MASS, Dimension.VOLUME, Dimension.LENGTH, Dimension.AREA}
# May stand between a number and its unit: "20 consecutive days".
FILLERS = frozenset(
    "consecutive straight full whole working extra more long additional calendar business entire "
    "successive solid further "
    "short additional other odd metric vertical long-term".split()
)
# After "a week" these make a point in time of it ("19 a week ago").
PAST = frozenset(
    {"ago", "earlier", "later", "previously", "or", "back"}
)  # "£120,000 a week after he came" is one
POINTS = frozenset(
    "ago earlier later before after prior previously ahead old back or since beforehand".split()
)
# What may follow "a second" as a rate; a noun makes an ordinal of it.
ENDINGS = frozenset(
    "in at on from to during over and or by with for after before when as while through into".split()
)
# A larger unit and the smaller one that may follow it: "2 h 15 min".
SMALLER = {
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("year", "month"): 12,
    ("day", "hour"): 24,
    ("week", "day"): 7,
    ("foot", "inch"): 12,
    ("pound", "ounce"): 16,
    ("kilogram", "gram"): 1000,
    ("mile", "yard"): 1760,
    ("metre", "centimetre"): 100,
}


def read_unit(lexemes: Sequence[Lexeme], index: int, number: Number) -> Unit | None:
    """The unit that begins at a lexeme after a number: "per cent", "km/h", "-kilometre", "consecutive
    days", "°C".

    None for a noun that is counted. "degrees in law" and "12 m people" (a million without a scale) are
    not told here.
    """
    position = past_hyphen(lexemes, index)
    if number.form is Form.FRACTION:
        position = past_of(lexemes, position)
    unit = read_form(lexemes, position) or read_symbol(lexemes, position, number)
    if unit is None and at(lexemes, position).word == "of":  # "0.3 of a percentage point"
        unit = read_form(lexemes, past_of(lexemes, position))
        unit = unit if unit is not None and unit.dimension is Dimension.PERCENT else None
    if unit is None and at(lexemes, position).word in FILLERS:
        unit = read_form(lexemes, position + 1)
        if unit is not None and unit.dimension is Dimension.PERCENT:
            return None
    if unit is None:
        return None
    if unit.name == "degree Celsius" and at(lexemes, unit.last).word in {"in", "from"} and number.value < 5:
        return None  # university degrees
    return unit


def past_of(lexemes: Sequence[Lexeme], index: int) -> int:
    """The index after "of a" or "a" ("half an hour", "three quarters of a mile"), else the index given."""
    position = index + 1 if at(lexemes, index).word == "of" else index
    if at(lexemes, position).word in ARTICLES:
        return past_hyphen(lexemes, position + 1)
    return index


def read_form(lexemes: Sequence[Lexeme], index: int) -> Unit | None:
    """The longest form of a unit that begins at a lexeme. Hyphens between its words are passed over."""
    if at(lexemes, index).word.removesuffix("'s").removesuffix("'") not in STARTS:
        return None
    words: list[str] = []
    found, position = None, index
    while position < len(lexemes) and len(words) < LONGEST:
        words.append(lexemes[position].word.removesuffix("'s").removesuffix("'"))
        position += 1
        if (form := FORMS.get(tuple(words))) is not None:
            found = Unit(form[0], form[1], position)
        position = past_hyphen(lexemes, position)
    return found


def read_symbol(lexemes: Sequence[Lexeme], index: int, number: Number) -> Unit | None:
    """A symbol after digits: "191.6 m", "85 MW"; of one capital only where it is stuck to them ("40C")."""
    symbol = at(lexemes, index)
    if number.form is not Form.DIGITS or symbol.text not in SYMBOLS or symbol.sort is not Sort.WORD:
        return None
    if len(symbol.text) == 1 and symbol.text.isupper() and not is_glued(lexemes, index):
        return None
    name, dimension = SYMBOLS[symbol.text]
    return Unit(name, dimension, index + 1)


def read_remainder(lexemes: Sequence[Lexeme], unit: Unit) -> tuple[float, int] | None:
    """The smaller amount after a larger one, in the larger unit, and where it ends: " 15 min" after "2
    h" is 0.25.
    """
    index = unit.last + 1 if at(lexemes, unit.last).word in {"and", ","} else unit.last
    if index >= len(lexemes):
        return None
    number = read_number(lexemes, index)
    if number is None or number.form is Form.FRACTION:
        return None
    after = at(lexemes, number.last)
    if unit.name == "foot" and after.word in {"in", "ins"} and is_glued(lexemes, number.last):
        return number.value / 12, number.last + 1
    is_minutes = unit.name == "hour" and lexemes[number.last - 1].word == "m" and number.scale > 1
    if is_minutes:  # "4h 20m"
        return number.mantissa / 60, number.last
    smaller = read_unit(lexemes, number.last, number)
    parts = SMALLER.get((unit.name, smaller.name)) if smaller else None
    if smaller is None or parts is None or number.value >= parts:
        return None
    return number.value / parts, smaller.last


def read_half(lexemes: Sequence[Lexeme], index: int) -> int | None:
    """Where "and a half" ends that begins at a lexeme ("an hour and a half"), or None."""
    words = [at(lexemes, index + k).word for k in range(3)]
    return index + 3 if words in (["and", "a", "half"], ["and", "one", "half"]) else None


def read_age(lexemes: Sequence[Lexeme], unit: Unit) -> int | None:
    """Where the words end that make a duration an age: "-old", " old", " of age"; None if none stand
    there.
    """
    index = past_hyphen(lexemes, unit.last)
    if at(lexemes, index).word in {"old", "olds"}:
        return index + 1
    if at(lexemes, unit.last).word == "of" and at(lexemes, unit.last + 1).word == "age":
        return unit.last + 2
    return None


def read_rate(lexemes: Sequence[Lexeme], index: int, *, is_money: bool = False) -> tuple[str, int] | None:
    """By what something is counted, from a lexeme on: (" per person per day", where it ends), or None.

    "a month" " per month", "per 100,000 people" " per 100000 people", "/litre" " per litre", "annually"
    " per year"
    Not "a week ago", "per cent".
    """
    text, position = "", index
    for _ in range(3):
        step = read_per(lexemes, position, is_money=is_money)
        if step is None and text:
            step = read_per(lexemes, past_phrase(lexemes, position), is_money=is_money)
        if step is None:
            break
        text, position = text + " per " + step[0], step[1]
    return (text, position) if text else None


def past_phrase(lexemes: Sequence[Lexeme], index: int) -> int:
    """The index after a short phrase that may part an amount from its rate: "of water", "on health", "in
    rent".
    """
    if at(lexemes, index).word not in {"of", "on", "in", "for", "to"}:
        return index
    for position in range(index + 1, min(index + 5, len(lexemes))):
        lexeme = lexemes[position]
        if (
            lexeme.word in {"a", "an", "per", "each", "every", "annually", "monthly", "daily", "weekly"}
            and position > index + 1
        ):
            return position
        if lexeme.sort is not Sort.WORD:
            break
    return index


def read_per(lexemes: Sequence[Lexeme], index: int, *, is_money: bool) -> tuple[str, int] | None:
    """One step of a rate: what stands after "per", "a", "each", "every", "/", and where it ends."""
    word = at(lexemes, index).word
    if word in ADVERBS:
        return ADVERBS[word], index + 1
    if word == "for" and at(lexemes, index + 1).word in {"every", "each"}:
        return read_thing(lexemes, index + 2)
    if word == "per" or (word == "/" and at(lexemes, index + 1).sort is Sort.WORD):
        return read_thing(lexemes, index + 1)
    if word not in {"a", "an", "each", "every"}:
        return None
    unit = read_form(lexemes, index + 1)
    if unit is not None and unit.dimension in COUNTED_BY and is_singular(at(lexemes, unit.last - 1)):
        after = at(lexemes, unit.last)
        points = PAST if is_money else POINTS
        if (unit.dimension is Dimension.DURATION and after.word in points) or (
            unit.name == "second" and after.sort is Sort.WORD and after.word not in ENDINGS
        ):
            return None
        return unit.name, unit.last
    thing = at(lexemes, index + 1).word
    if thing in THINGS and word in {"a", "an", "per"}:
        return PER_NAMES.get(thing, thing), index + 2
    return None


def is_singular(lexeme: Lexeme) -> bool:
    """Whether a unit's last word can follow "a"."""
    return not lexeme.word.endswith("s") and lexeme.word != "feet"


def read_thing(lexemes: Sequence[Lexeme], index: int) -> tuple[str, int] | None:
    """What follows "per": "person", "100,000 people", "square kilometre", "cent" (which is none)."""
    if index >= len(lexemes) or lexemes[index].word in {"cent", "se"}:
        return None
    number = read_number(lexemes, index)
    if number is not None and number.form is not Form.FRACTION:
        words = []
        for lexeme in lexemes[number.last : number.last + 2]:
            if (
                lexeme.sort is not Sort.WORD
                or lexeme.word in ENDINGS
                or lexeme.word in {"a", "the", "is", "was", "per"}
            ):
                break
            words.append(lexeme.word)
            if lexeme.word == "people" or (lexeme.word.endswith("s") and not lexeme.word.endswith("ss")):
                break
        if not words or not (words[-1] == "people" or words[-1].endswith("s")):
            words = words[:1] if words[:1] == ["population"] else []
        noun = "people" if words in ([], ["population"]) else " ".join(words)
        size = f"{number.value:.0f} " if number.value != 1 else ""
        return size + noun, number.last + len(words)
    unit = read_form(lexemes, index)
    if unit is not None:
        return unit.name, unit.last
    lexeme = lexemes[index]
    if lexeme.word in SCALES and at(lexemes, index + 1).sort is Sort.WORD:
        return f"{SCALES[lexeme.word]} {at(lexemes, index + 1).word}", index + 2
    if lexeme.sort is not Sort.WORD:
        return None
    return PER_NAMES.get(lexeme.word, lexeme.word), index + 1
