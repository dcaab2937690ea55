"""What an amount without a unit counts: the noun beside it, the next amount's, what is told, what went
before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.ages import is_age
from claims.extraction.amounts import Amount, bound
from claims.extraction.elision import (
    MEMORY,
    Known,
    Wants,
    antecedent,
    from_all,
    governed,
    has_people_verb,
    inherit,
    is_of_people,
    takes_people,
)
from claims.extraction.idioms import as_great, is_of_index, of_aim, of_idiom, of_measured
from claims.extraction.language import Token
from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.nouns import LEXICON, PRONOUNS, Counted, find_state, is_people, singular
from claims.extraction.numbers import Form, at
from claims.extraction.reader import Reader
from claims.extraction.records import Dimension, Relation
from claims.extraction.units import FORMS, read_rate, read_thing

TEMPERATURES = frozenset(LEXICON["temperatures"]["words"])
RATES: dict[str, str] = LEXICON["rates"]
QUAKES = frozenset(LEXICON["quakes"]["words"])
PRICES = frozenset(LEXICON["prices"]["words"])
REGULAR = frozenset(
    {"rent", "rents", "wage", "wages", "salary", "salaries", "pension", "pensions"}
)  # paid by time
FUELS = frozenset({"pump", "pumps", "petrol", "unleaded", "diesel", "gasoline"})  # sold by the litre
LINKS = frozenset({"and", "or", "to", ",", "-", "–", "versus", "vs", "against", "but"})


@dataclass(frozen=True, slots=True)
class Found:
    """An amount of a sentence and the noun that follows it, where one does."""

    amount: Amount
    counted: Counted | None


def name_unit(
    reader: Reader, found: Found, known: Sequence[Known], rest: Sequence[Found]
) -> tuple[Amount, Token | None]:
    """The amount with its dimension and unit, and the noun that is counted. `rest` follows it in the
    sentence.
    """
    amount, lexemes = found.amount, reader.setting.lexemes
    is_point = found.counted is not None and found.counted.unit == "point"
    if is_point and is_after_percent(known) and not is_of_index(lexemes, amount):
        return replace(amount, dimension=Dimension.PERCENT, unit="percentage point"), None
    if amount.dimension is not None:
        return of_measured(reader, share_rate(reader, amount, known)), None
    headed = of_heading(lexemes, amount)
    if headed is not None:
        return headed, None
    if found.counted is not None:
        return of_noun(reader, amount, found.counted), found.counted.token
    if is_age(lexemes, amount):
        return replace(amount, dimension=Dimension.AGE, unit="year"), None
    measured = of_measure(reader, amount)
    if measured is not None:
        return measured, None
    linked = link(reader, amount, rest)
    if linked is not None:
        return linked
    rate = read_rate(lexemes, amount.after)
    priced = of_price(reader, amount, rate, known)
    if priced is not None:
        return priced, None
    idiom = of_idiom(reader, amount)
    if idiom is not None:
        return idiom, None
    aim = of_aim(lexemes, amount, known)
    if aim is not None and aim.dimension is not Dimension.COUNT:
        return replace(amount, dimension=aim.dimension, unit=aim.unit), aim.token
    great = as_great(lexemes, amount, known) if rate is None else None
    if great is not None:
        return replace(great[0], dimension=great[1].dimension, unit=great[1].unit), great[1].token
    if is_compared(reader, amount, known):
        return inherited(reader, amount, known, rate)
    counted = elided(reader, amount, known, has_rate=rate is not None)
    if counted is None:
        return inherited(reader, amount, known, rate)
    unit = counted.unit.split(" per ")[0] + (rate[0] if rate else "")
    return replace(amount, dimension=Dimension.RATE if rate else Dimension.COUNT, unit=unit), counted.token


def is_after_percent(known: Sequence[Known]) -> bool:
    """Whether the amount just before, in the same sentence, is a percentage: "34%, two points lower"."""
    return bool(known) and known[-1].is_here and known[-1].dimension is Dimension.PERCENT


def is_compared(reader: Reader, amount: Amount, known: Sequence[Known]) -> bool:
    """Whether a bare number is set against a percentage or a rate just before: "61.4%, up from 58"."""
    before = at(reader.setting.lexemes, amount.first - 1).word
    if (
        before not in {"from", "against", "with", "than", "versus", "vs", "to"}
        or not known
        or not known[-1].is_here
    ):
        return False
    last = known[-1]
    is_near = 0.3 < amount.size / (last.size or 1) < 3.4
    return last.dimension in {Dimension.PERCENT, Dimension.RATE, Dimension.MONEY} and is_near


def of_noun(reader: Reader, amount: Amount, counted: Counted) -> Amount:
    """A count with its noun, or a rate where that by which it is counted follows the noun."""
    start = reader.lexeme_after(counted.end)
    rate = read_rate(reader.setting.lexemes, start) if start < len(reader.setting.lexemes) else None
    if rate is None and amount.value is not None and amount.value != int(amount.value):
        rate = read_each(reader, amount, start)
    amount = without_dot(amount)
    last = max(amount.last, start) if amount.is_hyphenated else amount.last
    measure = FORMS.get((counted.unit,))
    if measure is not None:  # "22 of its 42 days"
        return replace(amount, last=last, dimension=measure[1], unit=measure[0])
    if rate is None:
        return replace(amount, last=last, dimension=Dimension.COUNT, unit=counted.unit)
    return replace(amount, dimension=Dimension.RATE, unit=counted.unit + rate[0], after=rate[1])


def of_price(
    reader: Reader, amount: Amount, rate: tuple[str, int] | None, known: Sequence[Known]
) -> Amount | None:
    """A bare number as money where the words before it pay: "the rent went up by 200 a month"."""
    setting, number = reader.setting, amount.number
    words = {lexeme.word for lexeme in setting.lexemes[max(0, amount.first - 7) : amount.first]}
    if setting.latest is None or number.form is not Form.DIGITS or not words & PRICES:
        return None
    if rate is None and number.decimals != 2:
        return None
    unit = setting.latest + (rate[0] if rate else "")
    if rate is None:  # "still paying 1.79 at the pump", after €1.74 a litre
        near = (
            o for o in known if o.dimension is Dimension.RATE and 0.67 < amount.size / (o.size or 1) < 1.5
        )
        unit = next((o.unit for o in near if o.unit.startswith(unit + " per ")), unit)
        around = {lexeme.word for lexeme in setting.lexemes[max(0, amount.first - 7) : amount.last + 7]}
        if unit == setting.latest and around & FUELS and amount.size < 10:
            unit += " per gallon" if unit == "USD" else " per litre"
    is_rate = " per " in unit
    return replace(amount, dimension=Dimension.RATE if is_rate else Dimension.MONEY, unit=unit)


def of_heading(lexemes: Sequence[Lexeme], amount: Amount) -> Amount | None:
    """A number whose unit stands before it: "magnitude 7.1", "deaths per 100,000 fell from 14.2 to 11.8"."""
    before = [at(lexemes, amount.first - k).word for k in (1, 2)]
    if "magnitude" in before and before[0] in {"magnitude", "of"} and amount.size < 11:
        return replace(amount, dimension=Dimension.OTHER, unit="magnitude")
    for index in range(max(1, amount.first - 14), amount.first - 1):
        is_per = lexemes[index].word == "per" and at(lexemes, index + 1).sort is Sort.NUMBER
        thing = read_thing(lexemes, index + 1) if is_per else None
        noun = at(lexemes, index - 1)
        if thing is not None and thing[1] < amount.first and noun.word.endswith("s"):
            return replace(amount, dimension=Dimension.RATE, unit=f"{singular(noun.word)} per {thing[0]}")
    return None


def read_each(reader: Reader, amount: Amount, index: int) -> tuple[str, int] | None:
    """ "People carry 1.2 devices each": a mean by whoever the subject is."""
    if at(reader.setting.lexemes, index).word != "each":
        return None
    verb = reader.number_token(amount).head.head
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return " per " + (singular(subject.text) if subject is not None else "person"), index + 1


def of_measure(reader: Reader, amount: Amount) -> Amount | None:
    """A bare number that the sentence makes a temperature or a magnitude: "a fever of 40.5", "put it at
    6.7".
    """
    lexemes = reader.setting.lexemes
    number = amount.number
    if number.scale > 1 or number.grouped or read_rate(lexemes, amount.after) is not None:
        return None
    words = {lexeme.word for lexeme in lexemes[max(0, amount.first - 24) : amount.last + 24]}
    is_cold = amount.size < 0 or at(lexemes, amount.first).word == "minus"
    if is_cold or (words & TEMPERATURES and amount.size < 140):
        is_hot = "fahrenheit" in words or amount.size > 60
        return replace(
            amount, dimension=Dimension.TEMPERATURE, unit="degree Fahrenheit" if is_hot else "degree Celsius"
        )
    if words & QUAKES and number.decimals == 1 and amount.size < 10:
        return replace(amount, dimension=Dimension.OTHER, unit="magnitude")
    return None


def share_rate(reader: Reader, amount: Amount, known: Sequence[Known]) -> Amount:
    """Money set beside a rate of the same sentence is one too: "12.40 an hour, up from $11", "$3 a dose
    … $4.75".
    """
    if amount.dimension is not Dimension.MONEY or amount.number.scale > 1:
        return amount
    lexemes = reader.setting.lexemes
    before = {lexeme.word for lexeme in lexemes[max(0, amount.first - 3) : amount.first]}
    is_beside = bool(before & {"from", "against", "than", "paying", "pays", "was", "to", "with", "at"})
    is_regular = any(
        lexeme.word in REGULAR for lexeme in lexemes[max(0, amount.first - 12) : amount.last + 6]
    )
    for other in reversed(known[-MEMORY:]):
        if other.dimension is not Dimension.RATE or not other.unit.startswith(amount.unit + " per "):
            continue
        is_timely = is_regular and (other.unit.split(" per ")[-1],) in FORMS
        reach = 5.0 if other.is_here else 2.5
        is_near = 1 / reach < amount.size / (other.size or 1) < reach
        if is_near and (other.is_here and is_beside or is_timely):
            return replace(amount, dimension=Dimension.RATE, unit=other.unit)
    return amount


def link(reader: Reader, amount: Amount, rest: Sequence[Found]) -> tuple[Amount, Token | None] | None:
    """What a number shares with the next one: "from 1.9 to 1.6 injuries", "7.1 and 6.8 per cent"; None
    if nothing.
    """
    if not rest:
        return None
    lexemes, following, counted = reader.setting.lexemes, rest[0].amount, rest[0].counted
    gap = [lexeme.word for lexeme in lexemes[amount.last : following.first]]
    if not gap or len(gap) > 2 or any(word not in LINKS for word in gap):
        return None
    is_apart = gap == ["and"] and at(lexemes, amount.first - 1).word != "from"
    if gap == ["to"]:
        amount = rescale(amount, following)
    if following.dimension is None and counted is not None:
        if is_apart and following.relation is not amount.relation:
            return None
        whole = of_noun(reader, following, counted)
        return replace(amount, dimension=whole.dimension, unit=whole.unit), counted.token
    rate = read_rate(lexemes, following.after) if following.dimension is None and gap == ["to"] else None
    if rate is not None:  # "from 4.8 to 3.1 per 1,000 bed days"
        words = {lexeme.word for lexeme in lexemes[max(0, amount.first - 8) : amount.first]}
        return replace(amount, dimension=Dimension.RATE, unit=rated(words) + rate[0]), None
    if (
        following.dimension in {None, Dimension.AGE, Dimension.RATIO}
        or following.number.form is Form.FRACTION
    ):
        return None
    if "," in gap and not 0.1 < amount.size / (following.size or 1) < 10:
        return None
    if following.dimension is Dimension.MONEY and at(lexemes, following.first).sort is Sort.CURRENCY:
        return None
    if is_apart and following.dimension is Dimension.DURATION:
        return None
    return replace(amount, dimension=following.dimension, unit=following.unit), None


def rescale(amount: Amount, following: Amount) -> Amount:
    """The amount with the scale that only the next one writes: "from 80 to 70 million"."""
    scale, size = following.number.scale, amount.size
    is_bare = amount.number.scale == 1 and not amount.number.grouped and scale >= 1000
    if not is_bare or not 0.1 < size / (following.number.mantissa or 1) < 10:
        return amount
    return bound(replace(amount, value=size * scale, low=size * scale, high=size * scale), amount.relation)


def elided(reader: Reader, amount: Amount, known: Sequence[Known], *, has_rate: bool) -> Counted | None:
    """What a bare number counts by the words round it: a state, a crowd, a toll, a verb that takes people."""
    tokens, first, last = reader.tokens, reader.first_token(amount), reader.next_token(amount.last)
    if has_rate and any(token.lower_ == "rate" for token in tokens[max(0, first - 8) : first]):
        return Counted(rated({token.lower_ for token in tokens[max(0, first - 8) : first]}), None, last)
    counts = [other for other in known[-MEMORY:] if other.is_here and other.dimension is Dimension.COUNT]
    here = next((other for other in reversed(counts) if not other.is_part), counts[-1] if counts else None)
    if last + 1 < len(tokens) and tokens[last].lower_ == "of" and tokens[last + 1].lower_ in PRONOUNS:
        if here is not None:
            return Counted(here.unit, here.token, last)
        before = next((other for other in reversed(known[-4:]) if other.dimension is Dimension.COUNT), None)
        told = antecedent(tokens, first)
        return Counted(before.unit, before.token, last) if told is None and before is not None else told
    if amount.size != int(amount.size) and not has_rate:
        return None
    state = find_state(tokens, last)
    if state is not None:
        is_known = (
            here is not None and is_people(here.unit) and here.unit not in {"body", "death", "casualty"}
        )
        return Counted(here.unit, here.token, last) if here is not None and is_known else state
    if any(token.lower_ in {"voted", "votes", "vote"} for token in tokens[max(0, first - 3) : first]):
        return Counted("vote", None, last)
    told = governed(tokens, first, reader.number_token(amount)) or from_all(tokens, first)
    if told is None and has_rate:
        told = Counted(here.unit, here.token, last) if here is not None else antecedent(tokens, first)
    if told is not None:
        return told
    if not has_people_verb(tokens, first, last, reader.number_token(amount)):
        return None
    if here is not None and (is_people(here.unit) or not takes_people(tokens, first)):
        if not is_people(here.unit):
            return None
        return Counted("person" if amount.number.form is Form.VAGUE else here.unit, here.token, last)
    narrower = is_of_people(known) if here is None else None
    return Counted(narrower.unit, narrower.token, last) if narrower else Counted("person", None, last)


def inherited(
    reader: Reader, amount: Amount, known: Sequence[Known], rate: tuple[str, int] | None
) -> tuple[Amount, Token | None]:
    """The amount with the unit of an earlier one; a count of persons where none fits."""
    lexemes = reader.setting.lexemes
    words = {lexeme.word for lexeme in lexemes[max(0, amount.first - 24) : amount.last + 24]}
    wants = Wants(rate[0] if rate else "", bool(words & PRICES) and amount.number.form is Form.DIGITS)
    source = inherit(amount, known, at(lexemes, amount.first - 1).word, wants=wants)
    if source is None or (rate is not None and source.dimension in {Dimension.PERCENT, Dimension.DURATION}):
        noun = rated(words) if rate else "person" if amount.size == int(amount.size) else ""
        unit = noun + (rate[0] if rate else "")
        return replace(amount, dimension=Dimension.RATE if rate else Dimension.COUNT, unit=unit.strip()), None
    dimension, unit = source.dimension, source.unit
    thing = unit.split(" per ")[0]
    if rate is not None:
        unit, dimension = thing + rate[0], Dimension.RATE
    elif dimension is Dimension.RATE and not source.is_here and (thing,) not in FORMS and thing.islower():
        unit, dimension = thing, Dimension.COUNT  # "20 lorries a week. They stopped two."
    elif amount.number.form is Form.VAGUE and is_people(unit):
        unit = "person"
    return replace(amount, dimension=dimension, unit=unit), source.token


def rated(words: set[str]) -> str:
    """What a rate counts where only its name is given: "the murder rate is 42.8 per 100,000 people"."""
    return next((noun for word, noun in RATES.items() if word in words), "case")


def without_dot(amount: Amount) -> Amount:
    """A count of things that is written with a dot for its thousands: "14.000 soldiers" are no 14."""
    if not amount.number.dotted_thousands or amount.number.scale > 1 or amount.value is None:
        return amount
    size = amount.size * 1000
    return bound(replace(amount, value=size, low=size, high=size), amount.relation)


def is_range_or_many(amount: Amount) -> bool:
    """Whether an amount counts more than one thing."""
    return amount.relation is Relation.RANGE or amount.size != 1
