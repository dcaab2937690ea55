"""What is kept of a carrying-over: where a claim or figure stood in the version before."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Version


class Carried(models.Model):
    """A claim or figure was found again in a newer version of its article, and moved there with all that
    people decided of it. This is where it stood before, and how it was found.
    """

    class How(models.TextChoices):
        EXACT = "exact", _("word for word")
        CONTEXT = "context", _("by what stands around it")
        HAND = "hand", _("by hand")

    claim = models.ForeignKey("claims.Claim", models.PROTECT, null=True, related_name="carried")
    figure = models.ForeignKey("claims.Figure", models.PROTECT, null=True, related_name="carried")
    version = models.ForeignKey(Version, models.PROTECT, related_name="carried_from")
    to = models.ForeignKey(Version, models.PROTECT, related_name="carried_to")
    start = models.PositiveIntegerField(help_text="In the version before.")
    end = models.PositiveIntegerField()
    text = models.TextField()
    how = models.CharField(max_length=8, choices=How.choices)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "claims"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="carried_is_a_claim_or_a_figure",
                condition=Q(claim__isnull=False, figure__isnull=True)
                | Q(claim__isnull=True, figure__isnull=False),
            ),
            models.CheckConstraint(name="carried_to_another", condition=~Q(version=models.F("to"))),
        ]
        triggers = [
            pgtrigger.Protect(name="carried_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.text[:80]}: {self.get_how_display()}"
