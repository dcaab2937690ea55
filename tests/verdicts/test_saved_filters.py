"""Filters that people save: names, sharing, deleting and having back."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import make
from tests.pages import as_user, said
from verdicts.models import SavedFilter

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"


def save(client: Client, name: str = "Mine", query: str = "status=conflict", **fields):
    return client.post("/filters/", {"room": "disputes", "name": name, "query": query, **fields})


def page(client: Client, query: str = "status=conflict") -> str:
    return said(client.get(f"/disputes/?{query}"))


def test_a_saved_filter_is_a_link_that_shows_the_same_again():
    me = as_user(make.editor())

    answer = save(me)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/disputes/?status=conflict")
    assert '<a href="?status=conflict" aria-current="true">Mine</a>' in page(me)


def test_a_personal_filter_is_nobody_elses_and_a_shared_one_is_the_teams():
    me, colleague = as_user(make.editor()), as_user(make.editor())
    save(me, "For me")
    save(me, "For all", "state=open", is_shared="on")

    assert ["For me" in page(colleague), "For all" in page(colleague)] == [False, True]


def test_only_its_owner_or_a_chief_changes_a_shared_filter():
    me, colleague, chief = as_user(make.editor()), as_user(make.editor()), as_user(make.chief())
    save(me, "For all", is_shared="on")
    address = f"/filters/{SavedFilter.objects.get().pk}/"

    answers = [client.post(f"{address}delete/").status_code for client in (colleague, chief)]

    assert answers == [403, 302]


def test_a_personal_filter_of_somebody_else_is_not_to_be_changed_even_by_a_chief():
    save(as_user(make.editor()))
    address = f"/filters/{SavedFilter.objects.get().pk}/"

    assert as_user(make.chief()).post(f"{address}delete/").status_code == 403


def test_a_reader_saves_but_does_not_share():
    reader = as_user(make.reader())

    answers = [save(reader).status_code, save(reader, "All", is_shared="on").status_code]

    assert (answers, [row.is_shared for row in SavedFilter.objects.all()]) == ([302, 422], [False])


def test_a_deleted_filter_is_had_back():
    me = as_user(make.editor())
    save(me)
    saved = SavedFilter.objects.get()

    deleted = me.post(f"/filters/{saved.pk}/delete/")
    shown = said(me.get(deleted.headers["Location"]))
    me.post(f"/filters/{saved.pk}/restore/")

    assert ("“Mine” is deleted" in shown, f"/filters/{saved.pk}/restore/" in shown) == (True, True)
    assert "Mine</a>" in page(me)


def test_a_deleted_filter_whose_name_was_taken_since_stays_deleted_with_a_reason():
    me = as_user(make.editor())
    save(me)
    first = SavedFilter.objects.get()
    me.post(f"/filters/{first.pk}/delete/")
    save(me, "mine")

    answer = me.post(f"/filters/{first.pk}/restore/", follow=True)

    first.refresh_from_db()
    assert (first.deleted_at is None, "Another filter is called" in said(answer)) == (False, True)


def test_a_filter_is_renamed():
    me = as_user(make.editor())
    save(me)
    saved = SavedFilter.objects.get()

    me.post(f"/filters/{saved.pk}/", {"name": "  Hot\n\tones  ", "is_shared": "on"})

    saved.refresh_from_db()
    assert (saved.name, saved.is_shared) == ("Hot ones", True)


@pytest.mark.parametrize("name", ["", "   ", "\u200b\n", "x" * 81, "\0"])
def test_a_name_that_is_none_is_sent_back_and_nothing_is_saved(name):
    answer = save(as_user(make.editor()), name)

    assert (answer.status_code, SavedFilter.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "name", [HOSTILE, "'; DROP TABLE x; --", "%s %d {{ 7 }}", "\u202eevil", "日本", "a" * 80]
)
def test_a_hostile_name_is_shown_as_text(name):
    me = as_user(make.editor())

    save(me, name)

    assert (SavedFilter.objects.count(), HOSTILE in page(me)) == (1, False)


def test_a_name_is_taken_once_whatever_its_case():
    me = as_user(make.editor())
    save(me)

    answer = save(me, "MINE", "state=open")

    assert (answer.status_code, "You have a filter of that name" in said(answer)) == (422, True)


def test_the_database_refuses_a_second_of_that_name():
    me = make.editor()
    SavedFilter.objects.create(room="disputes", name="Mine", owner=me)

    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(room="disputes", name="MINE", owner=me)


@pytest.mark.parametrize(
    "query", ["?page=3&status=conflict", "status=conflict&&&=", "page=3&status=conflict#x"]
)
def test_what_is_kept_is_the_filters_alone(query):
    save(as_user(make.editor()), query=query)

    assert SavedFilter.objects.get().query.startswith("status=conflict")


@pytest.mark.parametrize(
    "query", ["https://evil.example/", "//evil.example", "\r\nSet-Cookie: a=b", "a" * 2001]
)
def test_a_hostile_address_leads_nowhere_else(query):
    answer = save(as_user(make.editor()), query=query)

    assert answer.status_code in (302, 422)
    assert answer.headers.get("Location", "/disputes/").startswith("/disputes/")


@pytest.mark.parametrize("room", ["", "nowhere", HOSTILE])
def test_a_room_that_is_none_is_refused(room):
    answer = as_user(make.editor()).post("/filters/", {"room": room, "name": "A", "query": ""})

    assert (answer.status_code, HOSTILE in said(answer)) == (422, False)


def test_a_hundred_are_enough():
    me = make.editor()
    SavedFilter.objects.bulk_create(
        SavedFilter(room="disputes", name=f"Filter {number}", owner=me) for number in range(100)
    )

    answer = save(as_user(me))

    assert (answer.status_code, "a hundred filters" in said(answer)) == (422, True)
