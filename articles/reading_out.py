"""The confined process: `python -m articles.reading_out TASK TOLD`, run by `confined.py` in its own folder.

It reads the file `given` and writes `result.json`, of an archive also its files by number. It knows no
Django, no database and no net. The libraries are loaded first, then the limits are set, then the file
is opened.
"""

import importlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

from articles.formats import Unread, format_of

MEMORY = 1024 * 2**20  # of addresses, above what the libraries take
PROCESSOR = 30  # seconds
LARGEST = 64 * 2**20  # bytes of a file that it writes
LONGEST = 3_000_000  # characters of a text: more than is ever taken in
TASKS = {
    "pdf": "articles.unpacking.pdf", "word": "articles.unpacking.word", "mail": "articles.unpacking.mail",
    "page": "articles.unpacking.page", "text": "articles.unpacking.plain",
    "archive": "articles.unpacking.archive", "feed": "articles.unpacking.feed",
}  # fmt: skip
TOO_DEEP = "This file is nested deeper than any real one, and was not read. Paste its text instead."
OUT_OF_MEMORY = 70  # the ending that says so


def main(task: str, told: dict[str, Any]) -> int:
    body = Path("given").read_bytes()
    try:
        task = format_of(body) if task == "file" else task
        reader = importlib.import_module(TASKS[task])
        confine()
        result = {"format": task} | reader.read(body, **told)
        result["text"] = result.get("text", "")[:LONGEST]
    except Unread as why:
        result = {"refused": str(why)}
    except RecursionError:
        result = {"refused": TOO_DEEP}
    except (MemoryError, OSError):  # too large to hold, or to write
        return OUT_OF_MEMORY
    Path("result.json").write_text(json.dumps(result), encoding="utf-8")
    return 0


def confine() -> None:
    """Take away from this process what reading a file does not need."""
    taken = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    memory = MEMORY + taken * resource.getpagesize()
    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, used + PROCESSOR),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (lowest, lowest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], json.loads(sys.argv[2])))
