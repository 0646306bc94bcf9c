from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.calendar import clock_at
from dhp.extensions import db
from dhp.mail import actions, claiming
from dhp.mail.models import Message, Status
from dhp.mail.outbox import post
from dhp.mail.sending import GIVE_UP_AFTER, LONGEST_WAIT, Tally, send_waiting, wait_after
from tests.mail.sink import CUT, HANG, Sink, Step

AT = datetime(2026, 3, 9, 8, tzinfo=UTC)
BEFORE_TEXT = [step for step in Step if step is not Step.TEXT]
BEFORE_ADDRESS = [Step.CONNECT, Step.EHLO, Step.MAIL]


def write(key: str = "one", to: str = "") -> Message:
    with clock_at(AT):
        message = post(
            to=to or f"{key}@example.org", subject="What waits", text="2 drafts.\n", key=key
        )
        db.session.commit()
    return message


def send(after: timedelta = timedelta()) -> Tally:
    with clock_at(AT + after):
        return send_waiting(lambda _message: None)


def now_of(message: Message) -> Message:
    db.session.rollback()
    return db.session.get(Message, message.id, populate_existing=True)


def test_a_message_is_sent_once_and_marked(mail_set: Sink, database: SQLAlchemy) -> None:
    message = write()

    tallies = [send(), send(), send(timedelta(days=9))]

    assert mail_set.recipients == ["one@example.org"]
    assert now_of(message).status is Status.SENT
    assert [tally.sent for tally in tallies] == [1, 0, 0]


def test_a_message_says_who_writes_and_that_a_machine_does(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write()
    send()

    letter = mail_set.letters[0]

    assert letter["From"] == "Domestic abuse related deaths <service@dhp.example.org>"
    assert letter["To"] == "one@example.org"
    assert letter["Subject"] == "What waits"
    assert letter["Message-ID"] == f"<{message.ref}@dhp.example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content() == "2 drafts.\r\n"


def test_lines_that_begin_with_a_dot_and_words_beyond_ascii_arrive_as_written(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    text = ".\n..two dots\nLlandudno’s café\n.\nend\n"
    post(to="a@example.org", subject="“Dots” – and more", text=text, key="dots")
    db.session.commit()

    send_waiting(lambda _message: None)

    letter = mail_set.letters[0]
    assert letter.get_content().replace("\r\n", "\n") == text
    assert letter["Subject"] == "“Dots” – and more"


def test_without_a_server_messages_wait(app: Flask, sink: Sink, database: SQLAlchemy) -> None:
    message = write()

    send()

    assert (now_of(message).status, now_of(message).tries) == (Status.WAITING, 0)
    assert sink.connections == 0


@pytest.mark.parametrize(
    "settings", [{"SMTP_TLS": "starttls"}, {"SMTP_USER": "dhp"}, {"SMTP_TLS": "implicit"}]
)
def test_nothing_goes_to_a_server_that_does_not_offer_what_is_asked(
    app: Flask, mail_set: Sink, database: SQLAlchemy, settings: dict[str, str]
) -> None:
    app.config.update(settings)
    message = write()

    send()

    assert mail_set.taken == []
    assert (now_of(message).status, now_of(message).tries) == (Status.WAITING, 1)


@pytest.mark.parametrize("order", ["450 Later", HANG, CUT])
@pytest.mark.parametrize("step", BEFORE_TEXT)
def test_what_fails_before_the_text_is_tried_again_later(
    mail_set: Sink, database: SQLAlchemy, step: Step, order: str
) -> None:
    message = write()
    mail_set.wrong[step] = order

    send()
    failed = now_of(message)
    stood = (failed.status, failed.tries, failed.next_at, bool(failed.trouble))
    mail_set.wrong.clear()
    send(timedelta(minutes=1))
    too_early = list(mail_set.taken)
    send(timedelta(minutes=6))

    assert stood == (Status.WAITING, 1, AT + timedelta(minutes=5), True)
    assert too_early == []
    assert mail_set.recipients == ["one@example.org"]
    assert now_of(message).status is Status.SENT


@pytest.mark.parametrize("step", [Step.RCPT, Step.DATA, Step.TEXT])
def test_what_is_refused_for_good_is_not_tried_again_and_does_not_stop_others(
    mail_set: Sink, database: SQLAlchemy, step: Step
) -> None:
    message, other = write(), write("two")
    mail_set.wrong[step] = "550 No such person"

    tally = send()
    mail_set.wrong.clear()
    send(timedelta(days=1))

    assert tally.troubled == 2
    assert {now_of(one).status for one in (message, other)} == {Status.REFUSED}
    assert now_of(message).trouble.startswith("Refused with 550")
    assert mail_set.taken == []


@pytest.mark.parametrize("step", BEFORE_ADDRESS)
def test_a_server_that_refuses_everything_is_asked_once_a_run_and_nothing_is_given_up(
    mail_set: Sink, database: SQLAlchemy, step: Step
) -> None:
    messages = [write(), write("two")]
    mail_set.wrong[step] = "550 Not you"

    send(GIVE_UP_AFTER * 2)

    assert mail_set.connections == 1
    assert {now_of(message).status for message in messages} == {Status.WAITING}


def test_a_temporary_refusal_after_the_text_is_tried_again(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write()
    mail_set.wrong[Step.TEXT] = "451 Later"

    send()
    mail_set.wrong.clear()
    send(timedelta(minutes=6))

    assert mail_set.recipients == ["one@example.org"]
    assert now_of(message).status is Status.SENT


@pytest.mark.parametrize("order", [HANG, CUT])
def test_a_text_without_an_answer_may_have_arrived_and_is_never_sent_again_by_itself(
    mail_set: Sink, database: SQLAlchemy, order: str
) -> None:
    message = write()
    mail_set.wrong[Step.TEXT] = order

    send()
    mail_set.wrong.clear()
    send(timedelta(days=30))

    assert len(mail_set.taken) == 1
    assert now_of(message).status is Status.UNSURE


def test_waits_grow_to_a_limit_and_one_message_is_given_up_after_days(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write()
    mail_set.wrong[Step.RCPT] = "450 Later"

    waits, after = [], timedelta()
    while after <= GIVE_UP_AFTER + LONGEST_WAIT:
        send(after)
        found = now_of(message)
        if found.status is not Status.WAITING:
            break
        waits.append(found.next_at - AT - after)
        after += waits[-1]

    assert found.status is Status.REFUSED
    assert GIVE_UP_AFTER < after <= GIVE_UP_AFTER + LONGEST_WAIT
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (5, 15, 45, 135)]
    assert waits[-1] == LONGEST_WAIT == wait_after(10_000)


def test_a_process_that_died_before_handing_over_leaves_the_message_in_the_queue(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write()
    with clock_at(AT):
        claiming.claim(AT)

    send(claiming.LEASE / 2)
    early = list(mail_set.taken)
    send(claiming.LEASE * 2)

    assert early == []
    assert (now_of(message).status, len(mail_set.taken)) == (Status.SENT, 1)


def test_a_process_that_died_while_handing_over_leaves_it_to_a_person(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write()
    with clock_at(AT):
        claiming.begin_hand_over(claiming.claim(AT))

    send(claiming.LEASE * 2)

    assert now_of(message).status is Status.UNSURE
    assert mail_set.taken == []


def test_a_slow_process_that_lost_its_claim_hands_nothing_over(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    write()
    with clock_at(AT):
        slow = claiming.claim(AT)

    send(claiming.LEASE * 2)

    assert len(mail_set.taken) == 1
    assert claiming.begin_hand_over(slow) is False


def test_a_slow_hand_over_that_ends_well_is_known_to_be_sent(
    mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write()
    with clock_at(AT):
        slow = claiming.claim(AT)
        claiming.begin_hand_over(slow)
    send(claiming.LEASE * 2)

    claiming.settle(slow, lambda _message: None, status=Status.SENT)

    assert now_of(message).status is Status.SENT


def test_what_is_noted_stands_or_falls_with_the_mark(mail_set: Sink, database: SQLAlchemy) -> None:
    message = write()

    def broken(_message: Message) -> None:
        raise RuntimeError("no luck")

    with clock_at(AT), pytest.raises(RuntimeError):
        send_waiting(broken)

    assert now_of(message).status is Status.HANDED


def test_a_message_that_waited_for_too_long_is_left_unsent(
    app: Flask, mail_set: Sink, database: SQLAlchemy
) -> None:
    message = write()
    message.until = AT + timedelta(days=3)
    db.session.commit()
    noted: list[Status] = []

    app.config["SMTP_HOST"] = ""
    with clock_at(AT + timedelta(days=4)):
        send_waiting(lambda one: noted.append(one.status))
    app.config["SMTP_HOST"] = "127.0.0.1"
    send(timedelta(days=4))

    assert mail_set.taken == []
    assert noted == [now_of(message).status] == [Status.LEFT]


def test_a_message_within_its_time_is_sent(mail_set: Sink, database: SQLAlchemy) -> None:
    write().until = AT + timedelta(days=3)
    db.session.commit()

    send(timedelta(days=2))

    assert len(mail_set.taken) == 1


def test_a_message_put_back_keeps_its_identity(mail_set: Sink, database: SQLAlchemy) -> None:
    message = write()
    mail_set.wrong[Step.TEXT] = CUT
    send()
    mail_set.wrong.clear()

    with clock_at(AT):
        actions.put_back(now_of(message))
        db.session.commit()
    send(timedelta(seconds=1))

    first, second = (letter["Message-ID"] for letter in mail_set.letters)
    assert first == second
    assert now_of(message).status is Status.SENT


def test_the_address_of_a_message_is_not_kept_in_plain_text(
    app: Flask, database: SQLAlchemy
) -> None:
    app.config["FIELD_KEYS"] = ["VGhpcyBrZXkgaXMgaW52ZW50ZWQgZm9yIHRlc3RzIG8="]

    write(to="sam.spoc@example.org")

    kept = db.session.execute(sa.text('SELECT "to" FROM mail_messages')).scalar_one()
    assert kept.startswith("enc:")
    assert "spoc" not in kept
