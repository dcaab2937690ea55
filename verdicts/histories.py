"""One history of all that was done: by whom, when, before and after, why. For reading.

Nothing is written for it: every act is a row that nobody edits, and the register keeps its own changes. Each
kind of row is a stream, newest first; what a page shows is merged from their heads, however long they are.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.models import Claim, Dispute, Extraction, Figure
from sources.models import Alias, Source
from verdicts.events import Event, Stream, fields_in_words
from verdicts.mark_events import mark_streams
from verdicts.models import Act, Overruling, Placement, Reopening, Resolution, Review, Verdict, WorkEvent
from verdicts.note_events import note_streams
from verdicts.undoing import BY_UNDO

KINDS = {
    "figures": _("figures"),
    "marks": _("marks in texts"),
    "verdicts": _("verdicts"),
    "resolutions": _("resolutions"),
    "disputes": _("figures in disputes"),
    "work": _("the queue"),
    "notes": _("notes"),
    "sources": _("sources"),
    "readings": _("readings by the machine"),
}
PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the history somebody wants to see."""

    kind: str = ""
    person: int | None = None
    by_machine: bool | None = None
    since: datetime | None = None
    until: datetime | None = None  # before that moment


def history(wanted: Wanted, on: models.Model | None = None, *, most: int = PAGE) -> tuple[list[Event], bool]:
    """The newest events that are wanted, of one thing or of all, and whether there are older ones.

    Those of one moment come together, so that going on from the last one leaves none out.
    """
    heads = [_head(stream, wanted, most) for stream in _streams(on) if _is_wanted(stream, wanted)]
    merged = heapq.merge(*heads, key=lambda event: event.at, reverse=True)
    shown: list[Event] = []
    for event in merged:
        if len(shown) >= most and event.at != shown[-1].at:
            return shown, True
        shown.append(event)
    return shown, False


def _is_wanted(stream: Stream, wanted: Wanted) -> bool:
    is_machine = not stream.by
    if wanted.kind and stream.kind != wanted.kind:
        return False
    if wanted.person is not None or wanted.by_machine is False:
        return not is_machine
    return wanted.by_machine is None or is_machine or stream.kind == "sources"


def _head(stream: Stream, wanted: Wanted, most: int) -> Iterator[Event]:
    rows = stream.rows.filter(**{f"{stream.at}__isnull": False})
    if wanted.person is not None:
        rows = rows.filter(**{stream.by: wanted.person})
    elif wanted.by_machine is not None and stream.by:
        rows = rows.filter(**{f"{stream.by}__isnull": wanted.by_machine})
    if wanted.since is not None:
        rows = rows.filter(**{f"{stream.at}__gte": wanted.since})
    if wanted.until is not None:
        rows = rows.filter(**{f"{stream.at}__lt": wanted.until})
    return map(stream.read, rows.order_by(f"-{stream.at}", "-pk")[: most + 50])


ANY = Q()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows of each kind are about a thing; None where no row of that kind can be."""

    figures: Q | None = ANY  # asked of a row that has a figure
    claims: Q | None = ANY  # of one that has a claim
    disputes: Q | None = ANY  # of one that has a dispute
    marks: Q = ANY
    anchorings: Q = ANY
    pairs: Q = ANY  # of two figures that were compared
    placements: Q = ANY
    works: Q | None = ANY
    notes: Q = ANY


def _streams(on: models.Model | None) -> list[Stream]:
    """All that can have happened to a thing, or to anything."""
    if isinstance(on, Source):
        return _of_sources(on)
    scope = _scope(on)
    of_article = Q(version__article=on) if isinstance(on, Article) else Q()
    return [
        *([_reviews(scope.figures)] if scope.figures is not None else []),
        *mark_streams(scope.marks, scope.anchorings),
        *(_decisions(Verdict, scope.claims, "claim") if scope.claims is not None else []),
        *(_decisions(Resolution, scope.disputes, "dispute") if scope.disputes is not None else []),
        *([_reopenings(scope.disputes)] if scope.disputes is not None else []),
        _placements(scope.placements),
        _overrulings(scope.pairs),
        *([_works(scope.works)] if scope.works is not None else []),
        *note_streams(scope.notes),
        *([_readings(of_article)] if on is None or of_article else []),
        *(_of_sources(None) if on is None else []),
    ]  # fmt: skip


def _scope(on: models.Model | None) -> Scope:
    if isinstance(on, Claim):
        figures, mine = Q(figure__claim=on), Q(claim=on)
        marks, pairs = mine | figures | Q(attribution__claims=on), Q(one__claim=on) | Q(other__claim=on)
        moved, works = _moving("figure.claim_id", on.pk), Q(work=on.pk)
        return Scope(figures, mine, None, marks, mine | figures, pairs, moved, works, mine | figures)
    if isinstance(on, Figure):
        mine, pairs = Q(figure=on), Q(one=on) | Q(other=on)
        return Scope(mine, None, None, mine, mine, pairs, _moving("figure.id", on.pk), None, mine)
    if isinstance(on, Dispute):
        whole = [on.pk, *Dispute.objects.filter(merged_into=on).values_list("pk", flat=True)]
        here, mine = Q(figure__dispute__in=whole), Q(dispute__in=whole)
        pairs = Q(one__dispute__in=whole) | Q(other__dispute__in=whole)
        return Scope(here, None, mine, here, here, pairs, mine | Q(to__in=whole), None, mine)
    if isinstance(on, Article):
        figures, claims = Q(figure__version__article=on), Q(claim__version__article=on)
        pairs, text = Q(one__version__article=on) | Q(other__version__article=on), Q(version__article=on)
        moved, works = _moving("version.article_id", on.pk), Q(work__claim__version__article=on)
        both = claims | figures
        return Scope(figures, claims, None, text, both, pairs, moved, works, text | both)
    return Scope()


def _moving(column: str, pk: int) -> Q:
    """Placements that moved a figure, or one of a claim or an article."""
    found = f"""
        SELECT placement.id
        FROM verdicts_placement placement, jsonb_array_elements(placement.change -> 'moves') move
        JOIN claims_figure figure ON figure.id = (move ->> 'figure')::bigint
        JOIN articles_version version ON version.id = figure.version_id
        WHERE {column} = %s
    """
    return Q(pk__in=RawSQL(found, [pk]))


# --- each kind of row, and how it reads ---


def _reviews(which: Q) -> Stream:
    """Without those that an undoing gave: the undoing tells of itself."""
    same = {"figure": OuterRef("figure"), "given_by": OuterRef("given_by"), "undoes__isnull": False}
    span = (OuterRef("given_at"), OuterRef("given_at") + timedelta(seconds=5))
    undone = Exists(Act.objects.filter(**same, given_at__range=span))
    rows = Review.objects.filter(which).exclude(undone, reason=BY_UNDO).select_related("given_by", "figure")
    return Stream("figures", rows, "given_at", "given_by", _review)


def _review(row: Review) -> Event:
    changed = row.correction or {}
    was = {name: row.figure.record.get(name) for name in changed}
    changed = {name: value for name, value in changed.items() if value != was[name]}
    return Event(
        row.given_at,
        "figures",
        row.given_by,
        gettext("%(did)s the figure") % {"did": row.get_outcome_display()},
        f"“{row.figure.text}”",
        row.figure.get_absolute_url(),
        row.reason,
        fields_in_words({name: was[name] for name in changed}),
        fields_in_words(changed),
        gettext("Review it again"),
    )


def _decisions(model: type[Verdict] | type[Resolution], which: Q, about: str) -> list[Stream]:
    kind = f"{model._meta.model_name}s"
    rows = model.objects.filter(which).select_related(
        "given_by",
        "first_approved_by",
        "approved_by",
        "returned_by",
        about,
        *(["rating"] if about == "claim" else []),
    )
    return [
        Stream(kind, rows, f"{word}_at", f"{word}_by", partial(_decision, word=word, about=about))
        for word in ("given", "first_approved", "approved", "returned")
    ]


NAMES = {"verdict": _("verdict"), "resolution": _("resolution")}
DID = {
    "given": _("proposed a"),
    "first_approved": _("gave the first of two approvals of the"),
    "approved": _("approved the"),
    "overridden": _("let stand, without a second person, the"),
    "returned": _("sent back the"),
}


def _decision(row: Any, *, word: str, about: str) -> Event:
    name = row._meta.model_name
    did = DID["overridden" if word == "approved" and row.is_overridden else word]
    on = row.claim if about == "claim" else row.dispute
    says = f"{row.rating}: {row.summary}" if about == "claim" else row.wording
    why = {"given": row.reason, "approved": row.override_reason, "returned": row.returned_because}.get(
        word, ""
    )
    return Event(
        getattr(row, f"{word}_at"),
        f"{name}s",
        getattr(row, f"{word}_by"),
        gettext("%(did)s %(what)s on") % {"did": did, "what": NAMES[name]},
        str(on),
        on.get_absolute_url(),
        why,
        after=says,
        goes_back=gettext("Decide anew") if word != "returned" else "",
    )


def _placements(which: Q) -> Stream:
    rows = Placement.objects.filter(which).select_related("given_by", "dispute", "to", "undone_by")
    return Stream("disputes", rows, "given_at", "given_by", _placement)


def _reopenings(which: Q) -> Stream:
    which = Q(*[(f"resolution__{name}", value) for name, value in which.children])
    rows = Reopening.objects.filter(which).select_related("resolution__dispute")
    return Stream("resolutions", rows, "made_at", "", _reopening)


def _placement(row: Placement) -> Event:
    return Event(
        row.given_at,
        "disputes",
        row.given_by,
        gettext("%(did)s in") % {"did": row.get_act_display()},
        row.dispute.question,
        row.dispute.get_absolute_url(),
        row.reason,
        row.dispute.question if row.to else "",
        row.to.question if row.to else "",
        gettext("Take it back"),
    )


def _reopening(row: Reopening) -> Event:
    dispute = row.resolution.dispute
    return Event(
        row.made_at, "resolutions", None, gettext("re-opened the resolution on"), dispute.question,
        dispute.get_absolute_url(), row.sentence,
    )  # fmt: skip


def _overrulings(which: Q) -> Stream:
    rows = Overruling.objects.filter(which).select_related("given_by", "one", "other")
    return Stream("disputes", rows, "given_at", "given_by", _overruling)


def _overruling(row: Overruling) -> Event:
    did = (
        gettext("withdrew an overruling of") if row.withdraws_id else gettext("overruled how these compare:")
    )
    machine = row.machine or {}
    return Event(
        row.given_at, "disputes", row.given_by, did, f"“{row.one.text}” and “{row.other.text}”",
        row.one.get_absolute_url(), row.reason, str(machine.get("outcome", "")), row.get_relation_display(),
        gettext("Withdraw it") if not row.withdraws_id else "",
    )  # fmt: skip


def _works(which: Q) -> Stream:
    rows = WorkEvent.objects.filter(which).select_related("given_by", "work__claim")
    return Stream("work", rows, "given_at", "given_by", _work)


def _work(row: WorkEvent) -> Event:
    before = {name: pair[0] for name, pair in row.change.items() if isinstance(pair, list) and len(pair) == 2}
    after = {name: pair[1] for name, pair in row.change.items() if name in before}
    return Event(
        row.given_at, "work", row.given_by, f"{row.get_act_display()}:", row.work.claim.text,
        row.work.claim.get_absolute_url(), "", fields_in_words(before), fields_in_words(after),
    )  # fmt: skip


def _readings(which: Q) -> Stream:
    rows = Extraction.objects.filter(which).select_related("version__article").defer("version__text")
    return Stream("readings", rows, "finished_at", "", _reading)


def _reading(row: Extraction) -> Event:
    article = row.version.article
    did = gettext("read") if row.state == Extraction.State.DONE else gettext("could not read")
    return Event(row.finished_at, "readings", None, did, article.title, article.get_absolute_url(), row.error)


def _of_sources(on: Source | None) -> list[Stream]:
    entries, names = (
        Source.events.rel.related_model.objects.all(),
        Alias.events.rel.related_model.objects.all(),
    )
    if on is not None:
        entries, names = entries.filter(pgh_obj_id=on.pk), names.filter(source_id=on.pk)
    people = {user.pk: user for user in User.objects.all()}
    return [
        Stream("sources", rows, "pgh_created_at", "pgh_context__user", partial(_source, people=people, pk=pk))
        for rows, pk in ((entries, "pgh_obj_id"), (names, "source_id"))
    ]


def _source(row: Any, *, people: dict[int, User], pk: str) -> Event:
    context = row.pgh_context or {}
    what = gettext("the entry") if pk == "pgh_obj_id" else gettext("a name")
    did = {"added": gettext("added"), "removed": gettext("removed")}.get(row.pgh_label, gettext("changed"))
    source = Source(pk=getattr(row, pk))
    return Event(
        row.pgh_created_at,
        "sources",
        people.get(context.get("user")),
        gettext("%(did)s %(what)s of the register:") % {"did": did, "what": what},
        row.name,
        f"{source.get_absolute_url()}history/",
        str(context.get("why", "")),
    )


def people_of_history() -> Iterable[User]:
    """Who can have done something."""
    return User.objects.order_by("username")[:500]
