import pytest
from flask_sqlalchemy import SQLAlchemy

from dhp.errors import DomainError
from dhp.extensions import db
from dhp.mail.models import Message
from dhp.mail.outbox import post

LETTER = {"to": "a@example.org", "subject": "What waits", "text": "One.", "key": "k"}


def test_the_same_key_is_the_same_message_as_it_was_first(database: SQLAlchemy) -> None:
    first = post(**LETTER)
    second = post(**LETTER | {"text": "Another."})
    db.session.commit()

    assert first is second
    assert [message.text for message in db.session.query(Message)] == ["One."]


def test_a_message_is_lost_with_the_transaction_that_posted_it(database: SQLAlchemy) -> None:
    post(**LETTER)
    db.session.rollback()

    assert db.session.query(Message).count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b",
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nb",
        "a@example.org, b@example.org",
        "a@example.org b@example.org",
        "<a@example.org>",
        '"a b"@example.org',
        "a@example.org ",
        "a@exam\u0000ple.org",
        "a@bücher.example",
        "a..b@example.org",
        "a@-example.org",
        f"{'a' * 250}@example.org",
    ],
)
def test_what_is_not_one_plain_address_is_refused(database: SQLAlchemy, address: str) -> None:
    with pytest.raises(DomainError):
        post(**LETTER | {"to": address})

    assert db.session.query(Message).count() == 0


@pytest.mark.parametrize(
    "subject", ["", "Two\nlines", "A\r\nBcc: b@example.org", "Tab\there", "\u2028", "x" * 151]
)
def test_a_subject_is_one_short_visible_line(database: SQLAlchemy, subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        post(**LETTER | {"subject": subject})


@pytest.mark.parametrize("address", ["sam.o'neil+dhp@kent.police.uk", "a@x-y.example.org"])
def test_usual_addresses_are_taken(database: SQLAlchemy, address: str) -> None:
    assert post(**LETTER | {"to": address}).to == address
