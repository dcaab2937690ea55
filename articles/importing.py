"""How far a file of a bulk import was taken in. In the database, beside what was taken in: a backup that is
played back forgets both.
"""

import hashlib
from collections import Counter
from typing import BinaryIO

from articles.models import Import

PIECE = 2**20


class Place:
    """Where an import is in its file. `goes_on` where an earlier run of the same file was stopped."""

    def __init__(self, file: BinaryIO, *, name: str, from_start: bool = False) -> None:
        """Find the place in a file that was just opened: what was done must stand there unchanged."""
        self.file, self.digest = file, hashlib.sha256()
        head = hashlib.sha256(file.readline(PIECE)).hexdigest()
        file.seek(0)
        self.row = Import.objects.filter(head=head).first() or Import(head=head)
        self.row.name = name
        self.goes_on = not from_start and self.row.offset > 0 and self._is_same_so_far()
        if not self.goes_on:
            self.row.offset, self.row.lines, self.row.counts = 0, 0, {}
            self.digest = hashlib.sha256()
            file.seek(0)
        self.counts: Counter[str] = Counter(self.row.counts)
        self.end = self.row.offset

    @property
    def lines(self) -> int:
        return self.row.lines

    def step(self, became: str) -> None:
        """A line is done; an empty one became nothing."""
        self.row.lines += 1
        self.end = self.file.tell()
        if became:
            self.counts[became] += 1

    def keep(self) -> None:
        """Write down how far it is. What was done since the last time is passed over as here already."""
        row = self.row
        self.file.seek(row.offset)
        self._hash(self.end - row.offset)
        row.offset, row.counts, row.sha256 = self.end, dict(self.counts), self.digest.hexdigest()
        said = {name: getattr(row, name) for name in ("name", "offset", "lines", "counts", "sha256")}
        Import.objects.update_or_create(head=row.head, defaults=said)

    def _is_same_so_far(self) -> bool:
        self._hash(self.row.offset)
        return self.file.tell() == self.row.offset and self.digest.hexdigest() == self.row.sha256

    def _hash(self, size: int) -> None:
        while size > 0 and (piece := self.file.read(min(size, PIECE))):
            self.digest.update(piece)
            size -= len(piece)
