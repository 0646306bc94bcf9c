"""The life of reports in any order: built, commented, approved, issued, corrected, withdrawn."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from dhp.errors import DomainError
from dhp.extensions import db
from dhp.reports import actions
from dhp.reports.commentary.actions import remove, write
from dhp.reports.commentary.queries import authors_in
from dhp.reports.life.approving import approve
from dhp.reports.life.correcting import start_correction, withdraw
from dhp.reports.life.issuing import issue
from dhp.reports.life.moving import as_approved
from dhp.reports.models import READABLE, Run, RunStatus
from tests.faults.machines import RARELY, Acting
from tests.reports.life.conftest import CUT_OFF, DAY, FRONT

WHO, WHICH = st.integers(0, 2), st.integers(0, 5)
MOST = 6


class Reporting(Acting):
    """A coder and two leads, who work on the versions of one report."""

    people: tuple
    figures: object

    @initialize(who=WHO)
    def begin(self, who):
        """A first draft."""
        self.issued = {}
        self.figures.deaths = 7
        self.runs = [actions.build_report("weekly", DAY, FRONT, CUT_OFF, by=self.people[who])]

    def _run(self, which):
        return self.runs[which % len(self.runs)]

    @rule(which=WHICH, who=WHO, late=st.booleans())
    def approve(self, which, who, late):
        run = self._run(which)
        may = run.status is RunStatus.DRAFT and not late and self.people[who].ref != run.built_by
        may = may and self.people[who].ref not in authors_in(run)
        seen = "0" * 64 if late else run.checksum
        gave = self.attempt(lambda: approve(run, seen, by=self.people[who]))
        assert gave is None or isinstance(gave, DomainError)
        assert may or gave is not None

    @rule(which=WHICH, who=WHO)
    def issue(self, which, who):
        run, status = self._run(which), self._run(which).status
        gave = self.attempt(lambda: issue(run, run.checksum, by=self.people[who]))
        if not isinstance(gave, DomainError):
            assert status is RunStatus.APPROVED
            self.issued[run.ref] = run.content

    @rule(which=WHICH, who=WHO, text=st.sampled_from(["More than usual.", "As expected."]))
    def comment(self, which, who, text):
        run = self._run(which)
        self.attempt(lambda: write(run, "headlines", text, run.checksum, by=self.people[who]))

    @rule(which=WHICH, who=WHO)
    def uncomment(self, which, who):
        run = self._run(which)
        self.attempt(lambda: remove(run, "headlines", run.checksum, by=self.people[who]))

    @rule(which=WHICH, who=WHO, deaths=st.integers(5, 9))
    def refresh(self, which, who, deaths):
        run, self.figures.deaths = self._run(which), deaths
        self.attempt(lambda: actions.refresh(run, FRONT, run.checksum, by=self.people[who]))

    @rule(which=WHICH, who=WHO)
    def correct(self, which, who):
        run = self._run(which)
        if len(self.runs) >= MOST:
            return
        gave = self.attempt(lambda: start_correction(run, "A slip.", FRONT, by=self.people[who]))
        if isinstance(gave, Run):
            self.runs.append(gave)

    @rule(which=WHICH, who=WHO, rarely=RARELY)
    def withdraw(self, which, who, rarely):
        run = self._run(which)
        if rarely:
            self.attempt(lambda: withdraw(run, "It was wrong.", by=self.people[who]))

    @invariant()
    def what_is_approved_was_approved_by_another(self):
        for run in self.runs:
            if run.approved_by is not None:
                assert run.approved_by != run.built_by
                assert run.approved_by not in authors_in(run)

    @invariant()
    def what_is_issued_is_what_was_approved_and_never_changes(self):
        for run in self.runs:
            if run.status in READABLE:
                assert as_approved(run).checksum == run.approved_checksum
            if run.ref in self.issued:
                assert run.content == self.issued[run.ref]
            assert run.was_issued == (run.ref in self.issued)

    @invariant()
    def one_version_at_most_is_in_force(self):
        in_force = db.session.query(Run).filter_by(status=RunStatus.ISSUED).count()
        assert in_force <= 1
