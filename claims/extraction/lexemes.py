"""A sentence's text to lexemes: words, written numbers, signs, and what is no number at first sight.

The parser's tokens cut "£2.6m", "10-15,000" and "60mph" now this way, now that. The grammar of
quantities needs one
way of cutting, so it has its own.
"""

import re
from dataclasses import dataclass
from enum import Enum


class Sort(Enum):
    """What a lexeme can be to the grammar."""

    WORD = "word"
    NUMBER = "number"  # digits in any style, or a fraction sign
    SIGN = "sign"  # one character
    CURRENCY = "currency"  # "$", "US$", "Rs" before a digit
    ORDINAL = "ordinal"  # 19th
    CLOCK = "clock"  # 18:05
    NAME = "name"  # COVID-19, an address, a phone number, 1990s: digits that count nothing


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the text: ``text[start:end]``. `word` is its lower case, without dots inside ("a.m." is
    "am").
    """

    word: str
    start: int
    end: int
    sort: Sort
    text: str


LEXEME = re.compile(
    r"""
    (?P<vague> 1(?:0{1,3}|,000)s (?=\ of\b) )            # 100s of them
  | (?P<name>
        https?://\S+ | www\.\S+
      | [$€£¥₹]?\d++ (?: [^\w\s]{1,2} \d++ ){8,}+ \S{0,2}  # 1;2;3;4;5;6;7;8;9 in one row
      | [\w.+-]{1,64}@[\w-]{1,64}\.\w[\w.]*              # mail
      | [@\#]\w+                                         # handle, hashtag
      | \d{4}-\d{1,2}-\d{1,2}(?!\d)                      # 2026-03-14
      | \d{1,2}/\d{1,2}/\d{2,4}(?!\d)
      | \d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.])
      | \+\d{1,3}(?:[ -]?\(?\d{1,5}\)?){2,6}             # +41 44 555 01 23
      | 0\d{2,4}(?:[ -]\d{2,5}){1,4}(?!\d)               # 0612-555-0199
      | \d{2,4}-\d{3,4}-\d{3,5}(?!\d)
      | \d{3}-0\d{3}(?!\d)
      | \(\d{3}\)\s?\d{3}-\d{4}
      | (?:\d{2,4}|\d{1,3},\d{3})s\b                     # 1990s
      | \d'\d{1,2}(?:"|”|″|(?!['\d]))                   # 6'2" tall
    )
  | (?P<power> (?:[kcmdhKCMDH]?m|ft|km|mi)[²³23](?![\w²³]) )  # km2: a unit, not a name
  | (?P<currency>
        (?:[A-Z]{1,3})?[$€£¥₹₩₽₺₦₴₫฿₪₱₵₡₲₭₮₸₼₾]
      | \b(?:Rs\.?|RM|Rp|kr\.?|CHF|EUR|USD|GBP|JPY|INR|PKR|AUD|CAD|NZD|HKD|SGD|CNY|RMB|KRW|SEK|NOK|DKK|ZAR
          |NGN|KES|BRL|MXN|TRY|AED|SAR|PLN|CZK|HUF|PHP|IDR|THB|VND|BDT|LKR|NPR|TZS|UGX|GHS|ILS|EGP|UAH|RUB)(?=\d)
      | \bR(?=\d{2,}|\d\.\d|\d\s?(?:m|bn|million|billion)\b)  # rand
    )
  | (?P<mixed> (?!(?i:magnitude)-) [^\W\d_]+(?:[-‑][^\W\d_]+){0,3}[-‑]?\d[\w-]*(?:\.\d+)? )  # G7, Vesna-2
  | (?P<clock> \d{1,2}:\d{2}(?::\d{2})?(?![\d:]) )
  | (?P<score> \d{1,4}:\d{1,4}(?::\d+)* )
  | (?P<ordinal> \d+(?:,\d{3})*(?:st|nd|rd|th|ST|ND|RD|TH)\b )
  | (?P<number>
        \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])             # 14,000.5
      | \d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)         # 1,23,456
      | \d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)            # 1'000
      | \d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)                # 1.234,5
      | \d{1,3}(?:\.\d{3}){2,}(?![\d.])                  # 1.234.567
      | [1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d{1,2})?(?![\d.,]*\d)  # 14 000
      | \d+,\d{1,2}(?![\d,])                             # 3,5
      | \d+(?:\.\d+)?(?!\d|\.\d)
      | \.\d+
      | [½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]
    )
  | (?P<dotted> \d+(?:\.\d+)+ )                          # version 1.2.3
  | (?P<word> (?:[^\W\d_]\.){2,} | [^\W\d_]+(?:['’][^\W\d_]+)* )
  | (?P<sign> \S )
    """,
    re.VERBOSE,
)

MANY = {"10s": "tens", "100s": "hundreds", "1000s": "thousands", "1,000s": "thousands"}
SORTS = {
    "vague": Sort.WORD,
    "name": Sort.NAME,
    "power": Sort.WORD,
    "currency": Sort.CURRENCY,
    "mixed": Sort.NAME,
    "clock": Sort.CLOCK,
    "score": Sort.NAME,
    "ordinal": Sort.ORDINAL,
    "number": Sort.NUMBER,
    "dotted": Sort.NAME,
    "word": Sort.WORD,
    "sign": Sort.SIGN,
}


def split_lexemes(text: str) -> list[Lexeme]:
    """The lexemes of a text in order.

    >>> [lexeme.text for lexeme in split_lexemes("Some £2.6m, 10-15,000 at 18:05 on Flight MH17")]
    ['Some', '£', '2.6', 'm', ',', '10', '-', '15,000', 'at', '18:05', 'on', 'Flight', 'MH17']
    """
    found = []
    for match in LEXEME.finditer(text):
        piece, start, end = match.group(), match.start(), match.end()
        sort = SORTS[match.lastgroup or "sign"]
        word = piece.lower()
        if sort is Sort.WORD and "." in word:
            word = word.replace(".", "")
        word = MANY.get(word, word) if match.lastgroup == "vague" else word
        found.append(Lexeme(word.replace("’", "'"), start, end, sort, piece))
    return found
