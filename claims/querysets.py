"""Asking for what the machine read."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Prefetch, Q


class ExtractionQuerySet(models.QuerySet):
    def unfinished(self) -> "ExtractionQuerySet":
        return self.filter(state__in=self.model.UNFINISHED)

    def waiting_since_before(self, moment: datetime) -> "ExtractionQuerySet":
        """Unfinished and last queued before a moment: their message may be lost."""
        return self.unfinished().filter(queued_at__lt=moment)


class ReadQuerySet(models.QuerySet):
    def standing(self) -> "ReadQuerySet":
        """Those that the newest reading still gives."""
        return self.filter(gone_at__isnull=True)


class AttributionQuerySet(ReadQuerySet):
    def with_source(self) -> "AttributionQuerySet":
        return self.standing().select_related("source__merged_into__merged_into")


class ClaimQuerySet(ReadQuerySet):
    pass


class FigureQuerySet(ReadQuerySet):
    def counted(self) -> "FigureQuerySet":
        """Those that take part in disputes: standing and not dismissed."""
        return self.standing().filter(is_dismissed=False)

    def with_sources(self) -> "FigureQuerySet":
        """Each with its attributions and their sources, its claim, article and publisher."""
        attributions = Prefetch(
            "attributions", self.model.attributions.rel.related_model.objects.with_source()
        )
        return self.select_related(
            "claim", "version__article__publisher__merged_into", "dispute"
        ).prefetch_related(attributions)

    def may_answer(self, keys: list[str]) -> "FigureQuerySet":
        """Those that share a key with these."""
        return self.counted().filter(keys__overlap=keys)


class DisputeQuerySet(models.QuerySet):
    def with_counts(self) -> "DisputeQuerySet":
        """Each with `figure_count` and `article_count` of the figures that take part."""
        taking_part = Q(figures__gone_at__isnull=True, figures__is_dismissed=False)
        return self.annotate(
            figure_count=Count("figures", filter=taking_part),
            article_count=Count("figures__version__article", filter=taking_part, distinct=True),
        )

    def open_questions(self) -> "DisputeQuerySet":
        """Those that two figures or more answer."""
        return self.with_counts().filter(figure_count__gte=2)
