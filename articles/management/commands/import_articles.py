"""`manage.py import_articles FILE.jsonl --by NAME`: many articles at once; see `docs/intake.md`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.addresses import address_key
from articles.importing import Place
from articles.intake import request_intake
from articles.models import Article
from articles.queueing import queue_intake
from articles.records import LONGEST_LINE, BadLine, Record, record_of
from articles.services import AlreadyHere, add_article
from claims.queueing import queue_reading
from claims.services import request_extraction

EVERY = 20  # lines between two looks at the bar
WIDTH = 30
BADS_SHOWN = 100
COUNTED = ("new", "to be fetched", "here already", "bad")


class Command(BaseCommand):
    help = (
        "Adds the articles of a file, one JSON object a line. Stopped half-way, the same command goes on: "
        "what is here already is passed over. Bad lines are told by number and skipped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the user name of who adds them")
        parser.add_argument(
            "--from-start", action="store_true", help="look at each line again, also those that are done"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None or not by.has_perm("articles.add_article"):
            raise CommandError(f"There is nobody called {options['by']} who may add articles.")
        try:
            with options["file"].open("rb") as file:
                place = Place(file, name=options["file"].name, from_start=options["from_start"])
                self.take_all(place, options["file"].stat().st_size, by)
        except OSError as why:
            raise CommandError(f"{options['file']} can't be read: {why.strerror}.") from None
        self.stdout.write(", ".join(f"{place.counts[what]:,} {what}" for what in COUNTED))

    def take_all(self, place: Place, size: int, by: User) -> None:
        if place.goes_on:
            self.stdout.write(
                f"Goes on at line {place.lines + 1:,}: what stands before it is done. "
                "With --from-start all of it is looked at again."
            )
        try:
            for line in lines_of(place.file):
                number = place.lines + 1
                place.step(self.take(number, line, place.counts["bad"], by) if line.strip() else "")
                if number % EVERY == 0:
                    place.keep()
                    self.draw(place.row.offset / max(size, 1), place)
        except KeyboardInterrupt:
            place.keep()
            raise CommandError(
                f"Stopped after line {place.lines:,}. The same command goes on there."
            ) from None
        place.keep()
        self.draw(1, place)

    def take(self, number: int, line: bytes, bads: int, by: User) -> str:
        """Take one line in, whole or not at all; gives what became of it."""
        try:
            return take_record(record_of(line), by)
        except BadLine as why:
            if bads < BADS_SHOWN:
                self.stderr.write(f"\rLine {number}: {why}.")
            elif bads == BADS_SHOWN:
                self.stderr.write("\rMore bad lines are counted, not told.")
            return "bad"

    def draw(self, part: float, place: Place) -> None:
        """A bar, where somebody is looking."""
        if sys.stderr.isatty():
            bar = "#" * int(WIDTH * part)
            sys.stderr.write(f"\r[{bar:{WIDTH}}] {part:4.0%}  {total(place):,}")
            sys.stderr.write("\n" if part == 1 else "")
            sys.stderr.flush()


def total(place: Place) -> int:
    return sum(place.counts.values())


@transaction.atomic
def take_record(record: Record, by: User) -> str:
    """The article and the wish to read it, together or not at all."""
    key = address_key(record.address) if record.address else ""
    if key and Article.objects.known_by(key).exists():
        return "here already"
    if not record.text:
        known = {"title": record.title, "publisher": record.publisher}
        known |= {"published_on": record.published_on.isoformat()} if record.published_on else {}
        queue_intake(request_intake("address", record.address, known=known, by=by))
        return "to be fetched"
    try:
        version = add_article(
            text=record.text, title=record.title, publisher=record.publisher,
            published_on=record.published_on, address=record.address, by=by,
        )  # fmt: skip
    except AlreadyHere:
        return "here already"
    queue_reading(request_extraction(version, by=by))
    return "new"


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long only its start, and never more of it in memory."""
    while line := file.readline(LONGEST_LINE):
        start = line
        while len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield start
