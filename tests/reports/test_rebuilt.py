"""An issued report of every kind is built again as it was, whatever the record learnt since."""

from datetime import timedelta

from dhp.audit.trail import Command
from dhp.calendar import clock_at
from dhp.cases.actions import add_answers, classify
from dhp.cases.judging.classification import OutReason
from dhp.cases.links.models import LinkKind
from dhp.cases.links.same_death import Finding, link
from dhp.cases.models import Case, Source
from dhp.cases.rules import Decision
from dhp.context.insight_actions import retract_insight
from dhp.context.models import InsightNote
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Given, Stage, State
from dhp.extensions import db
from dhp.reports.blocks import Laid
from dhp.reports.building import KINDS, build
from dhp.reports.document import Edition
from tests.harness.examples import sample
from tests.harness.record import TELLS_NOTHING, at
from tests.reports import tried

LATER = at("2026-04-20T10:00")


def _corrected(cases: list[Case]) -> None:
    answers = {
        "death.date_of_death": Given(State.ANSWERED, "2026-02-11"),
        "victim.sex": Given(State.NOT_KNOWN),
        "victim.age": Given(State.ANSWERED, "3"),
        "suspect1.relationship": Given(State.ANSWERED, "stranger"),
    }
    for case in cases[:30]:
        told = {"source": Source.FORCE, "stage": Stage.NOTICE, "reason": "Told wrongly."}
        add_answers(case, answers, by=Command(), **told)


def _judged_anew(cases: list[Case]) -> None:
    for case in cases[30:50]:
        decision = Decision(Scope.IN, DeathType.CHILD, "dhp-2023", "Anew")
        classify(case, decision, TELLS_NOTHING, by=Command())
    for case in cases[50:70]:
        out = {"out_reason": OutReason.OTHER}
        decision = Decision(Scope.OUT, DeathType.UNCLASSIFIED, "dhp-2023", "Anew", **out)
        classify(case, decision, TELLS_NOTHING, by=Command())


def _merged(cases: list[Case]) -> None:
    for keep, other in zip(cases[70:90], cases[90:110], strict=True):
        link(Finding(keep, other, LinkKind.SAME_INCIDENT, "One event."), by=Command())
    for keep, other in zip(cases[110:120:2], cases[111:120:2], strict=True):
        choices = {"victim.age": other.id} if keep.id % 2 else {}
        link(Finding(keep, other, LinkKind.SAME_DEATH, "One death.", choices), by=Command())


def _notified_late(_cases: list[Case]) -> None:
    for number in range(10):
        tried.death(number, at("2026-03-21T09:00"), opened=LATER)


def _retracted(_cases: list[Case]) -> None:
    retract_insight(db.session.query(InsightNote).one(), "Said in confidence.", by=Command())


# A shareable edition clears the figures of the restricted one.
EVERY = [(kind, edition) for kind, one in KINDS.items() for edition in sorted(one.editions)]
BUILT = sample(EVERY, [one for one in EVERY if one[1] is Edition.RESTRICTED])


def built_at(as_at):
    """Each edition of each kind, from what the record knew at `as_at`."""
    return {one: build(tried.order(*one, as_at)) for one in BUILT}


def cells(document):
    tables = (block for block in document.blocks if isinstance(block, Laid))
    return [[cell.shown for cell in row.cells.values()] for one in tables for row in one.rows]


def test_it_is_the_same_after_corrections_reclassifications_and_merges(once, database):
    once(tried.crowd)
    with clock_at(tried.TODAY):
        before = built_at(tried.AS_AT)

    cases = db.session.query(Case).order_by(Case.id).all()
    for step, change in enumerate((_corrected, _judged_anew, _merged, _notified_late, _retracted)):
        with clock_at(LATER + timedelta(hours=step)):
            change(cases)
            db.session.commit()

    with clock_at(tried.TODAY):
        again = built_at(tried.AS_AT)
        since = built_at(LATER + timedelta(days=1))
    for name, document in before.items():
        assert again[name].checksum == document.checksum, name
        assert cells(since[name]) != cells(document), name
