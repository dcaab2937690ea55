"""Bare numbers that are ages: "Farida Sheikh, 41,", "aged 19 and 24", "my mother is 84"."""

from collections.abc import Sequence

from claims.extraction.amounts import Amount
from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.nouns import LEXICON, is_people
from claims.extraction.numbers import Form, at
from claims.extraction.records import Relation

AGES = frozenset(LEXICON["ages"]["words"])
WORDS_BEFORE = frozenset(LEXICON["ages"]["words_before"])
PERSONS = frozenset(LEXICON["ages"]["persons"])
STOPS = frozenset({",", ".", ")", "—", "–", ""})
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "my", "our"})
OLDEST = 115


def is_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Whether a number without a unit is somebody's age.

    "Farida Sheikh, 41,", "(41)" "aged 19 and 24", "the median age is four", "she turned 50",
    is 84".
    """
    number = amount.number
    if number.decimals or number.scale > 1 or not 0 <= number.value <= OLDEST or number.form is Form.VAGUE:
        return False
    if is_said_to_be_age(lexemes, amount):
        return True
    if number.form is not Form.DIGITS or amount.relation is not Relation.EXACTLY:
        return False
    before, after = at(lexemes, amount.first - 1), at(lexemes, amount.last)
    earlier = at(lexemes, amount.first - 2)
    is_named = earlier.text[:1].isupper() or at(lexemes, amount.first - 3).word in DETERMINERS
    is_person = earlier.sort is Sort.WORD and (is_named or is_people(earlier.word))
    if before.word == "," and after.word in STOPS and after.sort is Sort.SIGN:
        return is_person and number.value >= 1
    if before.word == "(" and after.word == ")":
        return is_person and 5 <= number.value <= 110
    return before.word in {"turned", "turns", "turning"} and after.sort is Sort.SIGN


def is_said_to_be_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """Whether "aged", "the age of", "the median age is" or "she was" stands before the number."""
    before, earlier = at(lexemes, amount.first - 1).word, at(lexemes, amount.first - 2)
    if before in AGES:
        return True
    if (
        before == "and"
        and earlier.sort in {Sort.NUMBER, Sort.WORD}
        and at(lexemes, amount.first - 3).word in AGES
    ):
        return True
    if before not in WORDS_BEFORE:
        return False
    if before == "of":
        return earlier.word == "age"
    nearby = {lexeme.word for lexeme in lexemes[max(0, amount.first - 9) : amount.first - 1]}
    if nearby & {"age", "ages"}:
        return True
    after = at(lexemes, amount.last)
    is_end = after.sort is Sort.SIGN or after.word in {"and", "when", "now", "but", "years"}
    return before in {"is", "was"} and earlier.word in PERSONS and is_end and amount.number.value > 0
