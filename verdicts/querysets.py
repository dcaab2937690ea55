"""Asking for decisions."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.db.models.functions import Lower
from django.utils import timezone


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


class AnchoringQuerySet(models.QuerySet):
    def standing(self) -> "AnchoringQuerySet":
        """Those that let something go, and that nobody took back."""
        return self.filter(act="let_go", undone_by__isnull=True)

    def for_page(self) -> "AnchoringQuerySet":
        """The answers that can be taken back, newest first."""
        found = self.exclude(act="undone").filter(undone_by__isnull=True)
        return found.select_related("given_by", "claim__version__article", "figure__version__article")


class EvidenceSnapshotQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "EvidenceSnapshotQuerySet":
        """Those whose link is to be looked at, the longest waiting first."""
        return self.filter(due_at__lte=now).order_by("due_at")


class DecisionQuerySet(models.QuerySet):
    def with_people(self) -> "DecisionQuerySet":
        """Newest first, with who gave, approved or returned each, and its evidence."""
        copies = ("evidence__copy__first", "evidence__copy__latest")
        people = ("given_by", "first_approved_by", "approved_by", "returned_by")
        return self.select_related(*people).prefetch_related(*copies)

    def with_reopenings(self) -> "DecisionQuerySet":
        """Resolutions with people, each with what re-opened it."""
        return self.with_people().prefetch_related("reopenings")

    def approved(self) -> "DecisionQuerySet":
        return self.filter(approved_by__isnull=False)

    def proposed(self) -> "DecisionQuerySet":
        """Those that wait for a second person."""
        return self.filter(approved_by__isnull=True, returned_by__isnull=True)

    def newest_approved(self, disputes: Any) -> "DecisionQuerySet":
        """What stands of each dispute: the newest resolution that was approved."""
        return (
            self.approved().filter(dispute__in=disputes).order_by("dispute_id", "-pk").distinct("dispute_id")
        )

    def for_approval_by(self, user: User) -> "DecisionQuerySet":
        """Those that wait and that this person may answer: anybody's but their own, and not
        twice."""
        return self.proposed().exclude(given_by=user).exclude(first_approved_by=user)

    def returned_to(self, user: User) -> "DecisionQuerySet":
        """Those sent back to this author by somebody else and not followed by a newer one of theirs."""
        about = "claim" if hasattr(self.model, "claim") else "dispute"
        newer = self.model.objects.filter(**{about: OuterRef(about)}, given_by=user, pk__gt=OuterRef("pk"))
        returned = self.filter(given_by=user, returned_by__isnull=False).exclude(returned_by=user)
        return returned.exclude(Exists(newer))


class SavedFilterQuerySet(models.QuerySet):
    def kept(self) -> "SavedFilterQuerySet":
        """Those that nobody deleted."""
        return self.filter(deleted_at__isnull=True)

    def for_person(self, user: User, room: str) -> "SavedFilterQuerySet":
        """A person's own in a room, then those that colleagues share, by name."""
        seen = self.kept().filter(Q(owner=user) | Q(is_shared=True), room=room).select_related("owner")
        return seen.order_by(Case(When(owner=user, then=0), default=1), Lower("name"), "pk")


class ReopeningQuerySet(models.QuerySet):
    def standing(self) -> "ReopeningQuerySet":
        """Those of resolutions that still stand: no newer one was approved."""
        newer = self.model._meta.get_field("resolution").related_model.objects.approved()
        return self.exclude(
            Exists(newer.filter(dispute=OuterRef("resolution__dispute"), pk__gt=OuterRef("resolution")))
        )


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> "NoticeQuerySet":
        """Those not put away; of a note that was deleted nobody is told, as long as it is."""
        return self.filter(read_at__isnull=True, note__deleted_at__isnull=True)

    def untold(self, user: Any) -> "NoticeQuerySet":
        """What this person has neither read nor been told by mail."""
        return self.unread().filter(to=user, mail__isnull=True)

    def for_page(self) -> "NoticeQuerySet":
        """Each with what it is about."""
        notes = ("note__version__article", "note__claim", "note__figure", "note__dispute__merged_into")
        about = self.select_related("resolution__dispute__merged_into", "verdict__claim", *notes)
        return about.defer("note__version__text")


class NoteQuerySet(models.QuerySet):
    def kept(self) -> "NoteQuerySet":
        """Those that nobody deleted."""
        return self.filter(deleted_at__isnull=True)

    def open(self) -> "NoteQuerySet":
        """The threads that wait for somebody: what counts are shown of."""
        return self.kept().filter(answers__isnull=True, resolved_at__isnull=True)

    def with_people(self) -> "NoteQuerySet":
        """Each with who wrote, resolved and deleted it, and what it said before."""
        return self.select_related("by", "resolved_by", "deleted_by").prefetch_related("earlier")


class WorkQuerySet(models.QuerySet):
    def open(self) -> "WorkQuerySet":
        """What is still to be done, of claims that the newest reading gives."""
        return self.filter(status__in=self.model.OPEN, claim__gone_at__isnull=True)

    def free(self) -> "WorkQuerySet":
        """Those that nobody has: never given to anybody, or leased and abandoned."""
        return self.filter(Q(assignee__isnull=True) | Q(leased_until__lt=timezone.now()))

    def held_by(self, user: User) -> "WorkQuerySet":
        """Those that this person has now."""
        return self.filter(Q(leased_until__isnull=True) | Q(leased_until__gte=timezone.now()), assignee=user)

    def for_page(self) -> "WorkQuerySet":
        """Each with its claim, its article and who has it."""
        about = self.select_related("assignee", "claim__version__article__publisher__merged_into")
        return about.defer("claim__version__text")


class ActQuerySet(models.QuerySet):
    def with_rows(self) -> "ActQuerySet":
        """Each with what it was done to."""
        return self.select_related("claim", "figure", "attribution", "given_by")

    def of(self, user: Any, version: Any) -> "ActQuerySet":
        """What one person did in one text, newest first."""
        return self.filter(given_by=user, version=version)

    def about(self, row: Any) -> "ActQuerySet":
        """What was done to a claim, a figure or an attribution, newest first, with who did it."""
        return self.filter(**{row._meta.model_name: row}).with_rows()
