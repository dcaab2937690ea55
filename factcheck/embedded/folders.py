"""Folders that the embedded servers can work in: writable, ours alone, short enough for sockets."""

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

LONGEST_SOCKET_FOLDER = 80  # a socket's whole path has 107 bytes on Linux, 103 on macOS
LEAST_SPACE = 200 * 2**20


class Trouble(Exception):
    """What keeps the servers from running, as one sentence for the person at the terminal."""


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Turn what may go wrong with files into a sentence."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as error:
        raise Trouble(f"{error.filename or folder} is not a folder. Move it away and try again.") from None
    except OSError as error:
        raise Trouble(f"{error.filename or folder} can't be written: {error.strerror}.") from None


def claim_folder(folder: Path) -> TextIO:
    """Make `folder` and hold it: the lock is gone when the returned file is closed, or with this process."""
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"The workbench runs already, from {folder}. Stop that one first.") from None
    left = shutil.disk_usage(folder).free
    if left < LEAST_SPACE:
        raise Trouble(
            f"The disk of {folder} is full: {left >> 20} MB left, {LEAST_SPACE >> 20} MB are needed."
        )
    return lock


def socket_folder(folder: Path) -> Path:
    """A folder for sockets: inside `folder`, or private in the temporary directory where that is too long."""
    inside = folder / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        inside.mkdir(mode=0o700, parents=True, exist_ok=True)
        return inside
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    outside = Path(tempfile.gettempdir()) / f"factcheck-{os.getuid()}-{mark}"
    outside.mkdir(mode=0o700, exist_ok=True)
    found = outside.lstat()
    # Anybody may write to the temporary directory, so the folder that stands there need not be ours.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Trouble(f"{outside} is not ours alone, and {inside} is too long a path for a socket.")
    return outside
