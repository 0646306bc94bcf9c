"""Notes of what partners told: kept with their history, quoted only with consent."""

from datetime import date

import pytest
import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent
from dhp.calendar import week_of
from dhp.context.insight_actions import Insight, correct_insight, record_insight, retract_insight
from dhp.context.insight_forms import InsightForm
from dhp.context.insight_queries import notes, quotable, versions
from dhp.context.insight_rules import Basis, Consent
from dhp.context.models import InsightNote
from dhp.context.strands import strand_with
from dhp.errors import DomainError, Refused, Stale
from tests.accounts.people import add_user, sign_in_as
from tests.context.conftest import NOW
from tests.context.test_views import words
from tests.harness.looked_over import confirmed

WORDS = "More callers ask about help for older parents."
TYPED = {
    "strand": "da_incidents",
    "organisation": "A national helpline",
    "told_on": ["2", "3", "2026"],
    "basis": "direct",
    "consent": "named",
    "words": WORDS,
}


def insight(**changes):
    given = {
        "strand": strand_with("da_incidents"),
        "organisation": "A national helpline",
        "told_on": date(2026, 3, 2),
        "basis": Basis.DIRECT,
        "consent": Consent.NAMED,
        "words": WORDS,
    }
    return Insight(**given | changes)


@pytest.fixture
def note(database, coder):
    kept = record_insight(insight(), by=coder)
    database.session.commit()
    return kept


def quoted_at(instant):
    week = week_of(date(2026, 3, 4))
    return [one.words for one in quotable(week.begins_at, week.ends_before, instant)]


def test_a_correction_is_another_version(database, coder, lead, note):
    correct_insight(note, insight(words="Fewer callers."), "Misheard.", by=lead)
    database.session.commit()

    told = versions(coder, note.ref)
    assert [(one.number, one.words, one.reason) for one in told] == [
        (2, "Fewer callers.", "Misheard."),
        (1, WORDS, None),
    ]
    assert told[0].first_at == told[1].recorded_at
    assert [one.number for one in notes(coder)] == [2]


def test_a_version_that_no_longer_stands_is_not_corrected(database, coder, note):
    correct_insight(note, insight(words="Fewer."), "Misheard.", by=coder)
    database.session.commit()

    with pytest.raises(Stale):
        correct_insight(note, insight(words="None."), "Misheard.", by=coder)


def test_a_retracted_note_keeps_its_words_and_changes_no_more(database, coder, note):
    gone = retract_insight(note, "The helpline takes it back.", by=coder)
    database.session.commit()

    assert (gone.retracted, gone.words) == (True, WORDS)
    assert quoted_at(NOW.replace(day=5)) == []
    with pytest.raises(Refused):
        correct_insight(gone, insight(), "Again.", by=coder)


def test_what_could_be_quoted_at_an_instant_stays_so(database, coder, note):
    before = note.recorded_at
    retract_insight(note, "The helpline takes it back.", by=coder)
    database.session.commit()

    assert quoted_at(before) == [WORDS]


@pytest.mark.parametrize(
    ("consent", "shown"), [(Consent.NAMED, 1), (Consent.UNNAMED, 1), (Consent.REFUSED, 0)]
)
def test_nothing_is_quoted_without_consent(database, coder, consent, shown):
    record_insight(insight(consent=consent), by=coder)
    database.session.commit()

    assert len(quoted_at(NOW.replace(day=5))) == shown


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation": " "}, "organisation"),
        ({"words": ""}, "words"),
        ({"told_on": date(2026, 3, 5)}, "told_on"),
        ({"words": "x" * 2001}, "words"),
    ],
)
def test_a_note_must_be_whole(coder, changes, field):
    with pytest.raises(DomainError) as refused:
        record_insight(insight(**changes), by=coder)

    assert refused.value.field == field


def test_the_words_are_kept_encrypted(new_app, database, coder):
    key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    with new_app(FIELD_KEYS=(key,)).app_context():
        record_insight(insight(), by=coder)
        database.session.commit()
        kept = database.session.execute(
            sa.text("SELECT words, organisation FROM insight_notes")
        ).one()

    assert all(text.startswith("enc:") for text in kept)


def test_a_note_is_recorded_corrected_and_retracted_on_its_pages(client, coder):
    sign_in_as(client, coder)

    kept = client.post("/insight/new", data=TYPED)
    page = kept.location
    assert WORDS in words(client.get(page))
    assert 'value="A national helpline"' in client.get(f"{page}/correct").text
    changed = TYPED | {"words": "Fewer callers.", "consent": "refused", "reason": "Misheard."}
    assert client.post(f"{page}/correct", data=changed | {"seen": "1"}).status_code == 303
    said = words(client.get(page))
    assert "May be quoted No" in said
    assert "Misheard." in said
    assert client.post(f"{page}/retract", data={"seen": "1", "reason": "X"}).status_code == 409
    assert client.post(f"{page}/retract", data={"seen": "2", "reason": "Gone."}).status_code == 303
    assert "Retracted" in words(client.get("/insight"))


@pytest.mark.parametrize("act", ["correct", "retract"])
def test_who_is_named_in_the_reason_for_another_version_is_marked(client, coder, note, act):
    sign_in_as(client, coder)
    path, reason = f"/insight/{note.ref}", "Margaret Ashworth misheard."

    answer = confirmed(
        client, f"{path}/{act}", TYPED | {"seen": "1", "reason": reason}, "Margaret Ashworth"
    )

    assert answer.status_code == 303
    assert reason in words(client.get(path))


@pytest.mark.parametrize("act", ["new", "correct"])
def test_who_is_named_in_a_note_is_marked_before_it_is_kept(client, coder, database, note, act):
    sign_in_as(client, coder)
    path = "/insight/new" if act == "new" else f"/insight/{note.ref}/correct"
    told = "Margaret Ashworth says that more women call at night."

    answer = confirmed(
        client,
        path,
        TYPED | {"words": told, "seen": "1", "reason": "Misheard."},
        "Margaret Ashworth",
    )

    assert answer.status_code == 303
    assert told in words(client.get(answer.location))
    assert Act.LOOK_CONFIRMED in database.session.scalars(sa.select(TrailEvent.act)).all()


@pytest.mark.parametrize("left_out", list(TYPED))
def test_a_note_with_a_gap_is_refused_and_kept_on_the_page(client, coder, database, left_out):
    sign_in_as(client, coder)

    answer = client.post("/insight/new", data=TYPED | {left_out: ""})

    assert answer.status_code == 422
    assert "There is a problem" in words(answer)
    assert database.session.query(InsightNote).count() == 0


def test_the_list_is_filtered(client, database, coder):
    record_insight(insight(words="First told."), by=coder)
    record_insight(
        insight(words="Second told.", strand=strand_with("missing"), consent=Consent.REFUSED),
        by=coder,
    )
    database.session.commit()
    sign_in_as(client, coder)

    for query, shown in (
        ("", {"First", "Second"}),
        ("?strand=missing", {"Second"}),
        ("?consent=named", {"First"}),
        ("?basis=unknown", set()),
    ):
        said = words(client.get(f"/insight{query}"))
        assert {one for one in ("First", "Second") if f"{one} told." in said} == shown


def test_reading_a_note_is_recorded(client, database, coder, note):
    sign_in_as(client, coder)

    client.get(f"/insight/{note.ref}")
    client.get("/insight")

    acts = database.session.scalars(sa.select(TrailEvent.act).order_by(TrailEvent.seq)).all()
    assert acts[-2:] == ["insight.read", "insight.listed"]


@pytest.mark.parametrize("role", [RoleName.SPOC, RoleName.ANALYST, RoleName.READER])
def test_notes_are_for_the_unit(client, note, role):
    sign_in_as(client, add_user(role))

    assert client.get("/insight").status_code == 403
    assert client.get(f"/insight/{note.ref}").status_code == 403


def test_a_text_that_is_too_long_hides_no_fault_of_the_day(app, database):
    typed = {"organisation": "x" * 2_000, "told_on": ["1", "2", "2990"]}
    with app.test_request_context("/", method="POST", data=typed):
        form = InsightForm(meta={"csrf": False})
        form.offer([])
        assert not form.validate()
        found = {field.name: field.errors[0] for field in form if field.errors}

    assert found["organisation"].startswith("Shorten this by")
    assert found["told_on"] == "The day must not be in the future."
