"""Sentences to quantities: the number with its hedge, its dimension and unit."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.amounts import STARTERS, Amount, Setting, add_hedges, read_amount
from claims.extraction.currencies import NOWHERE, Surroundings, read_surroundings
from claims.extraction.elision import Known, Wants, from_all, governed, has_people_verb, inherit, is_of_people
from claims.extraction.language import Token
from claims.extraction.lexemes import Lexeme, Sort, split_lexemes
from claims.extraction.lookalikes import (
    is_address,
    is_called,
    is_clock,
    is_date,
    is_idiom,
    is_label,
    is_name,
    is_pronoun,
    is_score,
    is_threshold,
    is_year,
)
from claims.extraction.nouns import LEXICON, PRONOUNS, STATES, Counted, find_noun, find_state, is_people
from claims.extraction.numbers import Form, at, past_hyphen
from claims.extraction.ranges import read_range
from claims.extraction.ratios import FACTORS
from claims.extraction.records import Dimension, Direction, Relation
from claims.extraction.sentences import Sentence
from claims.extraction.units import FORMS, read_rate

__all__ = ["Quantity", "Surroundings", "find_quantities", "read_surroundings"]

# A sentence without any of these holds no quantity; most sentences stop here.
CANDIDATE = re.compile(
    r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\b(?:"
    + "|".join(sorted(STARTERS - {"a", "an"} | set(FACTORS), key=len, reverse=True))
    + r")\b|fold\b"
    r"|\ban?\s(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b"
    r"|\b(?:than|over|under|about|around|nearly|almost|within|least|most|to|roughly|some|barely)\s(?:an?|one)\s",
    re.IGNORECASE,
)
TEMPERATURES = frozenset(LEXICON["temperatures"]["words"])
PRICED = frozenset(
    "pay pays paid paying cost costs price prices priced charge charges charged spend spends spent earn earns earned worth wage "
    "wages fare fares rent rents salary pension pump fee fees bill budget tuition premium tax taxes".split()
)
AGES = frozenset(LEXICON["ages"]["words"])
LINKS = frozenset({"and", "or", "to", ",", "-", "–", "versus", "vs", "against", "but"})
OLDEST = 122


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


@dataclass(frozen=True, slots=True)
class Reader:
    """A sentence while it is read: its lexemes, its tokens, and where each token starts in its text."""

    setting: Setting
    tokens: Sequence[Token]
    starts: Sequence[int]
    is_title: bool

    def token_at(self, place: int) -> int:
        """The index of the first token that starts at or after a place of the text."""
        return bisect_left(self.starts, place)

    def first_token(self, amount: Amount) -> int:
        """The index of the token in which an amount's span starts."""
        place = self.setting.lexemes[amount.first].start
        index = bisect_left(self.starts, place)
        return index if index < len(self.starts) and self.starts[index] == place else max(0, index - 1)

    def next_token(self, index: int) -> int:
        """The index of the first token after the lexeme before `index`."""
        return self.token_at(self.setting.lexemes[index - 1].end)

    def lexeme_after(self, token: int) -> int:
        """The index of the first lexeme after the token before `token`."""
        if token <= 0 or token > len(self.tokens):
            return len(self.setting.lexemes)
        end = self.starts[token - 1] + len(self.tokens[token - 1].text)
        lexemes = self.setting.lexemes
        return bisect_left(lexemes, end, key=lambda lexeme: lexeme.start)


def find_quantities(
    sentence: Sentence, earlier: list[Quantity], surroundings: Surroundings = NOWHERE
) -> list[Quantity]:
    """The quantities of one sentence in order; `earlier` are those before it, nearest last, for elided nouns."""
    if CANDIDATE.search(sentence.text) is None:
        return []
    lexemes = split_lexemes(sentence.text)
    latest = next((q.unit[:3] for q in reversed(earlier[-40:]) if is_money(q)), None)
    shift = sentence.offset - sentence.start
    tokens = list(sentence.span)
    starts = [token.idx + shift for token in tokens]
    setting = Setting(lexemes, sentence.text, surroundings, latest)
    reader = Reader(setting, tokens, starts, is_title(lexemes))
    found = scan(reader)
    return count(reader, sentence, found, earlier)


def is_money(quantity: Quantity) -> bool:
    """Whether a quantity is an amount of money or a rate of it."""
    return quantity.unit[:3].isupper() and quantity.dimension in {Dimension.MONEY, Dimension.RATE}


def is_title(lexemes: Sequence[Lexeme]) -> bool:
    """Whether most words have a capital, so that capitals tell nothing."""
    words = [lexeme for lexeme in lexemes if lexeme.sort is Sort.WORD and len(lexeme.word) > 3]
    return len(words) > 2 and sum(lexeme.text[0].isupper() for lexeme in words) > 0.7 * len(words)


def scan(reader: Reader) -> list[tuple[Amount, Counted | None]]:
    """The amounts of a sentence in order, each with the noun that follows it, what only looks like one left out."""
    setting = reader.setting
    found: list[tuple[Amount, Counted | None]] = []
    index = floor = 0
    while index < len(setting.lexemes):
        amount = read_amount(setting, index, floor)
        if amount is None:
            index += 1
            continue
        whole = read_range(setting, amount, floor)
        hedged = add_hedges(setting, whole or amount, floor)
        counted = noun_after(reader, hedged)
        if is_lookalike(reader, amount, hedged, counted, is_listed=bool(found)):
            index = max(amount.number.last, index + 1)
            floor = index
            continue
        if (
            hedged.dimension is None
            and counted is None
            and (rate := read_rate(setting.lexemes, hedged.after))
        ):
            found.append((hedged, None))
            index = floor = rate[1]
            continue
        found.append((hedged, counted))
        index = floor = max(hedged.last, hedged.after, index + 1)
    return found


def noun_after(reader: Reader, amount: Amount) -> Counted | None:
    """The noun that follows an amount without a unit, where one does."""
    if amount.dimension is not None:
        return None
    after = past_hyphen(reader.setting.lexemes, amount.after) if amount.is_hyphenated else amount.after
    value = 2.0 if amount.relation is Relation.RANGE else amount.size
    counted = find_noun(
        reader.tokens,
        reader.next_token(after)
        if after == amount.after
        else reader.token_at(at(reader.setting.lexemes, after).start),
        1.0 if amount.is_hyphenated else value,
    )
    return counted


def is_lookalike(
    reader: Reader, amount: Amount, hedged: Amount, counted: Counted | None, *, is_listed: bool
) -> bool:
    """Whether a number only looks like a figure. `amount` is it alone, `hedged` with its partner and hedge."""
    lexemes, number = reader.setting.lexemes, amount.number
    is_money_amount = amount.dimension in {Dimension.MONEY, Dimension.RATE, Dimension.RATIO}
    if is_money_amount or amount.number.form in {Form.FRACTION, Form.VAGUE}:
        return False
    is_duration = amount.dimension is Dimension.DURATION
    is_share = amount.dimension is Dimension.PERCENT and amount.number.form is Form.WORDS
    has_unit = amount.dimension is not None
    is_counted = counted is not None
    if is_threshold(lexemes, number, amount.after, is_counted=is_counted, is_duration=is_duration):
        return True
    if is_idiom(lexemes, number) or is_clock(lexemes, number, has_unit=has_unit):
        return True
    if has_unit or is_share:
        return is_duration and amount.is_hyphenated and is_term(reader, amount)
    if is_date(lexemes, number) or is_year(
        lexemes, number, is_counted=is_counted, is_first_word=number.first == 0
    ):
        return True
    if is_score(lexemes, number, has_unit=has_unit, is_counted=is_counted) or is_address(lexemes, number):
        return True
    if is_label(lexemes, number, is_counted=is_counted, has_unit=has_unit) or is_called(
        lexemes, number, is_counted=is_counted
    ):
        return True
    noun = counted.unit if counted else None
    is_rate = read_rate(lexemes, reader.lexeme_after(counted.end)) is not None if counted else False
    if not is_rate and is_pronoun(lexemes, number, noun=noun, is_listed=is_listed):
        return True
    following = reader.next_token(hedged.last)
    beyond = reader.tokens[following] if following < len(reader.tokens) else None
    is_subject = beyond is not None and (beyond.pos_ in {"VERB", "AUX"} or beyond.lower_ in STATES)
    return is_name(
        lexemes, number, is_counted=is_counted, has_unit=has_unit, is_title=reader.is_title,
        is_subject=is_subject or hedged.relation is not Relation.EXACTLY,
    )  # fmt: skip


def is_term(reader: Reader, amount: Amount) -> bool:
    """Whether a hyphened duration names a kind: "10-year bonds", "a five-year high"."""
    following = at(reader.setting.lexemes, amount.after).word
    return following in {
        "bond",
        "bonds",
        "high",
        "low",
        "highs",
        "lows",
        "yield",
        "yields",
        "plan",
        "treasury",
        "treasuries",
        "note",
        "notes",
        "gilt",
        "gilts",
        "bund",
        "bunds",
        "peak",
        "average",
        "anniversary",
    }


def count(
    reader: Reader, sentence: Sentence, found: list[tuple[Amount, Counted | None]], earlier: list[Quantity]
) -> list[Quantity]:
    """The amounts as quantities, each with what it counts."""
    known = [
        Known(size_of(q), size_of(q) != int(size_of(q)), q.dimension, q.unit, q.noun, False)
        for q in earlier[-24:]
    ]
    quantities: list[Quantity] = []
    for position, (amount, counted) in enumerate(found):
        amount, noun = name_unit(reader, sentence, amount, counted, known, found[position + 1 :])
        quantity = make_quantity(reader, sentence, amount, noun)
        quantities.append(quantity)
        known.append(
            Known(amount.size, amount.size != int(amount.size), quantity.dimension, quantity.unit, noun, True)
        )
    return quantities


def size_of(quantity: Quantity) -> float:
    """One number for a quantity."""
    return next((x for x in (quantity.value, quantity.high, quantity.low) if x is not None), 0.0)


def name_unit(
    reader: Reader,
    sentence: Sentence,
    amount: Amount,
    counted: Counted | None,
    known: Sequence[Known],
    rest: Sequence[tuple[Amount, Counted | None]],
) -> tuple[Amount, Token | None]:
    """The amount with its dimension and unit, and the noun that is counted."""
    if amount.dimension is not None:
        return amount, None
    if counted is not None:
        return with_rate(reader, amount, counted, known), counted.token
    if is_age(reader, amount):
        return replace(amount, dimension=Dimension.AGE, unit="year"), None
    lexemes = reader.setting.lexemes
    rate = read_rate(lexemes, amount.after)
    linked = link(reader, amount, rest)
    if linked is not None:
        return linked
    counted = elided(reader, amount, known, has_rate=rate is not None)
    if counted is None:
        return inherited(reader, amount, known, rate)
    unit = counted.unit.split(" per ")[0] + (rate[0] if rate else "")
    return replace(amount, dimension=Dimension.RATE if rate else Dimension.COUNT, unit=unit), counted.token


def with_rate(reader: Reader, amount: Amount, counted: Counted, known: Sequence[Known]) -> Amount:
    """A count with its noun, or a rate where that by which it is counted follows the noun."""
    start = reader.lexeme_after(counted.end)
    rate = read_rate(reader.setting.lexemes, start) if start < len(reader.setting.lexemes) else None
    last = amount.last
    if amount.is_hyphenated:
        last = max(last, start)
    measure = FORMS.get((counted.unit,))
    if measure is not None:  # "22 of its 42 days"
        return replace(amount, last=last, dimension=measure[1], unit=measure[0])
    if rate is None:
        return replace(amount, last=last, dimension=Dimension.COUNT, unit=counted.unit)
    return replace(amount, dimension=Dimension.RATE, unit=counted.unit + rate[0], after=rate[1])


def is_age(reader: Reader, amount: Amount) -> bool:
    """ "Farida Sheikh, 41," and "aged 19 and 24", "the median age is four", "she turned 50"."""
    lexemes, number = reader.setting.lexemes, amount.number
    if number.decimals or number.scale > 1 or not 0 <= number.value <= OLDEST or number.form is Form.VAGUE:
        return False
    before, after = at(lexemes, amount.first - 1), at(lexemes, amount.last)
    if before.word in AGES:
        return True
    if (
        before.word == "and"
        and at(lexemes, amount.first - 2).sort in {Sort.NUMBER, Sort.WORD}
        and at(lexemes, amount.first - 3).word in AGES
    ):
        return True
    if before.word in {"of", "is", "was", "are", "were", "at", "to"}:
        nearby = {lexeme.word for lexeme in lexemes[max(0, amount.first - 9) : amount.first - 1]}
        if nearby & {"age", "ages"} and (
            before.word == "of" and at(lexemes, amount.first - 2).word == "age" or before.word != "of"
        ):
            return True
    if number.form is not Form.DIGITS or amount.relation is not Relation.EXACTLY:
        return False
    earlier = at(lexemes, amount.first - 2)
    is_person = earlier.sort is Sort.WORD and (earlier.text[:1].isupper() or is_people(earlier.word))
    if (
        before.word == ","
        and after.sort is Sort.SIGN
        and after.word in {",", ".", ")", ";", "—", "–", ":"}
        and amount.first > 0
    ):
        return is_person and number.value >= 1
    if before.word == "," and after.start == -1:
        return is_person
    if before.word == "(" and after.word == ")":
        return is_person and 5 <= number.value <= 110
    return before.word in {"turned", "turns"} and after.sort is Sort.SIGN


def link(
    reader: Reader, amount: Amount, rest: Sequence[tuple[Amount, Counted | None]]
) -> tuple[Amount, Token | None] | None:
    """What a number shares with the next one: "from 1.9 to 1.6 injuries", "7.1 and 6.8 per cent"; None if nothing."""
    if not rest:
        return None
    lexemes = reader.setting.lexemes
    following, counted = rest[0]
    gap = [lexeme.word for lexeme in lexemes[amount.last : following.first]]
    if not gap or len(gap) > 2 or any(word not in LINKS for word in gap):
        return None
    if following.dimension is None and counted is not None:
        if (
            at(lexemes, amount.first - 1).word != "from"
            and gap == ["and"]
            and following.relation is not amount.relation
        ):
            return None
        whole = with_rate(reader, following, counted, ())
        return replace(amount, dimension=whole.dimension, unit=whole.unit), counted.token
    if following.dimension in {None, Dimension.AGE, Dimension.RATIO}:
        return None
    if (
        following.number.form is Form.FRACTION
        or gap == [","]
        and not 0.1 < amount.size / (following.size or 1) < 10
    ):
        return None
    if following.dimension is Dimension.MONEY and at(lexemes, following.first).sort is Sort.CURRENCY:
        return None
    if gap == ["and"] and following.dimension is Dimension.DURATION:
        return None
    return replace(amount, dimension=following.dimension, unit=following.unit), None


def elided(reader: Reader, amount: Amount, known: Sequence[Known], *, has_rate: bool) -> Counted | None:
    """What a bare number counts by the words round it: a state, a crowd, a toll, a verb that takes people."""
    first, last = reader.first_token(amount), reader.next_token(amount.last)
    tokens = reader.tokens
    here = next(
        (other for other in reversed(known) if other.is_here and other.dimension is Dimension.COUNT), None
    )
    if last + 1 < len(tokens) and tokens[last].lower_ == "of" and tokens[last + 1].lower_ in PRONOUNS:
        return Counted(here.unit, here.token, last) if here is not None else None
    if amount.size != int(amount.size) and not has_rate:
        return None
    number = tokens[min(reader.token_at(reader.setting.lexemes[amount.core].start), len(tokens) - 1)]
    state = find_state(tokens, last)
    if state is not None:
        people = here if here is not None and is_people(here.unit) else None
        return Counted(people.unit, people.token, last) if people is not None else state
    if any(token.lower_ in {"voted", "votes", "vote"} for token in tokens[max(0, first - 4) : first]):
        return Counted("vote", None, last)
    told = governed(tokens, first, number) or from_all(tokens, first)
    if told is not None:
        return told
    if not has_people_verb(tokens, first, last, number):
        return None
    if here is not None:
        return Counted(here.unit, here.token, last) if is_people(here.unit) else None
    narrower = is_of_people(known)
    return (
        Counted(narrower.unit, narrower.token, last)
        if narrower is not None
        else Counted("person", None, last)
    )


def inherited(
    reader: Reader, amount: Amount, known: Sequence[Known], rate: tuple[str, int] | None
) -> tuple[Amount, Token | None]:
    """The amount with the unit of an earlier one; a count of nothing said where none fits."""
    lexemes = reader.setting.lexemes
    before = at(lexemes, amount.first - 1).word
    words = {lexeme.word for lexeme in lexemes}
    if words & TEMPERATURES and amount.number.scale == 1 and amount.size < 140 and not rate:
        name = "degree Fahrenheit" if "fahrenheit" in words or amount.size > 60 else "degree Celsius"
        return replace(amount, dimension=Dimension.TEMPERATURE, unit=name), None
    if words & {"magnitude", "richter"} and amount.size < 11:
        return replace(amount, dimension=Dimension.OTHER, unit="magnitude"), None
    wants = Wants(rate[0] if rate else "", bool(words & PRICED) and amount.number.form is Form.DIGITS)
    source = inherit(amount, known, before, wants=wants)
    if source is None:
        unit = ("person" if amount.size == int(amount.size) else "") + (rate[0] if rate else "")
        return replace(amount, dimension=Dimension.RATE if rate else Dimension.COUNT, unit=unit.strip()), None
    dimension, unit = source.dimension, source.unit
    if rate is not None:
        unit, dimension = unit.split(" per ")[0] + rate[0], Dimension.RATE
    return replace(amount, dimension=dimension, unit=unit), source.token


def make_quantity(reader: Reader, sentence: Sentence, amount: Amount, noun: Token | None) -> Quantity:
    """The amount as a quantity of the document."""
    lexemes = reader.setting.lexemes
    start, end = lexemes[amount.first].start, lexemes[amount.last - 1].end
    first, last = reader.first_token(amount), reader.token_at(end)
    tokens = tuple(reader.tokens[first:last])
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
        None,
        tokens,
        noun,
    )


def tidy(value: float | None) -> float | None:
    """A value without the noise of floating point: 66.67, 3500000.0."""
    if value is None:
        return None
    return float(f"{value:.10g}")
