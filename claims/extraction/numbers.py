"""Written numbers: digits in every style, words, mixed forms, fractions, vague amounts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.lexicons import load

LEXICON = load("numbers")
CARDINALS: dict[str, int] = LEXICON["cardinals"]
SCALES: dict[str, int] = LEXICON["scales"]
SUFFIXES: dict[str, int] = LEXICON["suffixes"]
DENOMINATORS: dict[str, int] = LEXICON["denominators"]
VAGUE: dict[str, int] = LEXICON["vague"]
SIGNS: dict[str, float] = LEXICON["signs"]
AFTER_SHARE = frozenset(LEXICON["context"]["after_share"])
BEFORE_PERIOD = frozenset(LEXICON["context"]["before_period"])
METRE_AFTER = frozenset(LEXICON["context"]["metre_after"])
METRE_NEAR = frozenset(LEXICON["context"]["metre_near"])
WATERS = frozenset(
    "river water waters level levels sea tide lake reservoir flood floods floodwater dam gauge".split()
)
AFTER_SCORES = frozenset("of more were are have dead injured killed wounded missing hurt arrested".split())
BEFORE_SCORES = frozenset("test exam the credit their her his".split())
ARTICLES = frozenset({"a", "an"})
LONGEST = 24  # characters: beyond that it is a serial number, and floats would round it
NOTHING = Lexeme("", -1, -1, Sort.SIGN, "")


class Form(Enum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"  # a third: a share, unless a unit follows ("half an hour")
    VAGUE = "vague"  # dozens, thousands: a lower bound


@dataclass(frozen=True, slots=True)
class Number:
    """A written number: ``lexemes[first:last]``. `value` is `mantissa` times `scale`."""

    first: int
    last: int
    value: float
    form: Form
    scale: float = 1  # of the last scale word: "1.2 million" has 1,000,000
    grouped: bool = False  # 14,000: thousands are marked
    decimals: int = 0
    dotted_thousands: bool = False  # 1.234: three digits after the only dot, so perhaps 1,234

    @property
    def mantissa(self) -> float:
        return self.value / self.scale


def at(lexemes: Sequence[Lexeme], index: int) -> Lexeme:
    """The lexeme at an index, or one of nothing beyond either end."""
    return lexemes[index] if 0 <= index < len(lexemes) else NOTHING


def is_glued(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether no space stands between the lexeme at `index` and the one before."""
    return 0 < index < len(lexemes) and lexemes[index].start == lexemes[index - 1].end


def past_hyphen(lexemes: Sequence[Lexeme], index: int) -> int:
    """The index after a hyphen that is glued on both sides ("twenty-three"), else the index given."""
    if at(lexemes, index).word in "-‑" and is_glued(lexemes, index) and is_glued(lexemes, index + 1):
        return index + 1
    return index


def read_number(lexemes: Sequence[Lexeme], index: int, *, is_money: bool = False) -> Number | None:
    """The number that begins at a lexeme, or None.

    Examples, by the text that begins there: "1,23,456" 123456; "1.2 million" 1200000; "half a million"
    500000; "two and a half" 2.5; "3 1/2" 3.5; "a dozen" 12; "two-thirds" 0.667 (a fraction); "tens of
    thousands" 20000 (vague); "2.6m" 2600000, but 2.6 before "m deep". None for "hundredth", "21st", "a third
    man", "the first half".
    """
    lexeme = lexemes[index]
    if lexeme.sort is Sort.NUMBER:
        return read_digits(lexemes, index, is_money=is_money)
    if lexeme.sort is Sort.WORD:
        return read_fraction(lexemes, index) or read_vague(lexemes, index) or read_words(lexemes, index)
    return None


def read_digits(lexemes: Sequence[Lexeme], index: int, *, is_money: bool) -> Number | None:
    """A number that begins with digits: with a fraction and a scale where they follow."""
    text = lexemes[index].text
    if len(text) > LONGEST:
        return None
    if text in SIGNS:
        return Number(index, index + 1, SIGNS[text], Form.FRACTION)
    number = read_literal(text, index)
    number = add_fraction(lexemes, number)
    if number.form is Form.FRACTION:
        return number
    number = add_half(lexemes, number)
    return multiply(lexemes, number, is_money=is_money)


def read_literal(text: str, index: int) -> Number:
    """Digits with their separators, by the style that they show themselves."""
    is_european = "," in text and text.rfind(",") > text.rfind(".") and len(text) - text.rfind(",") <= 3
    plain = text.replace("'", "").replace("’", "")
    plain = "".join(plain.split())
    dots = plain.count(".")
    is_european = is_european or dots > 1
    plain = plain.replace(".", "").replace(",", ".") if is_european else plain.replace(",", "")
    whole, _, decimals = plain.partition(".")
    return Number(
        index,
        index + 1,
        float(plain),
        Form.DIGITS,
        grouped=len(whole) > 3 and not text.startswith(whole),
        decimals=len(decimals),
        dotted_thousands=dots == 1
        and len(decimals) == 3
        and len(whole) <= 3
        and whole != "0"
        and "," not in text,
    )


def add_fraction(lexemes: Sequence[Lexeme], number: Number) -> Number:
    """ "3½", "3 1/2", "3-1/2"; and "1/2" alone, which is a fraction."""
    value, last = number.value, number.last
    sign = at(lexemes, last)
    if sign.text in SIGNS:
        return replace(number, last=last + 1, value=value + SIGNS[sign.text])
    slashed = read_slash(lexemes, past_hyphen(lexemes, last))
    if slashed is not None and value == int(value) and not number.grouped:
        return replace(number, last=slashed.last, value=value + slashed.value)
    return read_slash(lexemes, number.first) or number


def read_slash(lexemes: Sequence[Lexeme], index: int) -> Number | None:
    """ "2/3": a proper fraction. Not "24/7" or "9/11", which are names."""
    above, slash, below = (at(lexemes, index + k) for k in range(3))
    if slash.word != "/" or above.sort is not Sort.NUMBER or below.sort is not Sort.NUMBER:
        return None
    if not (above.text.isdecimal() and below.text.isdecimal()) or len(above.text) > 2 or len(below.text) > 3:
        return None
    top, bottom = int(above.text), int(below.text)
    if not 0 < top < bottom or bottom not in {2, 3, 4, 5, 6, 8, 10, 100}:
        return None
    if bottom >= 10 and at(lexemes, index + 3).word != "of":
        return None  # a mark: "7/10"
    return Number(index, index + 3, top / bottom, Form.FRACTION)


def add_half(lexemes: Sequence[Lexeme], number: Number) -> Number:
    """ "two and a half", "two-and-a-half", "three and three quarters": more by so much of the number's
    last scale.
    """
    index = past_hyphen(lexemes, number.last)
    if at(lexemes, index).word != "and":
        return number
    index = past_hyphen(lexemes, index + 1)
    top = {"a": 1, "an": 1, "one": 1, "three": 3}.get(at(lexemes, index).word)
    index = past_hyphen(lexemes, index + 1)
    part = at(lexemes, index).word
    if (
        top is None
        or part not in {"half", "quarter", "quarters", "third"}
        or at(lexemes, index + 1).word == "of"
    ):
        return number
    return replace(number, last=index + 1, value=number.value + top / DENOMINATORS[part] * number.scale)


def multiply(lexemes: Sequence[Lexeme], number: Number, *, is_money: bool) -> Number:
    """A number times the scale words after it: "million", "-million", "k", "lakh crore"."""
    index = past_hyphen(lexemes, number.last)
    word = at(lexemes, index).word
    if is_glued(lexemes, index) or is_money:
        factor = SUFFIXES.get(word)
        stands_alone = not is_glued(lexemes, index + 1) or at(lexemes, index + 1).sort is Sort.SIGN
        if factor and stands_alone and not (word == "m" and not is_money and is_metre(lexemes, index)):
            if word in "bt" and not is_money and lexemes[index].text.islower():
                return number
            return replace(number, last=index + 1, value=number.value * factor, scale=float(factor))
    while (factor := SCALES.get(word)) and not (word.endswith("s") and at(lexemes, index + 1).word == "of"):
        number = replace(number, last=index + 1, value=number.value * factor, scale=number.scale * factor)
        index = past_hyphen(lexemes, number.last)
        word = at(lexemes, index).word
        if number.scale > 1e15:
            break
    return add_half(lexemes, number) if number.scale > 1 else number


def is_metre(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether the "m" stuck to digits is metres: "a 1.8m wall", "2m-high", not "1.9m landed"."""
    after = at(lexemes, past_hyphen(lexemes, index + 1)).word
    if after in METRE_AFTER:
        return True
    if after.endswith("s") or after in {"people", "children", "women", "men"}:
        return False
    if at(lexemes, index - 2).word in {"rose", "rise", "risen", "rising", "fell", "fallen", "up", "by", "to"}:
        nearby = lexemes[max(0, index - 12) : index + 12]
        return any(lexeme.word in WATERS for lexeme in nearby)
    nearby = lexemes[max(0, index - 12) : index + 8]
    return any(lexeme.word in METRE_NEAR for lexeme in nearby)


def read_words(lexemes: Sequence[Lexeme], index: int) -> Number | None:
    """A number in words: "twenty-three", "two hundred and fifty thousand", "a million and a half", "zero"."""
    word = lexemes[index].word
    position = index
    if word in ARTICLES:
        position = past_hyphen(lexemes, index + 1)
        if at(lexemes, position).word not in SCALES or at(lexemes, position).word.endswith("s"):
            return None
        if at(lexemes, position).word in {"mn", "mln", "bn", "tn", "mio", "cr"}:
            return None
    elif word not in CARDINALS:
        return None
    total, current, scale, last = 0.0, 1.0 if position > index else None, 1.0, index
    while position < len(lexemes):
        word = lexemes[position].word
        small, factor = CARDINALS.get(word), SCALES.get(word)
        if small is not None and fits(current, small):
            current = (current or 0) + small
        elif factor == 100 and current is not None and current < 100:
            current, scale = current * 100, 100
        elif factor and factor != 100 and (current is not None or total):
            if current is None:  # "two lakh crore"
                total, scale = total * factor, scale * factor
            else:
                total, current, scale = total + current * factor, None, factor
        else:
            break
        last = position + 1
        position = past_hyphen(lexemes, last)
        if at(lexemes, position).word == "and" and joins(lexemes, position, index, scale):
            position = past_hyphen(lexemes, position + 1)
    if last == index:
        return None
    number = Number(index, last, total + (current or 0), Form.WORDS, scale)
    if scale == 1:
        with_half = add_half(lexemes, number)
        return number if with_half is number else multiply(lexemes, with_half, is_money=False)
    return add_half(lexemes, number)


def fits(current: float | None, small: int) -> bool:
    """Whether a word below a hundred can follow in the same number: after "two hundred" or, below ten,
    after "twenty".
    """
    if current is None:
        return True
    return (
        current >= 100
        and current % 100 == 0
        or (20 <= current % 100 <= 90 and current % 10 == 0 and 0 < small < 10)
    )


def joins(lexemes: Sequence[Lexeme], position: int, first: int, scale: float) -> bool:
    """Whether "and" continues the number: "two hundred and five", not "between a hundred and two hundred"."""
    if scale < 100 or at(lexemes, first - 1).word == "between":
        return False
    after = at(lexemes, position + 1).word
    if after not in CARDINALS:
        return False
    beyond = past_hyphen(lexemes, position + 2)
    if at(lexemes, beyond).word in CARDINALS:
        beyond += 1
    word = at(lexemes, beyond).word
    return not 0 < SCALES.get(word, 0) <= scale and word not in DENOMINATORS


def read_fraction(lexemes: Sequence[Lexeme], index: int) -> Number | None:
    """ "a third", "two-thirds", "one in five" is not here; and "half a million", "a quarter of a
    million", which are counts.
    """
    word = lexemes[index].word
    if word == "half":
        top, position = 1, index
    elif word == "quarter" and [at(lexemes, index + k).word for k in (1, 2)] == ["of", "a"]:
        top, position = 1, index  # "Quarter of a million homes", in a headline
    elif word in ARTICLES:
        top, position = 1, past_hyphen(lexemes, index + 1)
    elif 0 < CARDINALS.get(word, 0) < 13:
        top, position = CARDINALS[word], past_hyphen(lexemes, index + 1)
    else:
        return None
    below = at(lexemes, position).word
    bottom = DENOMINATORS.get(below)
    if bottom is None or top > bottom:
        return None
    number = Number(index, position + 1, top / bottom, Form.FRACTION)
    scaled = scale_fraction(lexemes, number)
    if scaled is not None:
        return scaled
    if is_share(lexemes, index, position, below, top):
        return number
    return None


def scale_fraction(lexemes: Sequence[Lexeme], number: Number) -> Number | None:
    """ "half a million", "half-a-dozen", "half million", "three quarters of a million": the fraction of a
    scale word.
    """
    index = past_hyphen(lexemes, number.last)
    if at(lexemes, index).word == "of":
        index += 1
        if at(lexemes, index).word not in ARTICLES:
            return None
    if at(lexemes, index).word in ARTICLES:
        index = past_hyphen(lexemes, index + 1)
    factor = SCALES.get(at(lexemes, index).word)
    if factor is None or at(lexemes, index).word.endswith("s"):
        return None
    return Number(number.first, index + 1, number.value * factor, Form.WORDS, float(factor))


def is_share(lexemes: Sequence[Lexeme], first: int, position: int, below: str, top: int) -> bool:
    """Whether a fraction's words mean a share: not "a third man", "the second half", "half past", "two
    quarters".
    """
    before, after = at(lexemes, first - 1).word, at(lexemes, position + 1)
    if below in {"half", "quarter", "quarters"} and before in BEFORE_PERIOD:
        return False
    if below == "quarters" and top != 3:
        return False
    if below == "half" and after.word == "-" and is_glued(lexemes, position + 1):
        return (
            at(lexemes, position + 2).word in {"hour", "mile", "day", "year", "century"} and before != "the"
        )
    if after.word == "-" and is_glued(lexemes, position + 1):
        return below.endswith("s")  # "a quarter-final", "a third-party"
    if below.endswith("s") or (below != "half" and top == 1 and lexemes[first].word == "one"):
        return True
    if after.word == "to" and below == "quarter" and at(lexemes, position + 2).word in CARDINALS:
        return False  # a quarter to five
    if after.word in {"past", "time", "price", "brother", "sister", "marathon", "term"}:
        return False
    return (
        after.sort is Sort.SIGN
        or after.word in AFTER_SHARE
        or before in {"by", "than", "about", "nearly", "almost"}
    )


def read_vague(lexemes: Sequence[Lexeme], index: int) -> Number | None:
    """ "dozens", "tens of thousands", "hundreds of millions", "several hundred", "a few thousand": at
    least so many.
    """
    word = lexemes[index].word
    if [at(lexemes, index + k).word for k in range(4)] == ["a", "couple", "of", "dozen"]:
        return Number(index, index + 4, 24.0, Form.WORDS, 12.0)
    if word in {"several", "many", "few"}:
        return read_several(lexemes, index, index + 1)
    if word == "a" and at(lexemes, index + 1).word in {"few", "good"}:
        return read_several(lexemes, index, index + 2)
    low = VAGUE.get(word)
    if low is None:
        return None
    last = index + 1
    if at(lexemes, last).word in {"of", "and", "upon"}:
        more = at(lexemes, last + 1).word
        if at(lexemes, last).word == "of" and more in VAGUE and VAGUE[more] > 100:
            return Number(index, last + 2, low * VAGUE[more] / 2, Form.VAGUE, VAGUE[more] / 2)
        if at(lexemes, last).word != "of" and more == word:
            return Number(index, last + 2, low, Form.VAGUE, low / 2)
    if word == "tens" or (word == "scores" and not is_amount(lexemes, index)):
        return None
    return Number(index, last, low, Form.VAGUE, low / 2)


def is_amount(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether "scores" is an amount here, not marks in a test or a verb."""
    after, before = at(lexemes, index + 1).word, at(lexemes, index - 1).word
    return after in AFTER_SCORES and before not in BEFORE_SCORES


def read_several(lexemes: Sequence[Lexeme], first: int, index: int) -> Number | None:
    """ "several hundred": at least two of the scale word."""
    word = at(lexemes, index).word
    factor = SCALES.get(word)
    if factor is None or word in {"mn", "mln", "bn", "tn", "mio"}:
        return None
    return Number(first, index + 1, 2.0 * factor, Form.VAGUE, float(factor))
