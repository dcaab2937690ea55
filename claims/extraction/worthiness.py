"""How much a sentence reads like one worth checking: a small linear model of its words.

Learnt from 22,500 sentences of debates that a crowd labelled (ClaimBuster, CC BY 4.0; see NOTICE and
`bench/train_worthiness.py`). It knows wording only; `claims.py` adds what figures and sources say.
"""

import itertools
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

MODEL = Path(__file__).parent / "models" / "worthiness.tsv"
WORD = re.compile(r"[$€£¥]?\d[\d,.]*%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
LONG = (6, 12, 18, 26, 40)  # words: a sentence longer than each has one more feature


def features_of(text: str) -> Iterator[str]:
    """Words, pairs of neighbours, and steps of length; every number is one word, whatever its value.

    >>> list(features_of("We lost 3 million jobs."))
    ['we', 'lost', '#', 'million', 'jobs', 'we lost', 'lost #', '# million', 'million jobs']
    """
    words = [shape_of(word) for word in WORD.findall(text.lower())]
    yield from words
    for first, second in itertools.pairwise(words):
        yield f"{first} {second}"
    for length in LONG:
        if len(words) > length:
            yield f">{length}"


def shape_of(word: str) -> str:
    """The word itself; for a number whether it is money, a share or a bare number."""
    if word[0] in "$€£¥":
        return "$#"
    if word[0].isdigit():
        return "#%" if word[-1] == "%" else "#"
    return word.replace("’", "'")


@cache
def weights() -> dict[str, float]:
    """The model's weights by feature; "" is the constant."""
    lines = MODEL.read_text(encoding="utf-8").splitlines()
    return {
        feature: int(weight) / 100
        for weight, _, feature in (line.partition("\t") for line in lines if line[:1] != "#")
    }


def wording_score(text: str) -> float:
    """0 to 1: how much the wording is that of a claim a fact-checker would take up."""
    known = weights()
    total = known.get("", 0.0)
    for feature in set(features_of(text)):
        total += known.get(feature, 0.0)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
