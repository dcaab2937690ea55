"""Money: signs, codes and names before and after a number, and whose dollar or rupee it is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.extraction.lexemes import Lexeme, Sort
from claims.extraction.lexicons import load
from claims.extraction.numbers import at, is_glued, past_hyphen

LEXICON = load("currencies")
CODES = frozenset(LEXICON["codes"])
SIGNS: dict[str, str] = LEXICON["signs"]
PARTS: dict[str, str] = {word: code for word, code in LEXICON["parts"].items() if isinstance(code, str)}
PART_LETTERS: dict[str, str] = LEXICON["parts"]["letters"]
NAMES: dict[str, dict[str, str]] = {
    name: {country: code for country, code in entry.items() if isinstance(code, str)}
    for name, entry in LEXICON["names"].items()
}
NAME_OF: dict[str, str] = {form: name for name, entry in LEXICON["names"].items() for form in entry["forms"]}
NAME_OF |= dict(LEXICON["simple"])
COUNTRY_OF: dict[str, str] = {
    word: country for country, words in LEXICON["countries"].items() for word in words
}
COUNTRY_WORDS = frozenset(
    {"south", "north", "new", "hong", "sri", "us", "u.s."}
)  # may stand before the telling word
CROWDED = frozenset(
    {"won", "real", "crowns", "re", "rand", "lev", "pula", "dong", "kip", "lei", "lire", "dram", "som"}
)
CAPITALISED = re.compile(r"\b(?:U\.S\.|[A-Z][^\W\d_]+)")
MILLION = 1e6  # crowns worn on heads are fewer
WEIGHS = re.compile(r"(?i)weigh|\bweight|\bheav|\blbs?\b|\bounces?\b|\bkilos?\b|\bkilograms?\b")
OF_POUNDS = frozenset(  # what pounds of money are of
    (
        "trade damage investment funding debt aid cash taxpayers public tax savings spending business "
        "revenue state government compensation benefits fraud goods income profit loans assets equipment "
        "support cuts grants lottery prize our their your my his her its the a sales orders money costs "
        "losses fees fines jewellery jewelry stock taxpayer"
    ).split()
)
FINES = frozenset(
    "fine bill note ticket fee grant deal prize bonus voucher payment rise cut budget project scheme "
    "reward loan fund".split()
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document tells about its amounts beyond the sentence: the countries that it mentions, how
    often.
    """

    countries: Mapping[str, int] = field(default_factory=dict)
    has_pound_sign: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """A currency read beside a number. `name` is a code, or a name or "cent" that `resolve` turns into
    one.
    """

    name: str
    first: int
    last: int
    country: str | None = None
    factor: float = 1


NOWHERE = Surroundings()


def read_surroundings(texts: Iterable[str]) -> Surroundings:
    """The surroundings that a document's paragraphs or sentences give together."""
    countries: Counter[str] = Counter()
    has_pound_sign = False
    for text in texts:
        has_pound_sign = has_pound_sign or "£" in text
        for match in CAPITALISED.finditer(text):
            word = match.group()
            if word in {"US", "U.S.", "USA"}:
                countries["us"] += 1
            elif word != "Us" and (country := COUNTRY_OF.get(word.lower())):
                countries[country] += 1
    return Surroundings(countries, has_pound_sign)


def resolve(money: Money, surroundings: Surroundings, latest: str | None) -> str:
    """The ISO code that a currency's name stands for. `latest` is the last code of the document, for its
    cents.

    "Swiss francs" are CHF; "francs" in a text on Rwanda RWF; "rupees" in a text on Pakistan PKR. A bare
    "$" is the
    local dollar only where the text never mentions the United States and speaks twice of one country
    with a dollar.
    """
    if money.name == "cent":
        if money.country:
            return resolve(Money("dollar", 0, 0, money.country), surroundings, latest)
        return latest if latest and latest not in {"GBP", "JPY", "INR", "KRW"} else "USD"
    by_country = NAMES.get(money.name)
    if by_country is None:
        return money.name
    if money.country in by_country:
        return by_country[money.country]
    if latest in by_country.values() and money.name != "dollar":
        return latest or ""
    counts = [
        (surroundings.countries.get(country, 0), country) for country in by_country if country != "default"
    ]
    most, country = max(counts, key=lambda pair: pair[0], default=(0, ""))
    if money.name == "dollar" and (most < 2 or surroundings.countries.get("us")):
        return by_country["default"]
    return by_country[country] if most else by_country["default"]


def read_money_before(lexemes: Sequence[Lexeme], index: int) -> Money | None:
    """The currency that ends just before a number: "US$", "Rs.", "CHF", "€ "."""
    position = index - 1
    lexeme = at(lexemes, position)
    if lexeme.sort is Sort.CURRENCY:
        name = SIGNS.get(lexeme.text) or SIGNS.get(lexeme.word) or SIGNS.get(lexeme.text[-1])
        if name is None and lexeme.text.upper() in CODES:
            name = lexeme.text.upper()
        if lexeme.text == "US$" or name is not None:
            return Money(name or "USD", position, index)
        return None
    if lexeme.word == "." and is_glued(lexemes, position):
        position -= 1
        lexeme = at(lexemes, position)
    if lexeme.sort is not Sort.WORD:
        return None
    if lexeme.text in CODES and position == index - 1:
        return Money(lexeme.text, position, index)
    if lexeme.word in SIGNS and lexeme.text[0].isupper():
        return Money(SIGNS[lexeme.word], position, index)
    return None


def read_money_after(
    lexemes: Sequence[Lexeme],
    index: int,
    value: float,
    text: str,
    surroundings: Surroundings,
    *,
    may_have_of: bool,
) -> Money | None:
    """The currency that begins just after a number: "euros", "-dollar", "Swiss francs", "€", "p", " of
    dollars".
    """
    position = past_hyphen(lexemes, index)
    lexeme = at(lexemes, position)
    if lexeme.sort is Sort.CURRENCY and (
        is_glued(lexemes, position) or not at(lexemes, position + 1).text[:1].isdigit()
    ):
        name = SIGNS.get(lexeme.text)
        return Money(name, index, position + 1) if name else None
    if is_glued(lexemes, position) and position == index and lexeme.text in PART_LETTERS:
        return Money(PART_LETTERS[lexeme.text], index, position + 1, factor=0.01)
    if lexeme.text in CODES and lexeme.text not in {"ALL", "TOP", "TRY"}:
        return Money(lexeme.text, index, position + 1)
    if may_have_of and lexeme.word == "of":
        position += 1
    country = None
    for _ in range(3):  # "Swiss", "New Zealand", "South Korean"
        word = at(lexemes, position).word.removesuffix("'s")
        if (
            word not in COUNTRY_OF
            and word not in COUNTRY_WORDS
            or not at(lexemes, position).text[:1].isupper()
        ):
            break
        country = COUNTRY_OF.get(word, country)
        position += 1
    word = at(lexemes, position).word.removesuffix("'")
    if word in PARTS:
        return Money(PARTS[word], index, position + 1, country, factor=0.01)
    name = NAME_OF.get(word)
    if name is None or not is_currency(lexemes, position, value, text, surroundings, country):
        return None
    return Money(name, index, position + 1, country)


def is_currency(
    lexemes: Sequence[Lexeme],
    index: int,
    value: float,
    text: str,
    surroundings: Surroundings,
    country: str | None,
) -> bool:
    """Whether a word that can name money does here: not "three won", "two real ones", "200 pounds of
    flour".
    """
    word, after = lexemes[index].word, at(lexemes, index + 1).word
    if word in {"pound", "pounds"} and not country:
        if is_glued(lexemes, index) and word == "pound":
            return after in FINES or (surroundings.has_pound_sign and value >= 1000)
        if WEIGHS.search(text) or (
            after == "of" and value < 1e6 and at(lexemes, index + 2).word not in OF_POUNDS
        ):
            return False
        is_local = surroundings.has_pound_sign or bool(surroundings.countries.get("gb")) or value >= 10_000
        return is_local or not surroundings.countries.get("us")
    if word not in CROWDED or country:
        return True
    if word == "won":
        return value >= 1000 and after not in {"the", "a", "an", "their", "his", "her", "by", "seats"}
    if word == "rand":
        return True
    by_country = NAMES.get(NAME_OF[word])
    if by_country is not None:
        return value >= MILLION or any(surroundings.countries.get(key) for key in by_country)
    return value >= 1000
