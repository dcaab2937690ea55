"""A web page that somebody saved, alone or with its parts (.mhtml)."""

from typing import Any

from articles.charsets import read_characters
from articles.formats import Unread
from articles.gleaning import glean
from articles.markup import TooLong

TOO_LONG = "This page has more text than any article. Paste the part that matters."


def read(body: bytes, **_: Any) -> dict[str, Any]:
    """The article of the page and what it says of itself, as of a page that was fetched."""
    return read_markup(read_characters(body)[0])


def read_markup(markup: str) -> dict[str, Any]:
    try:
        page = glean(markup, "")
    except TooLong:
        raise Unread(TOO_LONG) from None
    return {
        "text": page.text,
        "title": page.title,
        "publisher": page.publisher,
        "published_on": page.published_on.isoformat() if page.published_on else "",
        "byline": page.byline,
        "language": page.language,
        "captions": len(page.captions),
        "comments": len(page.comments),
        "comments_by_script": page.more_by_script,
    }
