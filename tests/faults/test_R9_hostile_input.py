"""R9: every strange text through every field of every form, the API and every kind of file: no fault."""

import json
from collections import Counter
from itertools import product

import pytest
from markupsafe import Markup

from dhp.exchange.api import notice
from dhp.notifications import actions as notifications
from dhp.notifications import drafting
from dhp.web.inputs import GovTextArea
from dhp.web.text import LONGEST
from tests.exchange.api.conftest import force, key
from tests.faults.desks import desk
from tests.faults.filling import Outcome, clients, nothing_is_kept, offered, try_texts
from tests.faults.papers import calls
from tests.harness.examples import sample, tries
from tests.hostile import ALL, SURROGATES
from tests.journeys.world import world_built
from tests.notifications.deaths import ANSWERS
from tests.reports.pdf.test_hostile_text import admitted

__all__ = ["force", "key"]

pytestmark = [pytest.mark.faults, pytest.mark.database, pytest.mark.only_on("sqlite")]
SEED = 9
TEXTS = tuple(text for text in ALL if len(text) < 200_000)
SHARE = tries(2, thorough=400)  # texts of each form, others of the next one
PAGES = tries(12, thorough=1)  # one in so many is opened for its forms
PLACES = ("death.force_ref", "death.circumstances", "gap_reason")
BREAKING = ("<script>alert(1)</script>",)


@pytest.fixture
def filled(app, once, monkeypatch):
    """Every form that is offered, with a browser for each role; nothing sent is kept.

    Not even that a session was used: it must not end while the texts are tried.
    """
    app.config |= {"SESSION_IDLE_MINUTES": 1_000_000, "SESSION_HOURS": 100_000}
    world = world_built(once)
    browsers = clients(app, world)
    found = offered(app, world, browsers, PAGES)
    nothing_is_kept(monkeypatch)
    return found, browsers, world


def words_of(outcome):
    return (
        f"{outcome.calls} calls, {len(outcome.fields)} fields, answers {dict(outcome.statuses)}, "
        f"{len(outcome.errors)} server errors, {len(outcome.raw)} unescaped"
    )


def try_all(found, browsers, share):
    """Some or all of the texts in every form; which ones moves on from form to form."""
    outcome = Outcome()
    for place, form in enumerate(found):
        first = (SEED + place * 7) % len(TEXTS)
        some = (TEXTS[first:] + TEXTS[:first])[:: len(TEXTS) // share][:share]
        try_texts(form, browsers[form.role], some, outcome)
    return outcome


def unescaped(_widget, field, **_given):
    """A box that trusts what was typed."""
    return Markup(f"<p>{field.data or ''}</p>")  # noqa: S704 - the fault that is planted


def test_r9_every_text_in_every_field_of_every_form(filled, tell, monkeypatch):
    found, browsers, _world = filled

    outcome = try_all(found, browsers, SHARE)

    again = sum(browser.signed_in_again for browser in browsers.values())
    tell(f"R9 {len(found)} forms: {words_of(outcome)}, signed in again {again} times (seed {SEED})")
    assert len(found) > tries(4, thorough=60)
    assert len(outcome.fields) > tries(8, thorough=150)
    assert outcome.errors == []
    assert outcome.raw == []
    # The control: boxes that trust what was typed.
    monkeypatch.setattr(GovTextArea, "__call__", unescaped)
    planted = Outcome()
    for form in found:  # until one of them has such a box
        try_texts(form, browsers[form.role], BREAKING, planted)
        if planted.raw:
            break
    tell(f"R9 control, not escaped: {words_of(planted)} (seed {SEED})")
    assert planted.raw


@pytest.fixture
def program(app, database, key, monkeypatch):
    """Sends texts as a force's system would: the answers by status, and what failed."""
    app.config["API_CALLS_PER_MINUTE"] = 1_000_000
    database.session.remove()
    nothing_is_kept(monkeypatch)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    client = desk(app)

    def sent(texts):
        statuses, errors = Counter(), []
        for number, (text, place) in enumerate(product(texts, PLACES)):
            answers = ANSWERS if place == "gap_reason" else ANSWERS | {place: text}
            reason = text if place == "gap_reason" else "Early."
            body = json.dumps({"answers": answers, "gap_reason": reason})
            headers["Idempotency-Key"] = f"key-number-{number}"
            try:
                answer = client.post("/api/v1/notifications", data=body, headers=headers)
                statuses[answer.status_code] += 1
            except Exception as fault:
                errors.append(f"{place} {type(fault).__name__}: {ascii(text)[:100]}")
        return statuses, errors

    return sent


def test_r9_every_text_in_a_request_of_a_program(program, tell):
    statuses, errors = program(sample(ALL, ALL[SEED::60]))

    tell(
        f"R9 API: {statuses.total()} calls, answers {dict(statuses)}, {len(errors)} server "
        f"errors (seed {SEED})"
    )
    assert errors == []
    assert set(statuses) <= {201, 400, 413, 422}
    assert statuses[201]
    assert statuses[422]


def test_r9_a_text_that_passes_no_gate_is_noticed(program, tell, monkeypatch):
    for module in (notice, drafting, notifications):
        monkeypatch.setattr(module, "clean_text", lambda text, **_given: text, raising=False)

    statuses, errors = program(SURROGATES[:3])

    tell(
        f"R9 control, no gate: {statuses.total() + len(errors)} calls, {len(errors)} server "
        f"errors (seed {SEED})"
    )
    assert errors


def test_r9_every_text_that_can_be_kept_in_every_kind_of_file(tell):
    made, faults = Counter(), []

    for text in sample(kept(), kept()[SEED::300]):
        for kind, make in calls(text):
            made[kind] += 1
            try:
                assert make()
            except Exception as fault:
                faults.append(f"{kind} {type(fault).__name__}: {ascii(text)[:100]}")

    tell(f"R9 files: {made.total()} calls ({dict(made)}), {len(faults)} failed (seed {SEED})")
    assert faults == []


def kept():
    """The texts that the gate lets through and that fit into a field."""
    return [text for text in dict.fromkeys(admitted()) if len(text) <= LONGEST]
