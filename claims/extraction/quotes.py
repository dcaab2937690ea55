"""Quotations: which stretches of a paragraph stand between quotation marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.extraction.sentences import Sentence

MARK = re.compile(r"[\"“”«»„]")
# Single marks are apostrophes more often: they count only round so many words, from a blank to a blank.
SINGLE = re.compile(
    r"""
    (?<! [\w’'] ) [‘'] (?= [\w"“£$€] )
    [^\n‘]{1,600}?
    (?<= [\w.,?!…"”] ) [’'] (?! \w )
    """,
    re.VERBOSE,
)
CROWDED = 100  # quotations in one paragraph: beyond it no single marks are looked for
WORDS = 4  # a quotation of fewer words is a borrowed expression


def find_quotes(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The quotations of one paragraph: document offsets of what stands between the marks.

    One that is not closed runs to the paragraph's end, as in a speech quoted over several paragraphs.
    """
    if not sentences:
        return []
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for sentence in sentences:
        for mark in MARK.finditer(sentence.text):
            place, sign = sentence.start + mark.start(), mark.group()
            if opened is None and sign not in "”»":
                opened = (place, sign)
            elif opened is not None and sign not in "“«„":
                found.append((opened[0], place + 1))
                opened = None
    if opened is not None:
        found.append((opened[0], sentences[-1].end))
    has_single = any("'" in s.text or "‘" in s.text for s in sentences)
    return with_single(found, sentences) if has_single and len(found) < CROWDED else found


def with_single(found: list[tuple[int, int]], sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The quotations with those in single marks: 'We lost 40 goats,' said the herder."""
    single: list[tuple[int, int]] = []
    start = end = sentences[0].start
    parts = []
    for sentence in sentences:
        parts += [" " * (sentence.start - end), sentence.text]
        end = sentence.end
    paragraph = "".join(parts)
    for match in SINGLE.finditer(paragraph):
        first, last = start + match.start(), start + match.end()
        is_short = len(match.group().split()) < WORDS and match.group()[-2] not in ",.?!"
        if not is_short and not any(a < first < b or a < last < b for a, b in found):
            single.append((first, last))
    kept = [quote for quote in found if not any(a < quote[0] and quote[1] < b for a, b in single)]
    return sorted(kept + single)


def quotes_in(sentence: Sentence, quotes: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Those of the paragraph's quotations that share text with the sentence. They are in order."""
    first = bisect_right(quotes, sentence.start, key=lambda quote: quote[1])
    last = bisect_left(quotes, sentence.end, key=lambda quote: quote[0])
    return quotes[first:last]


def share_quoted(sentence: Sentence, quotes: Sequence[tuple[int, int]]) -> float:
    """How much of the sentence stands inside quotations, 0 to 1."""
    inside = sum(max(0, min(sentence.end, end) - max(sentence.start, start)) for start, end in quotes)
    return inside / max(1, len(sentence.text))
