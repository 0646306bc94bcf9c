"""A case is restricted, one person is named for it, the other does not know of it; then it is lifted."""

from playwright.sync_api import expect

from dhp.accounts.permissions import RoleName
from tests.browser.cases.conftest import press
from tests.browser.people import go_on, judge


def test_a_case_is_restricted_to_people_named_for_it_and_opened_again(
    enter, make_case, make_user, lead, coder, device
):
    ref = make_case().ref
    colleague = make_user(RoleName.CODER, "Cal Colleague")
    lee, cora, cal = (enter(user, device) for user in (lead, coder, colleague))
    lee.goto(f"/cases/{ref}")
    lee.get_by_role("link", name="Who may see it").click()
    go_on(lee, "Restrict this case")  # without a reason
    lee.get_by_label("Why?").fill("A suspect is a serving officer.")
    go_on(lee, "Restrict this case")
    expect(lee.get_by_role("alert")).to_contain_text("The case is restricted.")
    expect(lee.get_by_text("Nobody is named. Only leads see this case.")).to_be_visible()
    assert not sees(cora, ref)
    assert not sees(cal, ref)

    name_cora(lee)
    assert sees(cora, ref)
    expect(cora.get_by_text("Restricted", exact=True)).to_be_visible()
    judge(cora)
    assert not sees(cal, ref)
    judge(cal)

    press(lee, "Remove Cora Coder")
    expect(lee.get_by_role("alert")).to_contain_text("no longer named")
    assert not sees(cora, ref)
    lee.get_by_label("Why?").fill("He is no officer.")
    press(lee, "Lift the restriction")
    expect(lee.get_by_role("alert")).to_contain_text("The restriction is lifted.")
    judge(lee)
    assert sees(cal, ref)


def name_cora(lee):
    """Name the coder, after forgetting to choose anybody."""
    press(lee, "Name for this case")
    lee.get_by_label("Name a person").select_option(label="Cora Coder (Coder in the central unit)")
    go_on(lee, "Name for this case")
    expect(lee.get_by_role("alert")).to_contain_text("Cora Coder is named for this case.")


def sees(page, ref):
    """Whether the case is there for whoever looks, by its address and in the list."""
    answer = page.goto(f"/cases/{ref}")
    assert answer.status in (200, 404)
    seen = answer.status == 200
    page.goto("/cases")
    assert (page.locator(f"a[href$='{ref}']").count() == 1) is seen
    page.go_back()
    return seen
