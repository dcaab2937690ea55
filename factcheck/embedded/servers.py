"""What the two servers have in common: a process, an address, a log, a way to wait and to stop."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded import processes
from factcheck.embedded.folders import Trouble

PATIENCE = 30.0


@dataclass(frozen=True)
class Server:
    """A running server. `url` is what DATABASE_URL or REDIS_URL should say."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    def wait_until(self, answers: Callable[[], bool]) -> None:
        """Return when the server answers. Raises Trouble with what its log says last when it gives up."""
        deadline = time.monotonic() + PATIENCE
        while not answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Trouble(f"{self.name} did not start: {last_words(self.log)}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop in order, with everything on disk."""
        processes.stop(self.process, self.stop_signal, PATIENCE)


def last_words(log: Path) -> str:
    """What a log says last about what went wrong, on one line.

    PostgreSQL says what is wrong in a line with FATAL or PANIC and goes on talking while it stops.
    """
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    worst = [line for line in lines if any(word in line for word in ("PANIC", "FATAL", "fatal", "No space"))]
    said = (worst or lines or ["it said nothing"])[-1]
    return f"{said} ({log} has all it said)"
