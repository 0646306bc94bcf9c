"""Invented people and cases for the tests of coding, built once, and short ways to code them."""

from typing import Any

from dhp.accounts import passwords
from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import now
from dhp.cases.actions import classify, open_case
from dhp.cases.models import Case
from dhp.cases.opening.submission import Submission
from dhp.cases.rules import Decision
from dhp.coding.codebook import book
from dhp.coding.codebook.loading import load_codebook
from dhp.coding.marks.actions import NewMark, Place, mark
from dhp.coding.marks.narratives import narratives_of
from dhp.coding.marks.spans import Span
from dhp.coding.passes.actions import assign, lock, open_reading
from dhp.coding.passes.models import CodingPass
from dhp.coding.passes.rules import PassKind, Polarity
from dhp.definitions import DeathType, Scope
from dhp.extensions import db
from tests.accounts.people import PASSWORD, SECRET
from tests.cases.conftest import HOMICIDE, RECEIVED, given
from tests.harness.record import TELLS_NOTHING

# Beyond U+FFFF, combining, from right to left, and with blanks that a page must not lose.
TEXT = (
    "She said “he will kill me” 😀 to her sister.  Officers came twice!\n\n"
    "No risk was assessed. שלום e\u0301té <b>bold</b> &amp; \U0001f469‍\U0001f692 left."
)
PEOPLE = {
    "first": ("Cora First", RoleName.CODER),
    "second": ("Colin Second", RoleName.CODER),
    "third": ("Cleo Third", RoleName.CODER),
    "lead": ("Lena Lead", RoleName.LEAD),
    "deputy": ("Dev Deputy", RoleName.LEAD),
}
CASES = 3


def build() -> None:
    """Five people of the unit, the starting codebook, and three cases in scope."""
    kent = Force(code="E23000032", name="Kent", territorial=True)
    secret = passwords.hashed(PASSWORD)
    for local, (name, role) in PEOPLE.items():
        db.session.add(
            User(
                email=f"{local}@example.org",
                name=name,
                role=role,
                joined_at=now(),
                password_hash=secret,
                code_secret=SECRET,
            )
        )
    db.session.add(kent)
    db.session.flush()
    load_codebook(db.session())
    for number in range(CASES):
        new_case(f"42/{number}")


def new_case(reference: str, text: str = TEXT, **changes: object) -> Case:
    """A case of Kent in scope, with a narrative."""
    kent = db.session.query(Force).one()
    told = HOMICIDE | given(death__force_ref=reference, death__circumstances=text)
    case = open_case(Submission(kent, RECEIVED, told, **changes), by=person("lead"))
    decision = Decision(Scope.IN, DeathType.IPH, "dhp-2023", "Told by the test")
    classify(case, decision, TELLS_NOTHING, by=person("lead"))
    db.session.commit()
    return case


def person(local: str) -> User:
    """One of `PEOPLE`."""
    return db.session.query(User).filter_by(email=f"{local}@example.org").one()


def cases() -> list[Case]:
    """The cases, in the order in which they were made."""
    return db.session.query(Case).order_by(Case.id).all()


def reading_of(case: Case, local: str) -> CodingPass:
    """The pass of a case that somebody has."""
    return db.session.query(CodingPass).filter_by(case_id=case.id, coder_id=person(local).id).one()


def give(case: Case, first: str = "first", second: str | None = "second") -> None:
    """Let one or two people code the case."""
    assign(case, person(first), person(second) if second else None, by=person("lead"))
    db.session.commit()


def code(case: Case, local: str, *refs: str, finish: bool = False, **said: Any) -> CodingPass:
    """Mark the first sentence of the case with codes, by their references."""
    reading, user, present = reading_of(case, local), person(local), book()
    open_reading(reading, by=user)
    narrative = narratives_of(case)[0]
    place = Place(narrative, Span(0, 28))
    wanted = [NewMark(present.with_ref(ref).id, place, **said) for ref in refs]
    mark(reading, wanted, present, by=user)
    if finish:
        lock(reading, by=user)
    db.session.commit()
    return reading


__all__ = ["PassKind", "Polarity"]
