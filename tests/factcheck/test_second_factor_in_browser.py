"""The second factor in a real browser: scripts and pictures of it keep to the page's policy."""

import re

import pytest
from playwright.sync_api import expect

from tests import make
from tests.factcheck.test_accounts import PASSWORD, code_now

pytestmark = pytest.mark.django_db(transaction=True)
KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def sign_in(page, person, address):
    page.goto(address)
    page.get_by_label("Username or email").fill(person.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_app_is_set_up_and_a_security_key_beside_it_signs_in(page, live_server):
    # A security key belongs to a name, not to an address.
    person, here = make.editor(), live_server.url.replace("127.0.0.1", "localhost")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, person, f"{here}/accounts/login/?next=/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator("#authenticator_secret").input_value()
    page.get_by_label("Authenticator code").fill(code_now(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_label("Unused codes")).to_have_value(re.compile(r"^(\d{8}\s?){10}$"))

    page.goto(f"{here}/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("key")
    page.locator("#person summary").click()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, person, f"{here}/accounts/login/")
    page.get_by_role("button", name="Use a security key").click()

    expect(page.locator("#person")).to_be_visible()
