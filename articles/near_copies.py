"""Finding near copies as articles come in, and letting an editor say otherwise."""

from collections import Counter

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, NearCopy, Sketch, Version
from articles.querysets import EACH_BAND
from articles.sketches import nearness, sketch_of

COMPARED = 8  # versions that share most bands with a new one
LOOKED_AT = COMPARED * 4  # of which some are copies themselves, or versions of one article
BATCH = 200
ONE_AT_A_TIME = 0x66630006  # its advisory lock: of two copies that come at once, one sees the other


class NoCopy(Exception):
    """The article is linked to no other."""


@transaction.atomic
def look_for_first(version: Version, *, came_now: bool = True) -> NearCopy | None:
    """Sketch a new version, and link its article to the one that it nearly copies, if any was here before.

    Of two that come at once, the one that is sketched first was here before, whichever key it drew. What an
    editor said of it stands.
    """
    bands = sketch_of(version.text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    sharing = Version.objects.sharing(bands)
    there = Counter(band for band, _ in sharing)
    kept = [band for band in bands if there[band] < EACH_BAND]
    Sketch.objects.get_or_create(version=version, defaults={"bands": kept})
    link = NearCopy.objects.select_for_update().filter(article=version.article_id).first()
    if link is not None:
        return _look_again(link, version)
    likest = [pk for pk, _ in sorted(Counter(pk for _, pk in sharing).items(), key=lambda n: (-n[1], n[0]))]
    found = _first_like(version, likest[:LOOKED_AT], came_now=came_now and version.number == 1)
    if found is None:
        return None
    of_version, percent = found
    return NearCopy.objects.create(
        article_id=version.article_id, of_id=of_version.article_id, version=version,
        of_version=of_version, percent=percent,
    )  # fmt: skip


def sketch_the_rest(*, most: int = BATCH) -> int:
    """Do so for versions from before there were sketches, the oldest first; how many."""
    rest = list(Version.objects.filter(sketch__isnull=True).order_by("pk")[:most])
    for version in rest:
        look_for_first(version, came_now=False)
    return len(rest)


@transaction.atomic
def deny_copy(article: Article, *, by: User) -> NearCopy:
    """Say that an article is no copy. Raises NoCopy."""
    link = _link_of(article)
    if link.denied_at is None:
        link.denied_by, link.denied_at = by, timezone.now()
        link.save()
    return link


@transaction.atomic
def restore_copy(article: Article) -> NearCopy:
    """Take that back. Raises NoCopy."""
    link = _link_of(article)
    link.denied_by = link.denied_at = None
    link.save()
    return link


def _link_of(article: Article) -> NearCopy:
    link = NearCopy.objects.select_for_update().filter(article=article).first()
    if link is None:
        raise NoCopy(article)
    return link


def _look_again(link: NearCopy, version: Version) -> NearCopy | None:
    """A newer version of a copy: how near it is now; told in words of its own, it is no copy any more."""
    if link.denied_at is not None:
        return link
    percent = nearness(link.of_version.text, version.text)
    if not percent:
        link.delete()
        return None
    link.version, link.percent = version, percent
    link.save()
    return link


def _first_like(version: Version, pks: list[int], *, came_now: bool) -> tuple[Version, int] | None:
    """Of these, the likest first, the version of another article that was here before and that this one
    nearly copies, and how nearly.

    A copy of a copy is linked to what that one copies, if it is near enough itself.
    """
    rows = Version.objects.filter(pk__in=pks).exclude(article=version.article_id)
    if not came_now:
        rows = rows.filter(article__lt=version.article_id)
    firsts = NearCopy.objects.firsts(rows.values_list("article", flat=True))
    places = {pk: place for place, pk in enumerate(pks)}
    near: list[tuple[Version, int]] = []
    for row in sorted(rows, key=lambda row: places[row.pk])[:COMPARED]:
        if row.article_id not in firsts and (percent := nearness(row.text, version.text)):
            near.append((row, percent))
    if not near and firsts:
        near = _by_way_of(version, set(firsts.values()), came_now=came_now)
    return max(near, key=lambda found: (found[1], -found[0].pk), default=None)


def _by_way_of(version: Version, firsts: set[int], *, came_now: bool) -> list[tuple[Version, int]]:
    """What those that it resembles were copied from."""
    found = []
    for article in sorted(firsts - {version.article_id})[:COMPARED]:
        row = Version.objects.filter(article=article).order_by("-number")[0]
        if (came_now or article < version.article_id) and (percent := nearness(row.text, version.text)):
            found.append((row, percent))
    return found
