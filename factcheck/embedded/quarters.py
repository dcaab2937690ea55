"""Where PostgreSQL lives and as whom it runs: it refuses to run as root, so root gives it other quarters."""

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded.folders import Trouble, socket_folder
from factcheck.embedded.processes import die_with_us

STOP = "INT"  # PostgreSQL's "fast": sessions are ended, everything is written
LODGER = "nobody"
LODGINGS = Path("/var/lib")


@dataclass(frozen=True)
class Quarters:
    """The folders of one PostgreSQL, and what goes before its commands so that they may run there."""

    data: Path
    sockets: Path
    programs: Path
    prefix: list[str]


def find_quarters(folder: Path, programs: Path, *, namespaces: bool = True) -> Quarters:
    """Quarters for a PostgreSQL whose data belongs in `folder`.

    An ordinary user's are in `folder`. So are root's, in a user namespace where root has an ordinary id.
    Where the system refuses such namespaces (`namespaces` off pretends that), PostgreSQL runs as `nobody`. He
    may not even see our folders, so that its data and programs are in /var/lib: the only place outside.
    """
    at_home = Quarters(folder / "postgres", socket_folder(folder), programs, die_with_us(STOP))
    if os.getuid() != 0:
        return at_home
    if sys.platform != "linux" or not shutil.which("setpriv"):
        raise Trouble("PostgreSQL does not run as root. Please use an ordinary user, or set DATABASE_URL.")
    as_other = ["unshare", "--user", "--map-user=65534", "--map-group=65534", *die_with_us(STOP)]
    if namespaces and may_work([*as_other, str(programs / "postgres"), "--version"], folder):
        return Quarters(at_home.data, at_home.sockets, programs, as_other)
    return lodge(folder, programs)


def may_work(command: list[str], folder: Path) -> bool:
    """Whether a command can be run in `folder`: in a namespace a tight mode may keep even root out."""
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def lodge(folder: Path, programs: Path) -> Quarters:
    """Quarters in /var/lib for `nobody`, with a copy of the wheel's programs and libraries."""
    lodger = pwd.getpwnam(LODGER)
    home = LODGINGS / f"factcheck-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}"
    home.mkdir(mode=0o700, exist_ok=True)
    os.chown(home, lodger.pw_uid, lodger.pw_gid)

    wheel = programs.parent.parent
    copied = home / "programs"
    shutil.rmtree(copied, ignore_errors=True)
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        if part.is_dir():  # the libraries are beside the wheel's folder on Linux, inside it on macOS
            shutil.copytree(part, copied / part.name, symlinks=True)

    sockets = home / "run"
    sockets.mkdir(mode=0o700, exist_ok=True)
    os.chown(sockets, lodger.pw_uid, lodger.pw_gid)
    prefix = ["setpriv", f"--reuid={lodger.pw_uid}", f"--regid={lodger.pw_gid}", "--clear-groups"]
    return Quarters(
        home / "postgres", sockets, copied / wheel.name / "pginstall" / "bin", [*prefix, "--pdeathsig", STOP]
    )
