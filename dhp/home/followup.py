"""Follow-up on the first page of a force, and what other rooms add to its pages of a death."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit.acts import Act
from dhp.calendar import london_date, long_date
from dhp.cases.models import Case, Classification
from dhp.cases.queries import classifications_of
from dhp.definitions import Scope
from dhp.dictionary import HouseWords
from dhp.followup.worklist import Row, work_of
from dhp.home.panels import MOST, Item, Panel, link
from dhp.home.queries import weeks_that_hold
from dhp.web.beside import Beside, BesideLine


def followup_panels(user: User) -> Iterator[Panel]:
    """The stages of follow-up that are late or due, the latest first."""
    waiting = [row for row in work_of(user) if row.waits]
    yield Panel(
        "Follow up",
        "Tell what you have learnt since the notice. Only what is still open is asked.",
        tuple(_items(waiting[:MOST])),
        len(waiting),
        more=link("followup.index"),
        act=Act.CASES_LISTED,
    )


def counted_in(case: Case, user: User) -> Beside:
    """The issued weekly briefings that counted `case`: its receipt was in their week."""
    judgements = classifications_of(case)
    weeks = {
        (run.period_from, run.period_to): run
        for run in reversed(weeks_that_hold(case.received_at))
        if not case.back_record and not _left_out(judgements, run.as_at)
    }
    lines = tuple(
        BesideLine(
            f"Weekly briefing of {long_date(since)} to {long_date(until)}"
            + (f", issued on {long_date(london_date(run.issued_at))}" if run.issued_at else ""),
            link("reports.report", ref=run.ref) if user.may(Permission.READ_ISSUED_REPORTS) else "",
        )
        for (since, until), run in weeks.items()
    )
    return Beside("Reports that counted it", lines, "No issued report has counted it yet.")


def _items(rows: Iterable[Row]) -> Iterator[Item]:
    for row in rows:
        clock = row.urgent
        again = "1 answer" if row.again == 1 else f"{row.again} answers"
        yield Item(
            row.case.force_ref or HouseWords("No reference yet"),
            link("followup.case", ref=row.case.ref),
            HouseWords(f"{row.suspected}. {clock.title if clock else f'Look again at {again}'}"),
            clock.words[:1].upper() + clock.words[1:] if clock else "Due now",
            row.case.ref,
        )


def _left_out(judgements: Iterable[Classification], as_at: datetime) -> bool:
    """Whether the judgement that stood at `as_at`, of those latest first, was out of scope."""
    standing = next((one for one in judgements if one.decided_at <= as_at), None)
    return standing is not None and standing.scope is Scope.OUT
