"""A lead who declared a conflict of interest meets no word of the death, and still approves reports."""

import json
from itertools import islice

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.accounts.row_security.reach import asker_for, asking_for
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.calendar.clock import days_after
from dhp.cases.conflicts.actions import declare
from dhp.cases.conflicts.models import Tie
from dhp.cases.erasing.models import Erasure, Ground
from dhp.cases.forces.restricting import restrict
from dhp.coding.passes.actions import assign, open_reading
from dhp.coding.passes.queries import to_do
from dhp.extensions import db
from dhp.notifications import actions as notifications
from dhp.oversight.flagging import Raised, raise_flag
from dhp.questions.actions import ask
from dhp.references import shown_reference
from dhp.reports import actions as reports
from dhp.reports.life.approving import approve
from dhp.reports.life.issuing import issue
from dhp.web.access import declared_access
from tests.accounts.people import add_user, sign_in_as
from tests.journeys.test_access import addresses, may, routes
from tests.journeys.unfiltered import filters, without
from tests.journeys.world import world_built
from tests.notifications.deaths import ANSWERS

CANARY = "Quillfeather"
TOLD = {"death.circumstances": f"{CANARY} was her sister.", "death.force_ref": CANARY}


@pytest.fixture
def world(app, database, once):
    """The world, and in it a death with a word that nobody else tells, of which each room speaks."""
    world = world_built(once)
    world.other = add_user(RoleName.LEAD, email="second-lead@example.org", name="Lou Lead")
    notice = notifications.start(world.spoc.force, "tied", by=world.spoc)
    notifications.save(notice, ANSWERS | TOLD, notice.version, by=world.spoc)
    notifications.send(notice, notice.send_key, "", by=world.spoc)
    world.tied = notifications.accept(notice, by=world.other)
    ask(world.tied, "victim.age", f"How old was {CANARY}?", by=world.other)
    assign(world.tied, world.other, by=world.other)
    [reading] = to_do(world.other)
    open_reading(reading, by=world.other)
    asked = {"ground": Ground.REVIEW, "reason": f"{CANARY} asked.", "asked_by_name": "Lou"}
    db.session.add(Erasure(case=world.tied, asked_by=world.other.ref, **asked))
    raised = Raised("volume", "", world.tied.ref, world.today, f"{CANARY} was read.", (1,))
    raise_flag(raised, now())
    restrict(world.tied, f"{CANARY} is an officer.", by=world.other)
    declare(world.tied, Tie.KNOWN, by=world.lead)
    world.words = (CANARY, world.tied.ref, shown_reference(world.tied.ref), notice.ref)
    db.session.commit()
    return world


def telling(app, world, person):
    """The pages of a lead, looked at by `person`, on which a word or reference of the death stands."""
    client, called = app.test_client(), set()
    sign_in_as(client, person)
    for rule, method in routes(app):
        if method != "GET" or not may(
            RoleName.LEAD, declared_access(app.view_functions[rule.endpoint])
        ):
            continue
        for address in addresses(app, rule, world, absent=False):
            answer = client.get(address) if address not in called else None
            called.add(address)
            if answer and any(word.encode() in answer.get_data() for word in world.words):
                yield address
    assert len(called) > 150


@pytest.mark.only_on("sqlite")
def test_no_page_tells_the_lead_of_the_death_and_many_tell_another(app, world):
    assert list(telling(app, world, world.lead)) == []
    found = list(islice(telling(app, world, world.other), 6))
    assert len(found) == 6, "The crawl finds little even as another lead."


@pytest.mark.only_on("postgresql")
def test_with_the_filters_off_no_page_tells_the_lead_of_the_death(app, world):
    # A flag is no row of the case: it only names it, and has the application's filter alone.
    with without({name: one for name, one in filters().items() if "flagging" not in name}):
        assert list(telling(app, world, world.lead)) == []


@pytest.mark.database
def test_the_lead_approves_and_issues_a_report_that_counts_it_without_opening_it(app, world):
    front = reports.front_block(app.config, world.coder.name)
    with asking_for(asker_for(world.coder)):
        run = reports.build_report("weekly", days_after(world.today, -7), front, by=world.coder)
        db.session.commit()
    events = sa.select(TrailEvent.seq).order_by(TrailEvent.seq.desc()).limit(1)
    before = db.session.scalar(events)

    with asking_for(asker_for(world.lead)):
        approve(run, run.checksum, by=world.lead)
        document = issue(run, run.checksum, by=world.lead)
        db.session.commit()

    assert CANARY not in str(document)
    acts = map(
        json.loads, db.session.scalars(sa.select(TrailEvent.body).where(TrailEvent.seq > before))
    )
    mine = [event for event in acts if event["actor"] == world.lead.ref]
    assert mine
    assert all(world.tied.ref not in event["about"] for event in mine)
