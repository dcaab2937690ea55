"""A saved page's markup to the text that an editor would paste from it."""

from dataclasses import dataclass


class Unreadable(Exception):
    """A page that holds no text to read. The message is for the editor."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, laid out as `pages.py` expects it: headline, paragraphs, then the readers'
    comments."""

    text: str
    published: str | None


def read_page(html: str) -> Page:
    """The article in a page's markup, without menus, scripts and advertisements.

    Raises `Unreadable` where the markup holds no article.
    """
    # Imported here: half a second that the reading of plain text need not pay.
    from trafilatura import bare_extraction

    if not html.strip():
        return Page("", None)
    found = bare_extraction(html, include_comments=True, include_tables=False, with_metadata=True)
    if found is None or isinstance(found, dict):  # a dict only where an old option asks for one
        raise Unreadable("no article found in the page")
    body = "\n\n".join(line.strip() for line in (found.text or "").splitlines() if line.strip())
    title = (found.title or "").strip()
    parts = [body]
    if title and not body.startswith(title):
        parts.insert(0, title)
    comments = [line.strip() for line in (found.comments or "").splitlines() if line.strip()]
    if comments:
        parts += ["Comments", *comments]
    return Page("\n\n".join(part for part in parts if part) + "\n", found.date)
