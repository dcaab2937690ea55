"""Where a note on the words of an older version stands in a newer one: the same words, else the likest."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from articles.models import Version
from claims.aligning import spot_in, surroundings
from verdicts.notebook import Note

MOST = 200  # places of the same words that are weighed
LEAST = 75  # how alike other words have to be, of a hundred
LEAST_WORDS = 8  # characters: shorter ones are like anything


@dataclass(frozen=True)
class Place:
    """Where a note's words are in a version; `is_exact` where they are the same words."""

    start: int
    end: int
    words: str
    is_exact: bool


def place_in(version: Version, note: Note) -> Place | None:
    """The place of a note in a version of its article, or None: it is an orphan there.

    Of several places with the same words it is the one with the likest surroundings.
    """
    text, words = version.text, note.quote
    if note.version_id == version.pk:
        return Place(note.start, note.end, words, is_exact=True)
    mine = spot_in(note.version.text, note.start, note.end)
    starts = _starts(text, words)
    if starts:
        best = max(starts, key=lambda s: (surroundings(mine, spot_in(text, s, s + len(words))), -s))
        return Place(best, best + len(words), words, is_exact=True)
    if len(words) < LEAST_WORDS or len(text) < len(words):
        return None
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=LEAST)
    if found is None:
        return None
    there = text[found.dest_start : found.dest_end]
    start = found.dest_start + len(there) - len(there.lstrip())
    return Place(start, start + len(there.strip()), there.strip(), is_exact=False)


def _starts(text: str, words: str) -> list[int]:
    starts, at = [], text.find(words)
    while at >= 0 and len(starts) < MOST:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts
