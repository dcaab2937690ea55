"""Paragraphs to sentences with offsets into the document."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.extraction.language import Span, parse
from claims.extraction.pages import Block
from claims.extraction.records import Section
from claims.extraction.turns import find_speakers

CROWDED = 40  # numbers in a sentence: a row of more is a table, and is cut
LONGEST = 1_000  # characters of a sentence: what has no full stop for longer is cut at a comma or a blank
TITLE = 200  # characters of the longest headline
PASSAGE = 6_000  # characters parsed together: an endless paragraph is handed over in pieces

# Where a sentence may end: the mark, what closes with it, and the blank after it.
STOP = re.compile(
    r"""
    (?<! [.!?…] ) (?P<mark> [.!?…]+ )                    # a row of dots is looked at once
    (?P<close> ["'”’»)\]]* )
    (?: \[\d{1,3}\] ){0,9}                             # a copied page's notes: "the end.[2] The next"
    (?: (?P<blank> \s+ ) | (?= [A-Z][a-z]+ \s ) )      # "the end.The next": a blank lost in pasting
    """,
    re.VERBOSE,
)
BEFORE = re.compile(r"[^\s(\[\"'“‘/]*$")
OPENING = "\"'“‘«([*•"
NEVER_LAST = frozenset(
    """mr mrs ms mx messrs dr prof st rev fr sr hon gov sen rep pres gen lt col capt cpt maj sgt cpl pvt adm
    cmdr cdr
    brig supt insp det const no nos fig figs vol vols vs v art sec ch pp p para ca approx est cf eg e.g i.e
    viz mt ft
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun rs al""".split()
)
MAYBE_LAST = frozenset(
    "u.s u.n u.k u.s.a e.u d.c a.m p.m am pm inc ltd co corp plc bros jr etc dept ave blvd rd".split()
)
STARTERS = frozenset(
    """the a an this that these those he she it they we i you his her its their our my there here in on at
    by for from to
    after before during since when while if as but and so yet or however meanwhile although though because
    with without
    under over about more most many some several no not one two three what who why how where both each all
    officials
    police according last next earlier later then now""".split()
)
SPEAKS = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+|the\s+\w+\s+|(?:he|she|they|it|i)\s+){1,4}"
    r"(?:said|says|asked|asks|told|added|wrote|replied|wondered|shouted|cried|quipped|joked|demanded|fumed|recalled)\b"
)
DATELINE = re.compile(r"[A-Z][A-Z .'-]{1,30}, [A-Z][a-z]{1,5}\. \([^()]{1,30}\) ?[-–—]")  # "YORK, Pa. (AB) —"
SEAM = re.compile(r"[;:,](?=\s)|\s")
NUMBER = re.compile(r"(?:(?<!\S)[^\s\d]{1,4})?\d+(?:[-–.,:'’]\d+){0,3}")  # with its sign: "$5"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the document. ``offset + token.idx`` is a token's place in the document's text."""

    start: int
    end: int
    text: str
    section: Section
    paragraph: int  # index of its block
    offset: int  # where its parsed passage starts in the document
    span: Span  # its tokens; neighbours in the passage are in span.doc
    speaker: str | None = None  # in a transcript, whose turn it is; "" for who asks the questions


def split_sentences(text: str, blocks: Iterable[Block]) -> Iterator[Sentence]:
    """The sentences of the text in order, parsed; boilerplate has none."""
    read = [
        (number, block) for number, block in enumerate(blocks) if block.section is not Section.BOILERPLATE
    ]
    speakers = find_speakers([text[block.start : block.end] for _, block in read])
    places: list[tuple[int, Block, int, str | None]] = []

    def passages() -> Iterator[tuple[str, list[int]]]:
        for (number, block), speaker in zip(read, speakers, strict=True):
            for start, end, starts in cut_passages(text[block.start : block.end], block.section):
                places.append((number, block, block.start + start, speaker))
                yield text[block.start + start : block.start + end], starts

    for count, doc in enumerate(parse(passages())):
        number, block, offset, speaker = places[count]
        for span in doc.sents:
            left = offset + span.start_char
            words = text[left : offset + span.end_char]
            stripped = words.strip()
            if any(map(str.isalnum, stripped)):
                left += len(words) - len(words.lstrip())
                right = left + len(stripped)
                yield Sentence(left, right, stripped, block.section, number, offset, span, speaker)


def cut_passages(text: str, section: Section) -> Iterator[tuple[int, int, list[int]]]:
    """Stretches of a paragraph to parse together: start, end, and the offsets in it at which sentences
    start."""
    bounds = [0, *find_starts(text, section), len(text)]
    start, starts = 0, [0]
    for left, right in itertools.pairwise(bounds):
        for piece_left, piece_right in cut_crowded(text, left, right):
            if piece_right - start > PASSAGE and piece_left > start:
                yield start, piece_left, starts
                start, starts = piece_left, [0]
            elif piece_left > start:
                starts.append(piece_left - start)
    if start < len(text):
        yield start, len(text), starts


def cut_crowded(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """The pieces of a sentence that are neither longer nor fuller of numbers than any that was ever spoken.

    Without it, a table without full stops takes the square of its length: every figure looks at the others.
    """
    for piece_left, piece_right in cut_long(text, left, right):
        start = piece_left
        for number in itertools.islice(
            NUMBER.finditer(text, piece_left, piece_right), CROWDED, None, CROWDED
        ):
            yield start, number.start()
            start = number.start()
        yield start, piece_right


def cut_long(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """A sentence, or the pieces of one that never ends."""
    while right - left > LONGEST:
        seams = [match.end() for match in SEAM.finditer(text, left + LONGEST // 2, left + LONGEST)]
        end = seams[-1] if seams else left + LONGEST
        yield left, end
        left = end
    yield left, right


def find_starts(text: str, section: Section = Section.BODY) -> list[int]:
    """Where sentences after the first start.

    >>> text = 'Gen. Ode spoke at 5 p.m. in the U.S. Senate. "No. 5 is shut?" he asked. It is.'
    >>> [text[start:start + 6] for start in find_starts(text)]
    ['"No. 5', 'It is.']
    """
    if section is Section.HEADLINE and len(text) < TITLE:
        return []  # "How big was the march? Some sums" is one
    return [match.end() for match in STOP.finditer(text) if ends_sentence(text, match, section)]


def ends_sentence(text: str, stop: re.Match[str], section: Section) -> bool:
    """Whether the stop that matched closes a sentence."""
    rest = text[stop.end() : stop.end() + 80]
    if not rest:
        return False
    if rest[0] == "(" and (section is Section.CAPTION or DATELINE.match(text, 0, stop.end() + 40)):
        return False  # the picture's credit, the agency
    mark, close, first = stop["mark"], stop["close"], rest.lstrip(OPENING)[:1]
    is_free = section is Section.COMMENT  # readers start sentences in lower case
    if first.islower() and not (is_free and not close and rest[0] == first):
        return False
    if not stop["blank"]:
        before = text[max(0, stop.start() - 3) : stop.start()]
        return mark == "." and not close and before.isalpha() and before.islower()
    if close and mark != "." and SPEAKS.match(rest):
        return False  # "Is it?" Smith asked.
    if mark != "." or close.strip(")]"):
        return mark != "…" or not first.islower()
    return not is_abbreviation(text, stop.start(), rest)


def is_abbreviation(text: str, dot: int, rest: str) -> bool:
    """Whether the full stop at `dot` belongs to the word before it and not to the sentence."""
    found = BEFORE.search(text, max(0, dot - 20), dot)
    word = found.group().lower() if found else ""
    following = rest.split(None, 1)[0].strip("\"'“‘,.") if rest.strip() else ""
    starts = following.lower() in STARTERS and following[:1].isupper()
    if word in NEVER_LAST:
        if word in ("no", "art", "may", "mar", "sun", "sat", "fig", "ft", "est", "sec", "p", "v", "al", "ch"):
            return following[:1].isdigit() or word not in (
                "no",
                "mar",
                "sun",
                "sat",
                "may",
                "al",
                "est",
                "ch",
            )
        return True
    if word in MAYBE_LAST:
        return not starts
    if len(word) == 1 and word.isalpha() or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return not starts and text[dot - 1 : dot].isupper()
    return False
