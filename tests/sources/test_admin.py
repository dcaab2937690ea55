"""The register in Django admin, as an admin uses it."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from sources.models import Source
from tests import make

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make.admin())
    return client


def entry(source: Source, **changes: object) -> dict[str, object]:
    """What the form of a source's page sends."""
    names = list(source.aliases.all())
    sent: dict[str, object] = {"name": source.name, "kind": source.kind, "notes": source.notes}
    sent |= {"aliases-TOTAL_FORMS": len(names) + 1, "aliases-INITIAL_FORMS": len(names)}
    for number, alias in enumerate(names):
        sent |= {f"aliases-{number}-id": alias.pk, f"aliases-{number}-source": source.pk}
        sent |= {f"aliases-{number}-name": alias.name}
    sent |= {f"aliases-{len(names)}-source": source.pk, f"aliases-{len(names)}-name": ""}
    return sent | changes


def test_a_misspelt_name_finds_the_source_it_was_merged_into(client):
    right, wrong = make.source("Ukraine"), make.source("Ukaine")
    send = {"action": "merge", ACTION_CHECKBOX_NAME: [right.pk, wrong.pk], "into": right.pk}

    client.post(LIST, send)

    shown = client.get(LIST, {"q": "Ukaine"}).context["cl"].result_list
    assert list(shown) == [right]


def test_merging_asks_which_one_to_keep(client):
    pair = [make.source("Ukraine").pk, make.source("Ukaine").pk]

    page = client.post(LIST, {"action": "merge", ACTION_CHECKBOX_NAME: pair})

    assert "Keep this one" in page.content.decode()
    assert Source.objects.filter(merged_into__isnull=False).count() == 0


def test_one_source_alone_is_not_merged(client):
    page = client.post(LIST, {"action": "merge", ACTION_CHECKBOX_NAME: [make.source().pk]}, follow=True)

    assert "Choose two sources or more" in page.content.decode()


def test_a_merge_is_undone_from_the_list(client):
    right, wrong = make.source("Ukraine"), make.source("Ukaine")
    client.post(LIST, {"action": "merge", ACTION_CHECKBOX_NAME: [right.pk, wrong.pk], "into": right.pk})

    client.post(LIST + "?merged=yes", {"action": "unmerge", ACTION_CHECKBOX_NAME: [wrong.pk]})

    wrong.refresh_from_db()
    assert wrong.stands_for == wrong


def test_kind_country_grade_and_a_new_name_are_saved(client):
    source = make.source("KCNA", kind="other")
    changes = {
        "kind": "media",
        "country": "kp",
        "grade": "D",
        "grade_reason": "State agency.",
        "aliases-1-name": "Korean Central News Agency",
    }

    client.post(f"{LIST}{source.pk}/change/", entry(source, **changes))

    source.refresh_from_db()
    assert (source.kind, source.country, source.grade) == ("media", "KP", "D")
    assert [alias.name for alias in source.aliases.all()] == ["KCNA", "Korean Central News Agency"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"grade": "B"}, "Say why"),
        ({"country": "K1"}, "Two capital letters"),
        ({"aliases-1-name": "the YONHAP"}, "is a name of Yonhap already"),
        ({"aliases-1-name": "…"}, "needs a letter or a digit"),
    ],
)
def test_a_bad_entry_is_refused_with_a_sentence(client, changes, said):
    make.source("Yonhap")
    source = make.source("KCNA")

    page = client.post(f"{LIST}{source.pk}/change/", entry(source, **changes))

    assert said.lower() in page.content.decode().lower()


def test_a_source_is_not_part_of_its_own_part(client):
    whole, part = make.source("South Korea"), make.source("South Korean military")
    Source.objects.filter(pk=part.pk).update(part_of=whole)

    page = client.post(f"{LIST}{whole.pk}/change/", entry(whole, part_of=part.pk))

    assert "part of itself" in page.content.decode()


def test_an_editor_may_not_enter(client):
    client.force_login(make.editor())

    assert client.get(LIST).status_code in (302, 403)
