"""A .zip of files: unpacked by number into the folder of the process, never by the names it gives."""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from articles.formats import Unread

MOST_FILES, MOST_UNPACKED = 100, 100 * 2**20
RATIO = 200  # times a file may grow: text packs to a tenth
LARGE = 2**20  # bytes under which how much it grows says nothing
INSIDE = "This is an archive inside an archive: it is not opened. Unpack it and add its files."
TOO_MANY = f"There are more than {MOST_FILES} files in this archive. Add it in parts."
BOMB = "This archive unpacks to far more than it should, and was not opened."
LOCKED = "This archive is locked with a password. Unpack it and add its files."
NOTHING = "There are no files in this archive."
BROKEN = "The archive is damaged: it can't be opened."


def read(body: bytes, *, most: int, is_inside: bool = False, **_: Any) -> dict[str, Any]:
    """The names of its files and whether they are over `most` bytes; the bytes are in files 0, 1, ..."""
    if is_inside:
        raise Unread(INSIDE)
    members: list[tuple[str, bool]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [part for part in archive.infolist() if _is_wanted(part)]
            _look_at(parts)
            for number, part in enumerate(parts):
                with archive.open(part) as packed:
                    content = packed.read(most + 1)
                is_too_large = len(content) > most
                Path(str(number)).write_bytes(b"" if is_too_large else content)
                members.append((_name(part), is_too_large))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise Unread(BROKEN) from None
    except RuntimeError:
        raise Unread(LOCKED) from None
    return {"members": members}


def _is_wanted(part: zipfile.ZipInfo) -> bool:
    """Not a folder, nor what systems put beside files (`__MACOSX`, `.DS_Store`, `Thumbs.db`)."""
    name = _name(part)
    return not (part.is_dir() or name.startswith(".") or name == "Thumbs.db" or "__MACOSX" in part.filename)


def _look_at(parts: list[zipfile.ZipInfo]) -> None:
    """Raise Unread for a bomb, before anything is unpacked. Sizes that lie fail when it is."""
    if not parts:
        raise Unread(NOTHING)
    if len(parts) > MOST_FILES:
        raise Unread(TOO_MANY)
    whole = sum(part.file_size for part in parts)
    grown = [p for p in parts if p.file_size > LARGE and p.file_size > RATIO * max(p.compress_size, 1)]
    overlap = sum(part.compress_size for part in parts) > 2 * MOST_UNPACKED
    if whole > MOST_UNPACKED or grown or overlap:
        raise Unread(BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise Unread(LOCKED)


def _name(part: zipfile.ZipInfo) -> str:
    """The last part of the name, whatever folder it wants to go to."""
    return PurePosixPath(part.filename.replace("\\", "/").replace("\0", "")).name[:200] or "file"
