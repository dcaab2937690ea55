"""Asking for decisions."""

from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, OuterRef, Q


class ReviewQuerySet(models.QuerySet):
    def with_people(self) -> "ReviewQuerySet":
        return self.select_related("given_by")


class PlacementQuerySet(models.QuerySet):
    def of_dispute(self, dispute: Any) -> "PlacementQuerySet":
        """What was done to a dispute's figures, newest first, with who did it and whether it was undone."""
        mine = self.filter(Q(dispute=dispute) | Q(to=dispute))
        return mine.select_related("given_by", "dispute", "to", "undoes", "undone_by__given_by")

    def standing(self) -> "PlacementQuerySet":
        """Those that nobody undid."""
        return self.filter(undoes__isnull=True, undone_by__isnull=True)


class DecisionQuerySet(models.QuerySet):
    def with_people(self) -> "DecisionQuerySet":
        """Newest first, with who gave, approved or returned each, and its evidence."""
        return self.select_related("given_by", "approved_by", "returned_by").prefetch_related("evidence")

    def approved(self) -> "DecisionQuerySet":
        return self.filter(approved_by__isnull=False)

    def proposed(self) -> "DecisionQuerySet":
        """Those that wait for a second person."""
        return self.filter(approved_by__isnull=True, returned_by__isnull=True)

    def for_approval_by(self, user: User) -> "DecisionQuerySet":
        """Those that wait and that this person may answer: anybody's but their own."""
        return self.proposed().exclude(given_by=user)

    def returned_to(self, user: User) -> "DecisionQuerySet":
        """Those sent back to this author by somebody else and not followed by a newer one of theirs."""
        about = "claim" if hasattr(self.model, "claim") else "dispute"
        newer = self.model.objects.filter(**{about: OuterRef(about)}, given_by=user, pk__gt=OuterRef("pk"))
        returned = self.filter(given_by=user, returned_by__isnull=False).exclude(returned_by=user)
        return returned.exclude(Exists(newer))
