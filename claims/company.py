"""In whose company sources are named, and what articles say their acronyms stand for. For the review list."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count

from articles.models import Version
from claims.models import Attribution
from sources.models import Source
from sources.names import name_key

MOST_ARTICLES = 500  # newest, looked at for one page of the list
MOST_LETTERS = 100_000  # of one text
ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,9}")
LONG_NAME = (
    r"((?:[A-Z][\w’'-]*|of|the|for|and|on|in)(?:\s+(?:[A-Z][\w’'-]*|of|the|for|and|on|in)){1,9})\s*\(\s*"
)


def named_together(pks: Sequence[int]) -> dict[tuple[int, int], int]:
    """In how many versions each of some sources is named together with each other source."""
    mine = (
        Attribution.objects.standing()
        .filter(source__in=pks)
        .order_by("-version")
        .values_list("version", "source")
    )
    places: defaultdict[int, set[int]] = defaultdict(set)
    for version, source in mine.distinct()[: MOST_ARTICLES * 4]:
        places[version].add(source)
    newest = sorted(places, reverse=True)[:MOST_ARTICLES]
    merged = ("source__merged_into", "source__merged_into__merged_into")
    rows = Attribution.objects.standing().filter(version__in=newest).order_by()
    together: Counter[tuple[int, int]] = Counter()
    for version, source, target, deepest in rows.values_list("version", "source", *merged).distinct():
        together.update((one, deepest or target or source) for one in places[version] if one != source)
    return dict(together)


def times_named() -> dict[int, int]:
    """How many standing attributions each source has; those without any are left out."""
    counts = Attribution.objects.standing().order_by().values_list("source").annotate(n=Count("pk"))
    return dict(counts)


def spelled_out(sources: Sequence[Source]) -> dict[int, Mapping[str, str]]:
    """What articles say that acronyms among some sources' names stand for: by key, as written."""
    acronyms = {source.pk: source.name for source in sources if ACRONYM.fullmatch(source.name)}
    ties = Attribution.objects.standing().filter(source__in=acronyms).order_by("-version")
    places: defaultdict[int, set[int]] = defaultdict(set)
    for version, source in ties.values_list("version", "source").distinct()[:MOST_ARTICLES]:
        places[version].add(source)
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for version, text in Version.objects.filter(pk__in=places).values_list("pk", "text").iterator():
        for source in places[version]:
            pattern = LONG_NAME + re.escape(acronyms[source]) + r"\s*\)"
            for long_name in re.findall(pattern, text[:MOST_LETTERS]):
                found[source] |= dict(_endings(long_name, acronyms[source]))
    return dict(found)


def _endings(long_name: str, acronym: str) -> list[tuple[str, str]]:
    """The name and its shorter ends: what stands before may begin with the sentence's own words."""
    words = long_name.split()
    ends = [" ".join(words[start:]) for start in range(len(words) - 1)]
    return [(name_key(end), end) for end in ends if name_key(end)[:1] == acronym[:1].lower()]
