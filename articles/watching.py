"""A folder that is watched: which of its files have come to rest, and where each goes at last."""

import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

DONE, REFUSED = "done", "refused"
SETTLED = 2.0  # seconds without a change
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", "~")

Look = tuple[int, int]  # size, and when it was changed


@dataclass
class Folder:
    """The folder. `settled()` gives each file once it has not changed between two looks and for a while."""

    path: Path
    rest: float = SETTLED
    _seen: dict[str, Look] = field(default_factory=dict)

    def settled(self) -> list[Path]:
        """The files that have come to rest. Not folders, links, hidden files, half-loaded ones."""
        now, looks = time.time(), self._look()
        still = [
            name
            for name, look in looks.items()
            if self._seen.get(name) == look and now - look[1] / 1e9 >= self.rest
        ]
        self._seen = looks
        return [self.path / name for name in sorted(still)]

    def _look(self) -> dict[str, Look]:
        looks = {}
        for entry in os.scandir(self.path):
            if entry.name.startswith(".") or entry.name.lower().endswith(UNFINISHED):
                continue
            try:
                found = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # taken away between two looks
            if stat.S_ISREG(found.st_mode):
                looks[entry.name] = (found.st_size, found.st_mtime_ns)
        return looks

    def move(self, file: Path, *, why: str = "") -> Path:
        """Move a file to `done`, or with a reason to `refused`, the reason in a file beside it."""
        target = self.path / (REFUSED if why else DONE)
        target.mkdir(exist_ok=True)
        place = _free(target, file.name)
        file.rename(place)
        if why:
            place.with_name(place.name + ".why.txt").write_text(f"{why}\n", encoding="utf-8")
        return place


def _free(folder: Path, name: str) -> Path:
    """A place of this name in the folder that nothing stands in: `fire.txt`, `fire 2.txt`, ..."""
    place, number = folder / name, 1
    while place.exists() or place.is_symlink():
        number += 1
        place = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
    return place
