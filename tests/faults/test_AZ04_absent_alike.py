"""AZ-04: what is another's answers as what is not there, on every route whose address names a thing.

For each role somebody else of it asks for every thing of the record: a contact of another force, an
analyst of another region, a second coder, a lead who declared a conflict of interest. Whatever is
refused them is asked for once more under a reference that nobody has: status, page, headers and
statements must be the same.
"""

import random
import re
import statistics
import time
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from scipy.stats import mannwhitneyu

from dhp.accounts.api_keys.actions import make_key
from dhp.accounts.forces import force_with
from dhp.accounts.models import RegionSystem
from dhp.accounts.permissions import RoleName
from dhp.audit.trail import Command
from dhp.cases.conflicts.actions import declare
from dhp.cases.conflicts.models import Tie
from dhp.cases.models import Case
from dhp.errors import Absent
from dhp.extensions import db
from dhp.followup import views as followup
from dhp.references import is_reference, new_reference
from dhp.web.access import declared_access
from tests.accounts.people import add_user, sign_in_as
from tests.cases.conftest import statements
from tests.harness.examples import tries
from tests.journeys.test_access import addresses, may, routes
from tests.journeys.test_hidden_looks_absent import headers, told
from tests.journeys.world import world_built

__all__ = ["statements"]

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1_200)]
OWN_NUMBER = re.compile("urn:dhp:request:[0-9a-f]+")
ESSEX = "E23000028"
STEP = tries(5, thorough=1)  # every route, or one in so many
LEAST = tries(10, thorough=90)  # answers that must have been compared
EACH = tries(0, thorough=300)  # timed calls of each kind
# Where something is refused of a thing that whoever asks knows of: other statements tell nobody more.
KNOWN_ANYWAY = {
    "/learning/recommendations/<ref>/answer": "all read it; whom it is addressed to answers it",
    "/evidence/lists/<ref>/ours/<case_ref>": "the list is theirs, and has no such case",
    "/cases/<ref>/sections/<section>": "the case is theirs, and has no such section",
    "/cases/<ref>/sections/<section>/<group>": "the case is theirs, and has no such part",
    "/cases/<ref>/contact/<entry>/take-back": "the case is theirs, and has no such entry",
    "/answering-again/samples/<ref>/<case_ref>/<name>": "the sample is theirs, without that answer",
}
WARM = 20  # calls before the timed ones
APART = 0.010  # seconds between the medians
CHANCE = 0.01  # of a false alarm (Mann-Whitney, two-sided), shared by the pages that are tried


@pytest.fixture
def world(app, once):
    return world_built(once)


@pytest.fixture
def strangers(app, world):
    """A browser for somebody else of each role."""
    given = {
        RoleName.SPOC: {"force": force_with(ESSEX)},
        RoleName.ANALYST: {
            "region_system": RegionSystem.HOME_OFFICE,
            "region_name": "North East",
        },
    }
    found = {}
    for role in RoleName:
        found[role] = app.test_client()
        other = add_user(role, email=f"other-{role.value}@example.org", **given.get(role, {}))
        sign_in_as(found[role], other)
        if role is RoleName.LEAD:
            for case in db.session.scalars(sa.select(Case).order_by(Case.id)).all():
                declare(case, Tie.KNOWN, by=other)
            db.session.commit()
    return found


def named(app, world, rule):
    """Each address of `rule` that names a thing of the record, with its references."""
    for address in addresses(app, rule, world, absent=False):
        refs = [part for part in address.split("/") if is_reference(part)]
        if refs:
            yield address, refs


def asked(client, method, address, ref, statements):
    """What somebody is told who is refused: all that could tell one thing from another; else None."""
    statements.clear()
    answer = client.open(address, method=method, data={} if method == "POST" else None)
    if answer.status_code not in (403, 404):
        return None
    return answer.status_code, told(answer, ref), headers(answer), list(statements)


def telling(rule, there, nothing):
    """By which parts of an answer what is there is told from what is not."""
    if nothing is None:
        return ["status"]
    parts = zip(("status", "page", "headers", "statements"), there, nothing, strict=True)
    found = [name for name, one, other in parts if one != other]
    return [] if found == ["statements"] and rule.rule in KNOWN_ANYWAY else found


def compared(app, world, clients, statements):
    """(the routes where something was refused and compared, what differed)"""
    seen, differing = set(), []
    found = [one for one in routes(app) if one[1] in ("GET", "POST") and one[0].arguments]
    for rule, method in found[::STEP]:
        access = declared_access(app.view_functions[rule.endpoint])
        for role in [one for one in RoleName if may(one, access)]:
            for address, refs in named(app, world, rule):
                ref, nobodys = refs[0], new_reference()
                absent = address.replace(ref, nobodys)
                asked(clients[role], method, absent, nobodys, statements)  # the first warms up
                there = asked(clients[role], method, address, ref, statements)
                if there is None:
                    continue  # it is theirs too
                seen.add((rule.rule, method))
                nothing = asked(clients[role], method, absent, nobodys, statements)
                if what := telling(rule, there, nothing):
                    differing.append(f"{method} {rule.rule} as {role.value}: {what}")
    return seen, differing


@pytest.mark.only_on("sqlite")
def test_what_is_anothers_answers_as_what_is_not_there(app, world, strangers, statements, tell):
    seen, differing = compared(app, world, strangers, statements)

    tell(
        f"AZ-04: {len(seen)} routes refused somebody what is another's, told by {differing or 'none'}"
    )
    assert differing == []
    assert len(seen) >= LEAST


@dataclass(frozen=True)
class Timed:
    """How long another's thing and an absent one took to be refused: `EACH` calls of each, mixed."""

    there: list[float]
    nothing: list[float]

    @property
    def apart(self):
        """The seconds between the medians: above nought where another's took longer."""
        return statistics.median(self.there) - statistics.median(self.nothing)

    @property
    def chance(self):
        """How likely it is that the two differ so, or more, where there is nothing to tell them by."""
        return float(mannwhitneyu(self.there, self.nothing, alternative="two-sided").pvalue)

    def tells(self, tried):
        """Whether the clock tells one from the other; where so many are `tried`, by chance as seldom."""
        return abs(self.apart) >= APART or self.chance <= CHANCE / tried


def timed_calls(client, address, ref, seed):
    """Calls for both in an order that is drawn, so that whatever else the machine does meets both alike."""

    def seconds(one):
        path = address.format(one)
        begun = time.perf_counter()
        assert client.get(path).status_code == 404
        return time.perf_counter() - begun

    nobodys = (
        new_reference()
    )  # one, as the other is one: the trail sorts each asked-for reference in
    order = [True, False] * EACH
    random.Random(seed).shuffle(order)
    for there in order[:WARM]:
        seconds(ref if there else nobodys)
    found = Timed([], [])
    for there in order:
        (found.there if there else found.nothing).append(seconds(ref if there else nobodys))
    return found


@pytest.fixture
def timed(app, world, strangers):
    """Pages of single things, with a case and a notification of another force."""
    if not EACH:
        pytest.skip("Times are compared where nothing else runs: make faults.")
    case, notice = world.refs["cases"]["case"], world.refs["notifications"]["sent"]
    return {
        (RoleName.SPOC, "/followup/{0}"): case,
        (RoleName.SPOC, "/notifications/{0}"): notice,
        (RoleName.SPOC, "/handovers/offer/{0}"): case,
        (RoleName.ANALYST, "/cases/{0}"): case,
        (RoleName.LEAD, "/cases/{0}"): case,
    }


@pytest.mark.only_on("sqlite")
def test_no_clock_tells_what_is_anothers_from_what_is_not_there(strangers, timed, seed, tell):
    found = {
        (role, page): timed_calls(strangers[role], page, ref, seed)
        for (role, page), ref in timed.items()
    }

    for (role, page), one in found.items():
        tell(
            f"AZ-04 {page} as {role.value}: seed {seed}, {EACH} calls each, medians "
            f"{1000 * one.apart:+.2f} ms apart, p {one.chance:.2f}"
        )
    assert not [page for page, one in found.items() if one.tells(len(found))]


@pytest.mark.only_on("sqlite")
def test_a_look_that_takes_longer_for_what_is_there_is_noticed(
    strangers, timed, monkeypatch, seed, tell
):
    case_of_force = followup.case_of_force

    def slow(ref, user):
        try:
            return case_of_force(ref, user)
        except Absent:
            if db.session.scalar(sa.select(Case.id).where(Case.ref == ref)):
                time.sleep(0.005)
            raise

    monkeypatch.setattr(followup, "case_of_force", slow)
    page = RoleName.SPOC, "/followup/{0}"

    found = timed_calls(strangers[page[0]], page[1], timed[page], seed)

    tell(f"AZ-04 control, 5 ms more: {1000 * found.apart:+.2f} ms apart, p {found.chance:.2g}")
    assert found.tells(len(timed))


@pytest.mark.only_on("sqlite")
def test_a_program_is_told_the_same_of_anothers_receipt(app, world, statements):
    key = make_key(force_with(ESSEX), "Its system", by=Command())[1]
    db.session.commit()
    client = app.test_client()
    answers = []
    for ref in (new_reference(), new_reference(), world.values["receipt_ref"]):
        statements.clear()
        shown = {"Authorization": f"Bearer {key}"}
        answer = client.get(f"/api/v1/receipts/{ref}", headers=shown)
        page = OWN_NUMBER.sub("", told(answer, ref))
        answers.append((answer.status_code, page, list(statements)))

    assert answers[1] == answers[2]
    assert answers[1][0] == 404
