"""Who may read Welsh, where the choice is kept, and where the switch leads."""

import pytest

from dhp.accounts.forces import force_with, load_forces
from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.accounts.reading_language import choose
from dhp.audit.account_acts import AccountAct
from dhp.audit.models import TrailEvent
from dhp.language import Language
from dhp.language.scope import PAGES
from dhp.mail import outbox
from dhp.web import templating
from tests.accounts.people import add_user, sign_in_as

NORTH_WALES = "W15000001"


@pytest.fixture
def contact(database):
    load_forces(database.session())
    return add_user(RoleName.SPOC, email="nia@example.org", force=force_with(NORTH_WALES))


def switch(client, language="cy", back="/sign-in"):
    return client.post("/language", data={"language": language, "back": back})


def language_of(page):
    return page.get_data(as_text=True).partition('<html lang="')[2][:2]


def test_the_pages_of_signing_in_are_offered_to_everybody(client):
    before = client.get("/sign-in")
    switched = switch(client)
    after = client.get("/sign-in")

    assert language_of(before) == "en"
    assert 'lang="cy">Cymraeg' in before.get_data(as_text=True)
    assert switched.status_code == 303
    assert switched.location == "/sign-in"
    assert language_of(after) == "cy"
    assert "Mewngofnodi" in after.get_data(as_text=True)
    assert 'lang="en">English' in after.get_data(as_text=True)


def test_the_cookie_holds_the_language_alone_and_no_script_reads_it(client):
    cookie = switch(client).headers["Set-Cookie"]

    assert cookie.startswith("language=cy;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_choice_is_kept_with_the_account_and_told_to_the_trail(client, contact, database):
    sign_in_as(client, contact)
    switch(client, back="/account")
    other_browser = client.application.test_client()
    sign_in_as(other_browser, contact)

    assert language_of(other_browser.get("/account")) == "cy"
    assert database.session.get(User, contact.id).language is Language.WELSH
    events = (
        database.session.query(TrailEvent).filter_by(act=AccountAct.LANGUAGE_CHOSEN.value).all()
    )
    assert len(events) == 1


def test_the_account_s_choice_counts_before_the_browser_s(client, contact, database):
    choose(Language.ENGLISH, by=contact)
    database.session.commit()
    switch(client)
    sign_in_as(client, contact)
    client.set_cookie("language", "cy")

    assert language_of(client.get("/account")) == "en"


def test_others_read_english_whatever_the_browser_says(client, database):
    kent = add_user(RoleName.SPOC, email="kent@example.org")
    sign_in_as(client, kent)
    client.set_cookie("language", "cy")

    page = client.get("/account")
    switch(client)

    assert language_of(page) == "en"
    assert "Cymraeg" not in page.get_data(as_text=True)
    assert database.session.get(User, kent.id).language is None


@pytest.mark.parametrize(
    "back",
    ["//evil.example/x", "https://evil.example/", "/\\evil.example", "/nowhere", "/sign-out", ""],
)
def test_the_switch_leads_to_pages_of_ours_alone(client, back):
    assert switch(client, back=back).location == "/"


def test_a_page_keeps_its_query(client):
    assert switch(client, back="/accessibility?a=1").location == "/accessibility?a=1"


def test_a_language_that_there_is_not_is_no_page(client):
    assert switch(client, language="fr").status_code == 404


def test_a_page_without_welsh_says_so_of_its_main_part(new_app, contact, database, monkeypatch):
    monkeypatch.setattr(templating, "PAGES", PAGES - {"rhythm/calendar.html"})
    choose(Language.WELSH, by=contact)
    database.session.commit()
    client = new_app().test_client()  # another would keep the page as it is drawn here
    sign_in_as(client, contact)

    page = client.get("/calendar").get_data(as_text=True)

    assert '<html lang="cy"' in page
    assert 'id="main-content" lang="en"' in page


def test_mail_comes_in_the_language_of_the_account(contact):
    given = {
        "subject": "What waits for your force",
        "text": "The reply",
        "language": Language.WELSH,
    }

    message = outbox.post(to=contact.email, key="one", **given)

    assert (message.subject, message.text) == ("Beth sy’n aros am eich heddlu", "Yr ateb")
