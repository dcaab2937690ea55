"""What was told by mail: to whom, in which mail, and how far it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """One mail to one person: the one of a day, or one about mentions. A notice is in one mail at most.

    A mail that was begun and not seen through (the worker was killed) is not sent again: it may have gone.
    What it told of is in the inbox all the same.
    """

    class Kind(models.TextChoices):
        DAILY = "daily", _("of the day")
        MENTIONS = "mentions", _("about mentions")

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENDING = "sending", _("begun")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        NOTHING = "nothing", _("nothing to tell that day")

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=40, help_text="The day, or the first notice: never two of the same.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    faults = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True, help_text="Why it could not be sent.")
    since = models.DateTimeField(null=True, help_text="When the one of the day before was made.")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "verdicts"
        ordering = ["-pk"]
        indexes = [models.Index(name="mail_to_send", fields=["id"], condition=Q(state="waiting"))]
        constraints = [models.UniqueConstraint(name="mail_once", fields=["to", "kind", "key"])]

    def __str__(self) -> str:
        return f"{self.to}: {self.get_kind_display()}, {self.get_state_display()}"
