"""Feeds: asking whether there is something new, and having it taken in.

A feed is asked no oftener than its interval, by conditional requests; after a fault it waits longer.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.addresses import address_key
from articles.confined import read_confined
from articles.faults import NotTaken
from articles.fetching import Fetched, fetch
from articles.guard import Forbidden, split_address
from articles.intake import request_intake
from articles.models import Article, Feed, FeedItem, Intake
from articles.services import clean_text

MOST_NEW = 50  # taken in at one poll; the others come with the next ones
LONGEST_WAIT = timedelta(days=1)
GONE = "The feed is gone for good (410). It is not asked any more."
NOT_THERE = "The site answered “{status}” instead of the feed."
UNCHANGED = "Nothing new: unchanged since the last time."


@dataclass(slots=True)
class Count:
    """What became of a feed's entries."""

    new: list[Intake] = field(default_factory=list)
    here: int = 0
    left_out: int = 0
    unusable: int = 0
    later: int = 0

    def __str__(self) -> str:
        said = {
            "new": len(self.new), "here already": self.here, "left out by the filters": self.left_out,
            "without a usable address": self.unusable, "left for the next time": self.later,
        }  # fmt: skip
        return ", ".join(f"{number} {what}" for what, number in said.items() if number or what == "new")


def due_feeds() -> list[int]:
    """The feeds whose time has come. Each counts as asked from now on, so that no second worker asks it."""
    now = timezone.now()
    with transaction.atomic():
        due = Feed.objects.due_at(now).select_for_update(skip_locked=True)
        rows = list(due)
        for row in rows:
            row.next_poll_at = now + row.interval
        Feed.objects.bulk_update(rows, ["next_poll_at"])
    return [row.pk for row in rows]


def poll_feed(pk: int) -> list[Intake]:
    """Ask a feed once. Gives what is to be taken in; what went wrong stands in its row."""
    feed = Feed.objects.get(pk=pk)
    try:
        fetched = fetch(feed.address, conditions=feed.conditions())
        if fetched.status == 304:
            _record(feed, UNCHANGED)
            return []
        entries, told = _entries_of(feed, fetched)
    except NotTaken as why:
        _record_fault(feed, why)
        return []
    count = _take(feed, entries)
    more = told["count"] - len(entries)
    said = f"{count}." + (
        f" Of {told['count']:,} entries the first {len(entries)} were read." if more else ""
    )
    # What is left over would never come if the site were told that we have it all.
    _record(feed, said, fetched=None if count.later else fetched)
    return count.new


def _entries_of(feed: Feed, fetched: Fetched) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    if fetched.status == 410:
        raise NotTaken(GONE, is_refused=True)
    if fetched.status != 200:
        raise NotTaken(NOT_THERE.format(status=fetched.status))
    told, _ = read_confined("feed", fetched.body, address=fetched.final_address)
    return told["entries"], told


def _take(feed: Feed, entries: list[dict[str, Any]]) -> Count:
    count = Count()
    keys = {_key(entry): entry for entry in reversed(entries)}  # the oldest first, each once
    seen = FeedItem.objects.of(feed, keys)
    for key, entry in keys.items():
        if key in seen:
            count.here += 1
        elif len(count.new) >= MOST_NEW:
            count.later += 1
        else:
            _take_entry(feed, key, entry, count)
    return count


@transaction.atomic
def _take_entry(feed: Feed, key: str, entry: dict[str, Any], count: Count) -> None:
    item, is_new = FeedItem.objects.get_or_create(feed=feed, key=key)
    link = clean_text(entry["link"]).strip()
    if not is_new:  # another worker was here
        count.here += 1
    elif not _is_usable(link):
        count.unusable += 1
    elif not is_wanted(feed, entry):
        count.left_out += 1
    elif _is_known(address_key(link)):
        count.here += 1
    else:
        known = {
            "title": clean_text(entry["title"]),
            "published_on": entry["day"],
            "publisher": feed.publisher,
        }
        item.intake = request_intake(Intake.Kind.FEED_ITEM, link, known=known, by=feed.added_by)
        item.save()
        count.new.append(item.intake)


def is_wanted(feed: Feed, entry: dict[str, Any]) -> bool:
    """Whether an entry passes the feed's filters: words that must stand in it, that must not, sections."""
    text = f"{entry['title']} {entry['summary']}"
    sections = {section.casefold().strip() for section in entry["sections"]}
    wanted = {line.casefold() for line in lines_of(feed.sections)}
    if wanted and not wanted & sections:
        return False
    if any(_stands_in(word, text) for word in lines_of(feed.words_out)):
        return False
    words = lines_of(feed.words_in)
    return not words or any(_stands_in(word, text) for word in words)


def lines_of(text: str) -> list[str]:
    """The words of a filter: one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _is_usable(link: str) -> bool:
    try:
        split_address(link)
    except Forbidden:
        return False
    return True


def _is_known(key: str) -> bool:
    return Article.objects.known_by(key).exists() or Intake.objects.filter(key=key).exists()


def _key(entry: dict[str, Any]) -> str:
    return hashlib.sha256((entry["guid"] or entry["title"]).encode("utf-8", "replace")).hexdigest()


def _record(feed: Feed, said: str, *, fetched: Fetched | None = None) -> None:
    now = timezone.now()
    told = {"last_result": said, "error": "", "faults": 0, "last_polled_at": now, "last_good_at": now}
    if fetched is not None:
        told |= {
            "etag": fetched.last.header("etag")[:500],
            "last_modified": fetched.last.header("last-modified")[:100],
        }
    Feed.objects.filter(pk=feed.pk).update(**told)


def _record_fault(feed: Feed, why: NotTaken) -> None:
    """Say what went wrong, and wait twice as long as the last time, or as long as the site asks."""
    now, faults = timezone.now(), feed.faults + 1
    Feed.objects.filter(pk=feed.pk).update(
        error=str(why), faults=faults, last_polled_at=now, next_poll_at=_next(feed, faults, why, now),
        is_active=feed.is_active and str(why) != GONE,
    )  # fmt: skip


def _next(feed: Feed, faults: int, why: NotTaken, now: datetime) -> datetime:
    doubled = min(feed.interval, LONGEST_WAIT) * 2 ** min(faults, 10)
    doubled = max(feed.interval, min(doubled, LONGEST_WAIT))
    return now + max(doubled, timedelta(seconds=why.wait or 0))
