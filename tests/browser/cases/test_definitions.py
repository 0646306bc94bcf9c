"""One death under every definition, and what another definition would change in all cases."""

from playwright.sync_api import expect

from dhp.cases.actions import classify
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope
from tests.browser.people import go_on, judge
from tests.harness.record import TELLS_NOTHING


def test_a_death_is_seen_under_every_definition_and_all_cases_under_one(
    enter, database, make_case, lead, device
):
    case = make_case()
    decision = Decision(Scope.IN, DeathType.AFH, "dhp-2023", "Told by the test.")
    classify(case, decision, TELLS_NOTHING, by=lead)
    ref = case.ref
    database.session.commit()
    page = enter(lead, device)

    page.goto(f"/cases/{ref}")
    page.get_by_role("link", name="Every definition").click()
    expect(page.get_by_text("What would settle it:").first).to_be_visible()
    judge(page)
    page.goto("/cases")
    page.get_by_role("link", name="Try out a definition on all cases").click()
    judge(page)
    page.get_by_label("Definition").select_option(index=0)
    go_on(page, "Judge all cases")

    expect(page.get_by_text("1 case was judged. 1 would change")).to_be_visible()
    change = page.get_by_role("region", name="What would change").get_by_role("row").nth(1)
    expect(change).to_contain_text("Adult family homicide")
    expect(change).to_contain_text("Intimate partner homicide")
    judge(page)
    change.get_by_role("link").click()
    page.locator(".app-columns a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This death under every definition")
