"""Writing what the machine read: asking for a reading, recording it, following what people decide."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Version
from claims import carrying, placing
from claims.extraction import ENGINE, extract, records
from claims.extraction.disputes import question_keys
from claims.matching import fingerprints, match_by_overlap
from claims.models import Attribution, Claim, Dispute, Extraction, Figure, Read
from claims.outlining import outline_disputes
from sources.services import meet_sources

State = Extraction.State
MOST_ATTEMPTS = 4
READING_LOCK = 0x66630001  # the first key of its advisory locks; the second is the extraction's
BATCH = 500
SHARE: dict[type[Read], float] = {
    Claim: 0.5,
    Figure: 0.0,
}  # how much text a row must share to be the same one

AnyRead = TypeVar("AnyRead", bound=Read)


class BeingRead(Exception):
    """Another worker is on this reading, and alive."""


@transaction.atomic
def request_extraction(version: Version, *, by: User | None) -> Extraction:
    """Have a version read. Where a reading of it is waiting or under way, that one is meant."""
    extraction, _ = Extraction.objects.unfinished().get_or_create(
        version=version, defaults={"requested_by": by, "queued_at": timezone.now()}
    )
    return extraction


def perform_extraction(pk: int) -> Extraction:
    """Do what an extraction asks for, whatever part of it an earlier attempt has done. Called twice, it is
    done once.

    Each step commits by itself, so a killed worker loses the step it was in and no other. A lock that
    PostgreSQL drops with the connection keeps a second worker off while the first lives; it raises BeingRead.
    """
    with _reading_lock(pk) as is_ours:
        if not is_ours:
            raise BeingRead(pk)
        extraction = _start(pk)
        if extraction.is_finished:
            return extraction
        version = extraction.version
        published = version.article.published_on
        reading = extract(version.text, published=published.isoformat() if published else None)
        record_reading(extraction, reading)
        finish_extraction(extraction)
    return extraction


@contextmanager
def _reading_lock(pk: int) -> Iterator[bool]:
    """PostgreSQL's own lock on one extraction, and whether we got it; it goes with the connection if the
    worker dies.
    """
    keys = (READING_LOCK, pk % 2**31)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)


@transaction.atomic
def _start(pk: int) -> Extraction:
    extraction = (
        Extraction.objects.select_for_update(of=["self"]).select_related("version__article").get(pk=pk)
    )
    if extraction.is_finished:
        return extraction
    extraction.attempts += 1
    extraction.state = State.READING
    extraction.engine = ENGINE
    extraction.started_at = timezone.now()
    if extraction.attempts > MOST_ATTEMPTS:
        return _fail(extraction, "The worker was interrupted again and again while it read this text.")
    extraction.save()
    return extraction


@transaction.atomic
def fail_extraction(pk: int, *, error: str) -> Extraction:
    """Say that a reading failed and why, in a sentence for the editor."""
    extraction = Extraction.objects.select_for_update().get(pk=pk)
    return extraction if extraction.is_finished else _fail(extraction, error)


def _fail(extraction: Extraction, error: str) -> Extraction:
    extraction.state, extraction.error, extraction.finished_at = State.FAILED, error, timezone.now()
    extraction.save()
    return extraction


@transaction.atomic
def record_reading(extraction: Extraction, reading: records.Reading) -> None:
    """Store a reading over the earlier one of the same version: matched rows are updated in place, rows not
    seen again are marked gone, new ones added. What people decided is not touched."""
    version = Version.objects.select_for_update().get(pk=extraction.version_id)
    carrying.lock_versions(version)
    if carrying.is_overtaken(version):
        extraction.state, extraction.language = State.COMPARING, reading.language
        extraction.save()
        return
    claims = _record(version, Claim, reading.claims, [_claim_fields(c) for c in reading.claims])
    owner = {figure: claims[claim.id] for claim in reading.claims for figure in claim.figures}
    stated = [figure for figure in reading.figures if figure.id in owner]
    figures = _record(version, Figure, stated, [_figure_fields(f) | {"claim": owner[f.id]} for f in stated])
    _record_attributions(version, reading, claims, figures)
    extraction.state, extraction.language = State.COMPARING, reading.language
    extraction.save()


def _record(
    version: Version, model: type[AnyRead], spans: Sequence[Any], values: Sequence[Mapping[str, Any]]
) -> dict[str, AnyRead]:
    """The row of each record by the record's id, matched by fingerprint, then by the text they share."""
    rows_there = (
        model.objects.select_for_update().filter(version=version, made_by__isnull=True).order_by("pk")
    )
    stored = {row.fingerprint: row for row in rows_there}
    names = fingerprints(spans)
    rows = {i: stored.pop(name) for i, name in enumerate(names) if name in stored}
    rest = [i for i in range(len(spans)) if i not in rows]
    if model in SHARE:
        overlapping = match_by_overlap(stored.values(), [spans[i] for i in rest], share=SHARE[model])
        rows |= {rest[i]: stored.pop(row.fingerprint) for i, row in overlapping.items()}
    rest = [i for i in rest if i not in rows]
    by_hand = {rest[i]: row for i, row in _marked_there(version, model, [spans[i] for i in rest]).items()}
    rest = [i for i in rest if i not in by_hand]
    if model in SHARE:
        homes = [values[i]["claim"].pk if "claim" in values[i] else None for i in rest]
        carried = carrying.take_over(version, model, [spans[i] for i in rest], homes)
        rows |= {rest[i]: row for i, row in carried.items()}
    result, new, old = {}, [], []
    for i, (span, fields) in enumerate(zip(spans, values, strict=True)):
        if i in by_hand:
            result[span.id] = by_hand[i]
            continue
        row = rows.get(i) or model(version=version)
        (old if row.pk else new).append(row)
        place = {"fingerprint": names[i], "gone_at": None} | _ends(row, version, span)
        for field, value in (place | dict(fields)).items():
            setattr(row, field, value)
        if isinstance(row, Figure) and row.correction:
            row.keys = [key[:200] for key in question_keys(row.as_read())]
        result[span.id] = row
    gone = [row.pk for row in stored.values() if row.gone_at is None]
    model.objects.filter(pk__in=gone).update(gone_at=timezone.now())
    if old:
        ends = ("version", "start", "end", "text", "machine_start", "machine_end")
        changed = ["fingerprint", "gone_at", *ends, *(values[0] if values else ())]
        changed += ["since"] if model is Figure else []
        _free_fingerprints(model, old)
        model.objects.bulk_update(old, changed, batch_size=BATCH)
    model.objects.bulk_create(new, batch_size=BATCH)
    return result


def _marked_there(version: Version, model: type[AnyRead], spans: Sequence[Any]) -> dict[int, AnyRead]:
    """Of spans that no row of the machine is, those that a person marked already, each with that row."""
    by_hand = model.objects.filter(version=version, made_by__isnull=False, gone_at__isnull=True)
    return match_by_overlap(by_hand, spans, share=SHARE.get(model, 0.5)) if spans else {}


def _ends(row: Read, version: Version, span: Any) -> dict[str, Any]:
    """Where a span goes in its row: beside the ends that a person set in this version, where one did."""
    machine = {"machine_start": span.start, "machine_end": span.end}
    if row.machine_start is not None and row.version_id == version.pk:
        return machine
    place = {"version": version, "start": span.start, "end": span.end, "text": span.text}
    return place | dict.fromkeys(machine)


def _free_fingerprints(model: type[Read], rows: Sequence[Read]) -> None:
    """Two rows may swap fingerprints in one reading; the constraint is checked row by row."""
    model.objects.filter(pk__in=[row.pk for row in rows]).update(fingerprint=placing.row_name())


def _claim_fields(claim: records.Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in ("section", "kind", "checkable", "worthiness")}


def _figure_fields(figure: records.Figure) -> dict[str, Any]:
    columns = ("relation", "value", "low", "high", "dimension", "direction")
    return {name: getattr(figure, name) for name in columns} | {
        "unit": figure.unit[:200],
        "record": asdict(figure),
        "keys": [key[:200] for key in question_keys(figure)],
    }


def _record_attributions(
    version: Version, reading: records.Reading, claims: Mapping[str, Claim], figures: Mapping[str, Figure]
) -> None:
    sources = meet_sources({a.source: a.kind for a in reading.attributions})
    fields = [
        {"source": sources[a.source], "source_name": a.source[:200], "cue": a.cue[:200]}
        | {name: getattr(a, name) for name in ("manner", "kind", "role")}
        for a in reading.attributions
    ]
    rows = _record(version, Attribution, reading.attributions, fields)
    carrying.untie(version)
    for through, key, owners, targets in (
        (Attribution.claims.through, "claim_id", reading.claims, claims),
        (Attribution.figures.through, "figure_id", [f for f in reading.figures if f.id in figures], figures),
    ):
        # A link of two that the machine read is the reading's; any other a person made.
        owner_of = key.removesuffix("_id")
        of_machine = {"attribution__made_by__isnull": True, f"{owner_of}__made_by__isnull": True}
        through.objects.filter(attribution__version=version, **of_machine).delete()
        links = [
            through(attribution_id=rows[name].pk, **{key: targets[owner.id].pk})
            for owner in owners
            for name in owner.attributions
        ]
        through.objects.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def finish_extraction(extraction: Extraction) -> None:
    """Set the figures of a recorded reading beside all others, and say that the reading is done."""
    figures = Figure.objects.filter(version=extraction.version)
    gone = figures.filter(gone_at__isnull=False, dispute__isnull=False).values_list("dispute", flat=True)
    left = set(gone)
    placing.place_figures(figures.counted())
    if not carrying.is_overtaken(extraction.version):
        left |= carrying.leave_behind(extraction.version)
    left |= placing.asked_about(Figure.objects.filter(version__article=extraction.version.article_id,
                                                      gone_at__isnull=False))  # fmt: skip
    placing.refresh_disputes(left)
    extraction.state, extraction.error, extraction.finished_at = State.DONE, "", timezone.now()
    extraction.save()


@transaction.atomic(savepoint=False)
def stand_figure(
    figure: Figure, *, correction: Mapping[str, Any] | None, is_confirmed: bool, is_dismissed: bool
) -> Figure:
    """Let what a person decided of a figure, locked, stand from now on, in its disputes too."""
    is_as_before = (figure.correction or None, figure.is_dismissed) == (correction or None, is_dismissed)
    figure.correction = dict(correction) if correction else None
    figure.is_confirmed, figure.is_dismissed = is_confirmed, is_dismissed
    if is_as_before:  # it reads as it did: it stands beside the same figures
        figure.save(update_fields=["is_confirmed"])
        return figure
    figure.keys = [key[:200] for key in question_keys(figure.as_read())]
    figure.save()
    if not is_dismissed and placing.stands_alone(figure):
        placing.place_figures(Figure.objects.filter(pk=figure.pk))
    else:
        asked = placing.asked_about(Figure.objects.filter(pk=figure.pk))
        placing.refresh_disputes({figure.dispute_id, *asked} - {None})
    figure.refresh_from_db(fields=["dispute"])
    return figure


@transaction.atomic
def name_question(dispute: Dispute, *, question: str) -> Dispute:
    """Word a dispute's question; no later reading words it anew."""
    dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
    dispute.question, dispute.question_is_given = question[:300], True
    dispute.save()
    outline_disputes([dispute.pk])
    return dispute


def lost_readings(*, older_than: timedelta) -> list[int]:
    """The readings whose message seems lost: not finished, queued a while ago, and on no living worker's
    desk.

    They count as queued anew from this moment, so that a long backlog is not queued over and over.
    """
    now = timezone.now()
    lost = []
    for pk in Extraction.objects.waiting_since_before(now - older_than).values_list("pk", flat=True):
        with _reading_lock(pk) as is_free:
            if is_free:
                Extraction.objects.unfinished().filter(pk=pk).update(queued_at=now)
                lost.append(pk)
    return lost
