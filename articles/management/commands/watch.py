"""`manage.py watch DIR --by NAME`: what is put into a folder is taken in; see `docs/intake.md`."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from articles.intake import refuse_large_file, request_file
from articles.models import Intake
from articles.queueing import queue_intake
from articles.watching import Folder


class Command(BaseCommand):
    help = (
        "Takes in the files of a folder as they come, and moves each to done/ or, with the reason, refused/."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--by", required=True, help="the user name of who adds them")
        parser.add_argument("--every", type=float, default=2.0, help="seconds between two looks")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None or not by.has_perm("articles.add_article"):
            raise CommandError(f"There is nobody called {options['by']} who may add articles.")
        path = options["folder"]
        if not (path.is_dir() and os.access(path, os.W_OK | os.X_OK)):
            raise CommandError(f"{path} is no folder, or files can't be moved in it.")
        signal.signal(signal.SIGTERM, _stop)
        self.stdout.write(f"Watching {path}. Ctrl-C stops it; what is taken in stays.")
        try:
            self.watch(Folder(path), by, every=max(options["every"], 0.1))
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def watch(self, folder: Folder, by: User, *, every: float) -> None:
        asked: dict[Path, int] = {}  # each file that waits for its intake; forgotten, it is asked for again
        while True:
            close_old_connections()
            for file in folder.settled():
                if file not in asked and (row := self.ask(file, by)):
                    asked[file] = row.pk
            for row in Intake.objects.filter(pk__in=asked.values()):
                if row.is_finished:
                    self.settle(folder, asked, row)
            time.sleep(every)

    def ask(self, file: Path, by: User) -> Intake | None:
        """Have a file taken in; None where it was taken away or can't be opened yet."""
        try:
            size = file.stat().st_size
            if size > settings.FILE_MOST_BYTES:
                return refuse_large_file(file.name, size=size, by=by)
            body = file.read_bytes()
        except OSError as why:
            self.stderr.write(f"{file.name} can't be read: {why.strerror}.")
            return None
        row = request_file(body, name=file.name, by=by)
        queue_intake(row)
        return row

    def settle(self, folder: Folder, asked: dict[Path, int], row: Intake) -> None:
        """Move the files of a finished intake: the same file may have come under two names."""
        for file in [file for file, pk in asked.items() if pk == row.pk]:
            del asked[file]
            try:
                place = folder.move(file, why=row.error if row.went_wrong else "")
            except OSError as why:
                self.stderr.write(f"{file.name} can't be moved: {why.strerror}.")
                continue
            self.stdout.write(f"{place.relative_to(folder.path)}: {row.error or row.get_outcome_display()}")


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
