"""Asking for articles."""

from django.db import models
from django.db.models import OuterRef, Subquery


class ArticleQuerySet(models.QuerySet):
    def with_latest(self) -> "ArticleQuerySet":
        """Each with `latest_version`, the primary key of its newest version."""
        newest = self.model.versions.rel.related_model.objects.filter(article=OuterRef("pk")).order_by(
            "-number"
        )
        return self.annotate(latest_version=Subquery(newest.values("pk")[:1])).select_related("publisher")


class VersionQuerySet(models.QuerySet):
    def same_text(self, sha256: str) -> "VersionQuerySet":
        """The version with exactly this text, if there is one."""
        return self.filter(sha256=sha256).select_related("article")
