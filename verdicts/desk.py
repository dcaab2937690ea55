"""How the desk keeps its own order: the filters that people save, and who checks which claim next."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from verdicts.querysets import SavedFilterQuerySet, WorkQuerySet


class SavedFilter(models.Model):
    """A list as somebody wants to see it again: the filters and words of its address, under a name.

    Its own, or shared with the team; only its owner renames or deletes it, a chief besides. A deleted one is
    kept, so that it can be had back.
    """

    class Room(models.TextChoices):
        DISPUTES = "disputes", _("disputes")
        QUEUE = "queue", _("queue")

    room = models.CharField(max_length=10, choices=Room.choices)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True, help_text="What stands in the address after the ?.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        app_label = "verdicts"
        ordering = ["name", "pk"]
        permissions = [("share_savedfilter", "Can share a saved filter with the team")]
        constraints = [
            models.CheckConstraint(name="saved_filter_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                "owner", "room", Lower("name"),
                name="saved_filter_name_once", condition=Q(deleted_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Work(models.Model):
    """A claim as a piece of the desk's work: how far it is, who has it, and why it is where it is.

    A claim that is *dealt* is leased: who got it keeps it by taking it or by working on it; else it is free
    again when the lease ends. What the rank is made of is computed (`verdicts.working`); the rest people set.
    """

    class Status(models.TextChoices):
        NEW = "new", _("new")
        TO_CHECK = "to_check", _("to check")
        CHECKING = "checking", _("checking")
        NEEDS_APPROVAL = "needs_approval", _("needs approval")
        DONE = "done", _("done")
        DISMISSED = "dismissed", _("dismissed")
        CORRECTED = "corrected", _("corrected")

    class Priority(models.IntegerChoices):
        LOW = -1, _("low")
        NORMAL = 0, _("normal")
        HIGH = 1, _("high")
        URGENT = 2, _("urgent")

    OPEN = (Status.NEW, Status.TO_CHECK, Status.CHECKING, Status.NEEDS_APPROVAL)

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="work")
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.NEW)
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="work"
    )
    leased_until = models.DateTimeField(null=True, blank=True, help_text="Empty: taken or assigned for good.")
    due_at = models.DateTimeField(null=True, blank=True)
    worth = models.FloatField(help_text="How much it looks worth checking, 0 to 1.")
    conflict = models.FloatField(default=0, help_text="How far sources disagree on its figures, 0 to 1.")
    doubt = models.FloatField(default=0, help_text="How little its sources can be relied on, 0 to 1.")
    reach = models.PositiveIntegerField(default=1, help_text="Articles that tell the same.")
    came_at = models.DateTimeField()
    rank = models.FloatField()
    changed_at = models.DateTimeField(auto_now=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["-rank", "-claim_id"]
        verbose_name_plural = "work"
        constraints = [
            models.CheckConstraint(
                name="work_leased_to_somebody",
                condition=Q(leased_until__isnull=True) | Q(assignee__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                name="work_open", fields=["-rank", "-claim"],
                condition=Q(status__in=["new", "to_check", "checking", "needs_approval"]),
            ),
            models.Index(name="work_status", fields=["status", "-rank", "-claim"]),
            models.Index(name="work_assignee", fields=["assignee", "-rank", "-claim"]),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.get_status_display()}"


class WorkEvent(models.Model):
    """Something that was done to a piece of work: by whom, when, and each field before and after.

    What was done with one press has one `batch`, and is undone with one.
    """

    class Act(models.TextChoices):
        DEALT = "dealt", _("was dealt it")
        TAKEN = "taken", _("took it")
        GIVEN_BACK = "given_back", _("gave it back")
        CHANGED = "changed", _("changed it")
        DECIDED = "decided", _("decided on it")
        UNDONE = "undone", _("undid that")

    work = models.ForeignKey(Work, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=Act.choices)
    change = models.JSONField(help_text="By field: before and after.")
    batch = models.UUIDField(db_index=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="work_event_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.work_id}: {self.get_act_display()}"


class Weights(models.Model):
    """How much each reason counts in the queue: the team's, or (with a user) a person's own. 1: as usual."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="weights"
    )
    worth = models.PositiveSmallIntegerField(default=1)
    conflict = models.PositiveSmallIntegerField(default=1)
    doubt = models.PositiveSmallIntegerField(default=1)
    freshness = models.PositiveSmallIntegerField(default=1)
    reach = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "weights"
        constraints = [
            models.UniqueConstraint(name="weights_of_the_team_once", fields=["user"], nulls_distinct=False),
            models.CheckConstraint(
                name="weights_are_small",
                condition=Q(worth__lte=3, conflict__lte=3, doubt__lte=3, freshness__lte=3, reach__lte=3),
            ),
        ]

    def __str__(self) -> str:
        return f"weights of {self.user or 'the team'}"
