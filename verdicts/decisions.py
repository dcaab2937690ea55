"""What every decision has: an author, a reason, and the second person that it waits for."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from verdicts.querysets import DecisionQuerySet


class Decision(models.Model):
    """What a verdict and a resolution have in common: an author, a reason, and a second person.

    It is *proposed* when it is given, *approved* or *sent back* by somebody else, and stands from its
    approval until a newer one is approved. Where the desk asks for two approvals, the last of them is the
    one that counts. An *override* lets it stand without them, and says why.
    """

    reason = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    approvals_needed = models.PositiveSmallIntegerField(
        default=1, help_text="As the rule was when it was given."
    )
    first_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Where two are needed.",
    )
    first_approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    is_overridden = models.BooleanField(default=False, help_text="It stands without the approvals it needs.")
    override_reason = models.TextField(blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="%(class)s_gives_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="%(class)s_approved_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("given_by")) | Q(is_overridden=True),
            ),
            models.CheckConstraint(
                name="%(class)s_first_approved_by_a_third",
                condition=Q(first_approved_by__isnull=True, first_approved_at__isnull=True)
                | Q(first_approved_by__isnull=False, first_approved_at__isnull=False)
                & ~Q(first_approved_by=F("given_by"))
                & (
                    Q(approved_by__isnull=True)
                    | ~Q(approved_by=F("first_approved_by"))
                    | Q(is_overridden=True)
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_approved_as_often_as_needed",
                condition=Q(approvals_needed=1)
                | Q(approvals_needed=2)
                & (Q(approved_by__isnull=True) | Q(first_approved_by__isnull=False) | Q(is_overridden=True)),
            ),
            models.CheckConstraint(
                name="%(class)s_override_gives_its_reason",
                condition=Q(is_overridden=False, override_reason="")
                | Q(is_overridden=True, approved_by__isnull=False) & ~Q(override_reason=""),
            ),
            models.CheckConstraint(
                name="%(class)s_approved_or_returned",
                condition=Q(approved_by__isnull=True) | Q(returned_by__isnull=True),
            ),
            models.CheckConstraint(
                name="%(class)s_returned_with_a_reason",
                condition=Q(returned_by__isnull=True) | ~Q(returned_because=""),
            ),
        ]

    @property
    def state(self) -> str:
        """`proposed`, `approved` or `returned`."""
        return "approved" if self.approved_by_id else "returned" if self.returned_by_id else "proposed"

    @property
    def approvals(self) -> int:
        """How many have approved it. Who overrides approves nothing."""
        return (self.first_approved_by_id is not None) + (
            self.approved_by_id is not None and not self.is_overridden
        )

    @property
    def anchor(self) -> str:
        """Its name on a page."""
        return f"{self._meta.model_name}-{self.pk}"


def append_only(name: str, *fields: str) -> list[pgtrigger.Trigger]:
    """Triggers that keep what a decision says for good. Only its answer is written later, once."""
    return [
        pgtrigger.Protect(name=f"{name}_is_kept", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(
            name=f"{name}_is_not_edited",
            fields=[*fields, "reason", "given_by", "given_at", "approvals_needed"],
        ),
        pgtrigger.Protect(
            name=f"{name}_is_answered_once",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__approved_by__isnull=False)
            | pgtrigger.Q(old__returned_by__isnull=False),
        ),
        pgtrigger.Protect(
            name=f"{name}_first_approval_is_kept",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__first_approved_by__isnull=False)
            & (
                pgtrigger.Q(old__first_approved_by__df=pgtrigger.F("new__first_approved_by"))
                | pgtrigger.Q(old__first_approved_at__df=pgtrigger.F("new__first_approved_at"))
            ),
        ),
    ]
