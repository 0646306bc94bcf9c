"""The life of a notification in any order: saved, sent, returned, withdrawn, accepted."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.notifications import actions
from dhp.notifications.drafting import texts_of
from dhp.notifications.models import Receipt
from dhp.notifications.receipts import texts_in
from dhp.notifications.rules import EDITABLE, Status
from dhp.references import new_reference
from tests.faults.machines import RARELY, Acting
from tests.notifications.deaths import ANSWERS

AGE = "victim.age"
UNSOUND = "thirty-ish"


class Notifying(Acting):
    """Two contacts of a force and a coder, who act on one notice and are sometimes late."""

    contacts: tuple
    coder: object

    @initialize()
    def begin(self):
        """A draft that says everything."""
        self.draft = actions.start(self.contacts[0].force, new_reference(), by=self.contacts[0])
        actions.save(self.draft, ANSWERS, self.draft.version, by=self.contacts[0])
        self.texts, self.status = dict(ANSWERS), Status.DRAFT
        self.receipts, self.keys = {}, [self.draft.send_key]

    @rule(age=st.sampled_from(["34", "35", "", UNSOUND]), late=st.booleans(), who=st.integers(0, 1))
    def save(self, age, late, who):
        version = self.draft.version - late
        gave = self.attempt(
            lambda: actions.save(self.draft, {AGE: age}, version, by=self.contacts[who])
        )
        if self.status not in EDITABLE:
            assert isinstance(gave, Refused)
        elif late and self.texts[AGE] != age:
            assert isinstance(gave, Stale)
        else:
            assert gave is None
            self.texts[AGE] = age

    @rule(which=st.integers(0, 5), late=st.booleans(), reason=st.sampled_from(["", "Early."]))
    def send(self, which, late, reason):
        key, by = self.keys[which % len(self.keys)], self.contacts[which % 2]
        version = self.draft.version - late
        gave = self.attempt(lambda: actions.send(self.draft, key, reason, by=by, version=version))
        if key in self.receipts:
            assert gave.ref == self.receipts[key][0]
        elif self.status not in EDITABLE:
            assert isinstance(gave, Refused)
        elif late:
            assert isinstance(gave, Stale)
        elif self.texts[AGE] == UNSOUND or (not self.texts[AGE] and not reason):
            assert isinstance(gave, DomainError)
        else:
            self.receipts[key] = (gave.ref, texts_in(gave))
            self.status = Status.SENT

    @rule(reason=st.sampled_from(["", "Which station?"]))
    def give_back(self, reason):
        gave = self.attempt(lambda: actions.return_to_force(self.draft, reason, by=self.coder))
        if self.status is Status.SENT and reason:
            self.status = Status.RETURNED
            self.keys.append(self.draft.send_key)
        else:
            assert isinstance(gave, DomainError)

    @rule(rarely=RARELY)
    def withdraw(self, rarely):
        if not rarely:
            return
        gave = self.attempt(lambda: actions.withdraw(self.draft, "Twice.", by=self.contacts[1]))
        if self.status in (Status.ACCEPTED, Status.WITHDRAWN):
            assert isinstance(gave, Refused)
        else:
            self.status = Status.WITHDRAWN

    @rule(rarely=RARELY)
    def accept(self, rarely):
        if not rarely:
            return
        gave = self.attempt(lambda: actions.accept(self.draft, by=self.coder))
        if self.status is Status.SENT:
            assert gave.force_id == self.draft.force_id
            assert gave.received_at == self.draft.sent_at
            self.status = Status.ACCEPTED
        else:
            assert isinstance(gave, Refused)

    @invariant()
    def stands_where_it_should(self):
        assert self.draft.status is self.status
        assert (self.draft.case_id is not None) == (self.status is Status.ACCEPTED)
        assert texts_of(self.draft) == self.texts

    @invariant()
    def every_receipt_is_there_once_as_it_was(self):
        found = db.session.query(Receipt).filter_by(notification_id=self.draft.id).all()
        told = {one.send_key: (one.ref, texts_in(one)) for one in found}
        assert told == self.receipts
        assert len(found) == len(self.receipts)
