"""How long it takes to look for what a new article nearly copies, among all that are stored.

    python bench/bench_copies.py [--sizes 100000 1000000]

Makes a throw-away database on DATABASE_URL's server, or on a server of its own where none is given, fills it
with made-up sketches, and drops it at the end. No band is on more than fifty of them, as none is where
articles come in one by one, however many pages share a notice.
"""

import argparse
import os
import random
import secrets
import statistics
import subprocess
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))

from bench_placing import some_server, throw_away_database  # noqa: E402

LOOKED = 40  # articles looked for at each size: half of them copies
FILL = """
    SET session_replication_role = replica;
    INSERT INTO articles_article (id, title, address, added_by_id, added_at)
    SELECT n, 'Story ' || n, '', 1, now() FROM generate_series({low}, {high}) n;
    INSERT INTO articles_version (id, article_id, number, text, sha256, taken_at, taken_by_id)
    SELECT n, n, 1, 'Story ' || n, n::text, now(), 1 FROM generate_series({low}, {high}) n;
    INSERT INTO articles_sketch (version_id, bands)
    SELECT n, ARRAY(
        SELECT (random() * 4294967294 - 2147483647)::bigint FROM generate_series(0, 23) band WHERE n > 0
    ) FROM generate_series({low}, {high}) n;
    SET session_replication_role = origin;
    ANALYZE articles_sketch;
"""


def main(sizes: list[int]) -> None:
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
    os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    with some_server() as server, throw_away_database(server):
        manage = [sys.executable, str(BASE / "manage.py"), "migrate"]
        subprocess.run(manage, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        import django

        django.setup()
        measure(sizes)


def measure(sizes: list[int]) -> None:
    from django.contrib.auth.models import User
    from django.db import connection

    User.objects.create(pk=1, username="bench")
    filled = 0
    print("articles      median    worst   index")
    for size in sizes:
        with connection.cursor() as cursor:
            cursor.execute(FILL.format(low=filled + 1, high=size))
            for table in ("article", "version"):
                cursor.execute(f"SELECT setval('articles_{table}_id_seq', greatest(100000000, max(id))) "
                               f"FROM articles_{table}")  # fmt: skip
            cursor.execute("CHECKPOINT")  # what the filling left to be written is not what is measured
            cursor.execute("SELECT pg_size_pretty(pg_relation_size('sketch_bands'))")
            index = cursor.fetchone()[0]
        filled = size
        seconds = look(size)
        median, worst = (f"{1000 * n:.1f} ms" for n in (statistics.median(seconds), max(seconds)))
        print(f"{size:9,} {median:>10} {worst:>9} {index:>8}", flush=True)


def look(size: int) -> list[float]:
    """How long each takes; every second one has a copy among those before it, and is found to be one."""
    from articles.models import Article, Version
    from articles.near_copies import look_for_first

    chance, seconds, found = random.Random(size), [], 0
    words = [f"word{number}" for number in range(5000)]
    text = ""
    for number in range(LOOKED):
        is_copy = number % 2 == 1
        text = f"Another headline {number}. {text}" if is_copy else " ".join(chance.choices(words, k=600))
        article = Article.objects.create(title=f"Looked for {size} {number}", added_by_id=1)
        version = Version.objects.create(
            article=article, number=1, text=text, sha256=f"{size} {number}", taken_by_id=1
        )
        began = time.perf_counter()
        found += look_for_first(version) is not None
        seconds.append(time.perf_counter() - began)
    if found != LOOKED // 2:
        sys.exit(f"{found} copies were found of {LOOKED // 2}")
    return seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    main(parser.parse_args().sizes)
