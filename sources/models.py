"""Who speaks: the register of sources and the names they go by."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from claims.extraction.records import SourceKind
from sources.querysets import AliasQuerySet, SourceQuerySet

KINDS = [(kind.value, kind.value.replace("ngo", "NGO").capitalize()) for kind in SourceKind]


class Grade(models.TextChoices):
    """How far a source can be relied on: the letters of NATO's source reliability scale."""

    A = "A", "A – completely reliable"
    B = "B", "B – usually reliable"
    C = "C", "C – fairly reliable"
    D = "D", "D – not usually reliable"
    E = "E", "E – unreliable"
    F = "F", "F – can't be judged"


class Source(models.Model):
    """Whoever asserts something: a ministry, an agency, an outlet, a person, "Western officials".

    A source that turned out to be another one under a second name is *merged into* it and kept: what was said
    stays with the name it was said under, and the merge can be undone."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS, default=SourceKind.OTHER.value)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", "Two capital letters, such as KR.")],
        help_text="Two letters: KR, UA, US.",
    )
    grade = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    grade_scope = models.CharField(
        max_length=200, blank=True, help_text="What the grade is for: “own losses”."
    )
    grade_reason = models.TextField(blank=True)
    graded_on = models.DateField(null=True, blank=True)
    side = models.CharField(max_length=100, blank=True, help_text="Its side in the conflict, if it has one.")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
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
