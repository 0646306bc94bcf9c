"""What the database counts together is what counting one death after another gives."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dhp.statistics import frame as frames
from dhp.statistics.measures import Question, lay_out
from tests.harness.examples import tries
from tests.statistics.measures.test_recount import FIRST_DAY, LAST, LAST_DAY, history

NAMES = (
    *("type", "force", "region", "month", "year", "suspected_intent", "location_type", "sex"),
    *("age_band", "ethnic_group", "da_history_known", "abuse_types", "suspect.sex", "tie"),
)

pytestmark = pytest.mark.database
asked = st.fixed_dictionaries(
    {
        "by": st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
        "where": st.sampled_from(((), (("type", "iph"),), (("sex", "female"),))),
        "start": st.sampled_from((None, FIRST_DAY, FIRST_DAY + timedelta(days=45))),
        "end": st.sampled_from((None, LAST_DAY, LAST_DAY - timedelta(days=100))),
        "as_at": st.sampled_from([LAST - timedelta(days=days) for days in (0, 3, 50, 170, 300)]),
    }
)


@pytest.fixture(autouse=True)
def _lived(once):
    once(history)


@settings(
    max_examples=tries(20, thorough=100),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asked)
def test_alike_deaths_counted_together_make_the_same_table(asked):
    question = Question(**asked)
    together = lay_out("deaths", question)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "MOST_UNLIKE", -1)  # so that every death is read by the row

        assert lay_out("deaths", question).to_data() == together.to_data()
