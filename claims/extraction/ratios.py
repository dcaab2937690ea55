"""Shares and ratios: "one in five", "nine out of ten", "doubled", "threefold", "two and a half times the"."""

from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.numbers import CARDINALS, Form, Number, at, is_glued, past_hyphen, read_number

# Verbs and adjectives of multiplying, by their stems.
FACTORS = {
    "double": 2.0, "doubled": 2.0, "doubles": 2.0, "doubling": 2.0,
    "triple": 3.0, "tripled": 3.0, "triples": 3.0, "tripling": 3.0,
    "treble": 3.0, "trebled": 3.0, "trebles": 3.0, "trebling": 3.0,
    "quadruple": 4.0, "quadrupled": 4.0, "quadruples": 4.0, "quadrupling": 4.0,
    "quintuple": 5.0, "quintupled": 5.0, "quintupling": 5.0,
    "halve": 0.5, "halved": 0.5, "halves": 0.5, "halving": 0.5,
    "twice": 2.0, "thrice": 3.0,
}  # fmt: skip
BASE_FORMS = frozenset({"double", "triple", "treble", "quadruple", "quintuple", "halve"})
MODALS = frozenset(
    "to will would could may might can should must not n't 'll has have had almost nearly than would".split()
)
# After "twice", "double" or "three times" these compare; without them it is how often something happened.
COMPARING = frozenset(
    "the as that those what this its their his her our my your these last more larger bigger higher "
    "greater faster longer "
    "smaller lower cheaper slower likelier wider heavier stronger older expensive over average normal "
    "than current existing "
    "previous much pre-war annual national official earnings income gdp".split()
)
ROUND = frozenset(
    {
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        12,
        15,
        20,
        25,
        30,
        40,
        50,
        60,
        100,
        200,
        250,
        300,
        400,
        500,
        600,
        800,
        1000,
        10_000,
        100_000,
    }
)
OF_WHICH = (("out", "of", "every"), ("in", "every"), ("out", "of"), ("of", "every"), ("in",))
TIMES = frozenset(
    {
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "minutes",
        "decades",
        "seasons",
        "games",
        "matches",
        "attempts",
    }
)


def read_ratio(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int, float] | None:
    """The ratio whose words begin at a lexeme: first and last lexeme and how many times.

    "doubled" "halving" "twice the" "twice" "thirteenfold" "two and a half times the"
    "3.2x", "two times higher", "a factor of four".
    """
    word = lexemes[index].word
    if word in FACTORS:
        return (index, index + 1, FACTORS[word]) if is_factor(lexemes, index) else None
    if word.endswith("fold") and (times := CARDINALS.get(word.removesuffix("fold").rstrip("-"), 0)):
        return index, index + 1, float(times)
    number = read_number(lexemes, index)
    if number is None or number.form is Form.FRACTION:
        return None
    position = past_hyphen(lexemes, number.last)
    after = at(lexemes, position).word
    if after == "fold" or (
        after == "x" and is_glued(lexemes, position) and not is_glued(lexemes, position + 1)
    ):
        return index, position + 1, number.value
    if after in {"times", "time"} and number.form is not Form.VAGUE:
        if at(lexemes, position + 1).word in COMPARING or is_compared_by(lexemes, index):
            return index, position + 1, number.value
        return None
    if after == "as" and at(lexemes, position + 1).word in {"many", "much"}:
        return None
    return None


def is_compared_by(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether "by" or "multiplied" before "three times" makes a ratio of it ("grew by three times")."""
    return at(lexemes, index - 1).word in {"by", "multiplied", "increased", "grew", "rose"}


def is_factor(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a word of multiplying is a ratio here: not "a double murder", "entered twice", "the two
    halves".
    """
    lexeme, before, after = lexemes[index], at(lexemes, index - 1).word, at(lexemes, index + 1)
    if lexeme.word in {"twice", "thrice"}:
        return after.word in COMPARING and after.word not in {"over", "last", "this"}
    if lexeme.word == "halves":
        return after.word in {"the", "its", "their", "to", "a"} and before not in {"two", "both", "in", "the"}
    if after.word == "-" and is_glued(lexemes, index + 1):
        return False
    if lexeme.word in BASE_FORMS:
        return before in MODALS or after.word in {
            "the",
            "that",
            "what",
            "its",
            "their",
            "those",
            "last",
            "his",
            "her",
        }
    return before not in {"the", "his", "her"} or after.sort is not Sort.WORD or after.word in {"of", "in"}


def read_share(lexemes: Sequence[Lexeme], number: Number) -> Number | None:
    """The share that a number begins, in percent: "one in five" 20, "nine out of ten" 90, "one job in
    nine" 11.11.

    None for "12 in 2024", "two in three days", "27 of 31 drones".
    """
    if number.scale > 1 or number.decimals or number.grouped or number.form not in {Form.DIGITS, Form.WORDS}:
        return None
    position = past_hyphen(lexemes, number.last)
    is_one = number.value == 1
    noun = at(lexemes, position)
    is_noun = noun.sort is Sort.WORD and noun.word not in {"in", "out", "of"}
    for length in (1, 2) if is_noun else ():
        names = lexemes[position : position + length]
        is_named = is_one or names[-1].word.endswith("s")
        if is_named and at(lexemes, position + length).word in {"in", "out"}:
            is_all = all(name.sort is Sort.WORD and name.text.islower() for name in names)
            position += length if is_all else 0
            break
    for words in OF_WHICH:
        if tuple(lexeme.word for lexeme in lexemes[position : position + len(words)]) != words:
            continue
        start = past_hyphen(lexemes, position + len(words))
        whole = read_number(lexemes, start) if start < len(lexemes) else None
        if whole is None or not is_whole(lexemes, number, whole, words):
            return None
        return replace(
            number,
            last=whole.last,
            value=round(100 * number.value / whole.value, 4),
            form=Form.WORDS,
            scale=1,
        )
    return None


def is_whole(lexemes: Sequence[Lexeme], part: Number, whole: Number, words: tuple[str, ...]) -> bool:
    """Whether two numbers with "in" or "out of" between them are a share."""
    if not 0 < part.value < whole.value or whole.decimals or whole.form is Form.FRACTION:
        return False
    if at(lexemes, whole.last).word == "%" or (
        at(lexemes, whole.last).word in {"-", "%"} and is_glued(lexemes, whole.last)
    ):
        return False
    if "every" in words:
        return True
    after = at(lexemes, whole.last).word
    if words == ("in",):
        if after in TIMES:
            return False
        return part.value == 1 or (whole.value in ROUND and part.value <= 10 and whole.value <= 20)
    return whole.value in ROUND and whole.value > 1
