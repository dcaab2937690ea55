"""What a trial starts with: four accounts and a story of four articles that disagree."""

import json
import secrets
import tomllib
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction

from articles.models import Article
from articles.services import add_article
from claims.models import Extraction
from claims.services import request_extraction

STORY = Path(__file__).resolve().parent.parent / "articles" / "demo"
ACCOUNTS = {
    "admin": ("admin", "Adaeze", "Admin"),
    "chief": ("chief", "Chiara", "Chief"),
    "editor1": ("editor", "Edith", "Editor"),
    "editor2": ("editor", "Emre", "Editor"),
}


@transaction.atomic
def make_accounts(kept_in: Path) -> dict[str, str]:
    """The demo accounts' passwords by name; accounts that are missing are made, each with a password of its
    own.

    The passwords are kept in a file that only its owner can read, so that the next start can show them again.
    """
    passwords: dict[str, str] = json.loads(kept_in.read_text()) if kept_in.is_file() else {}
    for name, (role, first, last) in ACCOUNTS.items():
        if User.objects.filter(username=name).exists():
            continue
        passwords[name] = secrets.token_urlsafe(9)
        user = User.objects.create_user(
            name,
            email=f"{name}@desk.example",
            password=passwords[name],
            first_name=first,
            last_name=last,
            is_staff=role == "admin",
        )
        user.groups.add(Group.objects.get(name=role))
    kept_in.parent.mkdir(parents=True, exist_ok=True)
    kept_in.touch(mode=0o600)
    kept_in.write_text(json.dumps(passwords, indent=1))
    return {
        name: password for name, password in passwords.items() if User.objects.filter(username=name).exists()
    }


@transaction.atomic
def load_story(*, by: User) -> list[Extraction]:
    """The readings to do of the demo story; none where any article is there already."""
    if Article.objects.exists():
        return []
    articles = tomllib.loads((STORY / "demo.toml").read_text(encoding="utf-8"))["article"]
    return [
        request_extraction(
            add_article(
                text=(STORY / article["file"]).read_text(encoding="utf-8"),
                title=article["title"],
                publisher=article["publisher"],
                published_on=article["published"],
                by=by,
            ),
            by=by,
        )
        for article in articles
    ]
