"""The list of disputes: the hottest first, with why, what each says, and what was decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timesince import timesince

from claims.heat import reasons_for
from claims.models import Dispute, Outline
from claims.querysets import count_each_up_to
from sources.models import Source
from verdicts.boards import Standing
from verdicts.desk import SavedFilter
from verdicts.dispute_search import ASKED, STATES, STATUSES, Asked, Finder
from verdicts.saved_filters import saved_filters_panel
from verdicts.searching import Unreadable
from verdicts.waiting import standings

ROWS = 25
MOST_PAGED = 10_000  # disputes; what is further down is better found by a filter
MOST_COUNTED = 1_000  # for the number beside a choice
SAMPLE = 500  # of the hottest, from which topics, places and sources to choose from are taken
MOST_CHOICES = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One dispute in the list."""

    dispute: Dispute
    outline: Outline
    standing: Standing
    why: str

    @property
    def is_asked(self) -> bool:
        """Whether it asks no more than whether its one figure goes with another."""
        return self.outline.figure_count < 2


class Pages(Paginator):
    """Pages of a list that may be endless: what is known to be there is at most `MOST_PAGED`."""

    def __init__(self, rows: QuerySet[Outline], count: int) -> None:
        super().__init__(rows, ROWS)
        self.__dict__["count"] = count  # in place of the cached property


def list_of(params: Mapping[str, str], user: User) -> dict[str, Any]:
    """For `claims/disputes.html`: the filters asked for, and a page of what they let through."""
    asked, finder, unreadable = Asked.of(params), Finder(user), ""
    try:
        found = finder.find(asked)
    except Unreadable as why:
        unreadable, found = str(why), Outline.objects.none()
    filters, count = ({}, 0) if unreadable else filters_of(asked, finder, found)
    page: Page = Pages(found.select_related("dispute"), count).get_page(params.get("page"))
    panel = saved_filters_panel(user, SavedFilter.Room.DISPUTES, asked.address, params.get("deleted", ""))
    return asked.given | filters | panel | {
        "unreadable": unreadable,
        "says": "" if unreadable else asked.query.says,
        "page": page,
        "lines": lines_of(list(page.object_list)),
        "is_more": count >= MOST_PAGED,
        "page_query": asked.address,
        "is_filtered": bool(asked.given),
        "hidden": [(name, asked.given[name]) for name in ("status", "state") if name in asked.given],
    }  # fmt: skip


def filters_of(asked: Asked, finder: Finder, found: QuerySet[Outline]) -> tuple[dict[str, Any], int]:
    """What can be chosen, each with how many it lets through; and how many are found."""
    for_status, for_state = finder.find(asked.but(status="")), finder.find(asked.but(state=""))
    by_status = [for_status.filter(status=value) if value else for_status for value, _ in STATUSES]
    by_state = [
        finder.find(asked.but(state=ASKED)) if value == ASKED else finder.in_state(for_state, value)
        for value, _ in STATES
    ]
    counts = count_each_up_to(MOST_COUNTED, [*by_status, *by_state])
    shown = {
        "statuses": choices(asked, "status", STATUSES, counts[: len(STATUSES)]),
        "states": choices(asked, "state", STATES, counts[len(STATUSES) :]),
        "selects": selects(asked, finder),
    }
    return shown, found.count_up_to(MOST_PAGED)


def choices(
    asked: Asked, name: str, known: tuple[tuple[str, str], ...], counts: list[int]
) -> list[dict[str, Any]]:
    """The links of one filter, the others kept as they are."""
    return [
        {
            "label": label,
            "query": asked.but(**{name: value}).address,
            "is_chosen": getattr(asked, name) == value,
            "count": f"{count:,}" + ("+" if count >= MOST_COUNTED else ""),
        }
        for (value, label), count in zip(known, counts, strict=True)
    ]


def selects(asked: Asked, finder: Finder) -> list[dict[str, Any]]:
    """Topics, places and sources to choose from, those of the hottest first, with how many have each."""
    made, samples = [], {}
    for name, label in (("topic", "Topic"), ("place", "Place"), ("source", "Source")):
        without = asked.but(**{name: ""})
        if without not in samples:
            samples[without] = list(finder.find(without).values_list("topic", "places", "sources")[:SAMPLE])
        columns = {"topic": lambda row: [row[0]], "place": lambda row: row[1], "source": lambda row: row[2]}
        values = (value for row in samples[without] for value in columns[name](row) if value)
        common = Counter(values).most_common(MOST_CHOICES)
        options = _named(common) if name == "source" else common
        chosen = getattr(asked, name)
        if chosen and chosen not in dict(options):
            options = [(chosen, 0), *options]
        made.append({"name": name, "label": label, "options": options, "chosen": chosen})
    return made


def _named(common: Iterable[tuple[int, int]]) -> list[tuple[str, int]]:
    """Counts by source as counts by name, merged ones under the one they stand for."""
    counts = dict(common)
    found: Counter[str] = Counter()
    for source in Source.objects.filter(pk__in=counts).select_related("merged_into__merged_into"):
        found[str(source.stands_for)] += counts[source.pk]
    return found.most_common()


def lines_of(outlines: list[Outline]) -> list[Line]:
    """A line for each, from what is stored of it and what was decided."""
    decided = standings([outline.dispute for outline in outlines])
    return [Line(o.dispute, o, decided[o.dispute_id], why_hot(o)) for o in outlines]


def why_hot(outline: Outline) -> str:
    """The reasons for a dispute's place in the list."""
    if outline.figure_count < 2:
        return "one figure, and another may answer the same question"
    is_past = outline.newest_at and outline.newest_at <= timezone.now()
    age = timesince(outline.newest_at, depth=1) if is_past else ""
    return reasons_for(outline.status, voices=outline.voice_count, articles=outline.article_count, age=age)
