"""What an article's page says of other articles."""

from typing import Any

from django import template

from articles.models import Article, NearCopy

register = template.Library()
SHOWN = 10


@register.simple_tag
def near_copies_of(article: Article) -> dict[str, Any]:
    """What an article is a near copy of, and the near copies of it."""
    rows = NearCopy.objects.with_articles()
    copies = rows.standing().filter(of=article)
    shown = list(copies[: SHOWN + 1])
    count = copies.count() if len(shown) > SHOWN else len(shown)
    return {
        "link": rows.filter(article=article).first(),
        "copies": shown[:SHOWN],
        "count": count,
        "rest": count - SHOWN,
    }
