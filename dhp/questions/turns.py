"""What every act on a question does first and last: hold it, so that people take turns; tell of it."""

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.models import Case
from dhp.cases.rules import check_takes_work
from dhp.extensions import db
from dhp.questions.models import Question
from dhp.questions.rules import check_seen


def hold(question: Question, version: int) -> None:
    """Read a question and its case as they stand now, and keep others from them until the commit.

    `version` is the one that the person saw; raises `Stale` when the question has changed since.
    """
    hold_case(question.case)
    db.session.refresh(question, with_for_update={"of": Question})
    check_seen(version, question.version)


def hold_case(case: Case) -> None:
    """Read a case as it stands now, and keep others from it until the commit.

    Raises `Refused` where it is erased: nothing is asked about it any more.
    """
    db.session.refresh(case, with_for_update={"of": Case})
    check_takes_work(case)


def tell(act: Act, question: Question, *, by: User, **facts: object) -> None:
    """Record that `by` did `act` to a question. `facts` are codes, never words."""
    about = (question.ref, question.case.ref)
    trail.record(act, by=by, about=about, force=question.force.code, on=question.about, **facts)
