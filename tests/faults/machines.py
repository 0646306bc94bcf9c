"""What state machines share: acts that leave nothing behind when they are refused, and one run's end."""

from collections import Counter

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from dhp.errors import DomainError
from dhp.extensions import db
from tests.harness.examples import tries

RUNS = tries(6, thorough=500)
STEPS = tries(15, thorough=30)
SEED = 11  # comes upon each planted fault soon
RARELY = st.sampled_from([False] * 7 + [True])  # for what ends a life


class Acting(RuleBasedStateMachine):
    """People who act on the record inside one transaction, which is taken back at the end."""

    tally: Counter

    def attempt(self, act):
        """What the act gave; the `DomainError` where it was refused, and then nothing of it is left."""
        point = db.session.begin_nested()
        try:
            given = act()
            db.session.flush()
            point.commit()
        except DomainError as refused:
            point.rollback()
            self.tally["refused"] += 1
            return refused
        self.tally["done"] += 1
        return given

    def teardown(self):
        """Take everything back, for the next run."""
        db.session.rollback()
        self.tally["runs"] += 1


def run(machine, runs=RUNS, steps=STEPS, **given):
    """Let a machine run, and give what it did; `given` are the people and things it acts with."""
    tally = Counter()
    known = type(machine.__name__, (machine,), given | {"tally": tally})
    limits = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run_state_machine_as_test(seed(SEED)(known), settings=limits)
    return tally
