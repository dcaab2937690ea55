"""What goes before a decision and what follows it: drafts, what re-opens it, and who is told."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Dispute, Figure
from verdicts.mails import Mail
from verdicts.querysets import AnchoringQuerySet, NoticeQuerySet, ReopeningQuerySet


class Reopening(models.Model):
    """A reason to look at an approved resolution again: a figure outside it, or another comparison.

    The same reason comes once, however often the article is read. A newer approved resolution closes it.
    """

    resolution = models.ForeignKey("verdicts.Resolution", models.PROTECT, related_name="reopenings")
    cause = models.CharField(max_length=64, help_text="What happened, in a word: the same is not told twice.")
    sentence = models.CharField(max_length=500)
    figures = models.JSONField(help_text="The figures that did it, as they read then.")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        app_label = "verdicts"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="reopening_once_a_cause", fields=["resolution", "cause"]),
            models.CheckConstraint(name="reopening_says_why", condition=~Q(sentence="")),
        ]
        triggers = [
            pgtrigger.Protect(name="reopening_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.sentence


class Notice(models.Model):
    """Something a person is told: what they decided re-opened, or was answered. One for each event."""

    class Kind(models.TextChoices):
        REOPENED = "reopened", _("re-opened")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("sent back")
        MENTIONED = "mentioned", _("you are named")
        ANSWERED = "answered", _("answered")

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    event = models.CharField(max_length=80)
    resolution = models.ForeignKey("verdicts.Resolution", models.PROTECT, null=True, related_name="notices")
    verdict = models.ForeignKey("verdicts.Verdict", models.PROTECT, null=True, related_name="notices")
    note = models.ForeignKey("verdicts.Note", models.PROTECT, null=True, related_name="notices")
    sentence = models.CharField(max_length=1000)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        app_label = "verdicts"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="notice_once_an_event", fields=["to", "event"]),
            models.CheckConstraint(name="notice_says_something", condition=~Q(sentence="")),
            models.CheckConstraint(
                name="notice_of_one_thing",
                condition=Q(resolution__isnull=False, verdict__isnull=True, note__isnull=True)
                | Q(resolution__isnull=True, verdict__isnull=False, note__isnull=True)
                | Q(resolution__isnull=True, verdict__isnull=True, note__isnull=False),
            ),
        ]
        indexes = [models.Index(name="notice_unread", fields=["to"], condition=Q(read_at__isnull=True))]

    def __str__(self) -> str:
        return self.sentence

    @property
    def about(self) -> models.Model:
        """The dispute or claim that it is about; of a note, what that is on."""
        if self.note is not None:
            return self.note.about
        decision = self.resolution or self.verdict
        return decision.about.stands_for if isinstance(decision.about, Dispute) else decision.about

    @property
    def address(self) -> str:
        """The page to read more on, at the right place of it."""
        return (self.note or self.about).get_absolute_url()


class Draft(models.Model):
    """A resolution that its editor has not proposed yet, to go on with later. Nobody else sees it."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    typed = models.JSONField(help_text="The fields of the form as they were typed, the rows of evidence too.")
    seen = models.CharField(max_length=40, help_text="What the board was when it was typed.")
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "verdicts"
        constraints = [models.UniqueConstraint(name="draft_once", fields=["dispute", "by"])]

    def __str__(self) -> str:
        return f"{self.dispute}: draft of {self.by}"


class Anchoring(models.Model):
    """What a person said of an orphan, whose text the newest version no longer has: here is its place now, or
    let it go. `change` holds what has to be known to take it back.
    """

    class Act(models.TextChoices):
        ANCHORED = "anchored", _("gave it a new place")
        LET_GO = "let_go", _("let it go")
        UNDONE = "undone", _("took that back")

    act = models.CharField(max_length=8, choices=Act.choices)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="anchorings")
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, related_name="anchorings")
    change = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    objects = AnchoringQuerySet.as_manager()

    class Meta:
        app_label = "verdicts"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="anchoring_of_a_claim_or_a_figure",
                condition=Q(claim__isnull=False, figure__isnull=True)
                | Q(claim__isnull=True, figure__isnull=False),
            ),
            models.CheckConstraint(
                name="letting_go_gives_its_reason", condition=~Q(act="let_go") | ~Q(reason="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="anchoring_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.get_act_display()}"

    @property
    def about(self) -> Claim | Figure:
        """The claim or figure."""
        return self.claim or self.figure
