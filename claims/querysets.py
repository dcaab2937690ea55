"""Asking for what the machine read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, When


class ExtractionQuerySet(models.QuerySet):
    def unfinished(self) -> "ExtractionQuerySet":
        return self.filter(state__in=self.model.UNFINISHED)

    def waiting_since_before(self, moment: datetime) -> "ExtractionQuerySet":
        """Unfinished and last queued before a moment: their message may be lost."""
        return self.unfinished().filter(queued_at__lt=moment)

    def newest_of(self, versions: Iterable[int]) -> "ExtractionQuerySet":
        """The last reading that was asked for of each version."""
        return self.filter(version__in=versions).order_by("version_id", "-pk").distinct("version_id")


class ReadQuerySet(models.QuerySet):
    def standing(self) -> "ReadQuerySet":
        """Those that the newest reading still gives."""
        return self.filter(gone_at__isnull=True)

    def count_by_version(self, versions: Iterable[int]) -> dict[int, int]:
        """How many stand in each version; versions without any are left out."""
        counts = (
            self.standing().filter(version__in=versions).order_by().values("version").annotate(n=Count("pk"))
        )
        return {row["version"]: row["n"] for row in counts}


class AttributionQuerySet(ReadQuerySet):
    def with_source(self) -> "AttributionQuerySet":
        return self.standing().select_related("source__merged_into__merged_into")


class ClaimQuerySet(ReadQuerySet):
    def with_reading(self) -> "ClaimQuerySet":
        """Each with its article, its sources, and its figures with theirs."""
        figures = Prefetch("figures", self.model.figures.rel.related_model.objects.standing().with_sources())
        attributions = Prefetch(
            "attributions", self.model.attributions.rel.related_model.objects.with_source()
        )
        return self.select_related("version__article__publisher__merged_into").prefetch_related(
            figures, attributions
        )

    def worth_checking(self) -> "ClaimQuerySet":
        """The checkable ones, the most worthy first."""
        return self.standing().filter(checkable=True).order_by("-worthiness", "start")


class FigureQuerySet(ReadQuerySet):
    def counted(self) -> "FigureQuerySet":
        """Those that take part in disputes: standing and not dismissed."""
        return self.standing().filter(is_dismissed=False)

    def with_sources(self) -> "FigureQuerySet":
        """Each with its attributions and their sources, its claim, article and publisher."""
        attributions = Prefetch(
            "attributions", self.model.attributions.rel.related_model.objects.with_source()
        )
        return (
            self.select_related("claim", "version__article__publisher__merged_into", "dispute")
            .defer("version__text")
            .prefetch_related(attributions)
        )  # a text may be long, and the same for many figures

    def beside(self, figure: Any) -> tuple[Any, Any]:
        """The figures before and after this one in its version, None at the ends."""
        others = self.standing().filter(version=figure.version_id)
        before = others.filter(Q(start__lt=figure.start) | Q(start=figure.start, pk__lt=figure.pk))
        after = others.filter(Q(start__gt=figure.start) | Q(start=figure.start, pk__gt=figure.pk))
        return before.order_by("-start", "-pk").first(), after.order_by("start", "pk").first()

    def disputes_by_version(self, versions: Iterable[int]) -> dict[int, dict[str, int]]:
        """How many disputes (`n`) each version takes part in, and how many of them are `conflicts`."""
        rows = (
            self.counted()
            .filter(version__in=versions, dispute__isnull=False)
            .order_by()
            .values("version")
            .annotate(
                n=Count("dispute", distinct=True),
                conflicts=Count("dispute", distinct=True, filter=Q(dispute__status="conflict")),
            )
        )
        return {row["version"]: row for row in rows}

    def for_placing(self) -> "FigureQuerySet":
        """Counted, each with no more than it takes to compare it and to tell where it is."""
        return self.counted().only("pk", "record", "correction", "keys", "dispute", "is_placed", "version")

    def settled(self) -> "FigureQuerySet":
        """Those that a person placed, and those in a dispute into which a person put figures: none of them is
        moved by a reading, for what stands beside what a person put there was part of the decision."""
        placed = self.model.objects.filter(is_placed=True, dispute=OuterRef("dispute"))
        return self.filter(Q(is_placed=True) | Exists(placed))


class SuggestionQuerySet(models.QuerySet):
    def with_figures(self) -> "SuggestionQuerySet":
        """Each with its figure, the sentence, and where that was published; only figures that still count."""
        return self.filter(figure__gone_at__isnull=True, figure__is_dismissed=False).select_related(
            "figure__claim", "figure__version__article__publisher", "dispute"
        )


class DisputeQuerySet(models.QuerySet):
    def with_counts(self) -> "DisputeQuerySet":
        """Each with `figure_count` and `article_count` of the figures that take part."""
        taking_part = Q(figures__gone_at__isnull=True, figures__is_dismissed=False)
        return self.annotate(
            figure_count=Count("figures", filter=taking_part),
            article_count=Count("figures__version__article", filter=taking_part, distinct=True),
        )

    def of_version(self, version: Any) -> "DisputeQuerySet":
        """Those that a version takes part in, conflicts first; each with its counts."""
        figures = self.model._meta.get_field("figures").related_model.objects.counted()
        mine = figures.filter(version=version, dispute__isnull=False).values("dispute")
        urgency = Case(When(status="conflict", then=0), When(status="definition", then=1), default=2)
        return self.filter(pk__in=mine).with_counts().order_by(urgency, "pk")

    def open_questions(self) -> "DisputeQuerySet":
        """Those that two figures or more answer. A merged one is shown as the one it was merged into."""
        return self.with_counts().filter(figure_count__gte=2, merged_into__isnull=True)
