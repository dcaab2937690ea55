"""Child processes that do not outlive their parent, and that are recognised when they did."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO


def start(
    record: Path,
    command: Sequence[str],
    *,
    prefix: Sequence[str] | None = None,
    at_our_death: str = "TERM",
    output: IO[bytes] | int,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own and write its id to `record`; clear what last time left.

    A session of its own, so that a Ctrl-C reaches only us and we choose the order in which things stop.
    """
    clear_orphan(record, command)
    prefix = die_with_us(at_our_death) if prefix is None else prefix
    child = subprocess.Popen(
        [*prefix, *command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=env,
        start_new_session=True,
    )
    record.write_text(f"{child.pid}\n")
    return child


def die_with_us(signal_name: str) -> list[str]:
    """What goes before a command so that the kernel signals it when we are gone; [] where that can't be had.

    macOS can't: there a killed supervisor leaves its children until the next start clears them.
    """
    if sys.platform != "linux" or not shutil.which("setpriv"):
        return []
    return ["setpriv", "--pdeathsig", signal_name]


def stop(child: subprocess.Popen[bytes], number: signal.Signals, patience: float) -> None:
    """Ask a child to stop; when `patience` is over, end it and whatever it started."""
    if child.poll() is None:
        child.send_signal(number)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    kill_group(child.pid)


def stop_all(children: Iterable[subprocess.Popen[bytes]]) -> None:
    """Stop children side by side: first they may finish what they do, then tidy up, then they are ended.

    QUIT makes a Celery worker give back the message of a reading that takes longer.
    """
    children = list(children)
    for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 1.0)):
        for child in children:
            if child.poll() is None:
                child.send_signal(number)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and any(child.poll() is None for child in children):
            time.sleep(0.05)
    for child in children:
        kill_group(child.pid)


def kill_group(pid: int) -> None:
    """End what a child has left behind in its session."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # macOS says the latter of a group of dead processes
        return


def clear_orphan(record: Path, command: Sequence[str]) -> None:
    """End a process that an earlier run left, if the id in `record` is still that process and no other's."""
    pid = read_pid(record)
    if pid is None or not runs(pid, command):
        return
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGKILL):
        os.kill(pid, number)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            if not runs(pid, command):
                kill_group(pid)
                return
            time.sleep(0.05)


def read_pid(record: Path) -> int | None:
    """The process id on the first line of a file, or None if there is no such thing."""
    try:
        return int(record.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def runs(pid: int, command: Sequence[str]) -> bool:
    """Whether the process with this id runs exactly this command: ids are used again."""
    return command_line(pid) == " ".join(command)


def command_line(pid: int) -> str:
    """The command line of a process, or "" if there is none; one that is dead and not waited for has none."""
    if sys.platform == "linux":  # Debian's smallest images have no `ps`
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            return ""
    listed = subprocess.run(["ps", "-wwo", "command=", "-p", str(pid)], capture_output=True, check=False)
    return listed.stdout.decode().strip()
