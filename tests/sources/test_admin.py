"""The register in Django admin, as an admin uses it."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from sources import services
from sources.models import Alias, Source
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
    sent |= {"grades-TOTAL_FORMS": 1, "grades-INITIAL_FORMS": 0, "grades-0-source": source.pk}
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
        "grades-0-letter": "D",
        "grades-0-reason": "State agency.",
        "aliases-1-name": "Korean Central News Agency",
    }

    client.post(f"{LIST}{source.pk}/change/", entry(source, **changes))

    source.refresh_from_db()
    assert (source.kind, source.country, source.grade) == ("media", "KP", "D")
    assert [alias.name for alias in source.aliases.all()] == ["KCNA", "Korean Central News Agency"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"grades-0-letter": "B"}, "Say why"),
        ({"grades-0-letter": "B", "grades-0-reason": "x", "kind": "reader"}, "a class is not graded"),
        ({"wikidata": "212"}, "A Q and a number"),
        ({"wikidata": "Q0"}, "A Q and a number"),
        ({"languages": "Korean"}, "Codes of two or three letters"),
        ({"home_page": "javascript:alert(1)"}, "valid URL"),
        ({"feeds": "https://example.org/feed\nnot an address"}, "Line 2 is no address"),
        ({"name": "x" * 10_000}, "at most 200 characters"),
        ({"name": ""}, "This field is required"),
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


def test_a_whole_that_was_merged_away_is_refused_with_the_one_to_choose(client):
    gone, source = make.source("South Koera"), make.source("South Korean military")
    services.merge_sources(gone, into=make.source("South Korea"), by=make.admin())

    page = client.post(f"{LIST}{source.pk}/change/", entry(source, part_of=gone.pk))

    assert "is merged into South Korea: choose that one" in page.content.decode()


def test_two_sources_have_no_wikidata_identifier_in_common(client):
    Source.objects.filter(pk=make.source("Reuters").pk).update(wikidata="Q130879")
    source = make.source("Reuter")

    page = client.post(f"{LIST}{source.pk}/change/", entry(source, wikidata="q130879"))

    assert "merge the two" in page.content.decode()


def test_what_somebody_else_changed_meanwhile_is_said_and_nothing_typed_is_lost(client):
    source = make.source("KCNA")
    seen = source.newest_change()
    Source.objects.filter(pk=source.pk).update(notes="Theirs.")

    page = client.post(f"{LIST}{source.pk}/change/", entry(source, notes="Mine.", seen=seen)).content.decode()

    source.refresh_from_db()
    assert ("Somebody else changed" in page, "Mine." in page, source.notes) == (True, True, "Theirs.")


def test_saving_once_more_lets_it_stand(client):
    source = make.source("KCNA")
    seen = source.newest_change()
    Source.objects.filter(pk=source.pk).update(notes="Theirs.")
    sent = entry(source, notes="Mine.", seen=seen)
    again = client.post(f"{LIST}{source.pk}/change/", sent).context["adminform"].form["seen"].value()

    client.post(f"{LIST}{source.pk}/change/", sent | {"seen": again})

    source.refresh_from_db()
    assert source.notes == "Mine."


def test_a_new_source_with_a_name_of_another_is_refused(client):
    make.source("KCNA")
    blank = {f"{what}-{count}_FORMS": 0 for what in ("aliases", "grades") for count in ("TOTAL", "INITIAL")}

    page = client.post(f"{LIST}add/", {"name": "the KCNA", "kind": "media"} | blank).content.decode()

    assert ("is a name of KCNA already" in page, Source.objects.count()) == (True, 1)


def test_kind_country_and_side_are_set_for_many_at_once(client):
    both = [make.source("Army", "other"), make.source("Navy", "other")]
    send = {
        "action": "describe",
        ACTION_CHECKBOX_NAME: [s.pk for s in both],
        "kind": "military",
        "country": "kp",
    }

    client.post(LIST, send | {"side": "North"})

    found = Source.objects.values_list("kind", "country", "side")
    assert list(found) == [("military", "KP", "North")] * 2


def test_setting_nothing_is_said(client):
    send = {
        "action": "describe",
        ACTION_CHECKBOX_NAME: [make.source().pk],
        "kind": "",
        "country": "",
        "side": "",
    }

    assert "Say what to set" in client.post(LIST, send).content.decode()


def test_the_history_says_who_changed_what_and_why(client):
    source = make.source("KCNA", kind="other")
    client.post(f"{LIST}{source.pk}/change/", entry(source, kind="media", why="It is an agency."))

    page = client.get(f"{LIST}{source.pk}/history/").content.decode()

    parts = ("<del>Other</del>", "<ins>Media</ins>", "It is an agency.", "admin-")
    assert [part in page for part in parts] == [True] * 4


def test_a_list_of_ten_thousand_takes_as_many_queries_as_one_of_ten(client, django_assert_max_num_queries):
    names = [Source(name=f"Ministry {number}", kind="government") for number in range(10_000)]
    made = Source.objects.bulk_create(names)
    Alias.objects.bulk_create([Alias(source=s, name=s.name, key=s.name.lower()) for s in made])

    with django_assert_max_num_queries(20):
        page = client.get(LIST, {"q": "ministry 9"})

    assert page.context["cl"].result_count == 1111


def test_an_editor_may_not_enter(client):
    client.force_login(make.editor())

    assert client.get(LIST).status_code in (302, 403)
