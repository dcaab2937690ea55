"""Units that only a turn of phrase gives: exchange rates, votes, points of an index, the price of a litre."""

from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.amounts import Amount, bound
from claims.extraction.currencies import NAME_OF, Money, resolve
from claims.extraction.elision import Known
from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.numbers import Form, at
from claims.extraction.reader import Reader
from claims.extraction.records import Dimension
from claims.extraction.units import FORMS

REACH = 14  # lexemes before a number in which what it measures is named
BALLOTS = frozenset(
    "motion bill resolution amendment treaty reform law act deal proposal measure budget decree".split()
)
VOTED = frozenset("passed carried approved rejected defeated backed adopted voted vote votes".split())
INDEXES = frozenset("index sensex nifty dow nasdaq ftse dax nikkei benchmark bourse shares".split())
AIMS = frozenset(
    "target average standard norm limit goal minimum maximum median mean forecast ceiling".split()
)
BESIDE = frozenset({"is", "was", "to", "than", "from", "not", "at", "be", "nearer", "closer", "s"})
GREAT = 1_000_000.0


def of_idiom(reader: Reader, amount: Amount) -> Amount | None:
    """A bare number with the unit that the phrase it stands in gives it, or None."""
    return (
        of_exchange(reader, amount)
        or of_ballot(reader, amount)
        or of_index(reader, amount)
        or of_pay(reader, amount)
    )


def of_pay(reader: Reader, amount: Amount) -> Amount | None:
    """ "9.8 million for the boss, nothing for us", in a text that speaks of money."""
    setting = reader.setting
    is_paid = amount.first == 0 and at(setting.lexemes, amount.last).word == "for"
    if setting.latest is None or not is_paid or amount.number.scale < GREAT:
        return None
    return replace(amount, dimension=Dimension.MONEY, unit=setting.latest)


def of_exchange(reader: Reader, amount: Amount) -> Amount | None:
    """ "The rupee fell to 89.2 against the dollar", "18.4 pesos per dollar"."""
    lexemes, index = reader.setting.lexemes, amount.after
    if at(lexemes, index).word not in {"against", "to", "per", "a"}:
        return None
    index += 1
    if at(lexemes, index).word in {"the", "one", "us", "u.s", "american"}:
        index += 1
    bought = NAME_OF.get(at(lexemes, index).word)
    named = (
        NAME_OF.get(lexeme.word) for lexeme in reversed(lexemes[max(0, amount.first - REACH) : amount.first])
    )
    paid = next((name for name in named if name), None)
    if bought is None or paid is None or bought == paid or at(lexemes, index).word.endswith("s"):
        return None
    codes = [resolve(Money(name, 0, 0), reader.setting.surroundings, None) for name in (paid, bought)]
    return replace(amount, dimension=Dimension.RATE, unit=" per ".join(codes), after=index + 1)


def of_ballot(reader: Reader, amount: Amount) -> Amount | None:
    """ "The motion was carried 341 to 209": votes."""
    lexemes = reader.setting.lexemes
    is_first = at(lexemes, amount.last).word == "to" and at(lexemes, amount.last + 1).sort is Sort.NUMBER
    is_second = (
        at(lexemes, amount.first - 1).word == "to" and at(lexemes, amount.first - 2).sort is Sort.NUMBER
    )
    before = {lexeme.word for lexeme in lexemes[max(0, amount.first - REACH) : amount.first]}
    if not (is_first or is_second) or not before & BALLOTS or not before & VOTED:
        return None
    return replace(amount, unit="vote", dimension=Dimension.COUNT)


def of_index(reader: Reader, amount: Amount) -> Amount | None:
    """ "The index closed at 8,412.5": points."""
    lexemes = reader.setting.lexemes
    before = [lexeme.word for lexeme in lexemes[max(0, amount.first - REACH) : amount.first]]
    if not before or before[-1] not in {"at", "to"} or not set(before) & (INDEXES - {"shares"}):
        return None
    is_level = amount.size >= 100 and amount.number.form is Form.DIGITS
    return replace(amount, dimension=Dimension.COUNT, unit="point") if is_level else None


def is_of_index(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Whether points are an index's, not of a percentage: "up 0.6% or 52 points"."""
    before = {lexeme.word for lexeme in lexemes[max(0, amount.first - 2 * REACH) : amount.first]}
    return at(lexemes, amount.first - 1).word == "or" or bool(before & INDEXES) or amount.size > 60


def of_measured(reader: Reader, amount: Amount) -> Amount:
    """Money as a rate where one of a measure is said to cost it: "a litre of petrol now costs 1.89 euros"."""
    lexemes = reader.setting.lexemes
    if amount.dimension is not Dimension.MONEY or amount.number.scale > 1:
        return amount
    for index in range(max(0, amount.first - REACH), amount.first - 2):
        form = FORMS.get((lexemes[index + 1].word,)) if lexemes[index].word in {"a", "one", "each"} else None
        is_measure = form is not None and form[1] in {Dimension.MASS, Dimension.VOLUME, Dimension.ENERGY}
        if form is not None and is_measure and at(lexemes, index + 2).word == "of":
            words = {lexeme.word for lexeme in lexemes[index : amount.first]}
            is_change = amount.after < len(lexemes) and at(lexemes, amount.after).word in {"more", "less"}
            if words & {",", ";"} or is_change:
                return amount
            return replace(amount, dimension=Dimension.RATE, unit=f"{amount.unit} per {form[0]}")
    return amount


def of_aim(lexemes: Sequence[Lexeme], amount: Amount, known: Sequence[Known]) -> Known | None:
    """The amount just before, which "against a target of ten" is set against."""
    words = [at(lexemes, amount.first - k).word for k in (1, 2)]
    if words[0] != "of" or words[1] not in AIMS or not known or not known[-1].is_here:
        return None
    before = {lexeme.word for lexeme in lexemes[max(0, amount.first - 7) : amount.first]}
    return known[-1] if before & {"against", "above", "below", "than", "versus", "with", "to"} else None


def as_great(
    lexemes: Sequence[Lexeme], amount: Amount, known: Sequence[Known]
) -> tuple[Amount, Known] | None:
    """The amount in the millions of the one before, and that one: "It was $9 million, now it is 14"."""
    number = amount.number
    is_bare = number.scale == 1 and not number.grouped and 1 <= number.value < 1000
    if not is_bare or at(lexemes, amount.first - 1).word not in BESIDE | {"it"} or not known:
        return None
    last = known[-1]
    is_money = last.dimension not in {Dimension.COUNT, Dimension.PERCENT, Dimension.AGE, Dimension.RATIO}
    scale = next((s for s in (1e12, 1e9, 1e6) if last.size >= s), 0.0)
    if not is_money or last.size < GREAT or not 0.3 < number.value / (last.size / scale) < 3.4:
        return None
    size = amount.size * scale
    return bound(replace(amount, value=size, low=size, high=size), amount.relation), last
