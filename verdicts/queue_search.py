"""Which claims of the queue are asked for: its filters, and what its search field understands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Extract, Greatest, Ln

from claims.extraction.records import Section
from claims.models import Attribution, Claim
from verdicts.desk import Weights, Work
from verdicts.dispute_search import figures_saying, sources_named
from verdicts.ranking import POINTS, PRIORITY, SIGNALS
from verdicts.searching import Query, read_query

STATUSES = (("", "Open"), *Work.Status.choices, ("all", "All"))
HOLDERS = (("", "Anybody's"), ("me", "Mine"), ("nobody", "Nobody's"), ("others", "Colleagues'"))
SECTIONS = (("", "Any"), *((section.value, section.value) for section in Section))
FIELDS = ("source", "status", "section", "who", "place", "publisher")
WEIGHED = 1000  # of the first by the usual rank, those that weights put in another order


@dataclass(frozen=True)
class Asked:
    """What the address of the queue asks for."""

    q: str = ""
    status: str = ""
    who: str = ""
    section: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "Asked":
        """From an address; what is no choice of a filter is as if it were not there."""
        names = cls.__dataclass_fields__
        found = {name: params.get(name, "").replace("\0", "").strip()[:200] for name in names}
        for name, known in (("status", STATUSES), ("who", HOLDERS), ("section", SECTIONS)):
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


def work_for(asked: Asked, user: User) -> QuerySet[Work]:
    """What all of it lets through, by rank. Raises Unreadable."""
    query = asked.query
    named = {name for name, _ in query.fields}
    found: QuerySet[Work] = Work.objects.filter(claim__gone_at__isnull=True).order_by("-rank", "-claim_id")
    if not asked.status and "status" not in named:
        found = found.filter(status__in=Work.OPEN)
    elif asked.status not in ("", "all"):
        found = found.filter(status=asked.status)
    if asked.section:
        found = found.filter(claim__section=asked.section)
    found = held(found, asked.who, user)
    for word in query.words:
        found = found.filter(claim__in=_with_words(word))
    for name, value in query.fields:
        found = _with_field(found, name, value, user)
    for amount in query.amounts:
        found = found.filter(Exists(figures_saying(amount).filter(claim=OuterRef("claim"))))
    return found


def held(found: QuerySet[Work], who: str, user: User) -> QuerySet[Work]:
    """Those that somebody has: oneself, nobody, others."""
    if who == "me":
        return found.filter(pk__in=Work.objects.held_by(user).values("pk"))
    if who == "nobody":
        return found.free()
    if who == "others":
        return found.filter(assignee__isnull=False).exclude(assignee=user)
    return found


def _with_words(word: str) -> QuerySet[Claim]:
    """A word, or a phrase that stands together."""
    vector = SearchVector("text", config="simple")
    return Claim.objects.alias(found=vector).filter(
        found=SearchQuery(word, config="simple", search_type="phrase")
    )


def _with_field(found: QuerySet[Work], name: str, value: str, user: User) -> QuerySet[Work]:
    if name == "status":
        return found.filter(status=value.lower().replace(" ", "_").replace("-", "_"))
    if name == "section":
        return found.filter(claim__section=value.lower())
    if name == "who":
        known = value.lower() in dict(HOLDERS)
        return held(found, value.lower(), user) if known else found.filter(assignee__username__iexact=value)
    if name == "place":
        return found.filter(claim__figures__record__place__iexact=value).distinct()
    pks = list(sources_named(Q(name__icontains=value) | Q(aliases__name__icontains=value)))
    if name == "publisher":
        return found.filter(claim__version__article__publisher__in=pks)
    said = Attribution.objects.standing().filter(source__in=pks, claims=OuterRef("claim"))
    return found.filter(Exists(said))


def weights_of(user: User) -> dict[str, int]:
    """How much each reason counts for this person: as they set it, else as the team did, else as usual."""
    rows = {row.user_id: row for row in Weights.objects.filter(Q(user=user) | Q(user__isnull=True))}
    row = rows.get(user.pk) or rows.get(None) or Weights()
    return {name: getattr(row, name) for name in SIGNALS}


def in_order(found: QuerySet[Work], weights: Mapping[str, int]) -> QuerySet[Work]:
    """By rank; where weights are not as usual, the first thousand by what they make of it."""
    if all(weight == 1 for weight in weights.values()):
        return found
    first = list(found.values_list("pk", flat=True)[:WEIGHED])
    told = Ln(Cast(Greatest(F("reach"), Value(1)), FloatField())) / 0.6931
    days = Cast(Extract("came_at", "epoch"), FloatField()) / 86_400.0
    signals: dict[str, Any] = {
        "worth": F("worth"),
        "conflict": F("conflict"),
        "doubt": F("doubt"),
        "reach": told,
    }
    signals["freshness"] = days
    total: Any = F("priority") * PRIORITY
    for name, signal in signals.items():
        total = total + signal * (POINTS[name] * weights[name])
    return Work.objects.filter(pk__in=first).order_by(total.desc(), "-pk")
