"""How long it takes to set one article's twenty figures beside all that are stored.

    python bench/bench_placing.py [--sizes 10000 100000 1000000]

Makes a throw-away database on DATABASE_URL's server (which must let it turn triggers off), or on a server of
its own where none is given, fills it with a made-up archive, and drops it at the end.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import environ
import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
GOAL = 0.5  # seconds, at the largest size
ARTICLES = 25  # placed at each size; the middle one is what is shown


@contextmanager
def some_server():
    """The address of the server given, or of one that lives as long as the measuring."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    from factcheck.embedded import start_postgres

    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        server = start_postgres(Path(folder), durable=False)
        try:
            yield server.url
        finally:
            server.stop()


def database_of(server: str, name: str) -> str:
    """The address of another database on the same server."""
    address, mark, options = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{options}"


@contextmanager
def throw_away_database(server: str):
    """A database of our own on the server, named in the environment for Django."""
    name = f"bench_placing_{os.getpid()}"
    given = environ.Env.db_url_config(server)
    who = {name: given[name.upper()] for name in ("host", "port", "user", "password") if given[name.upper()]}
    who |= given.get("OPTIONS", {})
    with psycopg.connect(**who, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        os.environ["DATABASE_URL"] = database_of(server, name)
        try:
            yield
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def fill(cursor, articles: Iterable[list], first: int) -> None:
    """Store articles in bulk: no triggers, no checks, the keys' index built at the end."""
    from claims.extraction.disputes import question_keys

    cursor.execute("SET session_replication_role = replica")
    cursor.execute("ALTER TABLE claims_figurekey DROP CONSTRAINT IF EXISTS claims_figurekey_pkey")
    cursor.execute(FILLED)
    cursor.execute("TRUNCATE filled")
    number = first * 20
    with cursor.copy("COPY filled FROM STDIN") as copy:
        for version, figures in enumerate(articles, first + 1):
            for place, (figure, question) in enumerate(figures):
                number += 1
                record = {name: getattr(figure, name) for name in figure.__dataclass_fields__}
                keys = list(question_keys(figure))
                copy.write_row((number, version, place, question, json.dumps(record), keys))
    for statement in STORE:
        cursor.execute(statement)
    cursor.execute("SET session_replication_role = origin")


FILLED = """CREATE TEMP TABLE IF NOT EXISTS filled (
    figure int, version int, place int, question int, record jsonb, keys text[]
)"""
TABLES = ("articles_article", "articles_version", "claims_claim", "claims_dispute", "claims_figure")
STORE = [
    """INSERT INTO articles_article (id, title, address, added_by_id, added_at)
       SELECT DISTINCT version, 'Article ' || version, '', 1, now() FROM filled""",
    """INSERT INTO articles_version (id, article_id, number, text, sha256, taken_by_id, taken_at)
       SELECT DISTINCT version, version, 1, 'Text ' || version, version::text, 1, now() FROM filled""",
    """INSERT INTO claims_claim (id, version_id, fingerprint, start, "end", text, section, kind,
                                 checkable, worthiness)
       SELECT figure, version, figure::text, place * 60, place * 60 + 59, 'A sentence.', 'body', 'quantity',
              true, 0.5
       FROM filled""",
    """INSERT INTO claims_dispute (id, question, question_is_given, status, created_at, changed_at)
       SELECT question, 'How many? ' || question, false, 'conflict', now(), now()
       FROM filled WHERE question IS NOT NULL GROUP BY question HAVING count(*) > 1 ON CONFLICT DO NOTHING""",
    """INSERT INTO claims_figure (id, version_id, claim_id, fingerprint, start, "end", text, relation, value,
                                  low, high,
                                  dimension, unit, record, keys, dispute_id, is_confirmed,
                                  is_dismissed, is_placed)
       SELECT figure, version, figure, figure::text, place * 60, place * 60 + 6, record ->> 'text', '=',
              (record ->> 'value')::float, (record ->> 'low')::float, (record ->> 'high')::float,
              record ->> 'dimension', record ->> 'unit', record, keys, claims_dispute.id, false, false, false
       FROM filled LEFT JOIN claims_dispute ON claims_dispute.id = filled.question""",
    """INSERT INTO claims_figurekey (key, figure_id)
       SELECT hashtextextended(k, 0), figure FROM filled, unnest(keys) k""",
    "SET maintenance_work_mem = '512MB'",
    "ALTER TABLE claims_figurekey ADD CONSTRAINT claims_figurekey_pkey PRIMARY KEY (key, figure_id)",
    *(f"""SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"""
      for table in TABLES),
]  # fmt: skip


def place_one(article: list) -> float:
    """Store one more article as a worker does, and say how long its figures take to be placed."""
    from django.contrib.auth.models import User
    from django.db import transaction

    from articles.services import add_article
    from claims.extraction import records
    from claims.models import Figure
    from claims.placing import place_figures
    from claims.services import record_reading, request_extraction

    figures = tuple(figure for figure, _ in article)
    text = f"Article {figures[0].home}".ljust(1300, ".")
    version = add_article(text=text, by=User.objects.get(pk=1))
    kind, ids = records.ClaimKind.QUANTITY, tuple(figure.id for figure in figures)
    claim = records.Claim("c1", 0, len(text), text, records.Section.BODY, kind, True, 0.9, (), ids)
    record_reading(
        request_extraction(version, by=None), records.Reading(text, "en", None, (claim,), figures, ())
    )
    started = time.perf_counter()
    with transaction.atomic():
        place_figures(Figure.objects.counted().filter(version=version))
    return time.perf_counter() - started


def measure(sizes: list[int]) -> list[tuple[int, float, float, float]]:
    """Stored figures with the least, usual and longest time; the least tells most where others work."""
    from archive import PER_ARTICLE, Archive
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    User.objects.create_user("bench", pk=1)
    archive, stored, rows = Archive(), 0, []
    for size in sizes:
        wanted = size // PER_ARTICLE - stored
        with connection.cursor() as cursor:
            fill(cursor.cursor, islice(archive.articles(), wanted), stored)
            cursor.execute("SELECT max(id) FROM claims_figure")
            stored = -(-cursor.fetchone()[0] // PER_ARTICLE)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE) claims_figure, claims_figurekey, claims_dispute")
        times = [place_one(archive.article()) for _ in range(ARTICLES + 1)][1:]
        rows.append((size, min(times), statistics.median(times), max(times)))
        print(f"{size:>12,}", *(f"{seconds * 1000:>10.0f} ms" for seconds in rows[-1][1:]), flush=True)
        stored += ARTICLES + 1
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    sizes = parser.parse_args().sizes
    with some_server() as server, throw_away_database(server):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
        import django

        django.setup()
        print(f"{'stored':>12} {'least':>13} {'usual':>13} {'longest':>13}   for an article's twenty figures")
        rows = measure(sizes)
        from django.db import connections

        connections.close_all()
    (few, fast, *_), (many, slow, usual, _) = rows[0], rows[-1]
    print(f"{many / few:,.0f} times the figures take {slow / fast:.1f} times as long in a quiet moment.")
    return 0 if usual < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
