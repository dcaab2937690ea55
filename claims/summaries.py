"""What a list of articles says of each: how far its reading is, and what it found."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Article
from claims.models import Claim, Extraction, Figure


@dataclass(frozen=True, slots=True)
class Summary:
    """One article in a list."""

    article: Article
    extraction: Extraction | None
    claims: int
    figures: int
    disputes: int
    conflicts: int


def summaries(articles: Iterable[Article]) -> list[Summary]:
    """A summary of each article that came `with_latest`; four queries, however many there are."""
    rows = list(articles)
    versions = [row.latest_version for row in rows]
    extractions = {e.version_id: e for e in Extraction.objects.newest_of(versions)}
    claims, figures = Claim.objects.count_by_version(versions), Figure.objects.count_by_version(versions)
    disputes = Figure.objects.disputes_by_version(versions)
    return [
        Summary(
            article,
            extractions.get(version),
            claims.get(version, 0),
            figures.get(version, 0),
            disputes.get(version, {}).get("n", 0),
            disputes.get(version, {}).get("conflicts", 0),
        )
        for article, version in zip(rows, versions, strict=True)
    ]
