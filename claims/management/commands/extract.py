"""Read files and print what they say, as the extraction contract has it. Needs no database and no worker."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from claims.extraction import extract, find_disputes
from claims.extraction.contract import disputes_to_json, document_to_json


class Command(BaseCommand):
    help = "Print each FILE's claims, figures and attributions as one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a .txt or .html file, or - for standard input"
        )
        parser.add_argument(
            "--stories", action="store_true", help="add a last line: the disputes across all FILEs"
        )

    def handle(self, *, files: list[str], stories: bool, **options: object) -> None:
        readings, paths, failed = [], [], False
        for name in files:
            try:
                text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode()
            except (OSError, UnicodeDecodeError) as why:
                failed = True
                self.stderr.write(f"{name}: {why}")
                continue
            reading = extract(text)
            readings.append(reading)
            paths.append(name)
            self.stdout.write(json.dumps(document_to_json(reading, name), ensure_ascii=False))
        if stories:
            self.stdout.write(
                json.dumps(disputes_to_json(find_disputes(readings), paths), ensure_ascii=False)
            )
        if failed:
            raise SystemExit(1)
