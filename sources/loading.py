"""Writing the starter register into the register, without touching what people wrote."""

from collections.abc import Iterable

import pghistory
from django.contrib.auth.models import User
from django.db import transaction

from sources.models import Alias, Source
from sources.services import lock_register
from sources.starter import Loaded, Starter, starters

PROGRAM = "the starter register"
FILLED = ("kind", "country", "home_page")


@transaction.atomic
def load_register(*, by: User | None = None) -> Loaded:
    """Give every source of the starter register its entry, its names and its parent.

    A source known by any of those names is completed: what is empty is filled, and what only the worker
    guessed is put right. One that a person changed keeps its entry and gets names only, none that was taken
    from it. A name of another source is told, for the review list to merge. Loaded twice, nothing changes."""
    lock_register()
    context = {"program": PROGRAM} | ({"user": by.pk, "why": "the starter register was loaded"} if by else {})
    with pghistory.context(**context):
        return _load()


def _load() -> Loaded:
    known = {a.key: a.source for a in Alias.objects.known({key for s in starters() for key in s.names})}
    met = {s.name: next((known[key].stands_for for key in s.names if key in known), None) for s in starters()}
    touched = touched_by_people(source.pk for source in met.values() if source)
    done = Loaded(kept=[source.name for source in met.values() if source and source.pk in touched])
    rows = {starter.name: _entry(starter, met[starter.name], touched, done) for starter in starters()}
    Source.objects.bulk_create(source for source in rows.values() if source.pk is None)
    _give_names(rows, known, done)
    for starter in starters():
        source = rows[starter.name]
        if starter.part_of and not source.part_of_id and source.pk not in touched:
            _make_part(source, rows[starter.part_of].stands_for)
            done.changed |= {source.pk} if met[starter.name] else set()
    return done


def touched_by_people(pks: Iterable[int]) -> set[int]:
    """Those of some sources that a person looked at, or whose entry or names a person changed."""
    wanted = list(pks)
    by_people = {"pgh_context__has_key": "user"}
    by_program = {"pgh_context__has_key": "program"}
    entries = Source.events.rel.related_model.objects.filter(pgh_obj__in=wanted, **by_people)
    names = Alias.events.rel.related_model.objects.filter(source__in=wanted, **by_people)
    reviewed = Source.objects.filter(pk__in=wanted, is_reviewed=True)
    ours = Source.events.rel.related_model.objects.filter(pgh_context__program=PROGRAM).values("pgh_obj")
    return {
        *reviewed.exclude(pk__in=ours).values_list("pk", flat=True),
        *entries.exclude(**by_program).values_list("pgh_obj", flat=True),
        *names.exclude(**by_program).values_list("source", flat=True),
    }


def _entry(starter: Starter, source: Source | None, touched: set[int], done: Loaded) -> Source:
    """The source of a starter: completed where the worker met it, a new one where nobody did."""
    if source is None:
        done.added.append(starter.name)
        entry = {name: getattr(starter, name) for name in FILLED}
        return Source(name=starter.name, is_reviewed=True, **entry)  # people wrote it: nothing to review
    if source.pk not in touched and _complete(source, starter):
        done.completed.append(source.name)
        done.changed.add(source.pk)
    return source


def _complete(source: Source, starter: Starter) -> bool:
    """Fill what is empty and put right what the worker guessed; whether there was anything."""
    wanted = {"name": starter.name, "is_reviewed": True} | {
        name: getattr(starter, name) for name in FILLED if getattr(starter, name)
    }
    changed = [name for name, value in wanted.items() if getattr(source, name) != value]
    for name in changed:
        setattr(source, name, wanted[name])
    if changed:
        source.save(update_fields=[*changed, "changed_at"])
    return bool(changed)


def _give_names(rows: dict[str, Source], known: dict[str, Source], done: Loaded) -> None:
    taken = Alias.events.rel.related_model.objects.filter(source__in=rows.values(), pgh_label="removed")
    refused = set(taken.values_list("source", "key"))
    new = []
    for starter in starters():
        source = rows[starter.name]
        for key, name in starter.names.items():
            if key not in known and (source.pk, key) not in refused:
                new.append(Alias(source=source, name=name, key=key))
            elif key in known and known[key].stands_for.pk != source.pk:
                done.clashes.append(
                    f"“{name}”, a name of {source}, belongs to {known[key]}: merge them if one."
                )
    done.names = len(Alias.objects.bulk_create(new))


def _make_part(source: Source, whole: Source) -> None:
    if source.pk not in (whole.pk, *Source.objects.wholes_of([whole.pk]).get(whole.pk, ())):
        source.part_of = whole
        source.save(update_fields=["part_of", "changed_at"])
