"""Which disputes are asked for: the filters of the list, and what its search field understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, QuerySet, TextField, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _

from claims.extraction.records import Dimension
from claims.models import Dispute, Figure, Outline
from sources.models import Source
from verdicts.models import Placement, Resolution, Review
from verdicts.searching import Amount, Query, Unreadable, read_query
from verdicts.waiting import reopened_disputes

STATUSES = (
    ("", _("All")),
    ("conflict", _("Conflict")),
    ("definition", _("Counts differ")),
    ("agree", _("Agree")),
)
STATES = (
    ("", _("All")),
    ("todo", _("To resolve")),
    ("open", _("Open")),
    ("proposed", _("Proposed")),
    ("reopened", _("Re-opened")),
    ("approved", _("Resolved")),
    ("asked", _("May belong")),
)
ASKED = "asked"  # no decision: figures are suggested, for disputes of one figure too
FIELDS = ("topic", "place", "source", "status")
MOST_SOURCES = 300  # of a name that many sources have


@dataclass(frozen=True)
class Asked:
    """What the address of a list asks for."""

    q: str = ""
    status: str = ""
    state: str = ""
    topic: str = ""
    place: str = ""
    source: str = ""
    mine: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "Asked":
        """From an address; what is no choice of a filter is as if it were not there."""
        names = cls.__dataclass_fields__
        found = {name: params.get(name, "").replace("\0", "").strip()[:200] for name in names}
        for name, known in (("status", STATUSES), ("state", STATES), ("mine", (("1", ""),))):
            found[name] = found[name] if found[name] in dict(known) else ""
        return cls(**found)

    @cached_property
    def query(self) -> Query:
        """What was typed. Raises Unreadable."""
        return read_query(self.q, FIELDS)

    @property
    def given(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if getattr(self, name)}

    @property
    def address(self) -> str:
        return urlencode(self.given)

    def but(self, **changed: str) -> "Asked":
        return replace(self, **changed)


class Finder:
    """Finds disputes for one person; what it had to look up once, it knows."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def reopened(self) -> list[int]:
        return [dispute.pk for dispute, _ in reopened_disputes()]

    def find(self, asked: Asked) -> QuerySet[Outline]:
        """The disputes that all of it lets through, hottest first. Raises Unreadable."""
        is_asked = asked.state == ASKED
        shown = Outline.objects.asking() if is_asked else Outline.objects.listed()
        found = matching(shown, asked.query)
        for name in ("status", "topic", "place", "source"):
            if getattr(asked, name):
                found = with_field(found, name, getattr(asked, name))
        return self.in_state(of(self.user, found) if asked.mine else found, asked.state)

    def in_state(self, outlines: QuerySet[Outline], state: str) -> QuerySet[Outline]:
        """Those in a state of decision: see `Standing.state`; `todo` is all that is not resolved."""
        if state in ("", ASKED) or state not in dict(STATES):
            return outlines
        proposed = Q(dispute__in=Resolution.objects.proposed().order_by().values("dispute"))
        approved = Q(dispute__in=Resolution.objects.approved().order_by().values("dispute"))
        if state == "open":
            return outlines.exclude(approved).exclude(proposed)
        if state == "proposed":
            return outlines.filter(proposed)
        if state == "reopened":
            return outlines.filter(dispute__in=self.reopened).exclude(proposed)
        resolved = approved & ~proposed & ~Q(dispute__in=self.reopened)
        return outlines.filter(resolved if state == "approved" else ~resolved)


def search(disputes: QuerySet[Dispute], words: str) -> QuerySet[Dispute]:
    """Those that what was typed lets through; what can't be read is taken as plain words."""
    try:
        query = read_query(words, FIELDS)
    except Unreadable:
        query = Query(tuple(words.split()[:8]))
    return disputes.filter(pk__in=matching(Outline.objects.all(), query).order_by().values("dispute"))


def matching(outlines: QuerySet[Outline], query: Query) -> QuerySet[Outline]:
    """Those with every word in their question, figures or sources, every field, and every number."""
    for word in query.words:
        outlines = outlines.filter(_has_word(word))
    for name, value in query.fields:
        outlines = with_field(outlines, name, value)
    for amount in query.amounts:
        outlines = outlines.filter(_has_amount(amount))
    return outlines


def _has_word(word: str) -> Q:
    named = list(sources_named(Q(aliases__name__icontains=word)))
    return Q(words__contains=word.casefold()) | (Q(sources__overlap=named) if named else Q())


def with_field(outlines: QuerySet[Outline], name: str, value: str) -> QuerySet[Outline]:
    """Those with a field as it is asked for; letters and case as they come, for what people type."""
    if name == "source":
        exact = Q(name__iexact=value) | Q(aliases__name__iexact=value)
        pks = list(sources_named(exact)) or list(sources_named(Q(name__icontains=value)))
        return outlines.filter(sources__overlap=pks) if pks else outlines.none()
    if name == "place":
        is_one = Outline.objects.filter(places__contains=[value]).exists()
        return outlines.filter(
            Q(places__contains=[value])
            if is_one
            else Q(places__icontains=value, words__contains=value.casefold())
        )
    if name == "status":
        return outlines.filter(status=value.lower())
    is_one = Outline.objects.filter(is_listed=True, topic=value).exists()
    return outlines.filter(topic=value) if is_one else outlines.filter(topic__icontains=value)


def sources_named(named: Q) -> Iterable[int]:
    """The sources of a name, with those merged into them and the ones they were merged into."""
    pks = set(Source.objects.filter(named).values_list("pk", flat=True)[:MOST_SOURCES])
    if pks:
        into = Source.objects.filter(pk__in=pks, merged_into__isnull=False).values("merged_into")
        kin = Q(merged_into__in=pks) | Q(pk__in=into) | Q(merged_into__merged_into__in=pks)
        pks |= set(Source.objects.filter(kin).values_list("pk", flat=True)[: 10 * MOST_SOURCES])
    return sorted(pks)


def _stands(name: str) -> Case:
    """A number of a figure as it stands: a person's correction before the machine's."""
    corrected = Cast(KT(f"correction__{name}"), FloatField())
    return Case(When(correction__has_key=name, then=corrected), default=F(name))


def _has_amount(amount: Amount) -> Q:
    """That a figure says a number between the ends. The span of all numbers said is looked at first."""
    ends = [None if end is None else Decimal(str(end)) for end in (amount.low, amount.high)]
    near = Q(span__overlap=NumericRange(*ends, "()" if amount.is_strict else "[]"))
    has_it = near & Q(Exists(figures_saying(amount).filter(dispute=OuterRef("dispute"))))
    return has_it | Q(words__contains=amount.written.casefold()) if amount.written else has_it


def figures_saying(amount: Amount) -> QuerySet[Figure]:
    """The figures that say a number between the ends, as they stand."""
    said = [_stands(name) for name in ("value", "low", "high")]
    figures = Figure.objects.counted().alias(least=Least(*said), most=Greatest(*said))
    if amount.low is not None:
        figures = figures.filter(**{"most__gt" if amount.is_strict else "most__gte": amount.low})
    if amount.high is not None:
        figures = figures.filter(**{"least__lt" if amount.is_strict else "least__lte": amount.high})
    if amount.is_percent:
        dimension = Coalesce(KT("correction__dimension"), F("dimension"), output_field=TextField())
        figures = figures.alias(stands=dimension).filter(stands=Dimension.PERCENT)
    return figures


def of(user: User, outlines: QuerySet[Outline]) -> QuerySet[Outline]:
    """Those that this person decided on, regrouped, or reviewed a figure of."""
    decided = Resolution.objects.filter(Q(given_by=user) | Q(approved_by=user) | Q(returned_by=user))
    placed = Placement.objects.filter(given_by=user)
    reviewed = Review.objects.filter(given_by=user, figure__dispute__isnull=False)
    theirs = Q(dispute__in=decided.values("dispute")) | Q(dispute__in=placed.values("dispute"))
    return outlines.filter(
        theirs | Q(dispute__in=placed.values("to")) | Q(dispute__in=reviewed.values("figure__dispute"))
    )
