"""What coding knows of merged cases, beside what was decided about them."""

from flask import url_for

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.coding.settling.merged import coded_before
from dhp.references import shown_reference
from dhp.web.beside import Beside, BesideLine


def coding_before(case: Case, user: User) -> Beside | None:
    """Which of the cases that `case` stands for were coded, and where that is read."""
    address = url_for("coding.readings", ref=case.ref)
    lines = (
        BesideLine(f"As case {shown_reference(one.ref)}", address)
        for one in coded_before(case, user)
    )
    return Beside("Coded before the merge", tuple(lines))
