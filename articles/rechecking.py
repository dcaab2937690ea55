"""Fetching pages again by themselves while their story is hot.

A story is hot while its text changed lately, or while sources disagree on one of its figures and something
new is said of it. A page that did not change is asked half as often the next time, up to once a day.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Intake, Recheck, Version

FIRST, LONGEST = timedelta(minutes=30), timedelta(days=1)
LATELY = timedelta(days=2)  # since a new version
RESTING = timedelta(days=1)  # until it is looked whether a cold story is hot again
OVER = timedelta(days=30)  # that a story is cold before it is looked at no more
PATIENCE = 3  # faults in a row
AT_ONCE = 20
BY_ITSELF = {"recheck": "yes"}  # what the intake of such a check is known by
STOPPED = "It could not be fetched {faults} times in a row: {why}"

Heat = Callable[[Collection[int]], set[int]]  # which of these articles have open disputes


def start_checking(article: Article) -> None:
    """Have a page that came in by its address checked from now on."""
    Recheck.objects.get_or_create(article=article, defaults={"due_at": timezone.now() + FIRST})


@transaction.atomic
def switch_checking(article: Article, *, is_on: bool, by: User) -> Recheck:
    """Check a page by itself, or don't; switched on, it begins anew with the shortest interval."""
    row, _ = Recheck.objects.select_for_update().get_or_create(article=article)
    row.is_on, row.switched_by = is_on, by
    row.due_at = timezone.now() + FIRST if is_on else None
    row.unchanged, row.faults, row.said, row.cold_since = 0, 0, "", None
    row.save()
    return row


@transaction.atomic
def due_articles(have_open_disputes: Heat) -> list[Article]:
    """The articles that are to be fetched again now. Each counts as asked, so that no second worker asks."""
    now = timezone.now()
    due = list(Recheck.objects.due_at(now).select_for_update(skip_locked=True)[:AT_ONCE])
    pks = [row.pk for row in due]
    changed = Version.objects.filter(article__in=pks, taken_at__gte=now - LATELY).values_list(
        "article", flat=True
    )
    hot = {*changed, *have_open_disputes(pks)}
    for row in due:
        if row.pk in hot:
            row.cold_since, row.due_at = None, now + interval_after(row.unchanged)
        else:
            row.cold_since = row.cold_since or now
            row.due_at = None if now - row.cold_since > OVER else now + RESTING
    Recheck.objects.bulk_update(due, ["cold_since", "due_at"])
    return list(Article.objects.exclude(address="").filter(pk__in=hot & set(pks)).select_related("added_by"))


def interval_after(unchanged: int) -> timedelta:
    """How long to wait after a page was the same so many times.

    >>> [str(interval_after(times)) for times in (0, 1, 4, 5, 900)]
    ['0:30:00', '1:00:00', '8:00:00', '16:00:00', '1 day, 0:00:00']
    """
    return min(FIRST * 2 ** min(unchanged, 10), LONGEST)


def follow_check(intake: Intake) -> None:
    """Set the next check by how this one ended, whoever asked for it."""
    row = Recheck.objects.select_for_update().filter(article=intake.again_id, is_on=True).first()
    if row is None:
        return
    now = row.checked_at = timezone.now()
    if intake.went_wrong:
        row.faults += 1
    else:
        row.faults = 0
        row.unchanged = 0 if intake.outcome == Intake.Outcome.CHANGED else row.unchanged + 1
    if row.faults >= PATIENCE:
        row.due_at, row.said = None, STOPPED.format(faults=row.faults, why=intake.error)
    else:
        row.said, row.due_at = "", _next(row, now)
    row.save()


def _next(row: Recheck, now: datetime) -> datetime:
    return now + interval_after(row.unchanged + row.faults)
