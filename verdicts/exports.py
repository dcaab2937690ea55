"""The list of disputes as a file: every figure as written and as read, who said it, and what was decided.

Both files are made as they are sent, a few hundred figures at a time, so that a hundred thousand are no more
to the server than ten. `docs/exports.md` describes them for whoever reads them.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from claims.board import Entry, best, compared, entries_of, strands_of
from claims.judging import Judge, judge_of
from claims.models import Dispute, Figure
from claims.voices import wholes_behind
from claims.wording import figure_words
from verdicts.boards import Standing
from verdicts.dispute_search import Asked, Finder
from verdicts.waiting import standings

FORMAT = "factcheck-disputes/1"
AT_ONCE = 500  # figures; a dispute is never parted
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
READ = ("relation", "value", "low", "high", "unit", "dimension", "measure", "population", "place", "when")
DISPUTE = ("dispute", "question", "address", "status", "state", "independent_sources")
FIGURE = (
    "figure", "as_written", "as_read", *READ, "sentence", "section", "is_corrected", "is_confirmed",
    "article", "article_address", "publisher", "published_on", "added_at",
)  # fmt: skip
DECISION = ("method", "low", "best", "high", "wording", "reason", "given_by", "approved_by", "approved_at")
CSV_COLUMNS = (
    *DISPUTE, *FIGURE, "sources", "roles", "comparison", "comparison_because", "compared_with",
    *(f"decision_{name}" for name in DECISION),
)  # fmt: skip


class Echo:
    """What csv writes to; it gives the line back."""

    def write(self, line: str) -> str:
        return line


def disputes_in_full(asked: Asked, user: User, *, host: str) -> Iterator[dict[str, Any]]:
    """Each dispute of a list, hottest first, with its figures and what stands decided. Raises Unreadable,
    at once; the rows are read as they are asked for."""
    counted = Finder(user).find(asked).values_list("dispute", "figure_count")
    return _in_full(counted, host)


def _in_full(counted: Iterable[tuple[int, int]], host: str) -> Iterator[dict[str, Any]]:
    for pks in _batches(counted):
        disputes = Dispute.objects.in_bulk(pks)
        figures: defaultdict[int, list[Figure]] = defaultdict(list)
        for figure in Figure.objects.counted().filter(dispute__in=pks).with_sources().order_by("pk"):
            figures[figure.dispute_id].append(figure)
        wholes = wholes_behind(chain.from_iterable(figures.values()))
        judge = judge_of([figure.pk for those in figures.values() for figure in those])
        decided = standings(list(disputes.values()))
        for pk in pks:
            if pk in disputes:  # not gone since
                entries = entries_of(figures[pk], judge, wholes)
                yield _dispute(disputes[pk], entries, judge, decided[pk], host)


def _batches(counted: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    batch, size = [], 0
    for pk, figures in list(counted):  # numbers alone; so the order stays while the file is sent
        if batch and size + figures > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(pk)
        size += figures
    if batch:
        yield batch


def _dispute(
    dispute: Dispute, entries: list[Entry], judge: Judge, standing: Standing, host: str
) -> dict[str, Any]:
    reference = best(strands_of(entries, judge)[0].entries) if entries else None
    rows = compared(entries, reference, judge) if reference else []
    said = (
        dispute.pk,
        dispute.question,
        host + dispute.get_absolute_url(),
        dispute.status if len(entries) > 1 else "",
        standing.state,
        len(frozenset().union(*(entry.voices for entry in entries))),
    )
    return dict(zip(DISPUTE, said, strict=True)) | {
        "decision": _decision(standing),
        "figures": [_figure(entry, reference, host) for entry in rows],
    }


def _decision(standing: Standing) -> dict[str, Any] | None:
    """The resolution that stands: the approved one."""
    stands = standing.approved
    if stands is None:
        return None
    people = {"given_by": str(stands.given_by), "approved_by": str(stands.approved_by)}
    return (
        {name: getattr(stands, name) for name in DECISION}
        | people
        | {"approved_at": _moment(stands.approved_at)}
    )


def _figure(entry: Entry, reference: Entry | None, host: str) -> dict[str, Any]:
    figure, read, comparison = entry.figure, entry.read, entry.comparison
    article = figure.version.article
    return {
        "figure": figure.pk,
        "as_written": figure.text,
        "as_read": figure_words(read),
        **{name: getattr(read, name) for name in READ},
        "sentence": figure.claim.text,
        "section": figure.claim.section,
        "is_corrected": figure.correction is not None,
        "is_confirmed": figure.is_confirmed,
        "article": article.title,
        "article_address": article.address or host + article.get_absolute_url(),
        "publisher": str(article.publisher.stands_for) if article.publisher else "",
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "added_at": _moment(figure.version.taken_at),
        "sources": [
            {"name": str(a.source.stands_for), "as_named": a.source_name, "role": str(a.role), "cue": a.cue}
            for a in entry.attributions
        ],
        "comparison": {
            "with": reference.pk if reference else None,
            "outcome": str(comparison.outcome) if comparison else "reference",
            "because": comparison.reason if comparison else "",
        },
    }


def _moment(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def as_json(disputes: Iterable[Mapping[str, Any]], asked: Asked) -> Iterator[str]:
    """One object, a dispute a line."""
    head = {"format": FORMAT, "exported_at": _moment(timezone.now()), "filters": asked.given}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "disputes": ['
    between = "\n"
    for dispute in disputes:
        yield between + json.dumps(dispute, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def as_csv(disputes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A figure a line, its dispute and the decision repeated. The mark at the start is for spreadsheets."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(CSV_COLUMNS)
    for dispute in disputes:
        decision = dispute["decision"] or {}
        decided = {f"decision_{name}": decision.get(name) for name in DECISION}
        for figure in dispute["figures"]:
            cells = {**dispute, **figure, **decided, **_flat(figure)}
            yield writer.writerow([cell(cells[name]) for name in CSV_COLUMNS])


def _flat(figure: Mapping[str, Any]) -> dict[str, Any]:
    comparison = figure["comparison"]
    return {
        "sources": "; ".join(source["name"] for source in figure["sources"]),
        "roles": "; ".join(source["role"] for source in figure["sources"]),
        "comparison": comparison["outcome"],
        "comparison_because": comparison["because"],
        "compared_with": comparison["with"],
    }


def cell(value: Any) -> Any:
    """What a spreadsheet may be given: a text that it would take for a formula gets an apostrophe before it.

    >>> cell("=HYPERLINK(1)"), cell("-5 degrees"), cell(-5.0), cell(None), cell("14,000"), cell(True)
    ("'=HYPERLINK(1)", "'-5 degrees", -5.0, '', '14,000', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value.replace("\0", "")
    return "" if value is None else value
