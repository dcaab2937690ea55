"""How long the server takes for each act on an article of 300 claims and 300 figures, by gunicorn here.

    python bench/bench_actions.py [--rounds 40] [--claims 100000] [--keep]

In a database of its own on DATABASE_URL's server, filled with as many claims of other articles as are asked
for (a million takes some minutes; `--keep` leaves it for the next time). The goal is 150 ms at the 95th
percentile. Where others work on the same machine, the last columns tell more: the processor time that one act
takes of the web server, and of the database where that runs here too.
"""

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

BASE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BASE))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
LINES = 300
GOAL = 150  # milliseconds


def fill_archive(cursor, size):
    """Claims of other articles, each with a figure, six of them to a dispute; no triggers, no checks."""
    import json

    from claims.extraction.disputes import question_keys
    from tests import make

    sample = make.figure_record("777777", 3, unit="cow 777777", measure="cows lost in village 777777")
    record = json.dumps({name: getattr(sample, name) for name in sample.__dataclass_fields__})
    editor = make.editor().pk
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '256MB'")
    cursor.execute("ALTER TABLE claims_figurekey DROP CONSTRAINT claims_figurekey_pkey")
    about = {"size": size, "editor": editor, "record": record, "keys": list(question_keys(sample)),
             "disputes": max(LINES, size // 6)}  # fmt: skip
    for statement in ARCHIVE:
        cursor.execute(statement, about)
    cursor.execute("SET session_replication_role = origin")


NUMBERED = "replace({}, '777777', (n %% %(disputes)s)::text)"
ARCHIVE = [
    """INSERT INTO articles_article (title, address, added_by_id, added_at)
       SELECT 'Article ' || n, '', %(editor)s, now() FROM generate_series(1, %(size)s / 20 + 1) n""",
    """INSERT INTO articles_version (article_id, number, text, sha256, taken_by_id, taken_at)
       SELECT id, 1, repeat('Some cows were lost. ', 60), id::text, %(editor)s, now()
       FROM articles_article""",
    """INSERT INTO claims_claim (id, version_id, fingerprint, start, "end", text, section, kind, checkable,
                                 worthiness)
       SELECT n, n / 20 + 1, n::text, n %% 20 * 60, n %% 20 * 60 + 59, 'Village ' || n || ' lost some cows.',
              'body', 'quantity', true, random() FROM generate_series(1, %(size)s) n""",
    """INSERT INTO claims_dispute (id, question, question_is_given, status, created_at, changed_at)
       SELECT n, 'How many cows were lost in village ' || n || '?', false, 'conflict', now(), now()
       FROM generate_series(1, %(disputes)s) n""",
    f"""INSERT INTO claims_figure (id, version_id, claim_id, fingerprint, start, "end", text, relation, value,
                                   low, high, dimension, unit, record, keys, dispute_id, is_confirmed,
                                   is_dismissed, is_placed)
       SELECT n, n / 20 + 1, n, n::text, n %% 20 * 60, n %% 20 * 60 + 6, n::text, '=', n, n, n,
              'count', 'cow',
              {NUMBERED.format("%(record)s")}::jsonb, {NUMBERED.format("%(keys)s::text")}::text[],
              n %% %(disputes)s + 1, false, false, false FROM generate_series(1, %(size)s) n""",
    """INSERT INTO claims_figurekey (key, figure_id)
       SELECT DISTINCT hashtextextended(k, 0), id FROM claims_figure, unnest(keys) k""",
    "ALTER TABLE claims_figurekey ADD CONSTRAINT claims_figurekey_pkey PRIMARY KEY (key, figure_id)",
    *(f"SELECT setval(pg_get_serial_sequence('claims_{name}', 'id'), (SELECT max(id) FROM claims_{name}))"
      for name in ("claim", "dispute", "figure")),
    "ANALYZE",
]  # fmt: skip


def fill():
    """An article whose every line is a claim with a figure, and an editor's session and token."""
    from django.conf import settings
    from django.test import Client

    from claims.extraction import records
    from claims.services import finish_extraction, record_reading
    from tests import make

    make.numbers = count(int(time.time()))  # in a database that was kept there are names already
    text = f"Cows of {next(make.numbers)}\n" + "".join(
        f"Village {n:03} lost {n + 200} cows near the mill.\n" for n in range(LINES)
    )
    version, claims, figures, start = make.version(text), [], [], text.index("\n") + 1
    for n, line in enumerate(text.splitlines()[1:]):
        place = start + line.index(str(n + 200), 12)
        figures.append(make.figure_record(str(n + 200), n + 200, start=place, number=n, unit=f"cow {n}",
                                          measure=f"cows lost in village {n}"))  # fmt: skip
        claims.append(records.Claim(f"c{n}", start, start + len(line), line, records.Section.BODY,
                                    records.ClaimKind.QUANTITY, True, 0.5, (), (f"f{n}",)))  # fmt: skip
        start += len(line) + 1
    extraction = make.extraction(version)
    record_reading(extraction, records.Reading(text, "en", None, tuple(claims), tuple(figures), ()))
    finish_extraction(extraction)
    client = Client()
    client.force_login(make.editor(), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/articles/")
    return version, "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()), settings


@contextmanager
def serving(database):
    """gunicorn on a free port, with the throw-away database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, mark, options = os.environ["DATABASE_URL"].partition("?")
    url = f"{address.rpartition('/')[0]}/{database}{mark}{options}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "factcheck.wsgi",
    ]
    told = {"DATABASE_URL": url, "DEBUG": "0", "TRIAL": "1"}
    server = subprocess.Popen(command, cwd=BASE, env=os.environ | told,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        for _ in range(120):
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.5)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def processor_time(pid):
    """Milliseconds of processor that a server and its workers have used, and each session of PostgreSQL for
    them, where Linux tells."""
    ours, theirs, behind = 0.0, {}, sessions()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        spent = (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")
        if int(stat.parent.name) == pid or int(fields[1]) == pid:
            ours += spent
        elif int(stat.parent.name) in behind:
            theirs[int(stat.parent.name)] = spent
    return ours, theirs


def sessions():
    """The processes of PostgreSQL that serve this database. One that ends meanwhile is not counted."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {pid for (pid,) in cursor.fetchall()}


def ask(port, path, cookies, token, data=None, *, by_htmx=True):
    """One request as htmx makes it, or the browser; its milliseconds and its status."""
    desk = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Cookie": cookies, "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"HX-Request": "true"} if by_htmx else {}
    began = time.perf_counter()
    desk.request("GET" if data is None else "POST", path, None if data is None else urlencode(data), headers)
    answer = desk.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    desk.close()
    return took, answer.status


def acts(version, rounds):
    """Each act's name, and for each round where it goes and what it sends."""
    from verdicts.digests import digest_of_figure, digest_of_span

    figures = list(version.figures.select_related("claim").order_by("start")[: rounds * 3])
    first, second, third = figures[:rounds], figures[rounds : rounds * 2], figures[rounds * 2 :]
    mark, article = f"/texts/{version.pk}/mark/", version.article.get_absolute_url()
    ends = [(figure.end + 1, figure.end + 5) for figure in first]

    def review(figure, **more):
        return f"/figures/{figure.pk}/review/", {"seen": digest_of_figure(figure)} | more

    yield "open the article", [(article, None)] * rounds
    yield "open a figure", [(figure.get_absolute_url(), None) for figure in first]
    yield "open a claim", [(figure.claim.get_absolute_url(), None) for figure in first]
    yield "accept", [review(figure, outcome="confirmed") for figure in first]
    yield "accept and next", [review(figure, outcome="confirmed", next="1") for figure in second]
    yield (
        "dismiss and next",
        [review(figure, outcome="dismissed", ready="Not a figure", next="1") for figure in third],
    )
    yield "mark a claim", [(mark, {"make": "claim", "start": a, "end": b}) for a, b in ends]
    yield "set its ends", [
        (mark, {"make": "ends", "row": f"claim-{figure.claim_id}", "seen": digest_of_span(figure.claim),
                "start": figure.claim.start, "end": figure.claim.end - 1})
        for figure in third
    ]  # fmt: skip
    yield "undo", [(f"/texts/{version.pk}/undo/", {})] * rounds
    yield "redo", [(f"/texts/{version.pk}/redo/", {})] * rounds


def measure(version, cookies, token, rounds, port, pid):
    """The table, and the acts that take longer than they should. The whole page is no act."""
    slow = []
    print(f"{'':<18}{'p50':>7}{'p95':>7}  ms, of processor:{'web':>6}{'database':>10}   answers")
    for act, requests in acts(version, rounds):
        ask(port, version.article.get_absolute_url(), cookies, token)
        web_before, before = processor_time(pid)
        is_act = act != "open the article"
        answers = [ask(port, path, cookies, token, data, by_htmx=is_act) for path, data in requests]
        web_after, after = processor_time(pid)
        web = (web_after - web_before) / len(answers)
        database = sum(spent - before.get(session, 0) for session, spent in after.items()) / len(answers)
        times = sorted(took for took, _ in answers)
        high = times[int(len(times) * 0.95) - 1]
        slow += [act] * (high > GOAL and is_act)
        statuses = sorted({status for _, status in answers})
        wall = f"{statistics.median(times):7.0f}{high:7.0f}"
        print(f"{act:<18}{wall}{web:23.0f}{database:10.0f}   {statuses}", flush=True)
    return slow


def main():
    import django

    django.setup()
    from django.db import connection
    from django.middleware.csrf import _get_new_csrf_string
    from django.test.utils import setup_test_environment

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--claims", type=int, default=100_000, help="of other articles")
    parser.add_argument("--keep", action="store_true", help="leave the filled database for the next time")
    asked = parser.parse_args()
    setup_test_environment()
    before = connection.settings_dict["NAME"]
    name = f"bench_{before}_{asked.claims}"
    connection.settings_dict.setdefault("TEST", {})["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=asked.keep)
    try:
        from claims.models import Claim

        began = time.perf_counter()
        if Claim.objects.count() < asked.claims:
            with connection.cursor() as cursor:
                fill_archive(cursor, asked.claims)
        version, cookies, settings = fill()
        token = _get_new_csrf_string()
        cookies += f"; {settings.CSRF_COOKIE_NAME}={token}"
        print(f"{Claim.objects.count():,} claims, filled in {time.perf_counter() - began:.0f} s", flush=True)
        with serving(name) as (port, pid):
            slow = measure(version, cookies, token, asked.rounds, port, pid)
    finally:
        if not asked.keep:
            connection.creation.destroy_test_db(before, verbosity=0)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
