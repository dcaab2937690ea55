"""Writing articles."""

import hashlib
import re
from datetime import date

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.addresses import address_key
from articles.models import Article, KnownAddress, Version
from articles.near_copies import look_for_first
from sources.models import Source
from sources.services import meet_sources

UNSTORABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)  # and no page means anything by them
FIRST_WORDS = re.compile(r"\S[^\n]{0,200}")


class AlreadyHere(Exception):
    """The same text was added before."""

    def __init__(self, version: Version) -> None:
        super().__init__(f"This text is here already: {version.article.title}")
        self.version, self.article = version, version.article


class Stale(Exception):
    """Somebody changed it since the form was opened. Nothing was saved."""


def clean_text(text: str) -> str:
    """The text as stored: line ends made one, control characters made spaces; nothing else is touched.

    >>> clean_text("one\\r\\ntwo\\x00three")
    'one\\ntwo three'
    """
    return UNSTORABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


@transaction.atomic
def add_article(
    *,
    text: str,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    address: str = "",
    by: User,
) -> Version:
    """Store a new article with its first version. Raises AlreadyHere where the same text is stored."""
    text = clean_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    _refuse_same(digest)
    article = Article.objects.create(
        title=title.strip()[:300] or _first_line(text),
        publisher=_publisher(publisher),
        published_on=published_on,
        address=address,
        added_by=by,
    )
    know_addresses(article, address)
    return _store_version(article, 1, text, digest, by)


@transaction.atomic
def describe_article(
    article: Article,
    *,
    title: str,
    publisher: str,
    published_on: date | None,
    address: str,
    seen: str,
) -> Article:
    """Mend what is known of an article besides its text. Raises Stale."""
    article = Article.objects.select_for_update(of=["self"]).select_related("publisher").get(pk=article.pk)
    if article.digest() != seen:
        raise Stale(article)
    article.title, article.publisher = title.strip()[:300] or article.title, _publisher(publisher)
    article.published_on, article.address = published_on, address
    article.save()
    know_addresses(article, address)
    return article


@transaction.atomic
def add_version(article: Article, *, text: str, by: User, seen: int | None = None) -> Version:
    """Store what an article says now as its next version. Raises AlreadyHere where any version has this
    text, Stale where the newest version is not the one (by number) that somebody had seen.
    """
    article = Article.objects.select_for_update(of=["self"]).get(pk=article.pk)
    text = clean_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    _refuse_same(digest)
    newest = article.versions.first()
    if seen is not None and newest and newest.number != seen:
        raise Stale(article)
    return _store_version(article, newest.number + 1 if newest else 1, text, digest, by)


def _store_version(article: Article, number: int, text: str, digest: str, by: User) -> Version:
    """Raises AlreadyHere where the same text came in at the same moment."""
    try:
        with transaction.atomic():
            version = Version.objects.create(
                article=article, number=number, text=text, sha256=digest, taken_by=by
            )
    except IntegrityError as clash:
        if "version_text_once" not in str(clash):
            raise
        _refuse_same(digest)
        raise
    look_for_first(version)
    return version


def know_addresses(article: Article, *addresses: str) -> None:
    """Let an article be found under these addresses. One that leads to another article already stays with
    it.
    """
    rows = {address_key(a): a for a in addresses if a}
    known = [KnownAddress(article=article, key=key, address=a[:2000]) for key, a in rows.items()]
    KnownAddress.objects.bulk_create(known, ignore_conflicts=True)


def _refuse_same(digest: str) -> None:
    same = Version.objects.same_text(digest).first()
    if same is not None:
        raise AlreadyHere(same)


def _publisher(name: str) -> Source | None:
    name = name.strip()
    return meet_sources({name: "media"})[name] if name else None


def _first_line(text: str) -> str:
    match = FIRST_WORDS.search(text)
    return match.group().strip() if match else "Untitled"
