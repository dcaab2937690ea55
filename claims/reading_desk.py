"""What the page of an article shows: its text marked, what was found in it, how far its reading is."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.translation import get_language_info

from articles.models import Version
from claims.extraction import ENGINE
from claims.extraction.records import Section
from claims.marking import Block, Naming, find_cue, mark, open_comments
from claims.models import Attribution, Claim, Dispute, Extraction, Figure
from claims.progress import progress_of
from claims.voices import count_voices

SHOWS = {
    "": "everything",
    "claims": "checkable claims",
    "figures": "figures",
    "disputed": "disputed",
    "comments": "comments",
}
STATES = ("unreviewed", "confirmed", "corrected", "dismissed")
LANGUAGES = {"en"}  # what the engine reads; the rest is found by its numbers alone
CHECK_FIRST = 7
OTHERS = 6  # figures of a dispute shown beside one of them; the rest are on the dispute's own page


def page_of(version: Version, *, show: str = "") -> dict[str, Any]:
    """The article page around its panel. Six queries, however long the text."""
    extraction = version.extractions.first()
    claims = list(Claim.objects.standing().filter(version=version).defer("text"))
    standing = Figure.objects.standing().filter(version=version).select_related("dispute")
    figures = list(standing.defer("record", "keys", "text"))
    blocks = mark(version.text, claims, figures, _namings(version, {claim.pk: claim for claim in claims}))
    return {
        "article": version.article,
        "version": version,
        "blocks": open_comments([block for block in blocks if _is_shown(block, show)]),
        "shows": _choices(blocks, show),
        "show": show,
        "claim_count": len(claims),
        "progress": progress_of(extraction),
        "is_foreign": is_foreign(extraction),
        "language": language_name(extraction),
    }


def _namings(version: Version, claims: dict[int, Claim]) -> list[Naming]:
    """The words that tie the claims of a version to their sources."""
    ties = defaultdict(list)
    through = Attribution.claims.through.objects.filter(attribution__version=version)
    for attribution, claim in through.order_by("claim").values_list("attribution", "claim"):
        ties[attribution].append(claim)
    found: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for row in Attribution.objects.standing().filter(version=version):
        found[row.start, row.end, "source"] += ties[row.pk]
        home = next((claims[c] for c in ties[row.pk] if c in claims and _holds(claims[c], row)), None)
        cue = home and find_cue(version.text, row.cue, row, home)
        if cue:
            found[*cue, "cue"] += ties[row.pk]
    return [Naming(*key, tuple(dict.fromkeys(pks))) for key, pks in found.items()]


def _holds(claim: Claim, row: Attribution) -> bool:
    return claim.start <= row.start and row.end <= claim.end


def _is_shown(block: Block, show: str) -> bool:
    return not show or _shown_in(block, show) > 0


def _shown_in(block: Block, show: str) -> int:
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


def _choices(blocks: Iterable[Block], chosen: str) -> list[dict[str, Any]]:
    """The views of a text that have something to show, with how many claims, figures or comments each has."""
    counts = {show: sum(_shown_in(block, show) for block in blocks) if show else 0 for show in SHOWS}
    return [
        {"show": show, "name": name, "count": counts[show], "is_chosen": show == chosen}
        for show, name in SHOWS.items()
        if counts[show] or not show or show == chosen
    ]


def is_foreign(extraction: Extraction | None) -> bool:
    """Whether a text is in a language that the engine reads only in part."""
    return bool(extraction and extraction.language and extraction.language not in LANGUAGES)


def language_name(extraction: Extraction | None) -> str:
    """The language of a text in English, or a phrase where its code has no name here."""
    code = extraction.language if extraction else ""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return "a language that could not be told"


def overview_of(version: Version) -> dict[str, Any]:
    """What stands in the panel when nothing is open."""
    standing = Claim.objects.standing().filter(version=version)
    sections = dict(standing.order_by().values_list("section").annotate(n=Count("pk")))
    return {
        "article": version.article,
        "version": version,
        "extraction": version.extractions.first(),
        "engine": ENGINE,
        "claim_count": sum(sections.values()),
        "sections": [(section.value, sections[section]) for section in Section if section in sections],
        "figures": _figure_states(Figure.objects.standing().filter(version=version)),
        "disputes": _with_voices(Dispute.objects.of_version(version)),
        "check_first": standing.worth_checking().annotate(figure_count=_figures_of())[:CHECK_FIRST],
    }


def _with_voices(disputes: Iterable[Dispute]) -> list[tuple[Dispute, int]]:
    """Each dispute with the number of independent sources behind its figures."""
    rows = list(disputes)
    counts = count_voices([row.pk for row in rows])
    return [(row, counts.get(row.pk, 0)) for row in rows]


def _figures_of() -> Count:
    return Count("figures", filter=Q(figures__gone_at__isnull=True, figures__is_dismissed=False))


def _figure_states(figures: QuerySet[Figure]) -> dict[str, int]:
    """How many figures people have said what of."""
    rows = figures.annotate(is_as_read=ExpressionWrapper(Q(correction__isnull=True), BooleanField()))
    states = Counter(state_of(*row) for row in rows.values_list("is_dismissed", "is_confirmed", "is_as_read"))
    return {"all": states.total()} | {name: states[name] for name in STATES}


def state_of(is_dismissed: bool, is_confirmed: bool, is_as_read: bool) -> str:
    """What people said of a figure: nothing yet, that it is right, mended, or none at all."""
    if is_dismissed:
        return "dismissed"
    if not is_as_read:
        return "corrected"
    return "confirmed" if is_confirmed else "unreviewed"


def figure_panel_of(figure: Figure) -> dict[str, Any]:
    """What stands in the panel when a figure is open."""
    before, after = Figure.objects.beside(figure)
    others = Figure.objects.counted().filter(dispute=figure.dispute_id or 0).exclude(pk=figure.pk)
    return {
        "figure": figure,
        "read": figure.as_read(),
        "claim": figure.claim,
        "attributions": figure.attributions.all(),
        "before": before,
        "after": after,
        "dispute": figure.dispute,
        "others": others.with_sources()[:OTHERS],
        "more": max(0, others.count() - OTHERS),
    }


def claim_panel_of(claim: Claim) -> dict[str, Any]:
    """What stands in the panel when a claim is open; the claim came `with_reading`."""
    return {"claim": claim, "claim_figures": claim.figures.all(), "attributions": claim.attributions.all()}
