"""Quality in the browser: the unit goes from a figure to a death, a force reads about itself."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at, now
from dhp.cases.actions import open_case
from dhp.cases.opening.submission import Submission
from dhp.extensions import db
from tests.browser.conftest import PHONE
from tests.browser.people import judge
from tests.browser.test_story import arrive
from tests.cases.conftest import HOMICIDE, given
from tests.harness.examples import sample

__all__ = ["arrive"]

OLD = timedelta(days=60)  # so that the follow-up after 28 days is overdue
HOW = sample(({}, {"viewport": PHONE, "java_script_enabled": False}), ({},))


@pytest.fixture
def deaths(app):
    """Opens two cases of Kent, one with dates that are worth a second look."""

    def open_two():
        with app.app_context():
            by = db.session.query(User).filter_by(role=RoleName.SPOC).one()
            odd = HOMICIDE | given(death__marac="yes", death__marac_date="2026-03-05")
            with clock_at(now() - OLD):
                for answers in (HOMICIDE, odd):
                    open_case(Submission(by.force, now(), answers), by=by)
                db.session.commit()

    return open_two


@pytest.mark.parametrize("options", HOW)
def test_the_unit_goes_from_a_figure_to_the_deaths_behind_it(arrive, deaths, options):
    arrive(RoleName.SPOC)
    coder = arrive(RoleName.CODER, **options)
    deaths()

    coder.goto("/quality")
    expect(coder.get_by_role("heading", name="Quality of the record")).to_be_visible()
    expect(coder.get_by_text("Missing most: ").first).to_be_visible()
    judge(coder)
    coder.get_by_role("row", name="Victim’s ethnic group").get_by_role("link").click()
    expect(coder.get_by_role("heading", name="Victim’s ethnic group: missing")).to_be_visible()
    judge(coder)
    coder.locator(".app-work__item").first.get_by_role("link").click()
    assert coder.url.endswith("#victim-ethnicity_19")

    coder.goto("/quality")
    coder.get_by_role("link", name="Stages overdue").click()
    expect(coder.get_by_role("columnheader", name="Stages overdue")).to_have_attribute(
        "aria-sort", "descending"
    )
    coder.get_by_role("link", name="Clocks", exact=True).click()
    judge(coder)
    coder.get_by_role("link", name="Notice to acceptance").click()
    expect(coder.get_by_role("table", name="Notice to acceptance, by force")).to_be_visible()
    coder.get_by_role("link", name="Quality of the record").click()
    coder.get_by_role("link", name="Contradictions").click()
    coder.get_by_role("link", name="MARAC after death").click()
    expect(coder.get_by_text("is after the date of death")).to_be_visible()
    judge(coder)


@pytest.mark.parametrize("options", HOW)
def test_a_force_reads_about_itself(arrive, deaths, options):
    spoc = arrive(RoleName.SPOC, **options)
    deaths()

    spoc.goto("/quality")

    expect(spoc.get_by_role("heading", name="Quality of your record")).to_be_visible()
    expect(spoc.get_by_text("2 stages of follow-up are overdue")).to_be_visible()
    judge(spoc)
    spoc.get_by_role("row", name="Suspect’s disability").get_by_role("link").click()
    judge(spoc)
    spoc.locator(".app-work__item").first.get_by_role("link").click()
    expect(spoc.get_by_role("button", name="Add a suspect")).to_be_visible()
    assert "/followup/" in spoc.url
