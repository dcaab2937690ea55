"""Prints the table of keys, as `docs/keys.md` has it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from people import keys


class Command(BaseCommand):
    help = "Print the table of keys for docs/keys.md."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en-gb"):
            self.stdout.write(keys.as_markdown(), ending="")
