"""Writing the register."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext

import pghistory
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sources.models import Alias, Distinction, Grade, Source
from sources.names import name_key

REGISTER_LOCK = (1717792770, 1)  # the one that the trigger on parents and merges takes
ENTRY = (
    "name", "kind", "country", "languages", "home_page", "wikidata", "feeds", "corrections_policy", "side",
    "part_of", "is_reviewed", "notes", "changed_at",
)  # fmt: skip


class CannotMerge(Exception):
    """Two sources can't be made one. The message is a sentence for the admin."""


class CannotGrade(Exception):
    """A source can't be graded. The message is a sentence for the admin."""


class NameTaken(Exception):
    """An alias belongs to another source already. The message is a sentence for the admin."""


def told(by: User | None, why: str = "") -> AbstractContextManager[object]:
    """Let the history say who changed what follows, and why."""
    said: dict[str, object] = {"user": by.pk} if by else {}
    said |= {"why": why} if why else {}
    return pghistory.context(**said) if said else nullcontext()


@transaction.atomic
def meet_sources(kinds: Mapping[str, str]) -> dict[str, Source]:
    """The source of each name as written; a name not met before gets a source of its own kind, to be
    reviewed.

    `kinds` maps a name to its kind. Safe beside other workers: the key is unique, the loser takes the
    winner's row."""
    keys = {name: name_key(name) or name.strip()[:200] or "?" for name in kinds}
    known = {alias.key: alias.source for alias in Alias.objects.known(set(keys.values()))}
    for name in sorted(kinds):
        if keys[name] not in known:
            known[keys[name]] = _first_meeting(name, keys[name], kinds[name])
    return {name: known[key] for name, key in keys.items()}


def _first_meeting(name: str, key: str, kind: str) -> Source:
    source = Source.objects.create(name=name[:200] or "?", kind=kind)
    alias, is_new = Alias.objects.get_or_create(
        key=key, defaults={"name": name[:200] or "?", "source": source}
    )
    if not is_new:
        source.delete()
    return alias.source


@transaction.atomic
def add_alias(source: Source, *, name: str, by: User | None) -> Alias:
    """Give a source one more name. Raises NameTaken where another source has it: merging is the way then."""
    key = name_key(name)
    alias, is_new = Alias.objects.get_or_create(
        key=key, defaults={"name": name, "source": source, "given_by": by}
    )
    if not is_new and alias.source_id != source.pk:
        raise NameTaken(
            _("“%(name)s” is a name of %(source)s already. Merge the two if they are one.")
            % {"name": name, "source": alias.source}
        )
    return alias


def lock_register() -> None:
    """Let no other change of parents or merges come between, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", REGISTER_LOCK)


@transaction.atomic
def merge_sources(source: Source, *, into: Source, by: User, why: str = "") -> Source:
    """Make `source` stand for `into` from now on, everywhere. Nothing said under its name is rewritten."""
    lock_register()
    rows = {s.pk: s for s in Source.objects.select_for_update().filter(pk__in=sorted([source.pk, into.pk]))}
    source, target = rows[source.pk], rows[into.pk]
    if target.stands_for.pk == source.pk:
        raise CannotMerge(f"{target} is merged into {source} already; or they are the same source.")
    if source.merged_into_id:
        raise CannotMerge(f"{source} is merged into {source.merged_into} already. Undo that first.")
    if source.pk in Source.objects.wholes_of([target.stands_for.pk]).get(target.stands_for.pk, ()):
        raise CannotMerge(
            f"{target} is a part of {source}, and a whole can't stand for its part. Merge them the other way."
        )
    source.merged_into, source.merged_by, source.merged_at = target.stands_for, by, timezone.now()
    with told(by, why):
        source.save(update_fields=["merged_into", "merged_by", "merged_at", "changed_at"])
    return source


@transaction.atomic
def unmerge_source(source: Source, *, by: User) -> Source:
    """Let a merged source stand for itself again."""
    lock_register()
    source = Source.objects.select_for_update().get(pk=source.pk)
    if not source.merged_into_id:
        raise CannotMerge(f"{source} is not merged into another.")
    source.merged_into = source.merged_by = source.merged_at = None
    with told(by):
        source.save(update_fields=["merged_into", "merged_by", "merged_at", "changed_at"])
    return source


@transaction.atomic
def save_source(source: Source, *, by: User | None = None, why: str = "") -> Source:
    """Store a register entry as an admin wrote it; a new one goes by its own name at once. Raises
    NameTaken. Its grade is `grade_source`'s.
    """
    is_new = source.pk is None
    with told(by, why):
        source.save(update_fields=None if is_new else ENTRY)
        if is_new or not Alias.objects.filter(key=name_key(source.name)).exists():
            add_alias(source, name=source.name, by=by)
    return source


@transaction.atomic
def grade_source(source: Source, *, letter: str, reason: str, scope: str = "", by: User | None) -> Grade:
    """Grade a source anew. The earlier grades stay; this one stands."""
    if source.is_class:
        raise CannotGrade(f"{source} is many people under one name: a class is not graded as one.")
    with told(by):
        grade = Grade.objects.create(source=source, letter=letter, scope=scope, reason=reason, given_by=by)
    source.refresh_from_db(fields=["grade", "grade_scope", "grade_reason", "graded_on"])
    return grade


@transaction.atomic
def save_alias(alias: Alias, *, by: User) -> Alias:
    """Store a name as an admin wrote it."""
    alias.key = name_key(alias.name)
    alias.given_by = alias.given_by or by
    with told(by):
        alias.save()
    return alias


@transaction.atomic
def drop_alias(alias: Alias, *, by: User | None = None) -> None:
    """Take a name from a source. When the worker meets it again it is a new source's."""
    with told(by):
        alias.delete()


@transaction.atomic
def describe_sources(sources: QuerySet[Source], *, by: User, **fields: str) -> int:
    """Say the same of many: their kind, country or side. Gives how many there are."""
    with told(by):
        return Source.objects.filter(pk__in=sources.values("pk")).update(**fields, changed_at=timezone.now())


@transaction.atomic
def mark_reviewed(sources: QuerySet[Source], *, by: User | None = None) -> int:
    """Say that a person has looked at these. Gives how many there are."""
    with told(by):
        return Source.objects.filter(pk__in=sources.values("pk")).update(is_reviewed=True)


@transaction.atomic
def tell_apart(source: Source, other: Source, *, by: User) -> Distinction:
    """Remember for good that two sources are two."""
    one, two = sorted((source.pk, other.pk))
    distinction, _ = Distinction.objects.get_or_create(one_id=one, other_id=two, defaults={"given_by": by})
    return distinction


@transaction.atomic
def accept_likeness(source: Source, other: Source, *, by: User, why: str) -> Source:
    """Two names are one source's: the new one stands for the known one, and both have been looked at."""
    merged = merge_sources(source, into=other, by=by, why=why)
    mark_reviewed(Source.objects.filter(pk__in=[source.pk]), by=by)
    return merged
