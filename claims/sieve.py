"""What of a text is shown: everything, or the lines that hold what somebody looks for. It stands in the
address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.utils.translation import gettext_lazy as _

from articles.models import Version
from claims.extraction.records import ClaimKind, Section
from claims.marking import Block
from claims.models import Figure
from claims.wording import state_of
from sources.models import Source

SHOWS = {
    "": _("everything"),
    "claims": _("checkable claims"),
    "figures": _("figures"),
    "disputed": _("disputed"),
    "comments": _("comments"),
}
STATUSES = {
    "unreviewed": _("not reviewed"),
    "confirmed": _("confirmed"),
    "corrected": _("corrected"),
    "dismissed": _("dismissed"),
    "by-person": _("marked by a person"),
    "conflict": _("sources conflict"),
    "agree": _("sources agree"),
    "definition": _("count different things"),
}
KINDS = {
    ClaimKind.QUANTITY: _("quantity"),
    ClaimKind.EVENT: _("event"),
    ClaimKind.QUOTE: _("quote"),
    ClaimKind.COMPARISON: _("comparison"),
    ClaimKind.PREDICTION: _("prediction"),
    ClaimKind.OPINION: _("opinion"),
    ClaimKind.QUESTION: _("question"),
    ClaimKind.OTHER: _("other"),
}

COUNTS = """
    SELECT (SELECT count(*) FROM claims_claim
            WHERE version_id = %(version)s AND gone_at IS NULL AND checkable),
           count(*), count(*) FILTER (WHERE NOT is_dismissed AND dispute.status <> 'agree')
    FROM claims_figure LEFT JOIN claims_dispute dispute ON dispute.id = dispute_id
    WHERE version_id = %(version)s AND gone_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for; what makes no sense is as if it were not."""

    show: str = ""
    kind: str = ""
    status: str = ""
    source: int = 0

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "Sieve":
        """From an address.

        >>> Sieve.of({"show": "figures", "status": "nonsense", "source": "7"})
        Sieve(show='figures', kind='', status='', source=7)
        """
        show, kind, status, source = (str(asked.get(name, "")) for name in cls.__slots__)
        return cls(
            show if show in SHOWS else "",
            kind if kind in set(ClaimKind) else "",
            status if status in STATUSES else "",
            int(source) if source.isdecimal() and len(source) < 18 else 0,
        )

    def __bool__(self) -> bool:
        return self != Sieve()

    @property
    def query(self) -> str:
        """As it stands in an address after the ?.

        >>> Sieve(status="conflict", source=7).query
        'status=conflict&source=7'
        """
        return urlencode({name: value for name in self.__slots__ if (value := getattr(self, name))})

    @property
    def is_by_mark(self) -> bool:
        """Whether more is asked than which of the views."""
        return bool(self.kind or self.status or self.source)

    def through(self, blocks: Iterable[Block], sources: Mapping[Source, set[int]]) -> list[Block]:
        """The blocks that hold what is asked for; `sources` has the claims of each source."""
        said = next((claims for source, claims in sources.items() if source.pk == self.source), set())
        return [block for block in blocks if self._holds(block, said)]

    def _holds(self, block: Block, said: set[int]) -> bool:
        if self.show and not shown_in(block, self.show):
            return False
        if not self.is_by_mark:
            return True
        claims = {c.pk: c for c in (stretch.claim for stretch in block.stretches) if c is not None}
        meant = {
            pk: claim
            for pk, claim in claims.items()
            if (not self.kind or claim.kind == self.kind) and (not self.source or pk in said)
        }
        if not self.status:
            return bool(meant)
        is_any = not self.kind and not self.source
        figures = (piece.figure for stretch in block.stretches for piece in stretch.pieces if piece.figure)
        has_figure = any((is_any or f.claim_id in meant) and self._is_figure(f) for f in figures)
        return has_figure or any(self._is_claim(claim) for claim in meant.values())

    def _is_figure(self, figure: Any) -> bool:
        if self.status == "by-person":
            return figure.made_by_id is not None
        state = state_of(figure.is_dismissed, figure.is_confirmed, figure.correction is None)
        is_counted = figure.dispute is not None and not figure.is_dismissed
        return self.status == state or (is_counted and self.status == figure.dispute.status)

    def _is_claim(self, claim: Any) -> bool:
        """What people said of a claim itself: that they marked it, or that it claims nothing."""
        is_marked = self.status == "by-person" and claim.made_by_id is not None
        return is_marked or (self.status == "dismissed" and claim.is_dismissed)


def shown_in(block: Block, show: str) -> int:
    """How many of what a view is about stand in a line."""
    if show == "comments":
        return int(block.section == Section.COMMENT)
    if show == "claims":
        claims = (stretch.claim for stretch in block.stretches)
        return len({claim.pk for claim in claims if claim and claim.checkable})
    pieces = (piece for stretch in block.stretches for piece in stretch.pieces)
    figures = {piece.figure.pk: piece.figure for piece in pieces if piece.figure}
    return sum(show != "disputed" or is_disputed(figure) for figure in figures.values())


def is_disputed(figure: Figure) -> bool:
    """Whether other figures say something else than this one."""
    return not figure.is_dismissed and figure.dispute is not None and figure.dispute.status != "agree"


def choices_of(version: Version, blocks: Iterable[Block] | None = None, *, show: str = "") -> list[dict]:
    """The views of a text that have something to show, with how many claims, figures or comments each has.

    Counted by the database where the blocks are not there: an act changes only the first three.
    """
    counts = {name: sum(shown_in(block, name) for block in blocks) for name in SHOWS if name} if blocks else (
        _counts(version)
    )  # fmt: skip
    return [
        {"show": name, "name": words, "count": counts.get(name), "is_chosen": name == show}
        for name, words in SHOWS.items()
        if counts.get(name, 0) or not name or name == show
    ]


def _counts(version: Version) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"version": version.pk})
        return dict(zip(("claims", "figures", "disputed"), cursor.fetchone(), strict=True))


def sieve_choices(sieve: Sieve, sources: Mapping[Source, set[int]]) -> dict[str, Any]:
    """For `articles/_sieve.html`: what can be asked for, the sources of this text by name."""
    by_name = sorted(sources, key=lambda source: source.name.casefold())
    return {
        "sieve": sieve,
        "kinds": KINDS.items(),
        "statuses": STATUSES.items(),
        "sources": [(source.pk, source.name, len(sources[source])) for source in by_name],
    }
