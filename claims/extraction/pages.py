"""Page to text and sections: which paragraph is headline, caption, body, readers' comment or boilerplate."""

import re
from dataclasses import dataclass

from claims.extraction.records import Section

PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text: ``page.text[start:end]``."""

    start: int
    end: int
    section: Section


def find_blocks(text: str) -> list[Block]:
    """The text's paragraphs in order, each with its section."""
    return [Block(m.start(), m.end(), Section.BODY) for m in PARAGRAPH.finditer(text)]
