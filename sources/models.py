"""Who speaks: the register of sources and the names they go by."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.extraction.records import SourceKind
from sources.querysets import AliasQuerySet, SourceQuerySet
from sources.triggers import GRADE_STANDS, NO_CYCLE
from sources.validators import check_addresses

KINDS = [
    (SourceKind.GOVERNMENT.value, _("Government")), (SourceKind.MILITARY.value, _("Military")),
    (SourceKind.MEDIA.value, _("Media")), (SourceKind.NGO.value, _("Ngo")),
    (SourceKind.ACADEMIC.value, _("Academic")), (SourceKind.COMPANY.value, _("Company")),
    (SourceKind.PERSON.value, _("Person")), (SourceKind.ANONYMOUS.value, _("Anonymous")),
    (SourceKind.READER.value, _("Reader")), (SourceKind.OTHER.value, _("Other")),
]  # fmt: skip


CLASSES = (SourceKind.READER.value, SourceKind.ANONYMOUS.value)
WEB = URLValidator(schemes=["http", "https"])


class Letter(models.TextChoices):
    """How far a source can be relied on: the letters of NATO's source reliability scale."""

    A = "A", _("A – completely reliable")
    B = "B", _("B – usually reliable")
    C = "C", _("C – fairly reliable")
    D = "D", _("D – not usually reliable")
    E = "E", _("E – unreliable")
    F = "F", _("F – can't be judged")


def history() -> tuple[pghistory.RowEvent, ...]:
    """What the database writes down of a row, whoever changes it and by whatever way."""
    return pghistory.InsertEvent("added"), pghistory.UpdateEvent("changed"), pghistory.DeleteEvent("removed")


@pghistory.track(*history(), exclude=["changed_at"], append_only=True)
class Source(models.Model):
    """Whoever asserts something: a ministry, an agency, an outlet, a person, "Western officials".

    A source that turned out to be another one under a second name is *merged into* it and kept: what was said
    stays with the name it was said under, and the merge can be undone.

    Readers and anonymous sources are *classes*: many people under one name, never graded as one. The grade
    that stands is kept here by the database; all grades, the earlier ones too, are rows of `Grade`."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS, default=SourceKind.OTHER.value)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", "Two capital letters, such as KR.")],
        help_text="Two letters: KR, UA, US.",
    )
    languages = models.CharField(
        max_length=100,
        blank=True,
        validators=[
            RegexValidator(r"^[a-z]{2,3}(, [a-z]{2,3})*$", "Codes of two or three letters: “ko, en”.")
        ],
        help_text="What it publishes in, by code: “ko, en”.",
    )
    home_page = models.URLField(max_length=500, blank=True, validators=[WEB])
    wikidata = models.CharField(
        "Wikidata",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d{0,17}$", "A Q and a number, such as Q212.")],
        help_text="Its identifier there: Q212.",
    )
    feeds = models.TextField(
        blank=True, validators=[check_addresses], help_text="For outlets: the addresses, one a line."
    )
    corrections_policy = models.TextField(
        blank=True, help_text="For outlets: how it corrects what it got wrong, or where it says so."
    )
    grade = models.CharField(max_length=1, choices=Letter.choices, blank=True, editable=False)
    grade_scope = models.CharField(max_length=200, blank=True, editable=False)
    grade_reason = models.TextField(blank=True, editable=False)
    graded_on = models.DateField(null=True, blank=True, editable=False)
    side = models.CharField(max_length=100, blank=True, help_text="Its side in the conflict, if it has one.")
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="“South Korean military” is part of “South Korea”: where both speak they count as one.",
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    is_reviewed = models.BooleanField(
        default=False, help_text="A person has looked at what the worker wrote here."
    )
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="source_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            models.CheckConstraint(
                name="source_not_part_of_itself", condition=Q(part_of__isnull=True) | ~Q(part_of=F("id"))
            ),
            models.CheckConstraint(name="source_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="source_grade_gives_its_reason", condition=Q(grade="") | ~Q(grade_reason="")
            ),
            models.UniqueConstraint(
                name="source_wikidata_once",
                fields=["wikidata"],
                condition=~Q(wikidata=""),
                violation_error_message="Another source has this Wikidata identifier: merge the two.",
            ),
        ]
        indexes = [
            models.Index(
                name="source_standing_by_name", fields=["name"], condition=Q(merged_into__isnull=True)
            ),
            models.Index(name="source_to_review", fields=["-id"], condition=Q(is_reviewed=False)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="source_has_no_cycle",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("part_of_id", "merged_into_id"),
                func=NO_CYCLE,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sources:source", args=[self.pk])

    @property
    def stands_for(self) -> "Source":
        """The source that this one was merged into, in the end; itself where it was not."""
        source = self
        while source.merged_into is not None:
            source = source.merged_into
        return source

    def newest_change(self) -> int | None:
        """The newest row of its history, which changes whoever changes it."""
        newest: int | None = self.events.aggregate(newest=models.Max("pk"))["newest"]
        return newest

    @property
    def is_class(self) -> bool:
        """Many people under one name: readers, anonymous sources."""
        return self.kind in CLASSES


@pghistory.track(*history(), append_only=True)
class Alias(models.Model):
    """A name a source goes by. One key belongs to one source."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Empty where the worker met the name.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AliasQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [models.CheckConstraint(name="alias_has_a_key", condition=~Q(key=""))]

    def __str__(self) -> str:
        return self.name


class Grade(models.Model):
    """How far a source can be relied on, and for what: somebody's judgement at a time. Never edited.

    The newest stands; the database keeps it in the source's own row for all who list sources."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="grades")
    letter = models.CharField("grade", max_length=1, choices=Letter.choices)
    scope = models.CharField(max_length=200, blank=True, help_text="What the grade is for: “own losses”.")
    reason = models.TextField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="grade_gives_its_reason", condition=~Q(reason=""))]
        triggers = [
            pgtrigger.Protect(name="grade_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="grade_stands", when=pgtrigger.After, operation=pgtrigger.Insert, func=GRADE_STANDS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.letter}"


class Distinction(models.Model):
    """A person said that two sources are two: they are never suggested as one again."""

    one = models.ForeignKey(Source, models.PROTECT, related_name="+")
    other = models.ForeignKey(Source, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="distinction_once", fields=["one", "other"]),
            models.CheckConstraint(name="distinction_in_order", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"
