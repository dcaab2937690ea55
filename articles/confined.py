"""Reading what somebody else made in a process of its own, which can do no harm: it has neither our secrets
nor much memory, time, files or disk, and ends when it takes too much.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from articles.faults import NotTaken

SECONDS = 60  # by the clock on the wall; the process itself has fewer of the processor's
RESULT, GIVEN = "result.json", "given"
KEPT_NAMES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SPACY_MODEL")  # of the environment: no secret
DO = "Save it anew in the program that made it, or paste its text."
TOO_SLOW = f"Reading this file took longer than allowed, and was stopped. {DO}"
TOO_MUCH = f"This file needs more memory or disk than allowed, and was not read. {DO}"
DAMAGED = f"This file can't be read: it is damaged, or not made as it should be. {DO}"
ENDINGS = {-signal.SIGXCPU: TOO_SLOW, -signal.SIGKILL: TOO_SLOW, 70: TOO_MUCH}


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str
    body: bytes
    is_too_large: bool


def read_confined(task: str, body: bytes, **told: Any) -> tuple[dict[str, Any], list[Member]]:
    """What `reading_out.py` makes of these bytes, and the files it unpacked. Raises NotTaken."""
    with tempfile.TemporaryDirectory(prefix="reading-") as name:
        folder = Path(name)
        (folder / GIVEN).write_bytes(body)
        ending = _run(folder, task, told)
        if ending:
            raise NotTaken(ENDINGS.get(ending, DAMAGED))
        result = json.loads((folder / RESULT).read_bytes())
        if "refused" in result:
            raise NotTaken(result["refused"], is_refused=True)
        listed = result.pop("members", [])
        return result, [
            Member(name, (folder / str(number)).read_bytes(), is_too_large)
            for number, (name, is_too_large) in enumerate(listed)
        ]


def _run(folder: Path, task: str, told: dict[str, Any]) -> int:
    env = {name: os.environ[name] for name in KEPT_NAMES if name in os.environ}
    env |= {"PYTHONPATH": str(settings.BASE_DIR), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-B", "-W", "ignore", "-m", "articles.reading_out", task, json.dumps(told)]
    process = subprocess.Popen(
        command, cwd=folder, env=env, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:  # also where the worker itself is told to stop
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
