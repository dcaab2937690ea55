"""`make run`: the whole workbench on one machine, in the foreground, until Ctrl-C.

The parts are started in their order and stopped in the reverse. A part that stops by itself is started again;
one that keeps stopping ends the trial.
"""

import http.client
import io
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from typing import NoReturn

from factcheck.embedded import Server, Trouble, claim_folder, processes, start_postgres, start_valkey
from factcheck.embedded.folders import writing_to

BASE = Path(__file__).resolve().parent.parent
VAR = BASE / "var"
SHORT_LIFE = 10.0  # seconds; a part that stops sooner, three times running, will not get better
SERVER_PATIENCE = 30.0
STOPPED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COLOURS = {"web": 36, "worker": 33, "beat": 35}


@dataclass
class Part:
    """A process of the trial that is kept running."""

    name: str
    start: Callable[[], Popen[bytes]]
    stop_signal: signal.Signals = signal.SIGTERM
    process: Popen[bytes] | None = None
    started: float = 0.0
    short_lives: int = 0

    def begin(self) -> None:
        self.process = self.start()
        self.started = time.monotonic()

    def look_after(self) -> None:
        """Start it again where it stopped. Raises Trouble where that has not helped."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        self.short_lives = self.short_lives + 1 if lived < SHORT_LIFE else 0
        if self.short_lives == 3:
            raise Trouble(f"The {self.name} keeps stopping. Its last lines above say why.")
        say("trial", f"The {self.name} stopped (status {self.process.returncode}). Starting it again.")
        self.begin()


@dataclass
class Trial:
    """What runs: the servers, and the programs that use them."""

    servers: list[Part] = field(default_factory=list)
    programs: list[Part] = field(default_factory=list)

    def look_after(self) -> None:
        for part in (*self.servers, *self.programs):
            part.look_after()

    def stop(self) -> None:
        """Stop the programs together, then the servers, the last first. No second Ctrl-C disturbs this."""
        for number in STOPPED_BY:
            signal.signal(number, signal.SIG_IGN)
        processes.stop_all([part.process for part in self.programs if part.process])
        for part in reversed(self.servers):
            if part.process:
                processes.stop(part.process, part.stop_signal, SERVER_PATIENCE)


def main() -> int:
    """Run until asked to stop. Gives the exit status."""
    for number in STOPPED_BY:
        if (number, signal.getsignal(number)) != (
            signal.SIGHUP,
            signal.SIG_IGN,
        ):  # which is what `nohup` asks for
            signal.signal(number, leave)
    trial = Trial()
    try:
        port = free_port(os.environ.get("PORT") or "8000")
        with claim_folder(VAR):
            try:
                run(trial, port)
            finally:
                trial.stop()
    except Trouble as trouble:
        print(f"\nmake run: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What you did is kept in var/.")
        return 0


def leave(number: int, frame: object) -> None:
    """Whatever way we are asked to stop, we stop in the same order."""
    raise KeyboardInterrupt


def run(trial: Trial, port: int) -> NoReturn:
    """Start everything and look after it."""
    os.environ |= surroundings()
    add_server(trial, "DATABASE_URL", "PostgreSQL", start_postgres, signal.SIGINT)
    add_server(trial, "REDIS_URL", "broker", start_valkey, signal.SIGTERM)
    accounts = prepare_database()
    for name, command, signal_name in programs(port):
        trial.programs.append(Part(name, starter(name, command, signal_name)))
        trial.programs[-1].begin()
    while not page_answers(port):
        trial.look_after()
        time.sleep(0.1)
    say_welcome(port, accounts)
    while True:
        trial.look_after()
        time.sleep(0.3)


def surroundings() -> dict[str, str]:
    """What the environment of every part says: a trial, and a secret that outlives this start."""
    kept = VAR / "secret-key"
    with writing_to(VAR):
        if not kept.is_file() or not kept.read_text():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(50))
        found = {"TRIAL": "true", "SECRET_KEY": kept.read_text(), "PYTHONUNBUFFERED": "1"}
    if sys.platform == "darwin":  # its libraries end a forked child that looks up a proxy
        found |= {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES", "no_proxy": "*"}
    return found


def add_server(
    trial: Trial, variable: str, name: str, start: Callable[[Path], Server], stop_signal: signal.Signals
) -> None:
    """Start one of the embedded servers, unless the environment names one to use."""
    if os.environ.get(variable):
        say("trial", f"Using the server that {variable} names.")
        return

    def begin() -> Popen[bytes]:
        server = start(VAR)
        os.environ[variable] = server.url
        return server.process

    trial.servers.append(Part(name, begin, stop_signal))
    trial.servers[-1].begin()


def prepare_database() -> str:
    """Bring the tables up to date, make the demo accounts and story. Gives what to tell about accounts."""
    import django
    from django.core.management import call_command
    from django.db import OperationalError, connections

    from factcheck import health

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    if not health.broker_answers():
        raise Trouble("The server that REDIS_URL names does not answer.")
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            call_command("migrate", interactive=False, verbosity=0)
            call_command("demo", stdout=said)
    except OperationalError as error:
        raise Trouble(f"The database does not answer: {' '.join(str(error).split())}") from None
    connections.close_all()
    return said.getvalue()


def programs(port: int) -> Iterator[tuple[str, list[str], str]]:
    """The programs of the trial: name, command, and how the kernel stops it should we be killed."""
    web = ["gunicorn", "factcheck.wsgi", f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--workers=2"]
    web += [
        "--threads=4",
        "--preload",
        "--graceful-timeout=2",
        f"--worker-tmp-dir={VAR}",
        "--no-control-socket",
    ]
    # The trial's static files are not collected into the folder that is missed otherwise.
    python = [sys.executable, "-W", "ignore:No directory at"]
    yield "web", [*python, "-m", *web, "--log-level=warning"], "TERM"
    # As root Celery warns of messages that run code; ours are JSON.
    celery = [sys.executable, "-W", "ignore:You're running", "-m", "celery", "--quiet", "-A", "factcheck"]
    # A worker that lost its broker may wait for it for ever when asked to stop; so may the timer, on a busy
    # machine. A worker's children end with it.
    yield "worker", [*celery, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"], "KILL"
    yield "beat", [*celery, "beat"], "KILL"


def starter(name: str, command: list[str], signal_name: str) -> Callable[[], Popen[bytes]]:
    """How to start a program whose lines are shown with its name before them."""

    def start() -> Popen[bytes]:
        with writing_to(VAR):
            record = VAR / f"{name}.pid"
            child = processes.start(record, command, at_our_death=signal_name, output=PIPE, folder=BASE)
        threading.Thread(target=show_lines, args=(name, child), daemon=True).start()
        return child

    return start


def show_lines(name: str, child: Popen[bytes]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        say(name, line.decode(errors="replace").rstrip())


def say(name: str, line: str) -> None:
    """One line of the log; a part has its own colour on a terminal."""
    label = f"{name:7}|"
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        label = f"\033[{COLOURS.get(name, 32)}m{label}\033[0m"
    sys.stdout.write(f"{label} {line}\n")
    sys.stdout.flush()


def free_port(wanted: str) -> int:
    """The port as a number. Raises Trouble where it is none, or taken."""
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise Trouble(f"PORT is {wanted!r}; it should be a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except PermissionError:
            raise Trouble(f"Port {wanted} is for root alone. Choose another: make run PORT=8001") from None
        except OSError:
            raise Trouble(f"Port {wanted} is taken. Choose another: make run PORT=8001") from None
    return int(wanted)


def page_answers(port: int) -> bool:
    """Whether the web is up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except OSError:  # not listening yet
        return False
    finally:
        connection.close()
    return True


def say_welcome(port: int, accounts: str) -> None:
    lines = ["", f"Open http://localhost:{port}", "", *accounts.splitlines(), "", "Ctrl-C stops it.", ""]
    for line in lines:
        say("trial", line)


if __name__ == "__main__":
    sys.exit(main())
