"""How much longer the board of 2,000 figures takes than that of 20, and how many queries each.

    python bench/bench_board.py

In a throw-away test database on DATABASE_URL's server.
"""

import os
import random
import statistics
import sys
import time
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
SIZES = (20, 2000)
SOURCES = 40
ROUNDS = 3


def fill(size):
    """A dispute of so many figures, each of an article of its own."""
    from articles.models import Article, Version
    from claims.models import Attribution, Claim, Dispute, Figure
    from tests import make

    chance, user = random.Random(size), make.editor()
    sources = [make.source(f"Source {number}") for number in range(SOURCES)]
    dispute = Dispute.objects.create(question=f"How many of {size}?", status="conflict")
    days = [date(2024, 1, 1) + timedelta(days=chance.randrange(500)) for _ in range(size)]
    articles = Article.objects.bulk_create(
        Article(title=f"Report {size} {n}", published_on=day, added_by=user) for n, day in enumerate(days)
    )
    texts = [f"Source {n % SOURCES} counts {n} in its report {size} {n * 7}." for n in range(size)]
    versions = Version.objects.bulk_create(
        Version(article=a, number=1, text=t, sha256=f"{size} {n}", taken_by=user)
        for n, (a, t) in enumerate(zip(articles, texts, strict=True))
    )
    place = {"fingerprint": "made", "start": 0}
    kind = {"section": "body", "kind": "quantity", "checkable": True, "worthiness": 0.5}
    claims = Claim.objects.bulk_create(
        Claim(version=v, end=len(t), text=t, **place, **kind)
        for v, t in zip(versions, texts, strict=True)
    )  # fmt: skip
    figures = []
    for claim in claims:
        value = float(chance.randrange(100, 9000))
        read = make.figure_record(f"{value:,.0f}", value)
        columns = {
            name: getattr(read, name) for name in ("relation", "value", "low", "high", "dimension", "unit")
        }
        figures.append(Figure(version=claim.version, claim=claim, end=5, text=read.text, record=asdict(read),
                              dispute=dispute, **place, **columns))  # fmt: skip
    figures = Figure.objects.bulk_create(figures)
    ties = Attribution.objects.bulk_create(
        Attribution(version=f.version, source=sources[n % SOURCES], source_name="s", text="s", end=1,
                    cue="said", manner="indirect", kind="government", role="originator", **place)
        for n, f in enumerate(figures)
    )  # fmt: skip
    through = Attribution.figures.through
    through.objects.bulk_create(
        through(attribution=tie, figure=figure) for tie, figure in zip(ties, figures, strict=True)
    )
    return dispute, user


def measure(dispute, user):
    """The median seconds of a page, and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.pages import as_user

    desk, took = as_user(user), []
    desk.get(dispute.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        for _ in range(ROUNDS):
            began = time.process_time()
            assert desk.get(dispute.get_absolute_url()).status_code == 200
            took.append(time.process_time() - began)
    return statistics.median(took), len(queries) // ROUNDS


def main():
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    import factcheck.wsgi  # noqa: F401  it sets the interpreter as the server has it

    settings.DEBUG = False
    setup_test_environment()
    before = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = f"bench_{before}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        found = [measure(*fill(size)) for size in SIZES]
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
    for size, (seconds, queries) in zip(SIZES, found, strict=True):
        print(f"{size:>6,} figures  {seconds:6.2f} s  {queries} queries")
    print(f"{SIZES[-1] // SIZES[0]} times the figures, {found[-1][0] / found[0][0]:.0f} times the work")


if __name__ == "__main__":
    main()
