"""The coding of one case in any order: given out, opened, marked, passed on, finished."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from dhp.coding.codebook import book
from dhp.coding.marks.actions import NewMark, mark
from dhp.coding.marks.queries import marks_visible_to
from dhp.coding.passes.actions import assign, assign_again, lock, open_reading, passes_of, skip
from dhp.coding.passes.models import CodingPass, Mark
from dhp.coding.passes.rules import READINGS, UNFINISHED, PassState
from dhp.errors import Refused
from dhp.extensions import db
from tests.faults.machines import RARELY, Acting

WHO = st.integers(0, 3)
WHICH = st.integers(0, 6)
OTHER = st.sampled_from([None] * 9 + [0, 1, 2])  # who acts in place of the coder
CODES = ("1.01.01", "3.01.02", "5.03.01")


class Coding(Acting):
    """Three coders and a lead, and one case that they code blind."""

    people: tuple  # the lead is the last one
    case: object

    @initialize(first=WHO, second=WHO, opened=st.booleans())
    def begin(self, first, second, opened):
        """The case is given to two, who may have opened it; to one and the same it cannot be."""
        self.codes = book()
        self.finished = {}
        one, other, lead = self.people[first], self.people[second], self.people[-1]
        gave = self.attempt(lambda: assign(self.case, one, other, by=lead))
        if first == second:
            assert isinstance(gave, Refused)
            assign(self.case, one, self.people[(first + 1) % 4], by=lead)
        for reading in passes_of(self.case) if opened else ():
            open_reading(reading, by=reading.coder)

    def _reading(self, number):
        found = passes_of(self.case)
        return found[number % len(found)]

    @rule(which=WHICH, who=OTHER)
    def open(self, which, who):
        self._act(which, who, open_reading, {PassState.ASSIGNED, PassState.OPEN, PassState.LOCKED})

    @rule(which=WHICH, who=OTHER)
    def finish(self, which, who):
        reading = self._reading(which)
        if self._act(which, who, lock, {PassState.OPEN}):
            self.finished[reading.id] = self._marks(reading)

    @rule(which=WHICH, who=OTHER, rarely=RARELY)
    def pass_on(self, which, who, rarely):
        if rarely:
            self._act(which, who, skip, set(UNFINISHED))

    @rule(which=WHICH, who=OTHER, code=st.sampled_from(CODES))
    def set_mark(self, which, who, code):
        wanted = [NewMark(self.codes.with_ref(code).id)]

        def act(reading, by):
            mark(reading, wanted, self.codes, by=by)

        self._act(which, who, act, {PassState.OPEN})

    @rule(who=WHO)
    def give_again(self, who):
        self.attempt(lambda: assign_again(self.case, self.people[who], by=self.people[-1]))

    def _act(self, which, who, act, allowed):
        """Whether the act was done; it is refused for others and in every other state."""
        reading = self._reading(which)
        by = reading.coder if who is None else self.people[who]
        may = reading.coder_id == by.id and reading.state in allowed
        gave = self.attempt(lambda: act(reading, by=by))
        assert isinstance(gave, Refused) != may
        return may

    def _marks(self, reading):
        standing = db.session.query(Mark).filter_by(pass_id=reading.id, removed_at=None)
        return sorted(one.code_id for one in standing)

    @invariant()
    def two_different_people_read(self):
        passes = passes_of(self.case)
        for kind in READINGS:
            assert len([p for p in passes if p.kind is kind and p.state != PassState.SKIPPED]) <= 1
        coders = [one.coder_id for one in passes]
        assert len(coders) == len(set(coders))

    @invariant()
    def nobody_sees_another_reading_before_all_have_finished(self):
        unfinished = any(one.state in UNFINISHED for one in passes_of(self.case))
        for person in self.people:
            seen = db.session.scalars(marks_visible_to(person)).all()
            owners = {db.session.get(CodingPass, one.pass_id).coder_id for one in seen}
            assert not (unfinished and owners - {person.id})

    @invariant()
    def what_is_finished_never_changes(self):
        for reading, marks in self.finished.items():
            assert self._marks(db.session.get(CodingPass, reading)) == marks
