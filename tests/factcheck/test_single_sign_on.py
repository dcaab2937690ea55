"""The newsroom's own sign-in, by OpenID Connect, against a provider on loopback."""

import re
from collections.abc import Iterator
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import expect

from factcheck import single_sign_on
from tests import make
from tests.factcheck.test_accounts import is_in, with_second_factor
from tests.pages import said
from tests.sign_on import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db
EDITH = {"sub": "7", "email": "edith@desk.example", "email_verified": True, "preferred_username": "edith",
         "given_name": "Edith", "family_name": "Editor"}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def provider(server, settings) -> Provider:
    """The newsroom's sign-in, set up as the environment would."""
    cache.clear()
    server.person, server.audience, server.refuses = dict(EDITH), CLIENT, ""
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on.providers(
        issuer=server.issuer, client_id=CLIENT, secret=SECRET, name="Gazette", is_guarded=False
    )
    return server


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def come(client: Client) -> HttpResponse:
    """Press the button, go to the provider and come back."""
    sent = client.post("/accounts/oidc/desk/login/")
    try:
        back = build_opener(Stay()).open(sent["Location"])
    except OSError as answer:  # urllib's word for a redirect that is not followed
        back = answer
    where = back.headers["Location"]
    return client.get(re.sub(r"^http://testserver", "", where), follow=True)


def test_the_account_with_the_same_verified_address_is_signed_in(provider):
    person, desk = make.user("editor", email="Edith@desk.example"), Client()
    assert "Sign in with Gazette" in said(desk.get("/accounts/login/"))

    come(desk)

    assert (is_in(desk), User.objects.get(pk=desk.session["_auth_user_id"])) == (True, person)


def test_an_address_that_two_accounts_have_opens_neither(provider):
    make.user("editor", email="edith@desk.example")
    make.user("admin", email="EDITH@desk.example")
    desk = Client()

    come(desk)

    assert not is_in(desk)


def test_an_address_that_is_not_verified_there_opens_nothing(provider):
    make.user("editor", email="edith@desk.example")
    provider.person["email_verified"] = False
    desk = Client()

    answer = come(desk)

    assert not is_in(desk)
    assert "There is no account for you here yet" in said(answer)


def test_strangers_get_no_account(provider):
    desk = Client()

    answer = come(desk)

    assert (is_in(desk), User.objects.count()) == (False, 0)
    assert "There is no account for you here yet" in said(answer)


def test_where_the_newsroom_says_so_strangers_become_readers(provider, settings):
    settings.OIDC_NEW_ACCOUNTS = "reader"
    desk = Client()

    come(desk)

    person = User.objects.get()
    assert (person.username, person.get_full_name(), is_in(desk)) == ("edith", "Edith Editor", True)
    assert ([group.name for group in person.groups.all()], person.is_staff) == (["reader"], False)


def test_who_came_once_is_known_again_under_another_address(provider):
    person, desk = make.user("editor", email="edith@desk.example"), Client()
    come(Client())
    provider.person["email"] = "edith.married@desk.example"

    come(desk)

    assert User.objects.get(pk=desk.session["_auth_user_id"]) == person


def test_the_second_factor_is_asked_for_all_the_same(provider):
    person, desk = make.user("editor", email="edith@desk.example"), Client()
    with_second_factor(person)

    come(desk)

    assert not is_in(desk)


def test_who_was_deactivated_stays_out(provider):
    make.user("editor", email="edith@desk.example", is_active=False)
    desk = Client()

    come(desk)

    assert not is_in(desk)


def test_a_token_for_another_client_is_refused(provider):
    make.user("editor", email="edith@desk.example")
    provider.audience = "another"
    desk = Client()

    answer = come(desk)

    assert not is_in(desk)
    assert "That sign-in did not work" in said(answer)


def test_who_turns_back_there_gets_a_sentence(provider):
    provider.refuses = "access_denied"

    answer = come(Client())

    assert answer.status_code == 200
    assert "traceback" not in said(answer).lower()


def test_an_answer_that_nobody_asked_for_is_refused(provider):
    desk = Client()

    answer = desk.get("/accounts/oidc/desk/login/callback/", {"code": "x", "state": "y"})

    assert "That sign-in did not work" in said(answer)
    assert not is_in(desk)


def test_a_provider_that_is_away_breaks_no_page(provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on.providers(
        issuer="http://127.0.0.1:9", client_id=CLIENT, secret=SECRET, name="Gazette", is_guarded=False
    )
    desk = Client()

    assert "Sign in with Gazette" in said(desk.get("/accounts/login/"))
    assert "That sign-in did not work" in said(desk.post("/accounts/oidc/desk/login/"))


def test_without_an_issuer_there_is_no_such_door():
    assert "Sign in with" not in said(Client().get("/accounts/login/"))
    assert Client().post("/accounts/oidc/desk/login/").status_code == 404


def test_half_a_set_up_is_refused_at_the_start():
    whole = {"issuer": "https://id.example", "client_id": "a", "secret": "b", "name": "c", "is_guarded": True}

    for half in ({"client_id": ""}, {"issuer": "http://id.example"}):
        with pytest.raises(ImproperlyConfigured):
            single_sign_on.providers(**whole | half)


@pytest.mark.django_db(transaction=True)
def test_a_browser_goes_there_and_comes_back(provider, page, live_server, settings):
    """The page's policy has to let the form lead to the provider; no test client would notice."""
    make.user("editor", email="edith@desk.example")
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    forms = [*policy["form-action"], *single_sign_on.origins(provider.issuer, [])]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"form-action": forms}}

    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with Gazette").click()

    expect(page.locator("#person")).to_be_visible()
