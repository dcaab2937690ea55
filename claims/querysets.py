"""Asking for what the machine read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
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
        """Each with its source and the one it stands for: few are merged away; those are fetched apart."""
        merged = "source__merged_into__merged_into"
        return self.standing().select_related("source").prefetch_related(merged)


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
        return self.standing().filter(checkable=True, is_dismissed=False).order_by("-worthiness", "start")


class FigureQuerySet(ReadQuerySet):
    def counted(self) -> "FigureQuerySet":
        """Those that take part in disputes: standing and not dismissed."""
        return self.standing().filter(is_dismissed=False)

    def articles_in_dispute(self, articles: Any, *, since: datetime) -> set[int]:
        """Which of these articles have a figure on which sources disagree, with something new said since."""
        mine = self.counted().filter(
            version__article__in=articles, dispute__status__in=["conflict", "definition"]
        )
        hot = mine.filter(dispute__outline__is_listed=True, dispute__outline__newest_at__gte=since)
        return set(hot.order_by().values_list("version__article", flat=True).distinct())

    def with_sources(self) -> "FigureQuerySet":
        """Each with its attributions and their sources, its claim, article and publisher."""
        attributions = Prefetch(
            "attributions", self.model.attributions.rel.related_model.objects.with_source()
        )
        disputes = self.model._meta.get_field("dispute").related_model.objects
        return (
            self.select_related(
                "claim",
                "version__article__publisher__merged_into",
                "version__article__near_copy",
                "since",
            )
            .defer("version__text", "since__text")
            .prefetch_related(attributions, Prefetch("dispute", disputes.with_outline()))
        )  # a text may be long, and the same for many figures

    def with_dispute(self) -> "FigureQuerySet":
        """Each with its dispute and what the list says of that, but for the words that are searched."""
        return self.select_related("dispute__outline").defer("dispute__outline__words")

    def beside(self, figure: Any) -> tuple[Any, Any]:
        """The figures before and after this one in its version, None at the ends."""
        others = self.standing().filter(version=figure.version_id).only("start", "text")
        before = others.filter(Q(start__lt=figure.start) | Q(start=figure.start, pk__lt=figure.pk))
        after = others.filter(Q(start__gt=figure.start) | Q(start=figure.start, pk__gt=figure.pk))
        return before.order_by("-start", "-pk").first(), after.order_by("start", "pk").first()

    def unreviewed_after(self, figure: Any) -> Any:
        """The next figure of its version that nobody has looked at; after the last, the first; or None."""
        rest = self.counted().filter(version=figure.version_id, is_confirmed=False, correction__isnull=True)
        others = rest.exclude(pk=figure.pk).order_by("start", "pk")
        later = Q(start__gt=figure.start) | Q(start=figure.start, pk__gt=figure.pk)
        return others.filter(later).first() or others.first()

    def disputes_by_version(self, versions: Iterable[int]) -> dict[int, dict[str, int]]:
        """How many disputes (`n`) each version takes part in, and how many of them are `conflicts`."""
        rows = (
            self.counted()
            .filter(version__in=versions, dispute__isnull=False)
            .exclude(dispute__outline__figure_count__lt=2)
            .order_by()
            .values("version")
            .annotate(
                n=Count("dispute", distinct=True),
                conflicts=Count("dispute", distinct=True, filter=Q(dispute__status="conflict")),
            )
        )
        return {row["version"]: row for row in rows}

    def unread(self) -> "FigureQuerySet":
        """Those that a person marked and no worker has read yet."""
        return self.standing().filter(made_by__isnull=False, record__unread=True)

    def for_placing(self) -> "FigureQuerySet":
        """Counted, each with no more than it takes to compare it and to tell where it is."""
        return self.counted().only("pk", "record", "correction", "keys", "dispute", "is_placed", "version")

    def settled(self) -> "FigureQuerySet":
        """Those that a person placed, and those in a dispute into which a person put figures: none of them is
        moved by a reading, for what stands beside what a person put there was part of the decision. Nor is a
        figure moved from beside one that a person compared it with."""
        placed = self.model.objects.filter(is_placed=True, dispute=OuterRef("dispute"))
        rulings = self.model._meta.apps.get_model("claims", "Ruling").objects
        beside = [
            Exists(rulings.filter(**{mine: OuterRef("pk"), f"{theirs}__dispute": OuterRef("dispute")}))
            for mine, theirs in (("one", "other"), ("other", "one"))
        ]
        return self.filter(Q(is_placed=True) | Exists(placed) | beside[0] | beside[1])


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

    def with_outline(self) -> "DisputeQuerySet":
        """Each with its line in the list, but for the words that are searched."""
        return self.select_related("outline").defer("outline__words", "outline__span")

    def lone(self) -> "DisputeQuerySet":
        """Those that fewer than two figures answer, as outlined."""
        return self.filter(outline__figure_count__lt=2)

    def loose(self) -> "DisputeQuerySet":
        """Those that only the machine has a hand in: a reading may make one of two."""
        settled = self.model._meta.get_field("figures").related_model.objects.settled()
        ours = settled.filter(dispute__isnull=False).values("dispute")
        return self.filter(question_is_given=False, merged_into__isnull=True).undecided().exclude(pk__in=ours)

    def undecided(self) -> "DisputeQuerySet":
        """Those that nothing people did points at."""
        found = self
        for link in self.model._meta.related_objects:
            if link.on_delete is models.PROTECT and link.related_model is not self.model:
                pointing = link.related_model._base_manager.filter(**{link.field.name: OuterRef("pk")})
                found = found.filter(~Exists(pointing))
        return found

    def of_version(self, version: Any) -> "DisputeQuerySet":
        """Those that a version takes part in, conflicts first; each with its counts."""
        figures = self.model._meta.get_field("figures").related_model.objects.counted()
        mine = figures.filter(version=version, dispute__isnull=False).values("dispute")
        urgency = Case(When(status="conflict", then=0), When(status="definition", then=1), default=2)
        shared = self.filter(pk__in=mine).exclude(outline__figure_count__lt=2)
        return shared.with_counts().order_by(urgency, "pk")

    def open_questions(self) -> "DisputeQuerySet":
        """Those that two figures or more answer. A merged one is shown as the one it was merged into."""
        return self.with_counts().filter(figure_count__gte=2, merged_into__isnull=True)


class OutlineQuerySet(models.QuerySet):
    def asking(self) -> "OutlineQuerySet":
        """Those of disputes for which figures are suggested, of one figure too, the hottest first."""
        suggestions = self.model._meta.apps.get_model("claims", "Suggestion").objects.with_figures()
        waiting = suggestions.filter(dispute=OuterRef("dispute"))
        return self.filter(Exists(waiting), dispute__merged_into__isnull=True).order_by(
            "-heat", "-dispute_id"
        )

    def listed(self) -> "OutlineQuerySet":
        """Those of disputes that the list shows, the hottest first."""
        return self.filter(is_listed=True).order_by("-heat", "-dispute_id")

    def count_up_to(self, most: int) -> int:
        """How many there are; counting stops at `most`, so that it is quick however many there are."""
        return self.order_by()[:most].count()


def count_each_up_to(most: int, querysets: Iterable[models.QuerySet]) -> list[int]:
    """How many rows each of some querysets has, counted to `most`: one query for all."""
    parts, params, counts = [], [], []
    for rows in querysets:
        try:
            sql, needed = rows.order_by().values("pk")[:most].query.sql_with_params()
        except EmptyResultSet:  # it asks for what can't be
            counts.append(0)
            continue
        counts.append(None)
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
        params += needed
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", params)
            found = iter(cursor.fetchone())
        counts = [next(found) if count is None else count for count in counts]
    return counts
