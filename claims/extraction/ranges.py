"""Two amounts to one range, with the scale and unit that one of them leaves out."""

from dataclasses import replace

from claims.extraction.amounts import Amount, Setting, add_rate, read_amount
from claims.extraction.hedges import read_hedge_before
from claims.extraction.lexemes import Sort
from claims.extraction.numbers import CARDINALS, Form, at, is_glued
from claims.extraction.records import Dimension, Relation

DASHES = frozenset({"-", "–", "—", "‑", "−"})
NEAR = 2.5  # times that the ends of such a range lie apart, at most
RANGING = frozenset(
    (
        "start starts starting range ranges ranged ranging anywhere vary varies varied varying somewhere "
        "priced costing cost costs aged"
    ).split()
)
CHANGES = frozenset(
    "rise rises rose risen rising fall falls fell fallen falling drop drops dropped climb climbs "
    "climbed grow grows grew grown "
    "up down increase increases increased decrease decreased slip slips slipped jump jumps jumped "
    "edge edged cut raised gain "
    "gained added lost shed by voted votes vote".split()
)


def read_range(setting: Setting, amount: Amount, floor: int) -> Amount | None:
    """The range that an amount opens: "10-15,000", "$3-5bn", "between 3 and 5 million", "5 ± 2".

    None for two amounts: "from nine to 11", "climbed by 14,000 to 212,000", "112 to 98".
    """
    lexemes = setting.lexemes
    joint, is_between = find_joint(setting, amount, floor)
    if joint is None:
        return None
    start = past_hedges(setting, joint + 1, amount)
    if start >= len(lexemes):
        return None
    other = read_amount(setting, start, joint)
    if (
        other is None
        or at(lexemes, other.core).word in {"a", "an"}
        and other.number.form is Form.WORDS
        and other.number.scale == 1
    ):
        return None
    if at(lexemes, joint).word == "±" or at(lexemes, joint - 2).word in {"+", "plus"}:
        return of_margin(amount, other)
    low, high = unify(setting, amount, other)
    if low is None or high is None or not is_range(setting, amount, low, high, joint, is_between=is_between):
        return None
    first = between_edge(setting, amount, floor) if is_between else amount.first
    whole = replace(high, first=first, core=amount.core, relation=Relation.RANGE, value=None)
    return replace(whole, low=low.size, high=high.size)


def past_hedges(setting: Setting, index: int, amount: Amount) -> int:
    """Where the second number starts: after a hedge of its own and its currency."""
    lexemes = setting.lexemes
    while at(lexemes, index).word in {
        "about",
        "around",
        "perhaps",
        "nearly",
        "some",
        "roughly",
        "even",
        "almost",
    }:
        index += 1
    is_code = at(lexemes, index).sort is Sort.WORD and at(lexemes, index + 1).sort is Sort.NUMBER
    if at(lexemes, index).sort is Sort.CURRENCY or (is_code and amount.dimension is Dimension.MONEY):
        index += 1
    return index


def find_joint(setting: Setting, amount: Amount, floor: int) -> tuple[int | None, bool]:
    """Where the word or sign stands that joins two amounts to a range, and whether "between" opened it."""
    lexemes = setting.lexemes
    is_between = between_edge(setting, amount, floor) != amount.first
    for joint in (amount.last, amount.after):
        word = at(lexemes, joint).word
        if word == "and" and is_between:
            return joint, True
        if word in DASHES and at(lexemes, joint + 1).sort in {Sort.NUMBER, Sort.CURRENCY, Sort.WORD}:
            is_spaced = not is_glued(lexemes, joint)
            if is_spaced and (not is_glued(lexemes, joint + 1)) and at(lexemes, joint + 1).sort is Sort.WORD:
                return None, False
            if is_spaced is is_glued(lexemes, joint + 1):
                return None, False  # "14 -5"
            return joint, is_between
        if word in {"to", "or", "±"}:
            return joint, is_between
        if word == "+" and [at(lexemes, joint + k).word for k in (1, 2)] in (["/", "-"], ["/", "−"]):
            return joint + 2, is_between
        if word == "plus" and [at(lexemes, joint + k).word for k in (1, 2)] == ["or", "minus"]:
            return joint + 2, is_between
    return None, is_between


def between_edge(setting: Setting, amount: Amount, floor: int) -> int:
    """Where "between" stands before an amount, a hedge of its own passed over; the amount's start if it
    doesn't.
    """
    lexemes = setting.lexemes
    hedge = read_hedge_before(lexemes, amount.first, amount.dimension)
    for edge in (amount.first, hedge.edge if hedge else amount.first):
        if at(lexemes, edge - 1).word == "between" and edge - 1 >= floor:
            return edge - 1
    return amount.first


def of_margin(amount: Amount, margin: Amount) -> Amount | None:
    """ "5 ± 2": from 3 to 7."""
    size, around = amount.size, margin.size
    if margin.dimension is Dimension.PERCENT and amount.dimension is not Dimension.PERCENT:
        around = size * around / 100
    dimension, unit = (
        (margin.dimension, margin.unit) if amount.dimension is None else (amount.dimension, amount.unit)
    )
    whole = replace(amount, last=margin.last, after=margin.after, dimension=dimension, unit=unit)
    return replace(whole, relation=Relation.RANGE, value=None, low=size - around, high=size + around)


def unify(setting: Setting, low: Amount, high: Amount) -> tuple[Amount | None, Amount | None]:
    """Both ends with the scale and unit that one of them leaves out to the other; None where they differ
    in kind.
    """
    if low.dimension is None and high.number.form is Form.FRACTION and low.number.form is Form.WORDS:
        tops = CARDINALS.get(at(setting.lexemes, high.core).word, 0)  # "one to two thirds"
        return (replace(low, value=low.size * high.size / tops), high) if tops > low.size else (None, None)
    if low.dimension is None and high.dimension is not None:
        low = scale_like(low, high)
        if high.unit.endswith("percent") and low.number.form is Form.FRACTION:
            return None, None
        factor = cents(high)
        low = replace(low, value=low.size * factor, dimension=high.dimension, unit=high.unit)
        return low, high
    if high.dimension is None and low.dimension is Dimension.MONEY:
        high = replace(high, dimension=low.dimension, unit=low.unit)
        return scale_like(low, high), add_rate(setting, high)
    if high.dimension is None and low.dimension is not None:
        return None, None
    if (
        high.dimension is Dimension.RATE
        and low.dimension is not Dimension.RATE
        and high.unit.startswith(low.unit)
    ):
        return replace(scale_like(low, high), dimension=high.dimension, unit=high.unit), high
    if low.dimension is not high.dimension or low.unit != high.unit:
        return None, None
    if low.dimension in {None, Dimension.MONEY}:
        low = scale_like(low, high)
    return low, high


def cents(amount: Amount) -> float:
    """What a currency's part made of the number: 0.01 for "50 cents"."""
    if (
        amount.dimension not in {Dimension.MONEY, Dimension.RATE}
        or not amount.number.value
        or not amount.value
    ):
        return 1.0
    ratio = amount.value / amount.number.value
    return 0.01 if abs(ratio - 0.01) < 1e-9 else 1.0


def scale_like(low: Amount, high: Amount) -> Amount:
    """The low end with the scale that only the high end writes: "3-5bn", "10-15,000"."""
    first, second = low.number, high.number
    if first.scale > 1 or first.grouped or first.form not in {Form.DIGITS, Form.WORDS}:
        return low
    size = low.size
    if second.scale > 1 and (second.form is first.form or second.scale >= 1000):
        if size <= second.mantissa or size * second.scale < high.size:
            size *= second.scale
    elif (
        second.grouped
        and not first.decimals
        and size < 1000
        and size * 1000 < high.size
        and high.size <= 10_000 * size
    ):
        size *= 1000
    return replace(low, value=size, low=size, high=size)


def is_range(
    setting: Setting, amount: Amount, low: Amount, high: Amount, joint: int, *, is_between: bool
) -> bool:
    """Whether two amounts joined by a hyphen, "to", "and" or "or" are the ends of one range."""
    lexemes = setting.lexemes
    if not low.size < high.size:
        return False
    word = at(lexemes, joint).word
    if is_between or word in DASHES:
        return True
    if word == "or":
        is_close = high.size <= 2 * low.size and high.size - low.size <= 100
        return (
            amount.dimension is None
            and is_close
            and low.number.form is high.number.form
            and at(lexemes, amount.first - 1).word != "either"
        )
    before = at(lexemes, amount.first - 1)
    hedge = read_hedge_before(lexemes, amount.first, amount.dimension)
    if hedge is not None:
        before = at(lexemes, hedge.edge - 1)
    if before.word == "from":
        earlier = {at(lexemes, amount.first - k).word for k in range(2, 6)}
        return bool(earlier & RANGING)
    if before.word == "by" and amount.dimension is None and high.dimension is not None:
        return high.size <= NEAR * low.size  # "by 8 to 12 per cent", where only the second has the unit
    if before.word in {"by", "voted", "votes"}:
        return False
    if (
        before.word in CHANGES
        and amount.dimension is not None
        and amount.after == joint
        and amount.dimension is not Dimension.PERCENT
    ):
        return False
    return high.size <= 100 * low.size or low.size == 0
