"""A PDF: the text of its pages, with lines put together to paragraphs again."""

import io
import re
from collections import Counter
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from articles.formats import Unread

MOST_PAGES, MOST_CHARACTERS = 1000, 3_000_000
LOCKED = "This PDF is locked with a password. Save it without one, or paste its text."
SCANNED = (
    "This PDF is a scan: pictures of pages without any text in them. Run it through text recognition (OCR) "
    "first, or type what matters."
)
BROKEN = "This PDF is damaged: it can't be read. Open it, print it into a new PDF, or paste its text."
TOO_LONG = f"This PDF has more than {MOST_PAGES} pages. Add the part that matters."
FEW = 5  # words a page under which it is no text but the odd stamp
PAGE_NUMBER = re.compile(
    r"(?:page\s+|[-–—]\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—])?", re.IGNORECASE
)
ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
BROKEN_WORD = re.compile(r"(?<=[^\W\d_]{2})[-\u00ad]$")


def read(body: bytes, **_: Any) -> dict[str, Any]:
    """The text of the pages. Raises Unread for a scan, a locked or a broken one."""
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unread(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise Unread(TOO_LONG)
        pages = _pages(reader)
        title = str((reader.metadata.title if reader.metadata else "") or "").strip()
    except DependencyError:  # a cipher that nobody here knows
        raise Unread(LOCKED) from None
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, AssertionError):
        raise Unread(BROKEN) from None
    if sum(len(line.split()) for page in pages for line in page) < FEW * max(1, min(len(pages), 20)) and (
        not pages or any(not page for page in pages)
    ):
        raise Unread(SCANNED)
    is_name = re.search(
        r"\.(?:docx?|pdf|indd|qxp|txt)$|^microsoft word|^untitled|^\W*$", title, re.IGNORECASE
    )
    return {"text": "\n\n".join(_paragraphs(pages)), "title": "" if is_name else title, "pages": len(pages)}


def _pages(reader: PdfReader) -> list[list[str]]:
    """The lines of each page, without its number and without what stands on top or at the foot of most."""
    pages, length = [], 0
    for page in reader.pages:
        lines = [line.rstrip() for line in page.extract_text().split("\n")]
        length += sum(map(len, lines))
        if length > MOST_CHARACTERS:
            break  # more than is ever taken in: its length is said later
        pages.append(lines)
    edges = Counter(line for page in pages for line in {*page[:1], *page[-1:]} if line.strip())
    furniture = {line for line, times in edges.items() if times >= 3 and times * 2 > len(pages)}
    return [_inner([line for line in page if line not in furniture]) for page in pages]


def _inner(page: list[str]) -> list[str]:
    """The page without its number. One further inside may be a figure of a table."""
    while page and not page[-1].strip():
        page = page[:-1]
    for place in (0, -1):
        if page and PAGE_NUMBER.fullmatch(page[place].strip()):
            del page[place]
    return page


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Lines put together: one that fills the column and does not end a sentence goes on in the next.

    >>> _paragraphs([["Nine people died in the fire that de-", "stroyed the old mill, police of Lindmar",
    ...               "said.", "Two men held."]])
    ['Nine people died in the fire that destroyed the old mill, police of Lindmar said.', 'Two men held.']
    """
    paragraphs: list[str] = []
    is_open = False
    for page in pages:
        widths = sorted(len(line) for line in page if line.strip())
        column = widths[len(widths) * 9 // 10] if widths else 0
        for line in (raw.strip() for raw in page):
            if not line:
                is_open = False
                continue
            if is_open and paragraphs:
                paragraphs[-1] = _joined(paragraphs[-1], line)
            else:
                paragraphs.append(line)
            is_full = len(line) > column * 0.75
            is_open = is_full and not (ENDED.search(line) and len(line) < column * 0.9)
    return paragraphs


def _joined(before: str, line: str) -> str:
    if BROKEN_WORD.search(before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"
