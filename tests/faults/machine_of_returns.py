"""A force's returns of one period in any order: confirmed, disputed, taken back, settled."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from dhp.errors import DomainError, Refused, Stale
from dhp.extensions import db
from dhp.returns.actions import confirm, resolve, withdraw
from dhp.returns.models import Return
from dhp.returns.queries import present_for
from tests.faults.machines import Acting

OLD = "not what stands"


class Returning(Acting):
    """Two contacts of a force and the unit; deaths come in while they confirm."""

    contacts: tuple
    lead: object
    period: object
    make_death: object

    @initialize()
    def begin(self):
        """Nothing is returned yet."""
        self.made, self.standing, self.deaths = [], None, 0

    @rule()
    def a_death_comes_in(self):
        if self.deaths < 4:
            self.attempt(self.make_death)
            self.deaths += 1

    @rule(who=st.integers(0, 1), late=st.booleans(), disputed=st.booleans())
    def confirm(self, who, late, disputed):
        by = self.contacts[who]
        present = present_for(by, self.period)
        seen = OLD if late else present.fingerprint
        reasons = {one.ref: "Told twice." for one in present.deaths[:1]} if disputed else {}
        gave = self.attempt(lambda: confirm(self.period, reasons, by=by, seen=seen))
        if isinstance(gave, DomainError):
            assert isinstance(gave, Stale)
            assert late
        elif gave is self.standing:
            assert late  # the same click once more
        else:
            assert not late
            assert len(gave.lines) == len(present.deaths)
            self.made.append((gave, [(line.case_id, line.disputed) for line in gave.lines]))
            self.standing = gave

    @rule(who=st.integers(0, 1), late=st.booleans(), rare=st.integers(0, 2))
    def take_back(self, who, late, rare):
        if rare:
            return
        by = self.contacts[who]
        seen = OLD if late else present_for(by, self.period).fingerprint
        gave = self.attempt(lambda: withdraw(self.period, "Too soon.", by=by, seen=seen))
        if self.standing is None:
            assert isinstance(gave, Refused)
        elif late:
            assert isinstance(gave, Stale)
        else:
            self.standing = None

    @rule(which=st.integers(0, 9))
    def settle(self, which):
        if not self.made:
            return
        made, _lines = self.made[which % len(self.made)]
        for line in made.lines:
            open_still = line.disputed and line.resolved_at is None and made is self.standing
            gave = self.attempt(lambda line=line: resolve(line, "It is one death.", by=self.lead))
            assert isinstance(gave, Refused) != bool(open_still)

    @invariant()
    def one_return_at_most_stands_and_all_are_kept(self):
        found = db.session.query(Return).order_by(Return.id).all()
        assert [one.id for one in found] == [made.id for made, _lines in self.made]
        assert [one.revision for one in found] == list(range(1, len(found) + 1))
        standing = [one for one in found if one.ended_at is None]
        assert standing == ([self.standing] if self.standing else [])

    @invariant()
    def what_was_confirmed_never_changes(self):
        for made, lines in self.made:
            assert [(line.case_id, line.disputed) for line in made.lines] == lines
