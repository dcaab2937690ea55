"""Signing in: wrong passwords, the second factor, sessions, a new password by mail."""

import base64
import hashlib
import hmac
import re
import struct
import time
from types import SimpleNamespace

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests import make
from tests.pages import as_user, said

pytestmark = pytest.mark.django_db
PASSWORD = "long enough a word"


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def sign_in(
    name: str, password: str = PASSWORD, *, client: Client | None = None, **more: str
) -> HttpResponse:
    client = client or Client()
    return client.post("/accounts/login/", {"login": name, "password": password} | more)


def code_now(secret: str) -> str:
    """The six digits of an authenticator app, by RFC 6238."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def with_second_factor(person: User) -> tuple[str, list[str]]:
    """Switch it on through the pages; gives the app's secret and the recovery codes."""
    desk = Client()
    sign_in(person.username, client=desk)
    desk.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = said(desk.get("/accounts/2fa/totp/activate/"))
    secret = re.search(r'id="authenticator_secret" value="(\w+)"', page)[1]
    desk.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    codes = said(desk.get("/accounts/2fa/recovery-codes/"))
    cache.clear()  # the app's code was used; the next sign-in may come within its half minute
    return secret, re.findall(r"\b\d{8}\b", codes)


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


# --- wrong passwords ---


def test_after_five_wrong_passwords_the_sixth_try_is_refused_with_the_time_even_if_right():
    person = make.editor()
    for _ in range(5):
        wrong = sign_in(person.username, "not the word")
    assert "Look at both again." in said(wrong).replace("&#x27;", "'")

    desk = Client()
    answer = sign_in(person.username, client=desk)

    assert re.search(
        r"Try again in 5 minutes, at \d\d:\d\d:\d\d \(UTC\), or set a new password", said(answer)
    )
    assert not is_in(desk)


def test_others_are_not_locked_out_with_them():
    person, other, desk = make.editor(), make.editor(), Client()
    for _ in range(6):
        sign_in(person.username, "not the word")

    sign_in(other.username, client=desk)

    assert is_in(desk)


def test_a_name_that_nobody_has_is_locked_the_same_so_that_nothing_is_learnt():
    for _ in range(5):
        sign_in("no-such-person", "not the word")

    assert "Too many wrong tries with this name" in said(sign_in("no-such-person", "not the word"))


def test_who_waited_gets_in(settings, monkeypatch):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/1m/key"}
    person, desk = make.editor(), Client()
    for _ in range(2):
        sign_in(person.username, "not the word")
    assert "Try again in a minute" in said(sign_in(person.username))

    monkeypatch.setattr(
        ratelimit, "time", SimpleNamespace(time=lambda: time.time() + 61, monotonic=time.monotonic)
    )
    sign_in(person.username, client=desk)

    assert is_in(desk)


def test_the_right_password_in_between_is_no_failure():
    person = make.editor()
    for _ in range(8):
        assert sign_in(person.username).status_code == 302


@pytest.mark.parametrize("name", ["", "a\x00b", "x" * 100_000, "' or 1=1 --", "é" * 500])
def test_hostile_names_are_refused_plainly(name):
    assert sign_in(name, "not the word").status_code == 200


# --- the second factor ---


def test_with_a_second_factor_the_password_alone_lets_nobody_in():
    person, desk = make.editor(), Client()
    secret, _ = with_second_factor(person)

    first = sign_in(person.username, client=desk)

    assert first["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(desk)
    assert desk.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_in(desk)
    desk.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert is_in(desk)


def test_a_recovery_code_works_once():
    person, desk, again = make.editor(), Client(), Client()
    _, codes = with_second_factor(person)
    assert len(codes) == 10

    for client in (desk, again):
        sign_in(person.username, client=client)
        client.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert (is_in(desk), is_in(again)) == (True, False)


def test_wrong_codes_lock_too():
    person, desk = make.editor(), Client()
    secret, _ = with_second_factor(person)
    sign_in(person.username, client=desk)
    for _ in range(5):
        desk.post("/accounts/2fa/authenticate/", {"code": "000000"})

    answer = desk.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    assert "Too many wrong tries" in said(answer)
    assert not is_in(desk)


def test_the_door_of_the_administration_asks_for_the_second_factor_too():
    person, desk = make.admin(), Client()
    with_second_factor(person)

    door = desk.get("/admin/login/?next=/admin/")
    posted = desk.post(
        "/admin/login/", {"username": person.username, "password": PASSWORD, "next": "/admin/"}
    )

    assert door["Location"].startswith("/accounts/login/")
    assert posted["Location"].startswith("/accounts/login/")
    assert desk.get("/admin/")["Location"].startswith("/admin/login/")


def test_switching_the_second_factor_off_asks_who_is_there():
    person = make.editor()
    with_second_factor(person)
    desk = as_user(person)  # a session in which nothing was proved

    answer = desk.post("/accounts/2fa/totp/deactivate/")

    assert "reauthenticate" in answer["Location"]
    with_factor = Client()
    assert sign_in(person.username, client=with_factor)["Location"].startswith("/accounts/2fa/authenticate/")


# --- sessions ---


def test_sign_out_everywhere_else():
    person, here, there = make.editor(), Client(), Client()
    for desk, browser in ((here, "Firefox of the desk"), (there, "Telephone")):
        desk.defaults["HTTP_USER_AGENT"] = browser
        sign_in(person.username, client=desk)
    page = said(here.get("/accounts/sessions/"))
    assert ("Firefox of the desk" in page, "Telephone" in page) == (True, True)

    here.post("/accounts/sessions/")

    assert (is_in(here), is_in(there)) == (True, False)
    assert "You are signed in nowhere else." in said(here.get("/accounts/sessions/"))


def test_a_new_password_ends_the_sessions_elsewhere():
    person, here, there = make.editor(), Client(), Client()
    for desk in (here, there):
        sign_in(person.username, client=desk)
    new = "another word, longer"

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (is_in(here), is_in(there)) == (True, False)


def test_what_is_no_new_password_is_refused():
    desk = Client()
    sign_in(make.editor().username, client=desk)

    wrong = desk.post("/accounts/password/change/", {"oldpassword": "no", "password1": "x", "password2": "y"})

    assert (wrong.status_code, is_in(desk)) == (200, True)
    assert "errorlist" in said(wrong)


# --- a new password by mail ---


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once():
    person, new = make.user("editor", email="edith@desk.example"), "another word, longer"
    Client().post("/accounts/password/reset/", {"email": "edith@desk.example"})
    link = re.search(r"https?://testserver(/\S+)", mail.outbox[0].body)[1]
    desk, later = Client(), Client()

    form = desk.get(link, follow=True)
    desk.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert sign_in(person.username, new, client=desk).status_code == 302
    assert is_in(desk)
    assert "invalid" in said(later.get(link, follow=True))


def test_a_strangers_address_gets_no_mail_and_the_page_does_not_say_so():
    make.user("editor", email="edith@desk.example")

    known = Client().post("/accounts/password/reset/", {"email": "edith@desk.example"}, follow=True)
    strange = Client().post("/accounts/password/reset/", {"email": "nobody@desk.example"}, follow=True)

    assert [message.to for message in mail.outbox] == [["edith@desk.example"]]
    assert said(known) == said(strange)


def test_who_was_deactivated_is_out_at_once_and_gets_no_new_session():
    person, desk, again = make.editor(), Client(), Client()
    sign_in(person.username, client=desk)

    User.objects.filter(pk=person.pk).update(is_active=False)

    sign_in(person.username, client=again)
    assert (is_in(desk), is_in(again)) == (False, False)


def test_a_new_mail_address_counts_when_its_link_was_opened():
    person, desk = make.user("editor", email="old@desk.example"), Client()
    sign_in(person.username, client=desk)

    page = said(desk.post("/accounts/email/", {"email": "new@desk.example", "action_add": ""}, follow=True))
    person.refresh_from_db()
    before = person.email
    link = next(re.search(r"https?://testserver(/\S+)", m.body)[1] for m in mail.outbox if "new@" in m.to[0])
    desk.post(link)

    person.refresh_from_db()
    assert (before, person.email) == ("old@desk.example", "new@desk.example")
    assert ("open the link that was sent to it" in page, "style=" in page) == (True, False)
