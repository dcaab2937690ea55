"""What people decided: reviews of figures, verdicts on claims, resolutions of disputes, and their evidence.

Decisions are append-only. A change of mind is a new row; the database refuses to edit what a row says.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Snapshot
from claims.models import Claim, Dispute, Figure, Ruling
from verdicts.acts import Act
from verdicts.decisions import Decision, append_only
from verdicts.desk import SavedFilter, Weights, Work, WorkEvent
from verdicts.following import Anchoring, Draft, Notice, Reopening
from verdicts.notebook import Note, NoteText
from verdicts.querysets import (
    EvidenceSnapshotQuerySet,
    PlacementQuerySet,
    ReviewQuerySet,
)

__all__ = [
    "Act",
    "Anchoring",
    "Decision",
    "Draft",
    "Evidence",
    "Note",
    "NoteText",
    "Notice",
    "Overruling",
    "Placement",
    "Rating",
    "Reopening",
    "Resolution",
    "Review",
    "SavedFilter",
    "Verdict",
    "Weights",
    "Work",
    "WorkEvent",
]


class Review(models.Model):
    """What an editor says of the machine's reading of a figure: right, mended, or no figure at all."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        CORRECTED = "corrected", _("corrected")
        DISMISSED = "dismissed", _("dismissed")
        REOPENED = "reopened", _("taken back")

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    correction = models.JSONField(null=True, blank=True, help_text="The fields as corrected.")
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="review_dismissal_gives_its_reason", condition=~Q(outcome="dismissed") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="review_correction_says_what",
                condition=~Q(outcome="corrected") | Q(correction__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="review_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.get_outcome_display()}"


class Rating(models.Model):
    """A step of the team's scale, from the truest to the falsest."""

    class Tone(models.TextChoices):
        TRUE = "true", _("true")
        MIXED = "mixed", _("mixed")
        FALSE = "false", _("false")
        OPEN = "open", _("open")

    name = models.CharField(max_length=60, unique=True)
    meaning = models.CharField(max_length=300, help_text="When to give it, for editors and readers.")
    position = models.PositiveSmallIntegerField(unique=True, help_text="1 is the truest.")
    tone = models.CharField(max_length=5, choices=Tone.choices, default=Tone.OPEN)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Verdict(Decision):
    """An editor's decision on a claim. Never edited: a change of mind is a new verdict."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    claim_text = models.TextField(help_text="The claim as it stood when it was judged.")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    summary = models.CharField(max_length=300, help_text="One sentence for readers.")

    class Meta(Decision.Meta):
        permissions = [
            ("approve_verdict", "Can approve or send back a verdict"),
            ("override_verdict", "Can let a verdict stand without a second person"),
        ]
        triggers = append_only("verdict", "claim", "claim_text", "rating", "summary")

    def __str__(self) -> str:
        return f"{self.rating}: {self.claim_text[:80]}"

    @property
    def about(self) -> Claim:
        """What was decided on."""
        return self.claim


class Resolution(Decision):
    """An editor's decision on a dispute: what the newsroom says the number is, and why."""

    class Method(models.TextChoices):
        RANGE = "range", _("Give the range")
        AUTHORITY = "authority", _("Most authoritative source")
        MAJORITY = "majority", _("Majority of independent sources")
        RECENT = "recent", _("Most recent figure")
        SPLIT = "split", _("Split by definition")
        OPEN = "open", _("Leave open")
        JUDGEMENT = "judgement", _("Editor's judgement")

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="resolutions")
    question = models.CharField(max_length=300, help_text="The question as it stood.")
    method = models.CharField(max_length=10, choices=Method.choices)
    low = models.FloatField(null=True, blank=True)
    best = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    wording = models.CharField(max_length=1000, help_text="How the newsroom words it.")
    figures_seen = models.JSONField(help_text="The figures as they stood, with their sources.")
    status_seen = models.CharField(max_length=12, blank=True, help_text="What they said together.")

    class Meta(Decision.Meta):
        permissions = [
            ("approve_resolution", "Can approve or send back a resolution"),
            ("override_resolution", "Can let a resolution stand without a second person"),
        ]
        constraints = [
            *Decision.Meta.constraints,
            models.CheckConstraint(name="resolution_has_a_wording", condition=~Q(wording="")),
            models.CheckConstraint(
                name="resolution_low_best_high_in_order",
                condition=(Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")))
                & (Q(low__isnull=True) | Q(best__isnull=True) | Q(low__lte=F("best")))
                & (Q(best__isnull=True) | Q(high__isnull=True) | Q(best__lte=F("high"))),
            ),
        ]
        triggers = append_only(
            "resolution",
            "dispute",
            "question",
            "method",
            "low",
            "best",
            "high",
            "wording",
            "figures_seen",
            "status_seen",
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.wording[:80]}"

    @property
    def about(self) -> Dispute:
        """What was decided on."""
        return self.dispute


class Evidence(models.Model):
    """What a decision rests on: a link with the passage that counts, and which way it speaks."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports the claim")
        REFUTES = "refutes", _("refutes the claim")
        CONTEXT = "context", _("gives context")

    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, blank=True, related_name="evidence")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="evidence")
    address = models.URLField(max_length=2000, blank=True)
    quote = models.TextField(blank=True, help_text="The passage that counts, word for word.")
    stance = models.CharField(max_length=8, choices=Stance.choices, default=Stance.CONTEXT)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="evidence_of_one_decision",
                condition=Q(verdict__isnull=False, resolution__isnull=True)
                | Q(verdict__isnull=True, resolution__isnull=False),
            ),
            models.CheckConstraint(name="evidence_is_something", condition=~Q(address="") | ~Q(quote="")),
        ]
        triggers = [pgtrigger.Protect(name="evidence_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.address or self.quote[:80]


class EvidenceSnapshot(models.Model):
    """The kept copy of what a piece of evidence links to, and whether the link still leads there.

    The evidence itself is never edited; what becomes of its link is written here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("not kept yet")
        OK = "ok", _("unchanged")
        CHANGED = "changed", _("changed since")
        GONE = "gone", _("gone")
        UNREACHABLE = "unreachable", _("can't be reached")

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="copy")
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    said = models.TextField(blank=True, help_text="Why it could not be had, in a sentence.")
    first = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    latest = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    faults = models.PositiveSmallIntegerField(default=0, help_text="How often in a row it could not be had.")
    checked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(db_index=True, help_text="When to look at it next.")

    objects = EvidenceSnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_copy_that_is_ok_is_kept",
                condition=~Q(state__in=["ok", "changed"]) | Q(first__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.get_state_display()}"


class Placement(models.Model):
    """What a person decided of where figures belong: which answer one question, and which do not.

    `change` holds what it did: `moves` (figure, where from, where to, whether a person had put it there),
    and the refusals it made or took back. So it can be undone; the undoing is a row of its own.
    """

    class Act(models.TextChoices):
        MOVED = "moved", _("moved")
        SPLIT = "split", _("split off")
        MERGED = "merged", _("merged")
        ACCEPTED = "accepted", _("accepted a suggestion")
        REJECTED = "rejected", _("rejected a suggestion")
        UNDONE = "undone", _("undid")

    act = models.CharField(max_length=8, choices=Act.choices)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="placements")
    to = models.ForeignKey(
        Dispute,
        models.PROTECT,
        null=True,
        related_name="placements_into",
        help_text="Empty: out of any dispute.",
    )
    change = models.JSONField()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="placement_undone_says_what",
                condition=Q(act="undone", undoes__isnull=False) | (~Q(act="undone") & Q(undoes__isnull=True)),
            ),
            models.CheckConstraint(
                name="placement_merged_into_another",
                condition=~Q(act="merged") | (Q(to__isnull=False) & ~Q(to=F("dispute"))),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="placement_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.dispute}: {self.get_act_display()}"


class Overruling(models.Model):
    """A person says how two figures stand to each other, whatever the machine finds; or takes that back.

    The newest of a pair stands. What the machine found, and the two figures as they were, are kept with it.
    """

    one = models.ForeignKey(Figure, models.PROTECT, related_name="overrulings")
    other = models.ForeignKey(Figure, models.PROTECT, related_name="overrulings_by_other")
    relation = models.CharField(
        max_length=11, choices=Ruling.Relation.choices, blank=True, help_text="Empty: an earlier one ends."
    )
    withdraws = models.OneToOneField("self", models.PROTECT, null=True, related_name="withdrawn_by")
    machine = models.JSONField(help_text="Outcome, because and reason as the machine had them.")
    figures_seen = models.JSONField(help_text="The two figures as they stood, with their sources.")
    reason = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="overruling_gives_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="overruling_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="overruling_says_something_or_withdraws",
                condition=(~Q(relation="") & Q(withdraws__isnull=True))
                | Q(relation="", withdraws__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="overruling_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}: {self.get_relation_display() or 'withdrawn'}"
