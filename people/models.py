"""The people of the desk, beside what Django knows of them: how each likes the workbench."""

import zoneinfo

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from people.querysets import ProfileQuerySet


class Profile(models.Model):
    """How one person likes the workbench.

    Who never chose anything has no row: ask `Profile.objects.of(user)`."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("as my system has it")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Mail(models.TextChoices):
        OFF = "off", _("none")
        DAILY = "daily", _("once a day, what waits for me")
        MENTIONS = "mentions", _("once a day, and at once when somebody mentions me")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    time_zone = models.CharField(max_length=64, blank=True, help_text="Empty: that of the workbench.")
    theme = models.CharField(max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    language = models.CharField(max_length=12, blank=True, help_text="Empty: as the browser asks.")
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.DAILY)
    key_map = models.JSONField(default=dict, blank=True, help_text="The keys that differ: action to key.")
    tour_done = models.BooleanField(default=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="profile_theme", condition=Q(theme__in=["system", "light", "dark"])),
            models.CheckConstraint(name="profile_mail", condition=Q(mail__in=["off", "daily", "mentions"])),
            models.CheckConstraint(
                name="profile_keys_by_action",
                condition=Exact(
                    Func(F("key_map"), function="jsonb_typeof", output_field=models.TextField()),
                    Value("object"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"how {self.user} likes the workbench"

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """The time zone they chose; none where they chose none, or one that this machine no longer knows."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone) if self.time_zone else None
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return None
