"""Read files and print what they say, as the extraction contract has it. Needs no database and no worker."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from claims.extraction import extract, find_disputes
from claims.extraction.contract import disputes_to_json, document_to_json
from claims.extraction.markup import Unreadable, read_page
from claims.extraction.records import Reading

PAGES = (".html", ".htm", ".xhtml")


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
        if hasattr(self.stdout, "reconfigure"):
            self.stdout.reconfigure(encoding="utf-8")  # whatever the terminal's locale, the contract is UTF-8
        readings: list[Reading] = []
        paths: list[str] = []
        failed = False
        for name in files:
            try:
                reading, is_page = read(name)
            except (OSError, UnicodeDecodeError, Unreadable) as why:
                failed = True
                self.stderr.write(f"{name}: {reason(why)}")
                continue
            self.stdout.write(
                json.dumps(document_to_json(reading, name, with_text=is_page), ensure_ascii=False)
            )
            if stories:
                readings.append(reading)
                paths.append(name)
        if stories:
            self.stdout.write(
                json.dumps(disputes_to_json(find_disputes(readings), paths), ensure_ascii=False)
            )
        if failed:
            raise SystemExit(1)


def read(name: str) -> tuple[Reading, bool]:
    """The reading of a file or of standard input, and whether its text was taken out of a page's markup."""
    text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode()
    if not name.lower().endswith(PAGES):
        return extract(text), False
    page = read_page(text)
    return extract(page.text, published=page.published), True


def reason(why: Exception) -> str:
    """One line that tells an editor what is wrong with a file."""
    if isinstance(why, UnicodeDecodeError):
        return f"is not UTF-8 (byte {why.start + 1})"
    if isinstance(why, OSError):
        return (why.strerror or str(why)).lower()
    return str(why)
