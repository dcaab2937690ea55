"""Page to text and sections: which paragraph is headline, caption, body, readers' comment or boilerplate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from claims.extraction.records import Section

LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
ENDS = tuple(".!?…:;")
CLOSERS = "\"'”’»)]*"
FULL = 4  # words of the shortest full paragraph
WRAPPED = range(45, 111)  # columns at which a mail or a typed page is wrapped
LONG = 40  # words of the longest headline or caption
HEADING = 12  # words of the longest heading inside the body

COMMENTS = re.compile(
    r"""
    (?: (?:view|read|show|see) \s+ )? (?:all \s+)?
    (?: \d[\d,.]* \s+ )?
    (?: reader s? ['’]? s? \s+ )?
    (?: comments? | responses | replies )
    (?: \s* \(? \d[\d,.]* \)? )?
    (?: \s+ below )? \s* :?
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Whole lines that stand around an article and say nothing.
WIDGET = re.compile(
    r"""
      (?: image | images | photo | photos | photograph | picture | pictures | credit | photo\ credit | video
        | graphic | illustration | file\ photo | copyright ) \s* (?: : | © | by\b ) .*
    | © .* | (?: all\ rights\ reserved .* )
    | (?: share | tweet | email | e-mail | print | save | listen | copy\ link | bookmark | follow\ us
    | sign\ in | log\ in
        | subscribe | subscribe\ now | register | menu | search | home | next | previous | advertisement
        | advertising
        | sponsored | skip\ to\ content | back\ to\ top | reply | like | report | report\ comment | most\ read
        | related | related\ articles | read\ more | load\ more | recommended | trending | newsletter
        | tags ) \s* [:.…]?
    | (?: read\ more | related | see\ also | tags | topics | filed\ under | newsletter ) \s* : .*
    | (?: published | updated | last\ updated | posted | first\ published | modified ) \b \s*
      (?: : | on\b | at\b | \d
        | (?: jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec )[a-z]*\b ) .*
    | \d+ \s* (?: min(?:ute)?s? \s* read | shares? | likes? | replies | views? )
    | \d+ \s* (?: sec(?:ond)?s? | min(?:ute)?s? | hours? | days? | weeks? | months? | years? | hrs? ) \s+ ago
    | by \s+ (?-i: [A-Z][\w.'’-]+ (?: \s+ (?: [A-Z][\w.'’-]+ | and | de | van
    | von ) ){1,5} (?: ,? \s+ in \s+ [A-Z]\w+ )? )
    | (?: reporting | writing | editing | additional\ reporting ) \s+ by \s+ [A-Z].*
    | \( (?: reporting | writing | additional\ reporting ) \s+ by \s+ .* \)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,30}(?:,\s*[A-Z][\w .]{2,20})?(?:\s*\((?:Reuters|AP|AFP)\))?\s*[-–—]?"
)
CREDIT = re.compile(
    r"\s*(?<![\w(])(?:Images?|Photos?|Pictures?|Photograph|Credit|Photo credit|Copyright)\s?(?::|©|by\b)"
    r"[^.!?]*[.]?$|\s*©[^.!?]*$"
)
PICTURED = re.compile(
    r"""
      \b (?: in | from | on ) \s+ (?: this | an? | the ) \s+ (?: \w+ \s+ ){0,3}
         (?: image | picture | photo | photograph | handout | still | frame | screengrab | screenshot )
    | \( (?: [^()]* \s )? (?: photo | file | image | picture | pictured | left | right | centre | center
    | handout | archive
          | above | below ) \b [^()]* \)
    | \b (?: file | archive | handout | undated | courtesy ) \s+ (?: photo | picture | image | photograph )
    | ^ (?: pictured | photo | image | picture | above | left | right ) \s* : | \b pictured \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
DATED = re.compile(
    r"""
    \b (?: on \s+ )? (?:
         (?:mon|tues|wednes|thurs|fri|satur|sun)day | today | yesterday
       | (?: jan | feb | mar | apr | may | june? | july? | aug | sept? | oct | nov | dec ) [a-z]{0,6} \.?
         \s+ \d{1,4} (?: , \s* \d{4} )?
       | \d{1,2} \s+ (?: jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec ) [a-z]{0,6}
         (?: \s+ \d{4} )?
       | (?: in | last | this ) \s+ (?: \w+ \s+ )?
         (?: \d{4} | week | month | year | spring | summer | autumn | winter )
       | , \s+ \d{4} ) \s* [.)]? \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
SAYS = re.compile(
    r"\b(?:says?|said|reports?|warns?|claims?|shows?|finds?)\s*$|^[^:]{3,40}:\s|:\s[^:]{3,40}$", re.IGNORECASE
)
TURN = re.compile(r"[A-Z][\w.'’ -]{0,40}:\s")
MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}\.?"
DATE = re.compile(
    rf"""
      (?P<iso> \d{{4}}-\d\d-\d\d )
    | (?P<month> {MONTH} ) \s+ (?P<day> \d{{1,2}} ) ,? \s+ (?P<year> \d{{4}} )
    | (?P<day2> \d{{1,2}} ) \s+ (?P<month2> {MONTH} ) ,? \s+ (?P<year2> \d{{4}} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
DATELINED = re.compile(r"[A-Z][A-Z .'’/-]+,\s+")
ABBREVIATED = re.compile(r"\b(?:[ap]\.m|U\.[SKN]|etc|Inc|Ltd|Co)\.$")
BULLET = re.compile(r"\s*(?:[-•*‣◦▪–—·]|\(?\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text: ``text[start:end]``."""

    start: int
    end: int
    section: Section


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, before it is known what they are."""

    start: int
    end: int
    text: str
    gap: int  # blank lines above it

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1

    @property
    def is_ended(self) -> bool:
        """Whether it stops as a sentence does: a headline or a caption seldom does."""
        return self.text.rstrip(CLOSERS).endswith(ENDS)


def find_blocks(text: str) -> list[Block]:
    """The text's paragraphs in order, each with its section.

    Short lines before the first full paragraph are headlines, captions or boilerplate. Comments open at a
    line
    such as ``5 Comments`` after the body, or, where that line stands above the body, at the first gap of two
    blank lines after it.
    """
    paragraphs = list(join_lines(text))
    body = first_full(paragraphs)
    blocks: list[Block] = []
    above = reading_comments = has_headline = False
    for number, paragraph in enumerate(paragraphs):
        if number > body and above and paragraph.gap >= 2:
            reading_comments = True
        if COMMENTS.fullmatch(paragraph.text):
            above, reading_comments = above or number < body, reading_comments or number > body
            section = Section.BOILERPLATE
        elif reading_comments:
            section = Section.BOILERPLATE if WIDGET.fullmatch(paragraph.text) else Section.COMMENT
        elif number < body:
            section = furniture_of(paragraph, is_first=not has_headline)
            has_headline = has_headline or section is Section.HEADLINE
        else:
            section = section_inside(paragraph)
        blocks += split_credit(Block(paragraph.start, paragraph.end, section), paragraph.text)
    return blocks


def first_full(paragraphs: list[Paragraph]) -> int:
    """The index of the first paragraph of the body; 0 for a text that is nothing but short lines.

    A turn of a transcript opens the body even when it is short.
    """
    for number, paragraph in enumerate(paragraphs):
        if COMMENTS.fullmatch(paragraph.text) or WIDGET.fullmatch(paragraph.text) or is_pictured(paragraph):
            continue
        if DATED.search(paragraph.text) and number and paragraph.words < 25 and not paragraph.is_ended:
            continue
        if not paragraph.is_ended:
            if paragraph.words > LONG:
                return number
            continue
        if number == 0 and len(paragraphs) > 1 and is_title(paragraph):
            continue
        if paragraph.words >= FULL or (number and TURN.match(paragraph.text)):
            return number
    return 0


def furniture_of(paragraph: Paragraph, *, is_first: bool) -> Section:
    """What a line above the body is: the first that is no widget is a headline."""
    text = paragraph.text
    if WIDGET.fullmatch(text) or DATELINE.fullmatch(text) and paragraph.words < 5 and not is_first:
        return Section.BOILERPLATE
    if is_pictured(paragraph):
        return Section.CAPTION
    if is_first:
        return Section.HEADLINE
    says = "," in text and SAYS.search(text) and text[0].isupper()
    is_heading = (says or is_title_case(text)) and not DATED.search(text) and not paragraph.is_ended
    return Section.HEADLINE if is_heading else Section.CAPTION


def is_title(paragraph: Paragraph) -> bool:
    """Whether the first line of a page heads it though it ends like a sentence: "Who is right?", "…, 5.15
    p.m."."""
    if paragraph.words > LONG:
        return False
    return (
        paragraph.text[-1] not in ".:"
        or paragraph.words < FULL
        or ABBREVIATED.search(paragraph.text) is not None
    )


def is_title_case(text: str) -> bool:
    """Whether nearly every longer word has a capital, As Headlines Have in Some Papers."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def is_pictured(paragraph: Paragraph) -> bool:
    """Whether the paragraph says that it stands under a picture."""
    return paragraph.words <= 2 * LONG and PICTURED.search(paragraph.text) is not None


def section_inside(paragraph: Paragraph) -> Section:
    """What a paragraph after the start of the body is."""
    text = paragraph.text
    if WIDGET.fullmatch(text):
        return Section.BOILERPLATE
    if paragraph.is_ended or BULLET.match(text):
        return Section.BODY
    if is_pictured(paragraph):
        return Section.CAPTION
    if (
        paragraph.words <= HEADING
        and text[-1] not in CLOSERS
        and text[0].isupper()
        and not any(map(str.isdigit, text))
    ):
        return Section.HEADLINE
    return Section.BODY


def split_credit(block: Block, text: str) -> list[Block]:
    """A caption without the picture credit that ends it; the credit by itself."""
    if block.section is not Section.CAPTION or not (credit := CREDIT.search(text)) or not credit.start():
        return [block]
    first = block.start + credit.start()
    start = first + len(credit.group()) - len(credit.group().lstrip())
    return [replace(block, end=first), Block(start, block.end, Section.BOILERPLATE)]


def join_lines(text: str) -> Iterator[Paragraph]:
    """Paragraphs: a line each, except where a paragraph was wrapped into lines of even length."""
    group: list[re.Match[str]] = []
    gap = 0
    for line in LINE.finditer(text):
        breaks = len(BREAK.findall(text, group[-1].end() if group else 0, line.start()))
        if not line.group().strip():
            continue
        if group and breaks > 1:
            yield from split_group(group, gap)
            group, gap = [], breaks - 1
        elif not group:
            gap = max(0, breaks - 1)
        group.append(line)
    yield from split_group(group, gap)


def split_group(group: list[re.Match[str]], gap: int) -> Iterator[Paragraph]:
    """One paragraph for wrapped lines, else one a line. The gap above belongs to the first."""
    start = 0
    for number, line in enumerate(group):
        if number + 1 < len(group) and is_wrapped(line.group(), group[number + 1].group()):
            continue
        whole = line.string[group[start].start() : line.end()]
        left = group[start].start() + len(whole) - len(whole.lstrip())
        yield Paragraph(left, left + len(whole.strip()), whole.strip(), gap if start == 0 else 0)
        start = number + 1


def is_wrapped(line: str, following: str) -> bool:
    """Whether a line runs on into the next: "…the ministry / said on Friday"."""
    if len(line.rstrip()) not in WRAPPED or BULLET.match(following):
        return False
    return line.rstrip().rstrip(CLOSERS)[-1:] not in ENDS and following.lstrip()[:1].islower()


def find_published(text: str, blocks: list[Block]) -> str | None:
    """The ISO date that the page gives for itself above the body: "Published 14 March 2026", a dated
    dateline.

    >>> text = "Rates rise\\n\\nUpdated: March 14, 2026\\n\\nThe bank raised its rate on Friday."
    >>> find_published(text, find_blocks(text))
    '2026-03-14'
    """
    opening = next((b for b in blocks if b.section is Section.BODY), None)
    if opening is None:
        return None
    for block in blocks[: blocks.index(opening)]:
        if block.section is Section.BOILERPLATE and (found := DATE.search(text, block.start, block.end)):
            return iso_of(found)
    found = DATE.search(text, opening.start, min(opening.end, opening.start + 60))
    return iso_of(found) if found and DATELINED.fullmatch(text, opening.start, found.start()) else None


def iso_of(found: re.Match[str]) -> str | None:
    """The date written, or None for one that no calendar has."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    else:
        year, month = (
            int(found["year"] or found["year2"]),
            MONTHS[(found["month"] or found["month2"])[:3].lower()],
        )
        day = int(found["day"] or found["day2"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
