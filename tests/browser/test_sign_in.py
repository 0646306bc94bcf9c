"""Passkeys in a real browser, with an authenticator that Chromium plays: added, then used."""

import pyotp
import pytest
from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from tests.accounts.people import PASSWORD, SECRET, add_user
from tests.browser.conftest import PHONE
from tests.browser.people import come_in, judge

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(app, database, open_context, address):
    """A lead's browser on a phone, at the name that passkeys need, with a device in it."""
    with app.app_context():
        add_user(RoleName.LEAD)
    local = address.replace("127.0.0.1", "localhost")
    page = open_context(base_url=local, viewport=PHONE).new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def give_password(page):
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("lead@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_passkey_is_added_and_used_in_place_of_a_code(page):
    come_in(page, "lead@example.org")
    page.goto("/account/passkeys/new")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Code from your authenticator app").fill(
        pyotp.TOTP(SECRET).at(int(now().timestamp()) + 30)
    )
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the device").fill("Work phone")
    judge(page)
    page.get_by_role("button", name="Add this device").click()
    page.get_by_text("The passkey is added").wait_for()
    judge(page)
    page.get_by_role("button", name="Sign out").click()

    give_password(page)
    expect(page.get_by_role("button", name="Use your passkey")).to_be_visible()
    judge(page)
    page.get_by_role("button", name="Use your passkey").click()

    page.get_by_role("button", name="Sign out").wait_for()
    page.goto("/account/passkeys")
    expect(page.get_by_text("Last used on")).to_be_visible()
