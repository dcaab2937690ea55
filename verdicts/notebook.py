"""What people say to each other about what they check: notes in threads, and what they said before."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Version
from claims.models import Claim, Dispute, Figure
from verdicts.querysets import NoteQuerySet


def _only(one: str) -> Q:
    return Q(**{f"{name}__isnull": name != one for name in ("version", "claim", "figure", "dispute")})


class Note(models.Model):
    """An editor's remark on a piece of text, a claim, a figure or a dispute; or an answer to one.

    No decision and no disagreement: nothing is counted or computed from it. A thread is resolved and
    re-opened by its first note. A deleted note is kept, so that it can be had back.
    """

    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="notes")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True, help_text="The words of the span, as they stood.")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="notes")
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, related_name="notes")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, related_name="notes")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered_by")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes")
    made_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deleted_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        app_label = "verdicts"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="note_on_one_thing",
                condition=_only("version") | _only("claim") | _only("figure") | _only("dispute"),
            ),
            models.CheckConstraint(
                name="note_on_a_span_has_its_words",
                condition=Q(version__isnull=True, start__isnull=True, end__isnull=True, quote="")
                | (Q(version__isnull=False, start__lt=models.F("end")) & ~Q(quote="")),
            ),
            models.CheckConstraint(
                name="note_that_answers_is_not_resolved",
                condition=Q(answers__isnull=True) | Q(resolved_at__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="note_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="note_stays_where_it_is",
                fields="version start end quote claim figure dispute answers by made_at".split(),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Where it stands, in its thread."""
        return f"{self.about.get_absolute_url()}#note-{self.pk}"

    @property
    def about(self) -> models.Model:
        """The article, claim, figure or dispute that it is on."""
        row = self.claim or self.figure or self.dispute or self.version.article
        return row.stands_for if isinstance(row, Dispute) else row


class NoteText(models.Model):
    """What a note said before it was edited."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="earlier")
    text = models.TextField()
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "verdicts"
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="note_text_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.text[:80]


class NoteEvent(models.Model):
    """What was done to a note after it was written: by whom, and when."""

    class Act(models.TextChoices):
        EDITED = "edited", _("edited")
        RESOLVED = "resolved", _("resolved")
        REOPENED = "reopened", _("re-opened")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("restored")

    note = models.ForeignKey(Note, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=8, choices=Act.choices)
    before = models.TextField(blank=True, help_text="What it said, where it was edited.")
    after = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "verdicts"
        ordering = ["-pk"]
        indexes = [models.Index(name="note_event_when", fields=["-given_at"])]
        constraints = [
            models.CheckConstraint(
                name="note_edit_says_what", condition=~Q(act="edited") | (~Q(before="") & ~Q(after=""))
            )
        ]
        triggers = [
            pgtrigger.Protect(name="note_event_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.note}"
