"""Asking for sources."""

from django.db import models


class SourceQuerySet(models.QuerySet):
    def standing(self) -> "SourceQuerySet":
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_merges(self) -> "SourceQuerySet":
        """With what `stands_for` needs, two merges deep, in the same query."""
        return self.select_related("merged_into__merged_into")


class AliasQuerySet(models.QuerySet):
    def known(self, keys: set[str]) -> "AliasQuerySet":
        """The aliases with these keys, with their sources."""
        return self.filter(key__in=keys).select_related("source__merged_into__merged_into")
