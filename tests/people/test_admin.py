"""Keeping accounts in Django admin: roles, addresses, and that nobody is ever deleted."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import Error, connection, transaction
from django.db.models import ProtectedError

from tests import make
from tests.pages import as_user, said
from tests.verdicts.test_approval_views import verdict
from verdicts.services import approve_decision

pytestmark = pytest.mark.django_db
USERS = "/admin/auth/user/"


def test_an_admin_makes_an_account_with_a_role():
    editor = Group.objects.get(name="editor")

    as_user(make.admin()).post(
        f"{USERS}add/",
        {"username": "nina", "email": "Nina@Desk.example", "groups": [editor.pk], "usable_password": "true",
         "password1": "another word, longer", "password2": "another word, longer"},
    )  # fmt: skip

    nina = User.objects.get(username="nina")
    assert (nina.email, nina.has_perm("verdicts.add_verdict"), nina.is_superuser) == (
        "nina@desk.example", True, False,
    )  # fmt: skip


def test_an_address_belongs_to_one_person():
    make.user("editor", email="nina@desk.example")

    answer = as_user(make.admin()).post(f"{USERS}add/", {"username": "nina", "email": "NINA@desk.example"})

    assert "Somebody else has this address." in said(answer)


def test_an_admin_makes_nobody_a_superuser_and_changes_none():
    boss = User.objects.create_superuser("boss", password="long enough a word")
    admin, desk = make.admin(), as_user(make.admin())

    desk.post(
        f"{USERS}{admin.pk}/change/", {"username": admin.username, "is_active": "on", "is_superuser": "on"}
    )
    refused = desk.post(f"{USERS}{boss.pk}/password/", {"password1": "another word, longer"})

    admin.refresh_from_db()
    assert (admin.is_superuser, refused.status_code) == (False, 403)


@pytest.mark.parametrize("who", [make.reader, make.editor, make.chief])
def test_nobody_else_comes_near_the_accounts(who):
    person = who()
    User.objects.filter(pk=person.pk).update(is_staff=True)

    assert as_user(person).get(USERS).status_code == 403


def test_an_account_is_closed_not_deleted_and_what_they_decided_keeps_their_name():
    author, chief = make.user("editor", first_name="Edith", last_name="Editor"), make.chief()
    given = verdict(by=author)
    approve_decision(given, by=chief)
    desk = as_user(make.admin())

    closed = desk.post(
        USERS, {"action": "deactivate", "_selected_action": [author.pk, chief.pk]}, follow=True
    )
    gone = desk.post(f"{USERS}{author.pk}/delete/", {"post": "yes"})

    page = said(as_user(make.reader()).get(given.claim.get_absolute_url()))
    told = said(as_user(make.reader()).get("/history/"))
    assert ("2 accounts are closed." in said(closed), gone.status_code) == (True, 403)
    given.refresh_from_db()
    assert (User.objects.filter(pk=author.pk, is_active=False).count(), given.state) == (1, "approved")
    assert (author.username in page, chief.username in page, "Edith Editor" in told) == (True, True, True)


def test_nobody_closes_their_own_account_by_mistake():
    admin = make.admin()

    as_user(admin).post(USERS, {"action": "deactivate", "_selected_action": [admin.pk]})

    admin.refresh_from_db()
    assert admin.is_active


def test_neither_python_nor_sql_deletes_who_decided_something():
    author = make.editor()
    verdict(by=author)

    with pytest.raises(ProtectedError):
        author.delete()
    with pytest.raises(Error):
        delete_by_sql(author)


def delete_by_sql(person: User) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM auth_user_groups WHERE user_id = %s", [person.pk])
        cursor.execute("DELETE FROM auth_user WHERE id = %s", [person.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_admin_takes_away_a_second_factor_that_was_lost():
    admin = make.admin()

    assert admin.has_perms(["mfa.view_authenticator", "mfa.delete_authenticator"])
    assert not make.chief().has_perm("mfa.delete_authenticator")
