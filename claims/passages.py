"""A text marked from its rows: all of it, or the few lines that an act has changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Version
from claims.extraction.records import Section
from claims.marking import Block, Naming, Passage, find_cue, lines_around, mark
from claims.models import Attribution, Claim, Figure
from claims.querysets import FigureQuerySet
from sources.models import Source

Span = tuple[int, int]
Ties = list[tuple[Attribution, list[int]]]  # each with the claims that it is about
MOST_LINES = 8  # apart from each other and sent back at once; for more the whole text is asked for again


@dataclass(frozen=True, slots=True)
class Marked:
    """Whole lines of a text as they look now; where a mark runs on over a line's end, all its lines."""

    start: int
    end: int
    blocks: list[Block]
    claims: list[Claim]
    figures: list[Figure]
    sources: dict[Source, set[int]]  # with the claims that each is tied to


def marked_whole(version: Version) -> Marked:
    """All of a text. Five queries, however long it is."""
    claims = list(Claim.objects.standing().filter(version=version).defer("text"))
    figures = list(_figures(version))
    ties = _ties(version)
    blocks = mark(version.text, claims, figures, _namings(version, claims, ties))
    return Marked(0, len(version.text), blocks, claims, figures, _sources(ties))


def passages_around(version: Version, spans: Iterable[Span]) -> list[Marked]:
    """The lines in which some spans stand, each line once. Five queries for each that stands apart."""
    found: list[Marked] = []
    for start, end in sorted(set(spans)):
        if not any(one.start <= start and end <= one.end for one in found):
            found.append(_passage_around(version, start, end))
    return [one for one in found if not any(_is_within(one, other) for other in found)]


def _is_within(one: Marked, other: Marked) -> bool:
    return one is not other and other.start <= one.start and one.end <= other.end


def _passage_around(version: Version, start: int, end: int) -> Marked:
    start, end = lines_around(version.text, start, end)
    while True:
        overlapping = {"start__lt": end, "end__gt": start}
        claims = list(Claim.objects.standing().filter(version=version, **overlapping).defer("text"))
        figures = list(_figures(version).filter(**overlapping))
        spans = [*claims, *figures]
        reach = lines_around(
            version.text, min([start, *(s.start for s in spans)]), max([end, *(s.end for s in spans)])
        )
        if reach == (start, end):
            break
        start, end = reach  # a mark runs on into the line beside: that belongs to the same block
    ties = _ties(version, (start, end))
    before = Claim.objects.standing().filter(version=version, start__lt=start)
    section = before.order_by("-start").values_list("section", flat=True).first()
    has_claims = bool(claims) or section is not None or version.claims.standing().exists()
    passage = Passage(start, end, has_claims, section == Section.COMMENT)
    blocks = mark(version.text, claims, figures, _namings(version, claims, ties), passage=passage)
    return Marked(start, end, blocks, claims, figures, _sources(ties))


def _figures(version: Version) -> FigureQuerySet:
    standing = Figure.objects.standing().filter(version=version).with_dispute()
    return standing.defer("record", "keys", "text")


def _ties(version: Version, within: Span | None = None) -> Ties:
    """What is said to come from whom, in all of a version or in some lines."""
    rows = Attribution.objects.standing().filter(version=version)
    found: dict[int, tuple[Attribution, list[int]]]
    if within:
        rows = rows.filter(start__lt=within[1], end__gt=within[0])
    found = {row.pk: (row, []) for row in rows.select_related("source__merged_into")}
    if found:
        through = Attribution.claims.through.objects.filter(attribution__in=found).order_by("claim")
        for attribution, claim in through.values_list("attribution", "claim"):
            found[attribution][1].append(claim)
    return list(found.values())


def _sources(ties: Ties) -> dict[Source, set[int]]:
    """The claims of each source, a merged one as the one it stands for."""
    found: defaultdict[Source, set[int]] = defaultdict(set)
    for row, claims in ties:
        found[row.source.merged_into or row.source].update(claims)
    return dict(found)


def _namings(version: Version, claims: Iterable[Claim], ties: Ties) -> list[Naming]:
    """The words that tie these claims of a version to their sources."""
    by_pk = {claim.pk: claim for claim in claims}
    found: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for row, tied in ties:
        found[row.start, row.end, "source"] += tied
        home = next((by_pk[c] for c in tied if c in by_pk and _holds(by_pk[c], row)), None)
        cue = home and find_cue(version.text, row.cue, row, home)
        if cue:
            found[*cue, "cue"] += tied
    return [Naming(*key, tuple(dict.fromkeys(pks))) for key, pks in found.items()]


def _holds(claim: Claim, row: Attribution) -> bool:
    return claim.start <= row.start and row.end <= claim.end
