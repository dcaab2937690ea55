"""What was published: articles and their versions, how they came in, and what is kept as evidence of it."""

import hashlib

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.inflow import Feed, FeedItem, Import, Recheck
from articles.querysets import (
    ArticleQuerySet,
    IntakeQuerySet,
    NearCopyQuerySet,
    SnapshotQuerySet,
    VersionQuerySet,
    words_of_text,
)
from sources.models import Source

__all__ = [
    "Article", "Feed", "FeedItem", "Import", "Intake", "KnownAddress", "NearCopy", "Recheck", "Sketch",
    "Snapshot", "Version",
]  # fmt: skip


class Article(models.Model):
    """One document as the newsroom speaks of it, whatever its versions: "the KCNA story".

    What is known of it besides its text (who published it, when, where) can be mended by an editor.
    """

    title = models.CharField(max_length=300)
    publisher = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="articles")
    address = models.URLField(max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["-added_at", "-id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.pk])

    @property
    def origin(self) -> "Intake | None":
        """The newest intake that fetched it or is fetching it again; None for a text that was pasted."""
        return Intake.objects.of_article(self.pk).with_rows().first()

    @property
    def first_told(self) -> int:
        """The article that tells first what this one tells: its own key, unless it is a near copy.

        Of rows that came with their `near_copy`; else a query each.
        """
        link = getattr(self, "near_copy", None)
        return link.of_id if link is not None and link.denied_at is None else self.pk

    def digest(self) -> str:
        """What an editor saw of its details, in a few characters: a form carries it."""
        known = (self.title, self.publisher_id, str(self.published_on), self.address)
        return hashlib.sha256(repr(known).encode()).hexdigest()[:20]


class Version(models.Model):
    """The text of an article as it was at one moment. Never edited: spans point into it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["article", "number"]),
            models.UniqueConstraint(name="version_text_once", fields=["sha256"]),
            models.CheckConstraint(name="version_has_text", condition=~Q(text="")),
        ]
        indexes = [GinIndex(words_of_text(), name="version_words")]
        triggers = [pgtrigger.Protect(name="version_is_immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.article} (version {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("articles:version", args=[self.article_id, self.number])


class Sketch(models.Model):
    """By what a version's near copies are found: see sketches.py. A text of few words has no bands."""

    version = models.OneToOneField(Version, models.CASCADE, primary_key=True, related_name="sketch")
    bands = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["bands"], name="sketch_bands", fastupdate=False)]

    def __str__(self) -> str:
        return f"sketch of {self.version_id}"


class NearCopy(models.Model):
    """An article that says nearly what an earlier one says: an agency's report under another headline.

    `of` is never a copy itself. Where an editor said that it is none, the row stays, so that it is not found
    again.
    """

    article = models.OneToOneField(Article, models.CASCADE, related_name="near_copy")
    of = models.ForeignKey(Article, models.CASCADE, related_name="near_copies")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    of_version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField(auto_now_add=True)
    denied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    denied_at = models.DateTimeField(null=True)

    objects = NearCopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "near copies"
        constraints = [
            models.CheckConstraint(name="no_copy_of_itself", condition=~Q(article=F("of"))),
            models.CheckConstraint(name="near_copy_is_near", condition=Q(percent__gte=1, percent__lte=99)),
            models.CheckConstraint(
                name="denied_by_somebody",
                condition=Q(denied_by__isnull=True, denied_at__isnull=True)
                | Q(denied_by__isnull=False, denied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: near copy of {self.of}"


class KnownAddress(models.Model):
    """An address under which an article is known: asked for, led to, or said by the page itself to be its
    own.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="known_addresses")
    key = models.CharField(
        max_length=64, unique=True, help_text="Of the canonical address: see addresses.py."
    )
    address = models.TextField()

    class Meta:
        verbose_name_plural = "known addresses"

    def __str__(self) -> str:
        return self.address


class Snapshot(models.Model):
    """What stood at an address at one moment, or what a file held: the bytes as they came, kept as evidence.

    The bytes and the headers of every hop are in a WARC file in the storage; never edited.
    """

    address = models.TextField(blank=True, help_text="As asked for; the name of a file that was given.")
    final_address = models.TextField(blank=True, help_text="Where the redirects led.")
    status = models.PositiveSmallIntegerField(null=True)
    media_type = models.CharField(max_length=100, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    headers = models.JSONField(default=list)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of the bytes, unpacked.")
    text_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the main text, where there is one."
    )
    stored_as = models.CharField(max_length=200, help_text="The name of the WARC file in the storage.")
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="snapshot_is_immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.final_address or self.address} at {self.taken_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("articles:snapshot", args=[self.pk])


class Intake(models.Model):
    """One thing that was asked to be taken in: an address, a file, an item of a feed. The row is the truth of
    what is to be done; the broker's message is only a hint to look at it.

    A new kind of intake: a member of `Kind`, a function in `articles/kinds.py` registered for it that turns
    the
    row into a `Taken`, and a door that calls `intake.request_intake` and `queueing.queue_intake`. The
    states, the
    retries, the list, finding what is here already and the reading come by themselves.
    """

    class Kind(models.TextChoices):
        ADDRESS = "address", _("address")
        FILE = "file", _("file")
        FEED_ITEM = "feed item", _("item of a feed")
        RECORD = "record", _("record of an import")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
        FETCHING = "fetching", _("fetching")
        READING_OUT = "reading out", _("finding the text")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        REFUSED = "refused", _("refused")

    class Outcome(models.TextChoices):
        NEW = "new", _("a new article")
        CHANGED = "changed", _("changed: a new version")
        UNCHANGED = "unchanged", _("unchanged")
        KNOWN_ADDRESS = "known address", _("here already, under this address")
        KNOWN_TEXT = "known text", _("here already, word for word")
        UNPACKED = "unpacked", _("unpacked: each file has its own line")

    UNFINISHED = (State.WAITING, State.FETCHING, State.READING_OUT)

    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.TextField(help_text="The address, or the name of the file.")
    key = models.CharField(
        max_length=64, help_text="Of what is asked for: the same is not taken in twice at once."
    )
    known = models.JSONField(
        default=dict, help_text="What is known of it: title, publisher, published_on, ..."
    )
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    error = models.TextField(blank=True, help_text="For the editor: what went wrong and what to do.")
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, help_text="After a fault that may pass: when to try again.")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="intakes")
    requested_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    again = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Fetched again: what may have changed.",
    )
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="intakes")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="intakes")
    outcome = models.CharField(max_length=13, choices=Outcome.choices, blank=True)
    dismissed_at = models.DateTimeField(null=True, help_text="Somebody has seen it and needs it no more.")
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", help_text="The archive that it came in."
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_unfinished_intake_of_a_thing",
                fields=["key"],
                condition=Q(state__in=["waiting", "fetching", "reading out"]),
            ),
            models.CheckConstraint(
                name="failed_intake_says_why", condition=~Q(state__in=["failed", "refused"]) | ~Q(error="")
            ),
            models.CheckConstraint(
                name="done_intake_became_something",
                condition=~Q(state="done")
                | (Q(version__isnull=False) & ~Q(outcome=""))
                | Q(outcome="unpacked"),
            ),
        ]
        indexes = [
            models.Index(
                name="intake_unfinished",
                fields=["queued_at"],
                condition=Q(state__in=["waiting", "fetching", "reading out"]),
            ),
            models.Index(name="intake_by_state", fields=["state", "-id"]),
        ]

    def __str__(self) -> str:
        return self.what[:200]

    def get_absolute_url(self) -> str:
        return f"{reverse('articles:intake')}#intake-{self.pk}"

    @property
    def is_finished(self) -> bool:
        """Done, failed or refused: no worker will look at it again by itself."""
        return self.state not in self.UNFINISHED

    @property
    def went_wrong(self) -> bool:
        """Failed or refused: somebody has to do something."""
        return self.state in (self.State.FAILED, self.State.REFUSED)
