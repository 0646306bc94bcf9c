"""Whatever a program sends, the API answers as its own description says it does."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from dhp.extensions import db
from tests.harness.examples import tries
from tests.notifications.deaths import ANSWERS

pytestmark = pytest.mark.only_on("sqlite")  # what is asked of the database is asked elsewhere

EXAMPLES = tries(5, thorough=50)  # of each operation, sound and unsound
few = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def schema(app: Flask, key: str) -> Iterator[Any]:
    """The API as it describes itself, called without a network."""
    app.config["API_CALLS_PER_MINUTE"] = 1_000_000
    db.session.rollback()
    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    # No schema says which answers contradict each other: a sound form may be an unsound notice.
    acceptance = found.config.checks.positive_data_acceptance
    acceptance.expected_statuses = [*acceptance.expected_statuses, "422"]
    return found


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_as_described(schema: Any, key: str, mode: GenerationMode) -> None:
    seen: Counter[int] = Counter()
    for operation in (found.ok() for found in schema.get_all_operations()):

        @few
        @given(operation.as_strategy(generation_mode=mode))
        def answers(case: Any) -> None:
            response = case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
            seen[response.status_code] += 1

        if operation.label.startswith("POST") or "{ref}" in operation.label:
            answers()

    assert seen.total() >= 2 * EXAMPLES


def test_sound_notices_with_one_answer_changed_are_sent_or_told_what_is_wrong(
    schema: Any, key: str
) -> None:
    seen: Counter[int] = Counter()
    operation = schema["/api/v1/notifications"]["POST"]

    @few
    @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def answers(case: Any) -> None:
        changed = dict(list(case.body["answers"].items())[:1])
        body = {"answers": ANSWERS | changed, "gap_reason": "Enquiries have only begun."}
        case.body = body
        response = case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
        seen[response.status_code] += 1

    answers()

    assert seen[201]
    assert set(seen) <= {200, 201, 422}
