"""Letters to contacts are in the language that each chose; their words stand in many rooms."""

from collections.abc import Iterator

import pytest
from flask import Flask

from dhp.language import Language, in_language
from dhp.learning import letter as alerts
from dhp.mail.wording import address, letter
from dhp.reports.distribution import letters as reports


@pytest.fixture(autouse=True)
def settings(app: Flask) -> Iterator[None]:
    app.config |= {
        "UNIT_NAME": "The unit",
        "UNIT_CONTACT": "unit@example.org",
        "SERVICE_URL": "https://dhp.example",
    }
    with app.app_context():
        yield


def test_every_letter_ends_with_who_writes_and_whom_to_ask():
    assert letter("One.", f"Two:\n{address('/three')}") == (
        "One.\n\nTwo:\nhttps://dhp.example/three\n\nThe unit\nQuestions: unit@example.org\n"
    )


def test_an_alert_is_told_of_in_welsh():
    welsh = in_language(alerts.note("M79YMWRTJ0PW1Z"), Language.WELSH)

    assert welsh == (
        "Mae’r uned ganolog wedi anfon rhybudd at bobl â’ch rôl chi.\n\n"
        "Mewngofnodwch i’w ddarllen:\nhttps://dhp.example/learning/alerts/M79YMWRTJ0PW1Z\n\n"
        "Ei gyfeirnod yw M79YM-WRTJ0-PW1Z. Nid oes manylion am unrhyw farwolaeth yn y nodyn hwn.\n\n"
        "The unit\nCwestiynau: unit@example.org\n"
    )


@pytest.mark.parametrize("restricted", [True, False])
def test_a_report_is_told_of_in_welsh(restricted):
    welsh = in_language(
        reports.issued("/packs/M79YMWRTJ0PW1Z", restricted=restricted), Language.WELSH
    )

    assert welsh.endswith(
        "Nid yw’r neges hon yn cynnwys dim o’r hyn y mae’r adroddiad yn ei ddweud.\n\n"
        "The unit\nCwestiynau: unit@example.org\n"
    )
    assert not any(f" {word} " in welsh for word in ("the", "and", "your", "report", "read"))
    assert in_language(reports.SUBJECT, Language.WELSH) == "Cyhoeddwyd adroddiad"
