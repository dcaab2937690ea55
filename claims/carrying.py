"""Carrying what stood in an older version of an article to the newer one. Called by services, in their
transaction.

A row that is found again moves: so every decision, note and placement that points at it goes with it, a
figure of an article is counted once, and who has the older version open saves onto the same row. Where it
stood is kept as `Carried`. What is not found again stays where it was, marked gone; but a figure that its
source replaced by another stays on the board, as what it said before.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Article, Version
from claims.aligning import align, spot_in
from claims.judging import judge_of
from claims.models import Attribution, Carried, Claim, Extraction, Figure, Read
from claims.voices import replaced_among, voices_of

AnyRead = TypeVar("AnyRead", bound=Read)
BATCH = 500
State = Extraction.State


def lock_versions(version: Version) -> None:
    """Let no other version of the article come or be recorded until this transaction ends."""
    Article.objects.select_for_update(of=["self"], no_key=True).get(pk=version.article_id)


def is_overtaken(version: Version) -> bool:
    """Whether a newer version of the article was read already: its reading holds."""
    newer = Extraction.objects.filter(version__article=version.article_id, version__number__gt=version.number)
    return newer.filter(state__in=[State.COMPARING, State.DONE]).exists()


def take_over(
    version: Version, model: type[AnyRead], spans: Sequence[Any], homes: Sequence[Hashable]
) -> dict[int, AnyRead]:
    """The rows of older versions that these spans of a newer one are, by index; each is this version's now.

    `homes` are the claims of figures. Where it stood is written down.
    """
    if version.number == 1 or not spans:
        return {}
    older = model.objects.filter(version__article=version.article_id, version__number__lt=version.number)
    rows = list(older.select_for_update().order_by("-version__number", "start", "pk"))
    texts = dict(Version.objects.filter(pk__in={r.version_id for r in rows}).values_list("pk", "text"))
    old = [spot_in(texts[r.version_id], r.start, r.end, getattr(r, "claim_id", None)) for r in rows]
    new = [spot_in(version.text, s.start, s.end, home) for s, home in zip(spans, homes, strict=True)]
    found = align(old, new, is_wording_free=model is Claim)
    moved = {i: rows[pair.old] for i, pair in found.items()}
    name = model._meta.model_name
    how = {True: Carried.How.EXACT, False: Carried.How.CONTEXT}
    kept = [
        Carried(**{str(name): row}, version_id=row.version_id, to=version, start=row.start, end=row.end,
                text=row.text, how=how[found[i].is_exact])
        for i, row in moved.items()
    ]  # fmt: skip
    Carried.objects.bulk_create(kept, batch_size=BATCH)
    for row in moved.values():
        if isinstance(row, Figure):
            row.since_id = row.since_id or row.version_id
    return moved


def untie(version: Version) -> None:
    """Let what moved to a version be said by those whom that version names, and by nobody twice."""
    for through, owner in ((Attribution.claims.through, "claim"), (Attribution.figures.through, "figure")):
        mine = through.objects.filter(**{f"{owner}__version": version})
        mine.exclude(attribution__version=version).delete()


def leave_behind(version: Version) -> set[int]:
    """Mark gone what an older version has and this one has not; the disputes that this concerns.

    A figure that the same source gives otherwise now stays: it is what was said before.
    """
    older = {"version__article": version.article_id, "version__number__lt": version.number}
    left = list(Figure.objects.standing().filter(**older).values_list("pk", "dispute"))
    of_dispute: defaultdict[int, set[int]] = defaultdict(set)
    for pk, dispute in left:
        of_dispute[dispute or 0].add(pk)
    stay: set[int] = set()
    for dispute, pks in of_dispute.items():
        stay |= pks & _replaced_in(dispute) if dispute else set()
    now = timezone.now()
    Figure.objects.filter(pk__in=[pk for pk, _ in left if pk not in stay]).update(gone_at=now)
    Claim.objects.standing().filter(**older).update(gone_at=now)
    standing = Figure.objects.standing().filter(attributions=OuterRef("pk"))
    Attribution.objects.standing().filter(~Exists(standing), **older).update(gone_at=now)
    return set(of_dispute) - {0}


def _replaced_in(dispute: int) -> set[int]:
    figures = list(Figure.objects.counted().with_sources().filter(dispute=dispute).order_by("pk"))
    judge = judge_of([figure.pk for figure in figures])
    return set(replaced_among(figures, voices_of(figures), judge))
