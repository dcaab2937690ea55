"""`manage.py load_register`: the starter register, so that common names resolve on the first day."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.queueing import queue_restating
from sources.loading import load_register


class Command(BaseCommand):
    help = "Adds well-known agencies, ministries, bodies and outlets. Never overwrites what a person changed."

    def handle(self, *args: Any, **options: Any) -> None:
        done = load_register()
        queue_restating(*done.changed)
        for clash in done.clashes:
            self.stderr.write(clash)
        self.stdout.write(str(done))
