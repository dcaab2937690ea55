"""Writing the register."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sources.models import Alias, Source
from sources.names import name_key


class CannotMerge(Exception):
    """Two sources can't be made one. The message is a sentence for the admin."""


class NameTaken(Exception):
    """An alias belongs to another source already. The message is a sentence for the admin."""


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
        raise NameTaken(f"“{name}” is a name of {alias.source} already. Merge the two if they are one.")
    return alias


@transaction.atomic
def merge_sources(source: Source, *, into: Source, by: User) -> Source:
    """Make `source` stand for `into` from now on, everywhere. Nothing said under its name is rewritten."""
    rows = {s.pk: s for s in Source.objects.select_for_update().filter(pk__in=sorted([source.pk, into.pk]))}
    source, target = rows[source.pk], rows[into.pk]
    if target.stands_for.pk == source.pk:
        raise CannotMerge(f"{target} is merged into {source} already; or they are the same source.")
    if source.merged_into_id:
        raise CannotMerge(f"{source} is merged into {source.merged_into} already. Undo that first.")
    source.merged_into, source.merged_by, source.merged_at = target.stands_for, by, timezone.now()
    source.save()
    return source


@transaction.atomic
def unmerge_source(source: Source, *, by: User) -> Source:
    """Let a merged source stand for itself again."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    if not source.merged_into_id:
        raise CannotMerge(f"{source} is not merged into another.")
    source.merged_into = source.merged_by = source.merged_at = None
    source.save()
    return source


@transaction.atomic
def save_source(source: Source) -> Source:
    """Store a register entry as an admin wrote it; a new one goes by its own name at once. Raises
    NameTaken.
    """
    is_new = source.pk is None
    source.save()
    if is_new:
        add_alias(source, name=source.name, by=None)
    return source


@transaction.atomic
def save_alias(alias: Alias, *, by: User) -> Alias:
    """Store a name as an admin wrote it."""
    alias.key = name_key(alias.name)
    alias.given_by = alias.given_by or by
    alias.save()
    return alias


@transaction.atomic
def drop_alias(alias: Alias) -> None:
    """Take a name from a source. When the worker meets it again it is a new source's."""
    alias.delete()


@transaction.atomic
def mark_reviewed(sources: QuerySet[Source]) -> int:
    """Say that a person has looked at these. Gives how many there are."""
    return sources.update(is_reviewed=True)
