"""What the pages of an article's versions show."""

from collections.abc import Mapping
from typing import Any

from articles.differences import difference, folded
from articles.models import Article, NearCopy, Version

LONGEST = 400_000  # characters of two texts that are compared


def newest_of(article: Article) -> Version:
    """The version that is shown where none is asked for."""
    return Version.objects.filter(article=article).order_by("-number")[0]


def changes_page(article: Article, asked: Mapping[str, str]) -> dict[str, Any]:
    """For `articles/versions.html`: all versions, newest first, and what changed between two of them.

    The newest two where the address asks for none, or for ones that are not there.
    """
    rows = list(Version.objects.filter(article=article).defer("text").select_related("taken_by"))
    numbers = {str(row.number): row for row in rows}
    newer = numbers.get(asked.get("other", ""), rows[0])
    rest = [row for row in rows if row.number < newer.number] or [row for row in rows if row != newer]
    older = numbers.get(asked.get("one", ""), rest[0] if rest else rows[0])
    older, newer = sorted((older, newer), key=lambda row: row.number)
    page: dict[str, Any] = {"article": article, "versions": rows, "one": older, "other": newer}
    return page if older == newer else page | changes_between(older, newer)


def copy_page(link: NearCopy) -> dict[str, Any]:
    """For `articles/copy.html`: what an article says otherwise than the one that it nearly copies."""
    return {"link": link, "article": link.article} | changes_between(link.of_version, link.version)


def changes_between(older: Version, newer: Version) -> dict[str, Any]:
    """For `articles/_difference.html`."""
    if len(older.text) + len(newer.text) > LONGEST:
        return {"is_too_long": True}
    paragraphs = difference(older.text, newer.text)
    return {
        "stretches": folded(paragraphs),
        "is_only_blank": all(paragraph.kind == "same" for paragraph in paragraphs),
    }
