"""R5: the line is cut at a point of a request or of its reply; whoever sends again gets the same receipt."""

import json
import socket
import threading
from contextlib import suppress

import pytest

from tests.faults.relay import reset
from tests.faults.senders import body_of, send, send_until_received
from tests.harness.examples import tries

pytestmark = pytest.mark.on_servers

TURNS = tries(1, thorough=25)
LATE = 60  # seconds for an answer of the server
# How much of the request arrives, and then how much of the reply, as shares; how the line ends.
ENDS = ("end", "reset")
POINTS = [
    *((share, None, end) for share in (0.0, 0.3, 0.6, 0.99, 1.0) for end in ENDS),
    *((1.0, share, end) for share in (0.0, 0.1, 0.4, 0.7, 0.99) for end in ENDS),
]


def carry(client, port, point):
    """Carry one request to the server, and its reply back, as far as the point; all of the reply."""
    taken, given, end = point
    request = _read(client)
    with socket.create_connection(("127.0.0.1", port), timeout=LATE) as server:
        server.sendall(request[: int(len(request) * taken)])
        reply = b""
        if given is not None:
            while data := server.recv(65_536):
                reply += data
            client.sendall(reply[: int(len(reply) * given)])
        if end == "reset":
            reset(server)
    if end == "reset":
        reset(client)
    return reply


def _read(client):
    request = b""
    while b"\r\n\r\n" not in request:
        request += client.recv(65_536)
    head, _, body = request.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split()[0])
    while len(body) < length:
        body += client.recv(65_536)
    return head + b"\r\n\r\n" + body


def send_by_a_bad_line(port, api_key, key, body, point):
    """Send once by a line that is cut at the point: what the server had answered, if it had."""
    replies = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer():
            client, _ = listener.accept()
            with client, suppress(OSError):
                replies.append(carry(client, port, point))

        thread = threading.Thread(target=answer)
        thread.start()
        told = send(listener.getsockname()[1], api_key, key, body)
        thread.join()
    assert not told.receipt, f"the line was not cut at {point}"
    head, _, text = replies[0].partition(b"\r\n\r\n") if replies else (b"", b"", b"")
    return json.loads(text)["receipt"] if b" 201 " in head.split(b"\r\n")[0] else None


def sent_twice(site, name, turns, careless=""):
    """Send by bad lines, then again by a good one; receipts by key, and how many came anew."""
    received, others, keys = {}, 0, list(site.api_keys.values())
    for turn in range(turns):
        for number, point in enumerate(POINTS):
            key, body = f"{name}-{turn:03}-{number:03}", body_of(turn * len(POINTS) + number)
            api_key, port = keys[number % len(keys)], site.service.port
            first = send_by_a_bad_line(port, api_key, key, body, point)
            again = send_until_received(port, api_key, key, body, careless=careless)
            others += first not in (None, again.receipt)
            received[key] = again.receipt
    return received, others


def test_r5_whoever_sends_again_gets_the_same_receipt(site_on, seed, tell):
    site = site_on("sqlite")

    received, others = sent_twice(site, "line", TURNS)

    verdict = site.judge(received)
    tell(
        f"R5: seed {seed}, {len(POINTS)} points x {TURNS} = {len(received)} lines cut, {others} other "
        f"receipts, {verdict.lost} lost, {verdict.doubled} doubled, trail {verdict.trail}"
    )
    assert others == 0
    assert (verdict.lost, verdict.doubled, verdict.orphans, verdict.trail) == (0, 0, 0, 0)


def test_r5_control_a_service_that_ignores_the_key_doubles(site_on, seed, tell):
    site = site_on("sqlite")

    received, others = sent_twice(site, "control", 1, "keyless")

    verdict = site.judge({})
    doubled = verdict.doubled - len(received)
    tell(
        f"R5 control, keys ignored: seed {seed}, {len(received)} lines cut, {others} other receipts, "
        f"{doubled} doubled"
    )
    assert others > 0
    assert doubled > 0
