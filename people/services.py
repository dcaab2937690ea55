"""Writing people's settings."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Q

from people.models import Profile


@transaction.atomic
def change_profile(user: User, **changes: Any) -> Profile:
    """Store what a person likes: `change_profile(user, theme="dark")`. The rest stays as it was."""
    profile, _ = Profile.objects.update_or_create(user=user, defaults=changes)
    return profile


@transaction.atomic
def give_role(user: User, role: str) -> None:
    """Add somebody to the group of a role. Raises Group.DoesNotExist for a role that the desk has not."""
    user.groups.add(Group.objects.get(name=role))


@transaction.atomic
def deactivate(people: Iterable[User]) -> int:
    """Close accounts; how many were open. Their sessions end with the next request. Nothing is deleted."""
    chosen = User.objects.filter(pk__in=[person.pk for person in people], is_active=True)
    return chosen.update(is_active=False)


@transaction.atomic
def trust_address(user: User) -> None:
    """Let the address that an admin gave this account count as proved, where it has no proved one: it stays
    theirs until another is proved. Nothing where somebody else has proved it."""
    proved = EmailAddress.objects.filter(verified=True)
    if not user.email or proved.filter(Q(user=user) | Q(email__iexact=user.email)).exists():
        return
    EmailAddress.objects.filter(user=user, primary=True).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
