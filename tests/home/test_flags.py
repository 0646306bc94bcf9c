"""The first page leads an auditor to what is to be looked at, until somebody has."""

import pytest

from dhp.accounts.permissions import RoleName
from dhp.calendar import london_date, now
from dhp.extensions import db
from dhp.home.flags import flag_panels
from dhp.oversight.flagging import Raised, close, flags_for, raise_flag
from dhp.oversight.models import Conclusion


@pytest.fixture
def auditor(database, make_user):
    return make_user(RoleName.AUDITOR, "Ada Auditor")


def test_an_open_flag_is_counted_until_it_is_closed(app, coder, auditor):
    raise_flag(Raised("night", coder.ref, "", london_date(now()), "Read at night.", (1,)), now())
    with app.test_request_context():
        [before] = flag_panels(auditor)
        close(flags_for(auditor)[0], Conclusion.WORK, "On call that night.", by=auditor)
        db.session.flush()
        [after] = flag_panels(auditor)

    assert [(item.text, item.detail) for item in before.items] == [
        ("Flags without a finding", "1 waiting")
    ]
    assert before.items[0].href == "/flags"
    assert after.items == ()


def test_the_first_page_of_an_auditor_says_so(client, coder, auditor, sign_in, database):
    raise_flag(Raised("night", coder.ref, "", london_date(now()), "Read at night.", (1,)), now())
    database.session.commit()
    sign_in(auditor)

    page = client.get("/").text

    assert "What to do" in page
    assert "Look at how records are read (1)" in page
