"""Whether one text is nearly a copy of another, and a sketch of each text by which copies are found. Pure.

A text is taken as its runs of three words. Of all runs, sorted into bins by a hash, the smallest of each bin
make the sketch (MinHash with one permutation): two texts agree in a bin about as often as they share runs.
Four bins together are a band. Texts that share a band may be copies; only those are compared in full, so a
million articles cost no more than a look into an index.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from rapidfuzz.distance import Indel

RUN = 3  # words
BANDS, ROWS = 24, 4  # of texts that share 6 in 10 runs, 96 % share a band; of those that share 1 in 10, 0.2 %
FEWEST_RUNS = 40  # of a text that can be told from another by its runs
MOST_WORDS = 30_000  # compared in their order; what is further down is rarely what tells a copy
NEAR = 0.6  # of all words, those that stand in both in the same order: above, one is a near copy
SAME_NUMBERS = 0.5  # of the shorter list of numbers, those in both: below, it is the next of a series
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def sketch_of(text: str) -> list[int]:
    """The bands of a text; none for a text of few words.

    >>> story = " ".join(f"Report {n} came from village {n}." for n in range(40))
    >>> len(set(sketch_of(story)) & set(sketch_of("Another headline. " + story))) > BANDS // 2
    True
    >>> sketch_of("Nine people died.")
    []
    """
    least = _least_of_bins(text)
    if least is None:
        return []
    return [_band(number, least[number * ROWS : (number + 1) * ROWS]) for number in range(BANDS)]


def nearness(one: str, other: str) -> int:
    """How nearly two texts are the same, in whole per cent: the words that stand in both in the same order.

    Never a hundred, which are texts that are found by their hash; zero where they are no copies, or one is
    the next of a series, with the words of the last one and numbers of its own.

    >>> fire = "A fire broke out at the mill near the river on Monday, and 40 workers were led out. "
    >>> nearness(fire + "Nobody was hurt.", "Mill burns. " + fire + "Nobody was hurt.")
    95
    >>> nearness("Prices rose 4 per cent to 210 in May.", "Prices rose 7 per cent to 224 in May.")
    0
    """
    mine, theirs = (words_of(text)[:MOST_WORDS] for text in (one, other))
    share = Indel.normalized_similarity(mine, theirs, score_cutoff=NEAR)
    if share < NEAR or not _says_the_same_numbers(mine, theirs):
        return 0
    return min(99, int(share * 100))


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in small letters.

    >>> words_of("Some 1,200 “volunteers”")
    ['some', '1,200', 'volunteers']
    """
    return [word.casefold() for word in WORD.findall(text)]


def _least_of_bins(text: str) -> list[int] | None:
    """The least hash of each bin; an empty bin borrows from the next one that is not."""
    bins = BANDS * ROWS
    least: list[int] = [-1] * bins
    runs = set(_runs(words_of(text)))
    if len(runs) < FEWEST_RUNS:
        return None
    for run in runs:
        value, place = divmod(int.from_bytes(blake2b(run.encode(), digest_size=8).digest()), bins)
        if least[place] < 0 or value < least[place]:
            least[place] = value
    filled = [place for place in range(bins) if least[place] >= 0]
    for place in range(bins):
        if least[place] < 0:
            lender = next((other for other in filled if other > place), filled[0])
            least[place] = least[lender] + (lender - place) % bins
    return least


def _band(number: int, rows: list[int]) -> int:
    """A band in the 32 bits that a column of whole numbers holds."""
    said = f"{number} {rows}".encode()
    return int.from_bytes(blake2b(said, digest_size=4).digest(), signed=True)


def _runs(words: list[str]) -> Iterator[str]:
    return (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def _says_the_same_numbers(one: list[str], other: list[str]) -> bool:
    mine, theirs = ({word for word in words if word[0].isdigit()} for words in (one, other))
    fewer = min(len(mine), len(theirs))
    return fewer == 0 or len(mine & theirs) >= SAME_NUMBERS * fewer
