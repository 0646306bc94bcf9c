"""R15: the network between service and database slows, breaks, goes silent; every request ends in time."""

import threading
import time

import pytest

from tests.faults.relay import relayed
from tests.faults.senders import body_of, send
from tests.faults.site import APPLICATION, Site, fill_postgresql, given, kept_keys
from tests.harness.deployed import served
from tests.harness.examples import sample, tries
from tests.harness.own_postgres import filled_server

pytestmark = pytest.mark.on_servers

SECONDS = tries(2, thorough=6)  # a request waits for its database, as in production
LONGEST = 10  # seconds until every request is answered
MOST = tries(60, thorough=LONGEST)  # at a push a machine may be busy
PATIENT = tries(5, thorough=LONGEST)  # seconds after which the control is given up
LASTS = tries(0, thorough=60)  # how long a silence lasts at least
CLIENTS = 8
PAUSE = 0.2  # seconds; a worker that has answered some thousands makes room for a new one
TROUBLES = {
    "slow": ("slow", 2.0),  # seconds before each answer of the database
    "reset": ("reset", 0.0),
    "silent": ("deaf", 0.0),  # half open: it takes everything and answers nothing
}


@pytest.fixture(scope="module")
def far_site(tmp_path_factory):
    """A service that reaches its PostgreSQL by a relay; a pool of one connection is soon exhausted."""
    folder = tmp_path_factory.mktemp("far")
    limits = {"DHP_DATABASE_SECONDS": str(SECONDS), "DHP_DATABASE_POOL": "1"}
    with filled_server(fill_postgresql) as server, relayed(server.port) as relay:
        settings = given(server.url(port=relay.port), **limits)
        with served(settings, folder, APPLICATION) as service:
            yield Site(service, server.url(), kept_keys("postgresql"), server), relay


def at_once(site, name, wait, careless=""):
    """Send as many notices as there are clients, all at once; what each was told, by its key."""
    told = {}

    def one(number, api_key):
        key = f"{name}-{number:03}"
        told[key] = send(
            site.service.port, api_key, key, body_of(number), careless=careless, wait=wait
        )

    clients = [
        threading.Thread(target=one, args=each)
        for each in enumerate(list(site.api_keys.values())[:CLIENTS])
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return told


def healed(site, name):
    """Send the same again until each has its receipt; the receipts, and the seconds to the first."""
    began, receipts, first = time.monotonic(), {}, 0.0
    while len(receipts) < CLIENTS:
        assert time.monotonic() < began + 120, "it did not heal"
        answers = at_once(site, name, 60)
        receipts |= {key: told.receipt for key, told in answers.items() if told.receipt}
        if receipts and not first:
            first = time.monotonic() - began
    return receipts, first


@pytest.mark.parametrize("trouble", sample(TROUBLES, ["silent"]))
def test_r15_every_request_is_answered_in_time_and_it_heals(far_site, seed, tell, trouble):
    site, relay = far_site
    site.count_from_now()
    workers, began, answers = site.service.all_workers(), time.monotonic(), []

    relay.become(*TROUBLES[trouble])
    while not answers or time.monotonic() < began + LASTS:
        answers += at_once(site, trouble, LONGEST * 3).values()
        time.sleep(PAUSE)
    relay.become("open")
    received, back = healed(site, trouble)

    verdict = site.judge(received)
    slowest = max(told.seconds for told in answers)
    tell(
        f"R15 {trouble}: seed {seed}, {len(answers)} requests, {CLIENTS} at once, slowest answer "
        f"{slowest:.1f} s, healed after {back:.1f} s, {verdict.lost} lost, {verdict.doubled} doubled"
    )
    assert {told.status for told in answers} <= {200, 201, 503}
    assert slowest <= MOST
    assert back <= MOST
    assert (verdict.lost, verdict.doubled, verdict.orphans, verdict.trail) == (0, 0, 0, 0)
    assert site.service.workers() == workers, "it healed by dying"


def test_r15_control_a_service_that_waits_for_ever_hangs(far_site, seed, tell):
    site, relay = far_site
    healed(site, "before")  # its connections are open, so that nothing is cut off on connecting

    relay.become("deaf")
    answers = at_once(site, "patient", PATIENT, careless="patient").values()
    relay.become("reset")
    relay.become("open")

    hung = sum(told.status == 0 for told in answers)
    tell(f"R15 control, waits for ever: seed {seed}, {hung} of {CLIENTS} unanswered in {PATIENT} s")
    assert hung > 0
