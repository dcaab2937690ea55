"""Sentences to quantities: the number with its hedge, its dimension and unit."""

import re
from dataclasses import dataclass, replace

from claims.extraction.amounts import STARTERS, Amount, add_hedges, bound, read_amount
from claims.extraction.counting import Found, is_range_or_many, name_unit
from claims.extraction.currencies import NOWHERE, Surroundings, read_surroundings
from claims.extraction.dates import is_clock, is_date, is_window, is_year
from claims.extraction.directions import direction_of
from claims.extraction.elision import MEMORY, Known
from claims.extraction.hedges import read_hedge_outside
from claims.extraction.language import Token
from claims.extraction.lexemes import Sort
from claims.extraction.lookalikes import (
    CALIBRES,
    TERMS,
    is_address,
    is_called,
    is_idiom,
    is_label,
    is_name,
    is_pronoun,
    is_score,
    is_some_day,
    is_threshold,
)
from claims.extraction.nouns import STATES, Counted, find_noun, singular
from claims.extraction.numbers import Form, at, past_hyphen
from claims.extraction.ranges import read_range
from claims.extraction.ratios import FACTORS
from claims.extraction.reader import Reader, open_sentence
from claims.extraction.records import Dimension, Direction, Relation
from claims.extraction.sentences import Sentence
from claims.extraction.units import read_rate

__all__ = ["Quantity", "Surroundings", "find_quantities", "read_surroundings"]

# A sentence without any of these holds no quantity; most sentences stop here.
CANDIDATE = re.compile(
    r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|fold\b|\b(?:"
    + "|".join(sorted(STARTERS - {"a", "an"} | set(FACTORS), key=len, reverse=True))
    + r")\b"
    + r"|\ban?[\s-](?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b"
    + r"|\b(?:than|over|under|about|around|nearly|almost|within|least|most|to|roughly|barely)\san?\b"
    + r"|\band\sa\shalf\b|\bcouple\sof\sdozen\b",
    re.IGNORECASE,
)


BARE = frozenset({None, Dimension.MONEY})  # may take a unit, or a rate's tail, from amounts before
OPENERS = STARTERS | set(FACTORS)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure before anything is known of its meaning: the written number, its bounds and its unit."""

    start: int
    end: int
    text: str
    relation: Relation
    value: float | None
    low: float | None
    high: float | None
    dimension: Dimension
    unit: str
    direction: Direction | None
    tokens: tuple[Token, ...]  # the tokens of the span
    noun: Token | None  # the head noun that is counted, in this sentence or (elided) an earlier one


def find_quantities(
    sentence: Sentence, earlier: list[Quantity], surroundings: Surroundings = NOWHERE
) -> list[Quantity]:
    """The quantities of one sentence in order.

    `earlier` are those before it, nearest last, for elided nouns; `surroundings` what the document tells
    of its
    countries, for its dollars and rupees.
    """
    if CANDIDATE.search(sentence.text) is None:
        return []
    latest = next((q.unit[:3] for q in reversed(earlier[-40:]) if is_money(q)), None)
    reader = open_sentence(sentence, surroundings, latest)
    found, quantities = scan(reader), []
    is_bare = any(one.amount.dimension in BARE and one.counted is None for one in found)
    known = [know(quantity, is_here=False) for quantity in earlier[-MEMORY:]] if is_bare else []
    for position, one in enumerate(found):
        amount, noun = name_unit(reader, one, known, found[position + 1 : position + 2])
        quantity = make_quantity(reader, sentence, amount, noun)
        quantities.append(quantity)
        is_part = is_of_part(reader, amount) or (
            bool(known) and known[-1].is_part and follows_and(reader, amount)
        )
        known.append(replace(know(quantity, is_here=True), is_part=is_part))
        if amount.dimension is Dimension.PERCENT and one.counted is not None:
            known.append(Known(0.0, Dimension.COUNT, one.counted.unit, one.counted.token, True))
    return quantities


def is_money(quantity: Quantity) -> bool:
    """Whether a quantity is an amount of money or a rate of it."""
    return quantity.unit[:3].isupper() and quantity.dimension in {Dimension.MONEY, Dimension.RATE}


def know(quantity: Quantity, *, is_here: bool) -> Known:
    """A quantity as later ones look back at it."""
    size = next((x for x in (quantity.value, quantity.high, quantity.low) if x is not None), 0.0)
    return Known(size, quantity.dimension, quantity.unit, quantity.noun, is_here)


def is_of_part(reader: Reader, amount: Amount) -> bool:
    """Whether an amount is part of one before: "including nine children", "among them 25 women"."""
    before = {lexeme.word for lexeme in reader.setting.lexemes[max(0, amount.first - 2) : amount.first]}
    return bool(before & {"including", "includes", "included", "among"})


def follows_and(reader: Reader, amount: Amount) -> bool:
    """Whether an amount is joined to the one before by "and"."""
    return at(reader.setting.lexemes, amount.first - 1).word in {"and", ","}


def scan(reader: Reader) -> list[Found]:
    """The amounts of a sentence in order, each with the noun that follows it, without what only looks
    like one.
    """
    setting = reader.setting
    found: list[Found] = []
    index = floor = 0
    while index < len(setting.lexemes):
        lexeme = setting.lexemes[index]
        if lexeme.sort is not Sort.NUMBER and lexeme.word not in OPENERS and not lexeme.word.endswith("fold"):
            index += 1
            continue
        amount = read_amount(setting, index, floor)
        if amount is None:
            index += 1
            continue
        hedged = add_hedges(setting, read_range(setting, amount, floor) or amount, floor)
        counted = noun_after(reader, hedged)
        if is_lookalike(reader, amount, hedged, counted, is_listed=bool(found)):
            index = floor = max(amount.number.last, index + 1)
            continue
        rate = None
        if hedged.dimension is None:
            if counted is not None:
                hedged = add_hedge_outside(reader, hedged, counted)
                rate = read_rate(setting.lexemes, reader.lexeme_after(counted.end))
            else:
                rate = read_rate(setting.lexemes, hedged.after)
        found.append(Found(hedged, counted))
        if hedged.unit[:3].isupper() and hedged.dimension in {Dimension.MONEY, Dimension.RATE}:
            setting = replace(setting, latest=hedged.unit[:3])  # "1.89 euros, 12 cents more"
            reader = replace(reader, setting=setting)
        index = floor = rate[1] if rate else max(hedged.last, hedged.after, index + 1)
    return found


def add_hedge_outside(reader: Reader, amount: Amount, counted: Counted) -> Amount:
    """The amount with the hedge that stands after its noun: "31 million bags at most"."""
    if amount.relation is not Relation.EXACTLY:
        return amount
    relation = read_hedge_outside(reader.setting.lexemes, reader.lexeme_after(counted.end))
    return bound(amount, relation) if relation is not None else amount


def noun_after(reader: Reader, amount: Amount) -> Counted | None:
    """The noun that follows an amount without a unit or a share, where one does."""
    is_share = amount.dimension is Dimension.PERCENT and amount.number.form is Form.WORDS
    if amount.dimension is not None and not is_share:
        return None
    lexemes = reader.setting.lexemes
    if amount.is_hyphenated:
        start = reader.token_at(at(lexemes, past_hyphen(lexemes, amount.after)).start)
        if start >= len(reader.tokens) or not reader.tokens[start].is_alpha:
            return None
        noun = reader.tokens[start]
        return Counted("person" if noun.lower_ == "strong" else singular(noun.text), noun, start + 1)
    return find_noun(reader.tokens, reader.next_token(amount.after), 2.0 if is_range_or_many(amount) else 1.0)


def is_lookalike(
    reader: Reader, amount: Amount, hedged: Amount, counted: Counted | None, *, is_listed: bool
) -> bool:
    """Whether a number only looks like a figure. `amount` is it alone, `hedged` with its partner and
    hedge.
    """
    lexemes, number = reader.setting.lexemes, amount.number
    if amount.dimension in {Dimension.MONEY, Dimension.RATE, Dimension.RATIO}:
        return False
    is_half = number.form is Form.FRACTION and at(lexemes, number.last).word == "-"
    if is_half and amount.dimension is Dimension.DURATION and at(lexemes, amount.after).word in TERMS:
        return True  # "half-year results"
    if number.form in {Form.FRACTION, Form.VAGUE}:
        return False
    has_unit = amount.dimension is not None
    if is_idiom(lexemes, number) or is_clock(lexemes, number, has_unit=has_unit):
        return True
    if amount.dimension is Dimension.DURATION:
        is_term = amount.is_hyphenated and at(lexemes, amount.after).word in TERMS
        return is_term or is_some_day(lexemes, number) or is_window(lexemes, number, amount.after)
    if 0 < amount.size < 1 and at(lexemes, amount.after).word in CALIBRES:
        return True  # "a .22 rifle"
    if has_unit:
        return amount.unit == "millimetre" and at(lexemes, amount.after).word in CALIBRES
    is_counted = counted is not None
    is_next = is_counted and at(lexemes, hedged.last).word != "of"
    if (
        is_threshold(lexemes, number, is_counted=is_counted)
        or is_date(lexemes, number)
        or is_year(lexemes, number, is_counted=is_counted, is_listed=is_listed)
        or is_score(lexemes, number, is_counted=is_counted)
        or is_address(lexemes, number)
        or is_label(lexemes, number, is_counted=is_next, is_subject=has_predicate(reader, hedged))
        or is_called(lexemes, number, is_counted=is_counted)
    ):
        return True
    is_rate = counted is not None and read_rate(lexemes, reader.lexeme_after(counted.end)) is not None
    noun = counted.unit if counted is not None else None
    if (
        hedged.relation is not Relation.RANGE
        and not is_rate
        and is_pronoun(lexemes, number, noun=noun, is_listed=is_listed)
    ):
        return True
    is_subject = hedged.relation is not Relation.EXACTLY or has_predicate(reader, hedged)
    return is_name(lexemes, number, is_counted=is_counted, is_title=reader.is_title, is_subject=is_subject)


def has_predicate(reader: Reader, amount: Amount) -> bool:
    """Whether a verb or a state follows an amount: "30 died", "47 dead"."""
    following = reader.next_token(amount.last)
    if following >= len(reader.tokens):
        return False
    token = reader.tokens[following]
    return token.pos_ in {"VERB", "AUX"} or token.lower_ in STATES


def make_quantity(reader: Reader, sentence: Sentence, amount: Amount, noun: Token | None) -> Quantity:
    """The amount as a quantity of the document."""
    lexemes = reader.setting.lexemes
    start, end = lexemes[amount.first].start, lexemes[amount.last - 1].end
    return Quantity(
        sentence.start + start,
        sentence.start + end,
        sentence.text[start:end],
        amount.relation,
        tidy(amount.value),
        tidy(amount.low),
        tidy(amount.high),
        amount.dimension or Dimension.COUNT,
        amount.unit,
        direction_of(lexemes, amount),
        tuple(reader.tokens[reader.first_token(amount) : reader.token_at(end)]),
        noun,
    )


def tidy(value: float | None) -> float | None:
    """A value without the noise of floating point: 66.67, 3500000.0."""
    return None if value is None else float(f"{value:.10g}")
