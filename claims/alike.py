"""Which words of a claim tell most of what it says. Pure: text in, words out."""

import re

WORD = re.compile(r"\w+", re.UNICODE)
NUMBER = re.compile(r"\d[\d.,]*")
MOST_WORDS = 5  # that must all stand in another claim for it to be looked at
SHORTEST = 4  # letters


def words_to_look_for(text: str) -> list[str]:
    """The longest words of a claim, its numbers first: those that few other claims share.

    >>> words_to_look_for("Officials said 6,000 soldiers were killed in Kursk.")
    ['6,000', 'officials', 'soldiers', 'killed', 'kursk']
    >>> words_to_look_for("It is so.")
    []
    """
    numbers = list(dict.fromkeys(number.rstrip(".,") for number in NUMBER.findall(text)))[:2]
    words = dict.fromkeys(word.lower() for word in WORD.findall(text) if not word[0].isdigit())
    longest = sorted((word for word in words if len(word) >= SHORTEST), key=lambda word: -len(word))
    return (numbers + longest)[:MOST_WORDS] if len(longest) > 1 else []


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a claim: two with other numbers never say the same.

    >>> sorted(numbers_in("Of 6,000, some 40 fled."))
    ['40', '6000']
    """
    return frozenset(number.rstrip(".,").replace(",", "") for number in NUMBER.findall(text))
