"""R20: six ways to tamper with the trail, 200 times each in the long form; as many clean trails."""

import pytest

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.references import new_reference
from tests.audit.mutations import KINDS, NEEDS_AN_ANCHOR, anchor, judged, long_trail, tampered
from tests.harness.examples import tries

pytestmark = [pytest.mark.faults, pytest.mark.only_on("sqlite")]
TIMES = tries(2, thorough=200)


def test_r20_every_tampering_is_caught_with_an_anchor(database, once, capsys):
    once(long_trail)
    kept = anchor()

    tallies = {kind: tampered(kind, range(TIMES), kept) for kind in KINDS}

    with capsys.disabled():
        for kind, tally in tallies.items():
            print(
                f"R20 {kind}: {tally.tried} tried (seeds 0 to {TIMES - 1}), {tally.caught} caught "
                f"with an anchor, {tally.caught_alone} without"
            )
    assert sum(tally.caught for tally in tallies.values()) == TIMES * len(KINDS)
    for kind, tally in tallies.items():
        assert tally.caught_alone == (0 if kind in NEEDS_AN_ANCHOR else TIMES)


def test_r20_clean_trails_pass(database, once, capsys):
    once(long_trail)
    kept, passed = [anchor()], 0

    for _ in range(TIMES):
        trail.record_read(Act.CASE_READ, by=trail.Command(), about=new_reference())
        kept.append(anchor())
        passed += judged(*kept[-3:]) == 0

    with capsys.disabled():
        print(f"R20 clean: {passed} of {TIMES} pass")
    assert passed == TIMES
