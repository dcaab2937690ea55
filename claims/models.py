"""What the machine read: claims, figures, attributions, and the disputes that figures make."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DecimalRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Version
from claims.carried import Carried as Carried
from claims.extraction import records
from claims.querysets import (
    AttributionQuerySet,
    ClaimQuerySet,
    DisputeQuerySet,
    ExtractionQuerySet,
    FigureQuerySet,
    OutlineQuerySet,
    SuggestionQuerySet,
)
from claims.standards import Measure as Measure
from claims.standards import Ruling as Ruling
from sources.models import KINDS, Source


def choices(enumeration: type) -> list[tuple[str, str]]:
    """A model field's choices from one of the core's enumerations."""
    return [(member.value, member.value) for member in enumeration]


class Extraction(models.Model):
    """One reading of a version by the worker: asked for, under way, done or failed.

    The row is the truth of what is to be done; the broker's message is only a hint to look at it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting for a worker")
        READING = "reading", _("reading the text")
        COMPARING = "comparing", _("comparing its figures")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    UNFINISHED = (State.QUEUED, State.READING, State.COMPARING)

    version = models.ForeignKey(Version, models.PROTECT, related_name="extractions")
    engine = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.TextField(blank=True, help_text="For the editor: what went wrong and what to do.")
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ExtractionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_unfinished_extraction_a_version",
                fields=["version"],
                condition=Q(state__in=["queued", "reading", "comparing"]),
            ),
            models.CheckConstraint(
                name="failed_extraction_says_why", condition=~Q(state="failed") | ~Q(error="")
            ),
        ]
        indexes = [
            models.Index(
                name="extraction_unfinished",
                fields=["queued_at"],
                condition=Q(state__in=["queued", "reading", "comparing"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state not in self.UNFINISHED


class Read(models.Model):
    """What every row that a reading made has in common: a place in a version, and whether it was seen last.

    `fingerprint` finds the row again when the version is re-read. A row that a newer reading no longer gives
    is marked gone and kept: decisions and notes may point at it. What a person marked (`made_by`) is no
    reading's to change, nor are ends that a person set: the machine's own are then kept beside them.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="%(class)ss")
    fingerprint = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    gone_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who marked it by hand; empty: the machine read it.",
    )  # fmt: skip
    marked_at = models.DateTimeField(null=True, blank=True, help_text="When a person marked it.")
    machine_start = models.PositiveIntegerField(
        null=True, help_text="Its ends as read, once a person set them."
    )
    machine_end = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True
        ordering = ["start", "-end", "pk"]
        constraints = [
            models.UniqueConstraint(name="%(class)s_fingerprint_once", fields=["version", "fingerprint"]),
            models.CheckConstraint(name="%(class)s_span_is_forward", condition=Q(start__lte=F("end"))),
        ]
        indexes = [models.Index(fields=["version", "start"])]

    def __str__(self) -> str:
        return self.text[:80]


class Claim(Read):
    """A sentence of an article that states something."""

    section = models.CharField(max_length=12, choices=choices(records.Section))
    kind = models.CharField(max_length=12, choices=choices(records.ClaimKind))
    checkable = models.BooleanField()
    worthiness = models.FloatField()
    is_dismissed = models.BooleanField(
        default=False, db_default=False, help_text="A person said that it claims nothing."
    )

    objects = ClaimQuerySet.as_manager()

    class Meta(Read.Meta):
        indexes = [
            *Read.Meta.indexes,
            models.Index(fields=["-worthiness", "-id"]),
            GinIndex(SearchVector("text", config="simple"), name="claim_words"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("claims:claim", args=[self.pk])


class Dispute(models.Model):
    """A question that figures answer, with what they say together."""

    question = models.CharField(max_length=300)
    question_is_given = models.BooleanField(
        default=False, help_text="An editor worded it; no reading rewords it."
    )
    status = models.CharField(max_length=12, choices=choices(records.Status))
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="dispute_has_a_question", condition=~Q(question="")),
            models.CheckConstraint(
                name="dispute_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("claims:dispute", args=[self.pk])

    @property
    def is_lone(self) -> bool:
        """Whether fewer than two figures answer it: it asks at most whether another one does, too."""
        outline: Outline | None = getattr(self, "outline", None)
        return outline is not None and outline.figure_count < 2

    @property
    def stands_for(self) -> "Dispute":
        """The dispute that this one was merged into, in the end; itself where it was not."""
        dispute = self
        while dispute.merged_into is not None:
            dispute = dispute.merged_into
        return dispute


class Outline(models.Model):
    """What the list of disputes sorts, filters and searches of one: computed from its figures, never decided.

    A row beside each dispute, so that the list reads indexes and no figures (`claims.outlining` writes it).
    """

    dispute = models.OneToOneField(Dispute, models.CASCADE, primary_key=True, related_name="outline")
    is_listed = models.BooleanField(help_text="Two figures or more answer it, and it is not merged away.")
    status = models.CharField(max_length=12, choices=choices(records.Status))
    figure_count = models.PositiveIntegerField()
    article_count = models.PositiveIntegerField()
    voice_count = models.PositiveIntegerField(help_text="Independent sources.")
    newest_at = models.DateTimeField(null=True, help_text="When its newest figure came in.")
    heat = models.FloatField(help_text="See claims.heat.")
    headline = models.TextField(help_text="What its figures say together.")
    topic = models.CharField(max_length=200, blank=True, help_text="What most of its figures are about.")
    places = ArrayField(models.CharField(max_length=200), default=list, help_text="As read; most said first.")
    sources = ArrayField(models.BigIntegerField(), default=list, help_text="Who says its figures.")
    words = models.TextField(help_text="What is searched: question, figures, measures, sources.")
    span = DecimalRangeField(null=True, help_text="From the lowest to the highest number said.")

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["-heat", "-dispute_id"]
        indexes = [
            models.Index(name="outline_heat", fields=["is_listed", "-heat", "-dispute"]),
            models.Index(name="outline_status", fields=["is_listed", "status", "-heat", "-dispute"]),
            models.Index(name="outline_topic", fields=["is_listed", "topic", "-heat", "-dispute"]),
            GinIndex(name="outline_places", fields=["places"]),
            GinIndex(name="outline_sources", fields=["sources"]),
            GinIndex(name="outline_words", fields=["words"], opclasses=["gin_trgm_ops"]),
            GistIndex(name="outline_span", fields=["span"]),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.heat:.1f}"


KEEP_KEYS = """
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM claims_figurekey WHERE figure_id = NEW.id AND key IN (
            SELECT hashtextextended(k, 0) FROM unnest(OLD.keys) k WHERE k <> ALL (NEW.keys)
        );
    END IF;
    INSERT INTO claims_figurekey (key, figure_id)
        SELECT DISTINCT hashtextextended(k, 0), NEW.id FROM unnest(NEW.keys) k
        ON CONFLICT DO NOTHING;
    RETURN NULL;
"""


class FigureKey(models.Model):
    """One of a figure's keys, hashed: those that share it are found newest first without reading the rest.

    The database keeps these rows by itself, as it keeps an index: see the trigger on Figure. A GIN index on
    the array was tried; it can't stop after the newest hundred, and a common key has hundreds of thousands.
    """

    pk = models.CompositePrimaryKey("key", "figure_id")
    key = models.BigIntegerField()
    # No constraint: it would double the cost of storing a figure, and a key of no figure finds nothing.
    figure = models.ForeignKey(
        "claims.Figure", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.key}: {self.figure_id}"


class Figure(Read):
    """A quantity in a claim as the machine read it.

    A person's correction is a new state beside it: `correction` holds what now stands in place of some
    fields, `is_dismissed` that it is no figure at all, `is_confirmed` that a person looked and agreed. The
    decisions themselves, with who and why, are `verdicts.Review`; a re-reading changes none of the three. In
    the same way `is_placed` says that a person put it into its dispute, or out of any (`verdicts.Placement`).
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="figures")
    relation = models.CharField(max_length=5, choices=choices(records.Relation))
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    dimension = models.CharField(max_length=12, choices=choices(records.Dimension))
    unit = models.CharField(max_length=200)
    direction = models.CharField(max_length=4, null=True, choices=choices(records.Direction))
    record = models.JSONField(help_text="The whole record as the engine gave it.")
    keys = ArrayField(models.CharField(max_length=200), default=list, help_text="Questions it may answer.")
    dispute = models.ForeignKey(Dispute, models.SET_NULL, null=True, blank=True, related_name="figures")
    correction = models.JSONField(null=True, blank=True)
    is_confirmed = models.BooleanField(default=False)
    is_dismissed = models.BooleanField(default=False)
    is_placed = models.BooleanField(
        default=False, help_text="A person put it where it is; no reading moves it."
    )
    since = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The version that said it first, where it was carried over from there.",
    )  # fmt: skip

    objects = FigureQuerySet.as_manager()

    class Meta(Read.Meta):
        constraints = [
            *Read.Meta.constraints,
            models.CheckConstraint(
                name="figure_low_not_above_high",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
            ),
        ]
        indexes = [
            *Read.Meta.indexes,
            models.Index(name="figure_by_people", fields=["id"], condition=Q(made_by__isnull=False)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="figure_keys_are_indexed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("keys"),
                func=KEEP_KEYS,
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("claims:figure", args=[self.pk])

    @property
    def shared_question(self) -> Dispute | None:
        """The dispute in which it stands beside others, where it does."""
        return None if self.dispute is None or self.dispute.is_lone else self.dispute

    def as_read(self) -> records.Figure:
        """The record that stands: the machine's, with what a person corrected. Made once of the same two."""
        made_of, read = getattr(self, "_read", ((None, None), None))
        if read is None or made_of[0] is not self.record or made_of[1] is not self.correction:
            read = records.Figure.from_json({**self.record, **(self.correction or {})})
            self._read = (self.record, self.correction), read
        return read


class Attribution(Read):
    """Who is said to have said it, where and in what words."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="attributions")
    source_name = models.CharField(max_length=200, help_text="The name it stands for, as the text has it.")
    cue = models.CharField(max_length=200, blank=True)
    manner = models.CharField(max_length=10, choices=choices(records.Manner))
    kind = models.CharField(max_length=20, choices=KINDS)
    role = models.CharField(max_length=12, choices=choices(records.Role))
    claims = models.ManyToManyField(Claim, related_name="attributions")
    figures = models.ManyToManyField(Figure, related_name="attributions")

    objects = AttributionQuerySet.as_manager()


class Suggestion(models.Model):
    """The machine thinks it likely that a figure answers a dispute's question. An editor says yes or no."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="suggestions")
    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="suggestions")
    score = models.FloatField(help_text="How sure the comparison is, 0 to 1.")
    reason = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [models.UniqueConstraint(name="suggestion_once", fields=["figure", "dispute"])]

    def __str__(self) -> str:
        return f"{self.figure}: {self.dispute}"


class Refusal(models.Model):
    """A person said that a figure does not answer a dispute's question: no reading puts it there again.

    Who said so, when and why is `verdicts.Placement`. It holds for the dispute that this one is merged into
    as well.
    """

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="refusals")
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="refusals")

    class Meta:
        constraints = [models.UniqueConstraint(name="refusal_once", fields=["figure", "dispute"])]

    def __str__(self) -> str:
        return f"{self.figure}: not {self.dispute}"
