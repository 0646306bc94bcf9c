"""What the pages of figures say of a small invented history, to those who read them: see `test_said.py`."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from dhp.accounts.models import User
from dhp.accounts.permissions import RoleName
from dhp.coding.codebook.models import Code
from dhp.extensions import db
from tests.accounts.people import sign_in_as
from tests.demonstration.lived import small_history
from tests.harness.pages import PageClient
from tests.statistics.kept import kept_is
from tests.statistics.told import told_page

NOW = datetime(2026, 3, 27, 20, tzinfo=UTC)
MOST = 40  # lines of a file: the rest is more of the same
YEAR = "from=2025-04-01&until=2026-03-26"
PAGES = {
    "lead": [
        *("/analysis", "/analysis/areas", "/analysis/delays", "/analysis/months", "/analysis/risk"),
        *("/analysis/types", "/quality", "/quality/clocks", "/quality/contradictions"),
        *("/quality/forces/{force}", "/quality/clocks.csv", "/quality/completeness.csv"),
        *("/quality/contradictions.csv", "/themes", "/themes/{theme}", "/themes/together"),
        *("/themes/saturation", "/themes/prevalence.csv", "/themes/together.csv"),
        *("/themes/{theme}/trend.csv", "/themes/{theme}/types.csv", "/themes/{theme}/ways.csv"),
        *("/themes/{theme}/beside.csv", "/themes/saturation.csv"),
        *("/explore", "/explore/measures", "/explore/issued", "/signals", "/releases", "/years"),
        *(
            f"/explore?measure=deaths&by=type&{YEAR}",
            f"/explore?measure=share&by=victim.sex&{YEAR}",
        ),
        *(f"/explore?measure=rate&by=region&{YEAR}", f"/explore?measure=delay&by=type&{YEAR}"),
        *("/explore?measure=deaths&from=31/2/2025", "/explore?measure=nothing"),
        "/years/signed",
    ],
    "spoc": ["/quality", "/quality/clocks", "/quality/contradictions", "/years", "/years/2025-26"],
}


@pytest.mark.parametrize("role", PAGES)
def test_a_page_of_figures_says_what_it_said(
    client: PageClient, once: Callable[[Callable[[], None]], None], role: str
) -> None:
    once(small_history)
    first = select(User).where(User.role == RoleName(role), User.disabled_at.is_(None))
    person = db.session.scalars(first.order_by(User.id)).all()[0]
    theme = db.session.scalars(select(Code.ref).order_by(Code.id)).all()[0]
    told = []
    with time_machine.travel(NOW, tick=False):
        sign_in_as(client, person)
        for page in PAGES[role]:
            answer = client.get(page.format(force="E23000001", theme=theme), follow_redirects=True)
            text = answer.get_data(as_text=True)
            html = answer.mimetype == "text/html"
            shown = told_page(text) if html else "\n".join(text.splitlines()[:MOST])
            told.append(f"{page} {answer.status_code}\n{shown}")

    kept_is(f"pages/{role}", "\n\n".join(told))
