"""Two cases with all that hangs on them are erased: nobody is offered anything that is then refused."""

import re
from collections import deque

import lxml.html
import pytest

from dhp.accounts.permissions import RoleName
from dhp.cases.erasing.actions import agree_to_erase, ask_to_erase
from dhp.cases.erasing.models import Erasure, Ground
from dhp.cases.models import Case
from dhp.coding.abstracting.models import Abstraction
from dhp.coding.passes.actions import assign
from dhp.coding.passes.models import CodingPass
from dhp.extensions import db
from dhp.learning.finding_actions import tie_case
from dhp.learning.finding_models import Finding
from tests.accounts.people import add_user, sign_in_as
from tests.journeys import world as worlds

KEY = "QW4gb2xkIG1hc3RlciBrZXkgb2YgdGhlIHRlc3RzISE="
REFUSED = re.compile("(case|record) (is|was) erased, so nothing (in|can)")
# What may still be done: naming who may see a restricted one, declaring a conflict, and parting it
# from a finding.
STILL = ("/access/readers", "/conflicts", "/untie")
WORK = re.compile(
    "/(cases|coding|answering-again|questions|followup|handovers|returns|coverage|retention"
    "|erasures|quality|evidence|learning|emergency|notifications)(/[a-z/-]*)?"
)
DEEP = 6  # clicks from the first page

# What is shown and refused is decided by queries and rules that are tried on both.
pytestmark = pytest.mark.usually_on("sqlite")


@pytest.fixture
def world(app, database, monkeypatch, tmp_path):
    """One of each thing on two cases; a reading of one is begun, and a finding rests on it."""
    app.config["MASTER_KEYS"] = [KEY]
    monkeypatch.setattr(worlds, "_told", lambda: tmp_path / "world.pickle")
    found = worlds.world_built(lambda build: build())
    case, other = (_case(ref) for ref in _cases(found))
    assign(case, found.coder, by=found.lead)
    tie_case(db.session.query(Finding).one(), case, by=found.coder)
    deputy = add_user(RoleName.LEAD, email="deputy@example.org")
    waiting = db.session.query(Erasure).filter_by(case_id=case.id).one()
    agree_to_erase(waiting, by=deputy)
    words = Ground.REVIEW, "Kept long enough."
    agree_to_erase(ask_to_erase(other, *words, by=found.lead), by=deputy)
    db.session.commit()
    return found


def _case(ref):
    return db.session.query(Case).filter_by(ref=ref).one()


def _cases(found):
    return found.refs["cases"]["case"], found.values["other_ref"]


def _of_erased(found):
    """The references of the two cases, and of what hangs on them."""
    ids = [_case(ref).id for ref in _cases(found)]
    refs = {*_cases(found), found.refs["questions"]["question"], found.refs["coverage"]["line"]}
    refs.add(found.refs["handovers"]["offer"])
    for kind in (CodingPass, Abstraction):
        refs |= {one.ref for one in db.session.query(kind).filter(kind.case_id.in_(ids))}
    return refs


def _pages(client, erased):
    """The first page, lists of work, and every page about the erased cases that they lead to."""
    waiting, seen = deque([("/", 0)]), {"/"}
    while waiting:
        address, clicks = waiting.popleft()
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype != "text/html":
            continue
        tree = lxml.html.document_fromstring(answer.get_data())
        yield address, answer, tree
        for link in tree.iterfind(".//a[@href]") if clicks < DEEP else ():
            href = link.get("href").partition("#")[0]
            about = any(ref in href for ref in erased)
            if href not in seen and (about or WORK.fullmatch(href)):
                seen.add(href)
                waiting.append((href, clicks + 1))


def _sent(client, address, form):
    """The answer to a form of a page, filled in somehow."""
    posted = {}
    for name in filter(None, form.fields):
        field = form.inputs[name]
        options = [one for one in getattr(field, "value_options", ()) if one]
        if isinstance(options, list) and options:
            posted[name] = options[0]
        elif getattr(field, "type", "") != "checkbox":
            posted[name] = form.fields[name] or "Words."
    posted |= {one.get("name"): one.get("value") for one in form.findall(".//button[@name]")[:1]}
    return client.post(form.get("action") or address, data=posted, follow_redirects=True)


def test_no_link_and_no_form_leads_to_a_refusal(app, world):
    erased, faults, met = _of_erased(world), [], set()

    for role in (RoleName.SPOC, RoleName.CODER, RoleName.LEAD, RoleName.ANALYST, RoleName.READER):
        client = app.test_client()
        sign_in_as(client, world.users[role])
        for address, answer, tree in list(_pages(client, erased)):
            met |= {ref for ref in erased if ref in address}
            if REFUSED.search(answer.text) or answer.status_code != 200:
                faults.append(f"{role.value} {address}: {answer.status_code}")
            for form in tree.forms:
                target = form.get("action") or address
                about = any(ref in target for ref in erased)
                if form.method == "POST" and about and not any(one in target for one in STILL):
                    faults.append(f"{role.value} {address} offers {target}")
                    said = _sent(client, address, form)
                    faults[-1] += f": {said.status_code} {REFUSED.findall(said.text)}"

    assert faults == []
    assert {*_cases(world), world.refs["questions"]["question"]} <= met


ASKS = {
    RoleName.LEAD: (
        "/cases/{case}/classification",
        "/cases/{case}/sections/death",
        "/cases/{case}/people/victim",
        "/cases/{case}/another-death",
        "/cases/{case}/links/{hidden}",
        "/cases/{case}/links/{link}/undo",
        "/followup/of/{case}/28-days/reopen",
    ),
    RoleName.CODER: ("/coding/{reading}", "/answering-again/{mine}"),
    RoleName.SPOC: (
        "/followup/{case}/28-days",
        "/followup/{case}/28-days/check",
        "/followup/{case}/answers/victim.age",
        "/handovers/offer/{case}",
    ),
}
SENDS = {
    RoleName.LEAD: (
        "/cases/{case}/classification",
        "/cases/{case}/sections/death",
        "/cases/{case}/answers/victim.age",
        "/cases/{case}/suspects",
        "/cases/{case}/contact/events",
        "/cases/{case}/links/{hidden}",
        "/retention/{case}",
    ),
    RoleName.CODER: ("/coding/{reading}/open", "/coding/{reading}/skip"),
    RoleName.SPOC: (
        "/followup/{case}/suspects",
        "/followup/{case}/28-days/check",
        "/handovers/{offer}/withdraw",
    ),
}


def _addresses(found, templates):
    [reading] = db.session.query(CodingPass).filter_by(case_id=_case(_cases(found)[0]).id)
    known = {"case": _cases(found)[0], "reading": reading.ref, "link": found.values["link_ref"]}
    known |= {"mine": found.refs["abstracting"]["mine"], "offer": found.values["offer_ref"]}
    known |= {"hidden": found.refs["cases"]["hidden"]}
    return [one.format(**known) for one in templates]


def test_what_is_typed_by_hand_is_refused_in_words_that_say_what_to_do(app, world):
    db.session.query(Abstraction).one().coder_id = world.coder.id
    db.session.commit()
    told = []

    for role, asks in ASKS.items():
        client = app.test_client()
        sign_in_as(client, world.users[role])
        asked = [client.get(one) for one in _addresses(world, asks)]
        sent = [client.post(one, follow_redirects=True) for one in _addresses(world, SENDS[role])]
        told += [(one.request.path, one.status_code, one.text) for one in (*asked, *sent)]

    assert [(path, status) for path, status, text in told if not REFUSED.search(text)] == []
    assert [(path, status) for path, status, _text in told if status not in (200, 409, 422)] == []
    assert all("tell a lead of the central unit" in text for *_, text in told)
