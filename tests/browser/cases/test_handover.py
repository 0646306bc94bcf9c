"""A force hands a death to another one: offered, declined with a reason, offered again, accepted."""

from playwright.sync_api import expect

from tests.browser.cases.conftest import press
from tests.browser.people import choose, go_on, judge


def test_a_death_goes_from_one_force_to_another(enter, make_case, spoc, stranger, coder, device):
    ref = make_case().ref
    sam, stan = enter(spoc, device), enter(stranger, device)
    offer(sam, ref, "She lived in Essex.")
    answer(stan)
    choose(stan, "Does your force take it?", "No, and we say why")
    press(stan, "Send the answer")  # without saying why
    stan.get_by_label("If not, why?").fill("She moved in May.")
    go_on(stan, "Send the answer")
    judge(stan)
    assert stan.goto(f"/followup/{ref}").status == 404

    sam.goto("/handovers")
    expect(sam.get_by_text("She moved in May.")).to_be_visible()
    offer(sam, ref, "She moved back in June.")
    answer(stan)
    choose(stan, "Does your force take it?", "Yes, we take it")
    press(stan, "Send the answer")
    expect(stan.get_by_role("alert")).to_contain_text("Accepted.")
    assert stan.goto(f"/followup/{ref}").status == 200
    judge(stan)
    sam.goto(f"/followup/{ref}")
    expect(sam.get_by_text("Another force owns this death")).to_be_visible()
    judge(sam)

    cora = enter(coder, device)
    cora.goto(f"/cases/{ref}/handover")
    expect(cora.locator("dl")).to_contain_text("Essex")
    expect(cora.get_by_text("She moved back in June.")).to_be_visible()
    judge(cora)


def offer(page, ref, reason):
    """Offer the case itself to Essex."""
    page.goto(f"/followup/{ref}")
    page.get_by_role("link", name="Hand this death over to another force").click()
    press(page, "Offer")  # without a reason: the faults are shown
    owning = page.get_by_label("Owning force", exact=True)
    expect(owning).to_be_checked()  # the only part that the force has
    page.get_by_label("To which force?").select_option(label="Essex")
    page.get_by_label("Why should they take it?").fill(reason)
    go_on(page, "Offer")
    expect(page.get_by_role("alert")).to_contain_text("Offered to Essex.")


def answer(page):
    """Open the offer that waits."""
    page.goto("/handovers")
    judge(page)
    page.get_by_role("link", name="Answer this offer").click()
