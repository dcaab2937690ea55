"""Asking for people's settings."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from people.models import Profile


class ProfileQuerySet(models.QuerySet):
    def of(self, user: AbstractBaseUser | AnonymousUser) -> "Profile":
        """A person's settings; where none are stored, or nobody is signed in, the defaults, not stored."""
        kept = self.filter(pk=user.pk).first() if user.pk else None
        return kept or self.model(pk=user.pk)
