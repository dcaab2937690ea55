"""A Word file (.docx)."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from articles.formats import Unread

MOST_UNPACKED, MOST_PARTS = 200 * 2**20, 5000
BOMB = "This Word file unpacks to more than any article needs, and was not read. Paste its text instead."
LOCKED = "This Word file is damaged, or locked with a password. Save it without one, or paste its text."
PARAGRAPH, ROW, CELL = qn("w:p"), qn("w:tr"), qn("w:tc")
MARKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TEXT, ALTERNATIVE = qn("w:t"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(body: bytes, **_: Any) -> dict[str, Any]:
    """Its paragraphs, and its tables row by row. What was struck out is left out, what was put in is read."""
    parts = zipfile.ZipFile(io.BytesIO(body)).infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unread(BOMB)
    try:
        document = Document(io.BytesIO(body))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise Unread(LOCKED) from None
    lines = [line for line in _lines(document.element.body) if line]
    title = (document.core_properties.title or "").strip()
    return {
        "text": "\n\n".join(lines),
        "title": "" if title.lower() in ("", "document", "untitled") else title,
        "byline": (document.core_properties.author or "").strip()[:200],
        "language": (document.core_properties.language or "").strip()[:20],
    }


def _lines(root: Any) -> Iterator[str]:
    """Down without recursion: a paragraph, or a row of a table with its cells side by side."""
    for element in root.iter(PARAGRAPH, ROW):
        inside = {parent.tag for parent in element.iterancestors(ROW, ALTERNATIVE)}
        if inside:
            continue  # told with its row, or told already
        if element.tag == PARAGRAPH:
            yield _words(element)
        else:
            cells = [" ".join(filter(None, map(_words, cell.iter(PARAGRAPH)))) for cell in element.iter(CELL)]
            yield " | ".join(filter(None, cells))


def _words(paragraph: Any) -> str:
    pieces = []
    for node in paragraph.iter(TEXT, *MARKS):
        if next(node.iterancestors(PARAGRAPH)) is paragraph:
            pieces.append(node.text or "" if node.tag == TEXT else MARKS[node.tag])
    return "".join(pieces).strip()
