"""The forms of English words: plurals, pasts and participles."""

import re
from functools import lru_cache
from typing import Any

from claims.extraction.lexicons import load

VOWELS = "aeiou"
ONE_SYLLABLE = re.compile(r"^[^aeiou]*(?:qu)?[aeiou][bdgklmnprtvz]$")
HISSING = ("s", "x", "z", "ch", "sh")
NO_PLURALS = ("ss", "us", "is")  # endings in s that are no plural's: "loss", "virus", "crisis"


def lexicon(name: str) -> Any:
    """One part of the lexicon of inflections."""
    return load("inflections")[name]


def past(verb: str) -> str:
    """What a verb or phrasal verb is in the past.

    >>> past("go home"), past("shut down"), past("carry out"), past("stop")
    ('went home', 'shut down', 'carried out', 'stopped')
    """
    return inflected(verb, 0)


def participle(verb: str) -> str:
    """What was done to something, said as its state.

    >>> participle("take"), participle("wound"), participle("lay off"), participle("go missing")
    ('taken', 'wounded', 'laid off', 'missing')
    """
    if verb == "go missing":
        return "missing"
    return " and ".join(inflected(part, 1) for part in verb.split(" and "))


@lru_cache(maxsize=2048)
def inflected(verb: str, form: int) -> str:
    """The past (form 0) or the participle (form 1) of a verb, its particle behind it."""
    first, _, rest = verb.partition(" ")
    irregular = lexicon("verbs").get(first)
    if irregular is not None:
        word = irregular[form]
    elif first.endswith("e"):
        word = f"{first}d"
    elif first.endswith("y") and first[-2:-1] not in VOWELS:
        word = f"{first[:-1]}ied"
    elif first.endswith("ic"):
        word = f"{first}ked"
    elif ONE_SYLLABLE.match(first) or first in lexicon("doubled")["words"]:
        word = f"{first}{first[-1]}ed"
    else:
        word = f"{first}ed"
    return f"{word} {rest}".strip()


def plural(noun: str) -> str:
    """The plural of a noun, or of the last word of several.

    >>> plural("soldier"), plural("police officer"), plural("country"), plural("bus"), plural("troops")
    ('soldiers', 'police officers', 'countries', 'buses', 'troops')
    """
    before, _, last = noun.rpartition(" ")
    known: str | None = lexicon("plurals").get(last.lower())
    if known is not None:
        last = known
    elif is_plural(last):
        pass
    elif last.endswith(HISSING):
        last = f"{last}es"
    elif last.endswith("y") and last[-2:-1] not in VOWELS:
        last = f"{last[:-1]}ies"
    else:
        last = f"{last}s"
    return f"{before} {last}".strip()


def is_plural(noun: str) -> bool:
    """Whether a word looks like a plural.

    >>> is_plural("homes"), is_plural("people"), is_plural("virus"), is_plural("fire")
    (True, True, False, False)
    """
    word = noun.lower()
    if word in lexicon("plurals").values():
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith((*NO_PLURALS, "ous"))
