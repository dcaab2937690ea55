"""How long the list of disputes takes with few and with very many figures stored, as an editor opens it.

    python bench/bench_lists.py [--sizes 10000 1000000] [--export 100000]

Makes a throw-away database as bench_placing.py does, fills it with a made-up archive, and drops it at the
end.
Each list is asked for through the pages themselves, signed in, several times; the middle one is shown.
"""

import argparse
import os
import resource
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_placing import fill, some_server, throw_away_database

MOST_TIMES = 5.0  # what the hottest first may take at the most against the least figures
TIMES = 5
LISTS = {
    "the hottest": "",
    "conflicts": "status=conflict",
    "to resolve": "state=todo",
    "a common word": "q=soldier",
    "a rare word": "q=w59999",
    "a place": "place=place77",
    "a source": "source=Source+7",
    "killed > 5000": "q=kill+%3E+5000",
    "a rare number": "q=%3E+999000",
    "a range and a word": "q=drone+10000-15000",
    "no match": "q=nothing+like+it",
    "page 200": "page=200",
    "may belong": "state=asked",
}
SAID = """
    INSERT INTO claims_attribution (id, version_id, fingerprint, start, "end", text, source_id, source_name,
                                    cue, manner, kind, role)
    SELECT figure, version, figure::text, place * 60, place * 60 + 9, 'Source', 1 + figure % 2000, 'Source',
           'said', 'indirect', 'media', 'originator'
    FROM filled WHERE question IS NOT NULL;
    INSERT INTO claims_attribution_figures (attribution_id, figure_id)
    SELECT figure, figure FROM filled WHERE question IS NOT NULL;
    UPDATE claims_claim SET text = 'Report ' || filled.figure || ' of ' || (filled.record ->> 'measure')
    FROM filled WHERE filled.figure = claims_claim.id AND filled.question IS NOT NULL;
    INSERT INTO claims_suggestion (figure_id, dispute_id, score, reason, made_at)
    SELECT figure, question, 0.3, 'Both count soldiers.', now()
    FROM filled WHERE figure % 50 = 0 AND question IN (SELECT id FROM claims_dispute);
    UPDATE articles_version SET taken_at = now() - (random() * interval '400 days')
    FROM (SELECT DISTINCT version FROM filled) f WHERE f.version = articles_version.id
"""


def outline_all() -> int:
    """As after an upgrade: an outline for each dispute."""
    from claims.outlining import outline_the_rest

    made = 0
    while done := outline_the_rest(most=5000):
        made += done
    return made


def seconds_of(client, address: str) -> float:
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        answer = client.get(address, headers={"host": "localhost"}, secure=True)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
        times.append(time.perf_counter() - started)
        assert answer.status_code == 200, (address, answer.status_code)
    return statistics.median(times)


def grow(size: int, archive, stored: int) -> None:
    """Fill up to so many figures, with who said those of disputes."""
    from archive import PER_ARTICLE
    from django.db import connection

    if not stored:
        from sources.models import Source

        Source.objects.bulk_create(Source(pk=n, name=f"Source {n}") for n in range(1, 2001))
    with connection.cursor() as cursor:
        fill(
            cursor.cursor,
            islice(archive.articles(), size // PER_ARTICLE - stored // PER_ARTICLE),
            stored // 20,
        )
        cursor.execute("SET session_replication_role = replica")
        for statement in SAID.split(";"):
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")
        made = outline_all()
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT count(*) FROM claims_outline WHERE is_listed")
        print(
            f"{size:,} figures: {cursor.fetchone()[0]:,} disputes listed, {made:,} outlined now", flush=True
        )


def export_one(client, size: int) -> None:
    """Send everything as CSV; how long, and by how much the process grew."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    answer = client.get("/disputes/export.csv", headers={"host": "localhost"}, secure=True)
    lines = sum(1 for _ in answer.streaming_content)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    took = time.perf_counter() - started
    print(f"export of {lines:,} lines at {size:,} figures: {took:.0f} s, +{grown:.0f} MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--export", type=int, default=0, help="Export everything at this size as well.")
    given = parser.parse_args()
    with some_server() as server, throw_away_database(server):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
        os.environ |= {"TRIAL": "1", "SECRET_KEY": "only for measuring", "LOG_LEVEL": "ERROR"}
        import django

        django.setup()
        from archive import Archive
        from django.contrib.auth.models import Group, User
        from django.core.management import call_command
        from django.db import connections
        from django.test import Client

        call_command("migrate", verbosity=0)
        user = User.objects.create_user("bench", pk=1)
        user.groups.add(Group.objects.get(name="editor"))
        client, archive, stored, rows = Client(), Archive(), 0, {name: [] for name in LISTS}
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for size in given.sizes:
            grow(size, archive, stored)
            stored = size
            for name, query in LISTS.items():
                rows[name].append(seconds_of(client, f"/disputes/?{query}"))
            if given.export == size:
                export_one(client, size)
        connections.close_all()
    print(f"{'':>20}", *(f"{size:>12,}" for size in given.sizes), f"{'ratio':>8}")
    for name, times in rows.items():
        print(f"{name:>20}", *(f"{t * 1000:>9.0f} ms" for t in times), f"{times[-1] / times[0]:>8.1f}")
    hottest = rows["the hottest"]
    return 0 if hottest[-1] <= MOST_TIMES * hottest[0] else 1


if __name__ == "__main__":
    sys.exit(main())
