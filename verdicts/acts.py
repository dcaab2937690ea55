"""What people do to a text's marks: each act with what was before and after it, so that it can be undone."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Version
from claims.models import Attribution, Claim, Figure, Read
from verdicts.querysets import ActQuerySet


class Act(models.Model):
    """Somebody marked a span, set its ends, dismissed or reviewed it; or undid that, or did it again.

    An undoing is a row of its own that names what it undoes; doing it again undoes the undoing. `root` is the
    act it all began with (empty on that itself).
    """

    class Verb(models.TextChoices):
        MARKED = "marked", _("marked")
        SET_ENDS = "set_ends", _("set the ends of")
        DISMISSED = "dismissed", _("dismissed")
        RESTORED = "restored", _("restored")
        CONFIRMED = "confirmed", _("accepted")
        CORRECTED = "corrected", _("corrected")
        REOPENED = "reopened", _("took back the review of")

    verb = models.CharField(max_length=10, choices=Verb.choices)
    version = models.ForeignKey(Version, models.PROTECT, related_name="acts")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="acts")
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, related_name="acts")
    attribution = models.ForeignKey(Attribution, models.PROTECT, null=True, related_name="acts")
    before = models.JSONField(help_text="As `claims.spans.state_of_span` gives it.")
    after = models.JSONField()
    reason = models.TextField(blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="turns")
    is_undoing = models.BooleanField(default=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        app_label = "verdicts"
        ordering = ["-pk"]
        indexes = [models.Index(name="act_of_person", fields=["version", "given_by", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="act_on_one_thing",
                condition=Q(claim__isnull=False, figure__isnull=True, attribution__isnull=True)
                | Q(claim__isnull=True, figure__isnull=False, attribution__isnull=True)
                | Q(claim__isnull=True, figure__isnull=True, attribution__isnull=False),
            ),
            models.CheckConstraint(
                name="act_undoing_says_what",
                condition=Q(is_undoing=False) | Q(undoes__isnull=False, root__isnull=False),
            ),
            models.CheckConstraint(
                name="act_dismissal_gives_its_reason",
                condition=~Q(verb="dismissed") | Q(undoes__isnull=False) | ~Q(reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="act_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} “{self.row}”"

    @property
    def row(self) -> Read:
        """What it was done to."""
        return self.claim or self.figure or self.attribution  # type: ignore[return-value]

    @property
    def kind(self) -> str:
        """`claim`, `figure` or `attribution`."""
        return str(self.row._meta.model_name)

    @property
    def words(self) -> str:
        """What was done, as a sentence's end: accepted the figure “6,000”."""
        kind = {"claim": gettext("claim"), "figure": gettext("figure")}.get(self.kind, gettext("source"))
        return gettext("%(did)s the %(what)s “%(text)s”") % {
            "did": self.get_verb_display(), "what": kind, "text": self.row.text[:60],
        }  # fmt: skip
