"""Asking for articles."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left
from django.utils import timezone

# PostgreSQL indexes the words of a text up to a megabyte; what is further down is not found by its words.
SEARCHED_CHARACTERS = 200_000


# A band that more texts share is of a notice that a site puts into every page: only the first ones keep it,
# so that a look into the index costs no more among a million articles that have the notice.
EACH_BAND = 50
SHARING = """
    SELECT band, version_id FROM unnest(%s::int[]) AS wanted(band)
    CROSS JOIN LATERAL (
        SELECT version_id FROM articles_sketch WHERE bands @> ARRAY[wanted.band] LIMIT %s
    ) AS found
"""


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

    def known_by(self, *keys: str) -> "ArticleQuerySet":
        """Those known under an address with one of these keys."""
        return self.filter(known_addresses__key__in=keys).distinct()

    def of_snapshot(self, snapshot: int) -> "ArticleQuerySet":
        """The article that a kept copy is of."""
        return self.filter(versions__intakes__snapshot=snapshot)


class VersionQuerySet(models.QuerySet):
    def sharing(self, bands: list[int]) -> list[tuple[int, int]]:
        """Each band of a sketch with each version that has it; of a band that very many share, the first."""
        with connection.cursor() as cursor:
            # The planner expects a band to be common, and would read the whole table for its first ones.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(SHARING, [bands, EACH_BAND])
            found: list[tuple[int, int]] = cursor.fetchall()
            cursor.execute("SET LOCAL enable_seqscan = on")
            return found

    def same_text(self, sha256: str) -> "VersionQuerySet":
        """The version with exactly this text, if there is one."""
        return self.filter(sha256=sha256).select_related("article")

    def with_words(self, wanted: str) -> "VersionQuerySet":
        """Those whose text has all these words; “quoted words” stand together, -word does not occur."""
        query = SearchQuery(wanted, config="simple", search_type="websearch")
        return self.alias(words=words_of_text()).filter(words=query)


class NearCopyQuerySet(models.QuerySet):
    def standing(self) -> "NearCopyQuerySet":
        """Those that nobody said are none."""
        return self.filter(denied_at__isnull=True)

    def with_articles(self) -> "NearCopyQuerySet":
        """Each with both articles and who published them."""
        publishers = ("article__publisher__merged_into", "of__publisher__merged_into")
        return self.select_related(*publishers, "denied_by")

    def firsts(self, articles: Any) -> dict[int, int]:
        """Which of these articles (keys, or a query for them) are near copies, and of which."""
        return dict(self.standing().filter(article__in=articles).values_list("article", "of"))


class SnapshotQuerySet(models.QuerySet):
    def of_article(self, article: int) -> "SnapshotQuerySet":
        """What was kept of an article, newest first."""
        return self.filter(intakes__version__article=article).distinct()


class IntakeQuerySet(models.QuerySet):
    def unfinished(self) -> "IntakeQuerySet":
        """Those that a worker has still to do or is doing."""
        return self.filter(state__in=self.model.UNFINISHED)

    def due_and_queued_before(self, moment: datetime) -> "IntakeQuerySet":
        """Those whose message seems lost, or whose time to be tried again has come."""
        now = timezone.now()
        is_late = Q(retry_at__isnull=True, queued_at__lt=moment)
        return self.unfinished().filter(is_late | Q(retry_at__lte=now)).order_by("pk")

    def of_article(self, article: int) -> "IntakeQuerySet":
        """Those that fetched an article or fetch it again; not those that merely found it here."""
        came = Q(version__article=article) & ~Q(outcome__in=["known address", "known text"])
        return self.filter(came | Q(again=article))

    def kept_of(self, article: int) -> "IntakeQuerySet":
        """Those whose kept copy is of the article's newest version, newest first."""
        newest = self.model._meta.get_field("version").related_model.objects.filter(article=article)
        return self.filter(
            state="done",
            snapshot__isnull=False,
            version=Subquery(newest.order_by("-number").values("pk")[:1]),
        ).select_related("snapshot", "version")

    def standing(self) -> "IntakeQuerySet":
        """Those that nobody has dismissed."""
        return self.filter(dismissed_at__isnull=True)

    def shown_as(self, shown: str) -> "IntakeQuerySet":
        """What one of the list's filters shows: working, wrong, done, dismissed; all for anything else."""
        wrong, working = Q(state__in=["failed", "refused"]), Q(state__in=self.model.UNFINISHED)
        if shown == "dismissed":
            return self.filter(dismissed_at__isnull=False)
        chosen = {"working": working, "wrong": wrong, "done": Q(state="done")}.get(shown, Q())
        return self.standing().filter(chosen)

    def with_rows(self) -> "IntakeQuerySet":
        """Each with what its line on the list shows."""
        return self.select_related("requested_by", "snapshot", "version__article", "again", "part_of")


class RecheckQuerySet(models.QuerySet):
    def due_at(self, moment: datetime) -> "RecheckQuerySet":
        """Those whose time has come, the longest overdue first."""
        return self.filter(due_at__lte=moment).order_by("due_at")


class FeedQuerySet(models.QuerySet):
    def due_at(self, moment: datetime) -> "FeedQuerySet":
        """The active ones whose time has come."""
        return self.filter(is_active=True, next_poll_at__lte=moment)


class FeedItemQuerySet(models.QuerySet):
    def of(self, feed: models.Model, keys: Iterable[str]) -> set[str]:
        """Which of these entries of a feed were seen."""
        return set(self.filter(feed=feed, key__in=list(keys)).values_list("key", flat=True))
