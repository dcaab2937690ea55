"""Asking for articles."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left

# PostgreSQL indexes the words of a text up to a megabyte; what is further down is not found by its words.
SEARCHED_CHARACTERS = 200_000


def words_of_text() -> SearchVector:
    """The words of a version as its index has them. No stemming: articles come in many languages."""
    return SearchVector(Left("text", SEARCHED_CHARACTERS), config="simple")


class ArticleQuerySet(models.QuerySet):
    def with_latest(self) -> "ArticleQuerySet":
        """Each with `latest_version`, the primary key of its newest version."""
        newest = self.model.versions.rel.related_model.objects.filter(article=OuterRef("pk")).order_by(
            "-number"
        )
        return self.annotate(latest_version=Subquery(newest.values("pk")[:1])).select_related("publisher")

    def matching(self, wanted: str) -> "ArticleQuerySet":
        """Those whose title or publisher has these letters or whose text has these words; all for none."""
        wanted = wanted.replace("\0", "").strip()[:200]
        if not wanted:
            return self
        with_words = self.model.versions.rel.related_model.objects.with_words(wanted)
        return self.filter(
            Q(title__icontains=wanted)
            | Q(publisher__name__icontains=wanted)
            | Q(pk__in=with_words.values("article"))
        )


class VersionQuerySet(models.QuerySet):
    def same_text(self, sha256: str) -> "VersionQuerySet":
        """The version with exactly this text, if there is one."""
        return self.filter(sha256=sha256).select_related("article")

    def with_words(self, wanted: str) -> "VersionQuerySet":
        """Those whose text has all these words; “quoted words” stand together, -word does not occur."""
        query = SearchQuery(wanted, config="simple", search_type="websearch")
        return self.alias(words=words_of_text()).filter(words=query)
