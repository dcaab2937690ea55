"""Writing articles."""

import hashlib
import re
from datetime import date

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.models import Article, Version
from sources.models import Source
from sources.services import meet_sources

UNSTORABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)  # and no page means anything by them
FIRST_WORDS = re.compile(r"\S[^\n]{0,200}")


class AlreadyHere(Exception):
    """The same text was added before."""

    def __init__(self, article: Article) -> None:
        super().__init__(f"This text is here already: {article.title}")
        self.article = article


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
    try:
        with transaction.atomic():
            return Version.objects.create(article=article, number=1, text=text, sha256=digest, taken_by=by)
    except IntegrityError as clash:  # the same text, sent twice at the same moment
        if "version_text_once" not in str(clash):
            raise
        _refuse_same(digest)
        raise


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
    return article


def _refuse_same(digest: str) -> None:
    same = Version.objects.same_text(digest).first()
    if same is not None:
        raise AlreadyHere(same.article)


def _publisher(name: str) -> Source | None:
    name = name.strip()
    return meet_sources({name: "media"})[name] if name else None


def _first_line(text: str) -> str:
    match = FIRST_WORDS.search(text)
    return match.group().strip() if match else "Untitled"
