"""The filters that people save: keeping, naming, sharing, deleting, having them back."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from verdicts.desk import SavedFilter

MOST_SAVED = 100  # of one person in one room: more than anybody finds anything in


class NameTaken(Exception):
    """This person has a filter of that name here."""


class TooMany(Exception):
    """This person has saved as many as the page can show."""


def saved_filters_panel(user: User, room: str, address: str, deleted: str = "") -> dict[str, Any]:
    """For `verdicts/_saved_filters.html`: what can be opened, what is open, and what was deleted just now."""
    saved = list(SavedFilter.objects.for_person(user, room))
    deleted = deleted if deleted.isdecimal() and len(deleted) < 19 else ""
    gone = SavedFilter.objects.filter(pk=deleted, deleted_at__isnull=False).first() if deleted else None
    return {
        "deleted_filter": gone if gone and may_change(gone, user) else None,
        "room": room,
        "address": address,
        "saved_filters": [
            {"filter": row, "is_open": row.query == address, "may_change": may_change(row, user)}
            for row in saved
        ],
        "may_share": user.has_perm("verdicts.share_savedfilter"),
    }


def may_change(saved: SavedFilter, user: User) -> bool:
    """Whether this person may rename, share or delete a filter: its owner, and a chief what is shared."""
    return saved.owner_id == user.pk or (saved.is_shared and user.has_perm("verdicts.approve_resolution"))


@transaction.atomic
def save_filter(*, room: str, name: str, query: str, is_shared: bool, by: User) -> SavedFilter:
    """Keep a list's filters under a name. Raises NameTaken, TooMany."""
    User.objects.select_for_update().get(pk=by.pk)  # two presses at once are one after the other
    if SavedFilter.objects.kept().filter(owner=by, room=room).count() >= MOST_SAVED:
        raise TooMany
    return _stored(SavedFilter(room=room, name=name, query=query, is_shared=is_shared, owner=by))


@transaction.atomic
def change_filter(saved: SavedFilter, *, name: str, is_shared: bool) -> SavedFilter:
    """Give a saved filter another name, or share it, or keep it for oneself. Raises NameTaken."""
    saved = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    saved.name, saved.is_shared = name, is_shared
    return _stored(saved)


@transaction.atomic
def delete_filter(saved: SavedFilter) -> SavedFilter:
    """Take a filter off everybody's list; it is kept, to be had back."""
    saved = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    saved.deleted_at = saved.deleted_at or timezone.now()
    saved.save()
    return saved


@transaction.atomic
def restore_filter(saved: SavedFilter) -> SavedFilter:
    """Have a deleted filter back. Raises NameTaken where another took its name since."""
    saved = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    saved.deleted_at = None
    return _stored(saved)


def _stored(saved: SavedFilter) -> SavedFilter:
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as refused:
        raise NameTaken from refused
    return saved
