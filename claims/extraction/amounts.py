"""Lexemes to amounts: a number with its money, percent or unit, its range partner and its hedge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.currencies import Money, Surroundings, read_money_after, read_money_before, resolve
from claims.extraction.hedges import read_hedge_after, read_hedge_before, read_verb
from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.numbers import (
    ARTICLES,
    CARDINALS,
    DENOMINATORS,
    VAGUE,
    Form,
    Number,
    at,
    is_glued,
    past_hyphen,
    read_number,
)
from claims.extraction.ratios import read_ratio, read_share
from claims.extraction.records import Dimension, Relation
from claims.extraction.units import (
    Unit,
    past_phrase,
    read_age,
    read_form,
    read_half,
    read_rate,
    read_remainder,
    read_unit,
)

STARTERS = frozenset({*CARDINALS, *DENOMINATORS, *VAGUE, *ARTICLES, "half", "several", "few", "many"})
MINUSES = frozenset({"-", "−", "–", "minus"})
SPEEDS = frozenset({" per hour", " per second", " per minute"})
HIGHEST = 1e21  # larger numbers are not news


@dataclass(frozen=True, slots=True)
class Amount:
    """A written amount. The span is ``lexemes[first:last]``; its number begins at `core`; its unit ends
    at `after`.
    """

    first: int
    last: int
    after: int
    core: int
    number: Number
    relation: Relation
    value: float | None
    low: float | None
    high: float | None
    dimension: Dimension | None = None  # None for a count, or where the unit is not said here
    unit: str = ""
    is_rate: bool = False
    is_hyphenated: bool = False  # "120-bed": the unit or noun is one word with the number
    is_change: bool = False  # the first of "from nine to 11": takes what the next one counts

    @property
    def size(self) -> float:
        """One number for it, to set it beside others."""
        return next((x for x in (self.value, self.high, self.low) if x is not None), 0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known while a sentence is read: its lexemes and text, its document's countries and last
    currency.
    """

    lexemes: Sequence[Lexeme]
    text: str
    surroundings: Surroundings
    latest: str | None


def read_amount(setting: Setting, index: int, floor: int) -> Amount | None:
    """The amount without its hedge and partner whose number begins at a lexeme; `floor` is where the
    last one ended.
    """
    lexemes = setting.lexemes
    lexeme = lexemes[index]
    if lexeme.sort not in {Sort.NUMBER, Sort.WORD}:
        return None
    ratio = read_ratio(lexemes, index)
    if ratio is not None:
        first, last, value = ratio
        return exactly(Number(index, last, value, Form.WORDS), first, Dimension.RATIO, "time", last)
    if lexeme.sort is Sort.WORD and lexeme.word not in STARTERS:
        return None
    money = read_money_before(lexemes, index) if index > floor else None
    number = read_number(lexemes, index, is_money=money is not None)
    if number is None:
        return read_single(setting, index)
    if abs(number.value) > HIGHEST or (
        at(lexemes, number.last).sort is Sort.NAME and is_glued(lexemes, number.last)
    ):
        return None
    if money is None:
        share = read_share(lexemes, number)
        if share is not None:
            return exactly(share, index, Dimension.PERCENT, "percent", share.last)
    return add_unit(setting, number, money)


def exactly(number: Number, first: int, dimension: Dimension | None, unit: str, after: int) -> Amount:
    """An amount of just so much; a vague one is at least so much."""
    low = number.value
    if number.form is Form.VAGUE:
        return Amount(
            first,
            number.last,
            after,
            number.first,
            number,
            Relation.AT_LEAST,
            None,
            low,
            None,
            dimension,
            unit,
        )
    return Amount(
        first, number.last, after, number.first, number, Relation.EXACTLY, low, low, low, dimension, unit
    )


def read_single(setting: Setting, index: int) -> Amount | None:
    """ "an hour and a half", and "an hour" after a hedge ("less than an hour"): one of the unit."""
    lexemes = setting.lexemes
    if lexemes[index].word not in ARTICLES:
        return None
    unit = read_form(lexemes, index + 1)
    if unit is None or lexemes[unit.last - 1].word.endswith("s"):
        return None
    end = read_half(lexemes, unit.last)
    number = Number(index, index + 1, 1.5 if end else 1.0, Form.WORDS)
    amount = exactly(number, index, unit.dimension, unit.name, end or unit.last)
    if end:
        return replace(amount, last=end)
    hedge = read_hedge_before(lexemes, index, unit.dimension)
    if hedge is None or lexemes[hedge.edge].word in {"over", "some"}:
        return None
    return replace(amount, last=unit.last)


def add_unit(setting: Setting, number: Number, money: Money | None) -> Amount:
    """A number with the money, percent or unit beside it, its remainder ("2 h 15 min"), age and rate."""
    lexemes = setting.lexemes
    first = money.first if money else number.first
    first, number = add_sign(lexemes, first, number)
    may_have_of = number.form is Form.VAGUE or number.scale >= 1000
    after_money = read_money_after(
        lexemes, number.last, number.value, setting.text, setting.surroundings, may_have_of=may_have_of
    )
    if after_money is not None and (money is None or after_money.name == money.name or after_money.country):
        named = after_money if money is None or after_money.country else replace(money, last=after_money.last)
        return add_rate(setting, of_money(setting, number, first, named, after_money.last))
    if money is not None:
        number = replace(number, value=abs(number.value))
        return add_rate(setting, of_money(setting, number, first, money, number.last))
    unit = read_unit(lexemes, number.last, number)
    if unit is None:
        if number.form is Form.FRACTION:
            share = replace(number, value=round(number.value * 100, 2))
            return exactly(share, first, Dimension.PERCENT, "percent", number.last)
        amount = exactly(number, first, None, "", number.last)
        hyphen = past_hyphen(lexemes, number.last)
        return replace(amount, is_hyphenated=hyphen != number.last)
    return of_unit(setting, number, first, unit)


def add_sign(lexemes: Sequence[Lexeme], first: int, number: Number) -> tuple[int, Number]:
    """The number with a minus before it, where that is no hyphen or dash of the sentence."""
    before = at(lexemes, first - 1)
    if before.word not in MINUSES or before.word == "–" and not is_glued(lexemes, first):
        return first, number
    is_word = before.word == "minus"
    earlier = at(lexemes, first - 2)
    stands_alone = is_word or (is_glued(lexemes, first) and not is_glued(lexemes, first - 1))
    if (
        not stands_alone
        or earlier.sort in {Sort.NUMBER, Sort.NAME}
        or (is_word and earlier.word in {"plus", "or", "years", ","})
    ):
        return first, number
    return first - 1, replace(number, value=-number.value)


def of_money(setting: Setting, number: Number, first: int, money: Money, last: int) -> Amount:
    """An amount of money."""
    code = resolve(money, setting.surroundings, setting.latest)
    number = replace(number, value=abs(number.value) * money.factor)
    amount = exactly(number, first, Dimension.MONEY, code, last)
    return replace(amount, last=max(last, number.last))


def of_unit(setting: Setting, number: Number, first: int, unit: Unit) -> Amount:
    """An amount of percent, a measure, a duration or an age."""
    lexemes = setting.lexemes
    is_joined = number.last != past_hyphen(lexemes, number.last) or is_glued(lexemes, number.last)
    dimension, value, after = unit.dimension, number.value, unit.last
    if dimension is not Dimension.TEMPERATURE:
        value = abs(value)
    remainder = None
    if dimension in {Dimension.DURATION, Dimension.LENGTH, Dimension.MASS} and number.form is not Form.VAGUE:
        remainder = read_remainder(lexemes, unit)
    end = read_half(lexemes, unit.last)
    if end and value == int(value):
        remainder = (0.5, end)
    if remainder is not None:
        value, after = value + remainder[0], remainder[1]
    amount = exactly(replace(number, value=value), first, dimension, unit.name, after)
    if dimension is Dimension.PERCENT or remainder is not None:
        return (
            add_rate(setting, replace(amount, last=after))
            if dimension is not Dimension.PERCENT
            else replace(amount, last=after)
        )
    if number.form is Form.FRACTION:
        return replace(amount, last=after)
    if dimension is Dimension.DURATION and (old := read_age(lexemes, unit)) is not None:
        is_word = is_joined and lexemes[old - 1].word != "age"
        return replace(amount, last=old if is_word else number.last, after=old, dimension=Dimension.AGE)
    amount = replace(amount, last=after if is_joined else number.last, is_hyphenated=is_joined)
    return add_rate(setting, amount)


def add_rate(setting: Setting, amount: Amount) -> Amount:
    """The amount as a rate where something follows by which it is counted."""
    if amount.dimension in {Dimension.PERCENT, Dimension.TEMPERATURE, Dimension.SPEED, Dimension.AGE}:
        return amount
    lexemes = setting.lexemes
    is_money = amount.dimension is Dimension.MONEY
    rate = read_rate(lexemes, amount.after, is_money=is_money) or read_rate(
        lexemes, past_phrase(lexemes, amount.after), is_money=is_money
    )
    if rate is None:
        return amount
    if amount.dimension is Dimension.LENGTH and rate[0] in SPEEDS:
        return replace(amount, dimension=Dimension.SPEED, unit=amount.unit + rate[0], after=rate[1])
    return replace(amount, dimension=Dimension.RATE, unit=amount.unit + rate[0], after=rate[1], is_rate=True)


def add_hedges(setting: Setting, amount: Amount, floor: int) -> Amount:
    """The amount with its hedge before, after, or carried by a verb, and the bounds that it makes."""
    lexemes = setting.lexemes
    first, last, relation = amount.first, amount.last, amount.relation
    before = read_hedge_before(lexemes, first, amount.dimension)
    if before is not None and before.edge >= floor:
        first = before.edge
        if relation is not Relation.RANGE:
            relation = (
                before.relation
                if relation is Relation.EXACTLY or before.relation is not Relation.ABOUT
                else relation
            )
    after = read_hedge_after(lexemes, last)
    if after is None and amount.after > last:
        after = read_hedge_after(lexemes, amount.after)
        is_outside = True
    else:
        is_outside = False
    if after is not None:
        last = last if is_outside else after.edge
        amount = replace(amount, after=max(after.edge, amount.after), is_hyphenated=False)
        if relation in {Relation.EXACTLY, Relation.ABOUT}:
            relation = after.relation
    if relation is Relation.EXACTLY and before is None and amount.dimension is not Dimension.AGE:
        relation = read_verb(lexemes, first) or relation
    if [at(lexemes, first - k).word for k in (2, 1)] == ["factor", "of"]:
        first -= 3 if at(lexemes, first - 3).word == "a" else 2
        amount = replace(amount, dimension=Dimension.RATIO, unit="time")
    return bound(replace(amount, first=first, last=last), relation)


def bound(amount: Amount, relation: Relation) -> Amount:
    """The amount with the relation given and value, low and high as the contract has them."""
    if amount.relation is Relation.RANGE or relation is Relation.RANGE:
        return amount
    size = amount.size
    match relation:
        case Relation.EXACTLY:
            return replace(amount, relation=relation, value=size, low=size, high=size)
        case Relation.ABOUT:
            return replace(amount, relation=relation, value=size, low=None, high=None)
        case Relation.MORE_THAN | Relation.AT_LEAST:
            value = None if amount.number.form is Form.VAGUE else size
            return replace(amount, relation=relation, value=value, low=size, high=None)
        case _:
            return replace(amount, relation=relation, value=size, low=None, high=size)
