"""What brings articles in again, in bulk or by itself: checks of pages, files of many articles, feeds."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.querysets import FeedItemQuerySet, FeedQuerySet, RecheckQuerySet


class Recheck(models.Model):
    """A page that is fetched again by itself while its story is hot, less and less often.

    Where the story went cold it is only looked, once a day, whether it is hot again; after a month, no more.
    """

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="recheck"
    )
    is_on = models.BooleanField(default=True)
    due_at = models.DateTimeField(null=True, help_text="Empty: not by itself any more.")
    unchanged = models.PositiveSmallIntegerField(default=0, help_text="Times in a row.")
    faults = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    said = models.TextField(blank=True, help_text="Why it is checked no more.")
    checked_at = models.DateTimeField(null=True)
    cold_since = models.DateTimeField(null=True)
    switched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RecheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="checked_no_more_when_off", condition=Q(is_on=True) | Q(due_at__isnull=True)
            )
        ]
        indexes = [models.Index(name="recheck_due", fields=["due_at"], condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.article}: {'on' if self.is_on else 'off'}"


class Import(models.Model):
    """How far a file of a bulk import was taken in: where the same command goes on after it was stopped."""

    head = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the file's first line.")
    name = models.TextField()
    offset = models.PositiveBigIntegerField(default=0, help_text="Bytes that are done.")
    lines = models.PositiveBigIntegerField(default=0, help_text="Lines that are done.")
    sha256 = models.CharField(max_length=64, help_text="Of the bytes that are done.")
    counts = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.lines} lines"


class Feed(models.Model):
    """A feed that the newsroom follows: what is new in it becomes an article by itself."""

    name = models.CharField(max_length=200)
    address = models.URLField(max_length=2000, unique=True)
    publisher = models.CharField(
        max_length=200, blank=True, help_text="Whose articles these are, where a page does not say."
    )
    is_active = models.BooleanField("active", default=True)
    minutes = models.PositiveIntegerField(
        default=15, help_text="How long to wait before it is asked again; five at least."
    )
    words_in = models.TextField(
        blank=True, help_text="One a line. Only entries with at least one of them in title or summary."
    )
    words_out = models.TextField(blank=True, help_text="One a line. No entry with any of them.")
    sections = models.TextField(blank=True, help_text="One a line, as the feed calls its categories.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    next_poll_at = models.DateTimeField("next time", default=timezone.now)
    last_polled_at = models.DateTimeField("last asked", null=True, blank=True)
    last_good_at = models.DateTimeField("last good answer", null=True, blank=True)
    last_result = models.TextField(blank=True)
    error = models.TextField(blank=True)
    faults = models.PositiveIntegerField("faults in a row", default=0)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(name="feed_is_not_hammered", condition=Q(minutes__gte=5))]
        indexes = [models.Index(name="feed_due", fields=["next_poll_at"], condition=Q(is_active=True))]

    def __str__(self) -> str:
        return self.name

    @property
    def interval(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def conditions(self) -> dict[str, str]:
        """What a conditional request says: what we have already."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}

    def forget_last_answer(self) -> None:
        """Ask anew and at once: what is known of the last answer was another address's."""
        self.etag = self.last_modified = self.error = ""
        self.faults, self.next_poll_at = 0, timezone.now()


class FeedItem(models.Model):
    """An entry that was seen in a feed, taken in or left out: it is not looked at again."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="items")
    key = models.CharField(max_length=64, help_text="Of what the feed calls it.")
    intake = models.ForeignKey("articles.Intake", models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(auto_now_add=True)

    objects = FeedItemQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="feed_item_once", fields=["feed", "key"])]

    def __str__(self) -> str:
        return f"{self.feed}: {self.key[:12]}"
