"""Asking for sources."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from sources.names import name_key

DEEPEST = 20  # parts of parts: deeper, somebody made a mistake


class SourceQuerySet(models.QuerySet):
    def standing(self) -> "SourceQuerySet":
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def to_review(self) -> "SourceQuerySet":
        """Those that stand for themselves and that nobody has looked at."""
        return self.filter(is_reviewed=False, merged_into__isnull=True)

    def with_merges(self) -> "SourceQuerySet":
        """With what `stands_for` needs, two merges deep, in the same query."""
        return self.select_related("merged_into__merged_into")

    def named(self, words: str) -> "SourceQuerySet":
        """Those with a name like these words: their own, an alias, or one of a source merged in; or with the
        words in their notes."""
        key = name_key(words) or words.strip()
        aliases = self.model.aliases.rel.related_model.objects.filter(key__contains=key)
        owners = aliases.values("source")
        targets = self.model.objects.filter(pk__in=owners, merged_into__isnull=False).values("merged_into")
        own = Q(name__icontains=words.strip()) | Q(notes__icontains=words.strip())
        return self.filter(Q(pk__in=owners) | Q(pk__in=targets) | own)

    def wholes_of(self, pks: Iterable[int]) -> dict[int, list[int]]:
        """What each of some sources is part of, the nearest first, merged ones as those they stand for.

        One query for each level of parts; those that are part of nothing are left out."""
        above: dict[int, int] = {}
        level = set(pks)
        asked = set(level)
        whole = ("part_of", "part_of__merged_into", "part_of__merged_into__merged_into")
        for _ in range(DEEPEST):
            rows = self.model.objects.filter(pk__in=level, part_of__isnull=False).values_list("pk", *whole)
            above |= {pk: deepest or merged or part_of for pk, part_of, merged, deepest in rows}
            level = set(above.values()) - set(above) - asked
            asked |= level
            if not level:
                break
        return {pk: _way_up(pk, above) for pk in above}


def _way_up(pk: int, above: dict[int, int]) -> list[int]:
    way: list[int] = []
    while pk in above and above[pk] not in way:
        pk = above[pk]
        way.append(pk)
    return way


class AliasQuerySet(models.QuerySet):
    def known(self, keys: set[str]) -> "AliasQuerySet":
        """The aliases with these keys, with their sources."""
        return self.filter(key__in=keys).select_related("source__merged_into__merged_into")
