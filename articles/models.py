"""What was published: articles and their versions."""

import hashlib

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.querysets import ArticleQuerySet, VersionQuerySet, words_of_text
from sources.models import Source


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
