"""Make the demo accounts and load the demo story, where they are not there yet."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from claims.tasks import read_version
from factcheck import demo


class Command(BaseCommand):
    help = "Make the demo accounts, show their passwords, and load the demo story into an empty workbench."

    def handle(self, *args: object, **options: object) -> None:
        passwords = demo.make_accounts(Path(settings.BASE_DIR) / "var" / "demo-accounts.json")
        for extraction in demo.load_story(by=User.objects.get(username="editor1")):
            read_version.delay_on_commit(extraction.pk)
        self.stdout.write("Demo accounts (name, password):")
        for name, password in passwords.items():
            self.stdout.write(f"  {name:8} {password}")
