"""A bulk import of a thousand articles: its rate and its memory: `python bench/bench_import.py [COUNT]`.

Runs `manage.py import_articles` as its own process, three times: once more from the start, where everything
is here, and once more as it goes on where it was. The database is a throw-away one, on DATABASE_URL's server
where that is given; the broker is its own.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))

from bench_placing import some_server, throw_away_database  # noqa: E402

PARAGRAPH = (
    "Some {number} people were killed and {more} injured when a fire destroyed the old mill in Lindmar on "
    "Friday, the fire service said. The mayor spoke of {less} dead and said that all schools stay shut. "
)
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main(count: int) -> None:
    from factcheck.embedded import start_valkey

    os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        broker = start_valkey(Path(folder), durable=False)
        os.environ["REDIS_URL"] = broker.url
        try:
            with some_server() as server, throw_away_database(server):
                measure(write_lines(Path(folder) / "articles.jsonl", count), count)
        finally:
            broker.stop()


def write_lines(file: Path, count: int) -> Path:
    with file.open("w", encoding="utf-8") as lines:
        for number in range(count):
            text = PARAGRAPH.format(number=number, more=number * 3, less=number // 2) * 10
            line = {"title": f"Fire {number}", "publisher": f"Post {number % 20}", "text": text}
            lines.write(json.dumps(line) + "\n")
    return file


def measure(file: Path, count: int) -> None:
    manage = [sys.executable, str(BASE / "manage.py")]
    subprocess.run([*manage, "migrate"], check=True, **QUIET)
    made = os.environ | {"DJANGO_SUPERUSER_PASSWORD": secrets.token_urlsafe(12)}
    someone = ["createsuperuser", "--noinput", "--username=bench", "--email=bench@example.org"]
    subprocess.run([*manage, *someone], check=True, env=made, **QUIET)
    print(f"{count:,} articles, {file.stat().st_size / 2**20:.1f} MB")
    for what, options in (("first run", []), ("again", ["--from-start"]), ("going on", [])):
        began = time.perf_counter()
        command = [*manage, "import_articles", str(file), "--by", "bench", *options]
        done = subprocess.Popen(command, **QUIET)
        _, status, used = os.wait4(done.pid, 0)
        seconds = time.perf_counter() - began
        if status:
            sys.exit(f"the import failed: {status}")
        print(f"{what:10} {seconds:6.1f} s {count / seconds:6.0f} a second {used.ru_maxrss / 1024:5.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
