"""A feed, RSS or Atom, as it comes."""

import calendar
import io
from datetime import UTC, datetime
from typing import Any

import feedparser

from articles.formats import Unread

MOST_ENTRIES = 500  # looked at of one feed; the newest stand first
NO_FEED = "There is no feed at this address, but something else. Look for its RSS or Atom address."


def read(body: bytes, *, address: str, **_: Any) -> dict[str, Any]:
    """The entries, the newest first, as far as they are looked at; and how many there are."""
    found = feedparser.parse(
        io.BytesIO(body), response_headers={"content-location": address}, sanitize_html=False
    )
    if not found.version and not found.entries:
        raise Unread(NO_FEED)
    return {
        "title": str(found.feed.get("title", ""))[:200],
        "count": len(found.entries),
        "entries": [_entry(entry) for entry in found.entries[:MOST_ENTRIES]],
    }


def _entry(entry: Any) -> dict[str, Any]:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        day = datetime.fromtimestamp(calendar.timegm(moment), UTC).date().isoformat() if moment else ""
    except (ValueError, OverflowError, OSError):
        day = ""
    link = str(entry.get("link", ""))[:2000]
    return {
        "guid": str(entry.get("id", "") or link)[:2000],
        "link": link,
        "title": str(entry.get("title", ""))[:300],
        "summary": str(entry.get("summary", ""))[:5000],
        "sections": [str(tag.get("term") or "")[:100] for tag in entry.get("tags", [])[:20]],
        "day": day,
    }
