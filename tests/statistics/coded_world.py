"""Invented coded cases, written straight into the tables: two versions of a codebook, real-looking noise."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select

from dhp.accounts.models import Force, User
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at, now
from dhp.cases.models import Case, Classification, Incident
from dhp.coding.codebook.actions import define, revise
from dhp.coding.codebook.loading import load_codebook
from dhp.coding.codebook.mapping import merge, split
from dhp.coding.codebook.models import Code, CodeMapping
from dhp.coding.codebook.publishing import open_version, publish
from dhp.coding.codebook.wording import Wording
from dhp.coding.passes.models import CodingPass, Decision, Mark
from dhp.coding.passes.rules import READINGS, PassState, Polarity, Ruling
from dhp.definitions import DeathType, Scope
from dhp.extensions import db
from dhp.references import new_reference
from tests.harness.unsealed import unsealed

FIRST, CHANGED = datetime(2025, 4, 1, 12, tzinfo=UTC), datetime(2025, 11, 1, 12, tzinfo=UTC)
AGAIN = CHANGED + timedelta(days=60)  # when marks of the code that was split were coded again
MERGED, INTO, SPLIT, REVISED = "1.01.02", "1.01.01", "3.01.02", "3.01.01"
# What is in the cases, and how often a coder misses or invents it.
CLEAR = (INTO, REVISED, "1.02.01", "2.01.01", "4.01.01", "5.03.01", "6.01.01", "7.01.01")
NOISY = "8.01.01"
KINDS = (DeathType.IPH, DeathType.IPH, DeathType.SVSDA, DeathType.AFH, DeathType.UNCLASSIFIED)
WAYS = (Polarity.PRESENT,) * 6 + (Polarity.ABSENT, Polarity.ABSENT, Polarity.GOOD)
WAYS += (Polarity.CANNOT_TELL,)
PEOPLE = {"cora": RoleName.CODER, "colin": RoleName.CODER, "lena": RoleName.LEAD}


def build() -> None:
    """Three people, two versions of the codebook, and 80 cases, most of them coded twice."""
    _people_and_book()
    _cases(80, Random(5), apart=7)


def build_many() -> None:
    """The same with 500 cases and some 10,000 marks."""
    _people_and_book()
    codes = db.session.scalars(select(Code).where(Code.level == "code").order_by(Code.id)).all()
    more = [code.ref for code in codes if code.ref not in (*CLEAR, NOISY, MERGED, SPLIT)][:12]
    _cases(500, Random(6), apart=40, more=more)


def person(name: str) -> User:
    """One of `PEOPLE`."""
    return db.session.scalars(select(User).where(User.email == f"{name}@example.org")).one()


def code_with(ref: str) -> Code:
    """An entry of the codebook."""
    return db.session.scalars(select(Code).where(Code.ref == ref)).one()


def _people_and_book() -> None:
    db.session.add(Force(code="E23000032", name="Kent", territorial=True))
    for name, role in PEOPLE.items():
        user = User(email=f"{name}@example.org", name=name.title(), role=role, joined_at=now())
        db.session.add(user)
    with clock_at(FIRST):
        load_codebook(db.session())
        db.session.commit()
    with clock_at(CHANGED):
        lead = person("lena")
        open_version(by=lead)
        merge(code_with(MERGED), code_with(INTO), "They were mixed up.", by=lead)
        parts = [Wording("One part", "The first half."), Wording("Other part", "The second half.")]
        split(code_with(SPLIT), parts, "Two things in one.", by=lead)
        words = Wording("Sharper words", "Only what was threatened.")
        revise(code_with(REVISED), words, "It was too wide.", by=lead)
        define(code_with("1.02"), Wording("A new code", "Not looked for before."), by=lead)
        publish("Two codes joined, one divided, one sharper, one new.", by=lead)
        db.session.commit()


def _cases(number: int, rng: Random, *, apart: int, more: Sequence[str] = ()) -> None:
    """So many cases, some of them out of scope, restricted, coded once, or not finished."""
    kent = db.session.scalars(select(Force)).one()
    readers = _Readers(rng, apart, (*CLEAR, *more))
    judgements: list[dict[str, Any]] = []
    for n in range(1, number + 1):
        received = FIRST + timedelta(days=365 * n / number)
        judged = {"scope": Scope.OUT if n % 17 == 0 else Scope.IN, "type": rng.choice(KINDS)}
        case = Case(
            id=n,
            incident=Incident(id=n, created_at=received),
            force_id=kent.id,
            received_at=received,
            opened_at=received,
            restricted=n % 11 == 0,
            **judged,
        )
        db.session.add(case)
        about = {"definition": "dhp-2023", "proposal": "{}", "decided_by": "nobody"}
        judgements.append({"case_id": n, "decided_at": received, **judged, **about})
        readers.read(n, received)
    db.session.flush()
    for model, rows in {Classification: judgements, **readers.rows}.items():
        db.session.execute(insert(model), unsealed(model.__table__, rows))
    db.session.commit()


class _Readers:
    """Two people who read cases, and now and then miss or invent something."""

    def __init__(self, rng: Random, apart: int, refs: Sequence[str]) -> None:
        self.rng, self.apart, self.refs = rng, apart, refs
        self.codes = {code.ref: code.id for code in db.session.scalars(select(Code))}
        whole = self.codes[SPLIT]
        ways = select(CodeMapping.to_code_id).where(CodeMapping.from_code_id == whole)
        parts = set(db.session.scalars(ways))
        self.parts = [ref for ref, number in sorted(self.codes.items()) if number in parts]
        self.coders = [person("cora").id, person("colin").id]
        self.rows: dict[type, list[dict[str, Any]]] = {CodingPass: [], Mark: [], Decision: []}

    def read(self, case: int, received: datetime) -> None:
        """Code a case, by two people four times of five; now and then the last is not finished."""
        chance, began = self.rng.random, received + timedelta(days=self.rng.randrange(20, 90))
        people = 2 if case % 5 else 1
        truth = {ref: self.rng.choice(WAYS) for ref in self.refs if chance() < 0.6}
        gone = {ref: Polarity.PRESENT for ref in (MERGED, SPLIT) if chance() < 0.4}
        said = []
        for place in range(people):
            ended = began + timedelta(days=20 * place)
            version = 2 if ended > CHANGED else 1
            done = case % self.apart != 0 or place < people - 1
            there = truth | gone if version == 1 else truth
            found = {ref: way for ref, way in there.items() if chance() > 0.05}
            if chance() < 0.3:
                found[NOISY] = Polarity.PRESENT
            self._pass(case, place, version if done else None, ended)
            self._mark(case, found, version)
            said.append(found)
        if people == 2 and case % self.apart:
            for ref in sorted(said[0].keys() | said[1].keys()):
                if said[0].get(ref) != said[1].get(ref) and chance() < 0.5:
                    self._decide(case, self.codes[ref], began + timedelta(days=25))

    def _pass(self, case: int, place: int, version: int | None, began: datetime) -> None:
        self.rows[CodingPass].append(
            {
                "id": len(self.rows[CodingPass]) + 1,
                "ref": new_reference(),
                "case_id": case,
                "coder_id": self.coders[place],
                "kind": READINGS[place],
                "state": PassState.LOCKED if version else PassState.OPEN,
                "version_id": version,
                "assigned_by": "lena",
                "assigned_at": FIRST,
                "opened_at": began,
                "ended_at": began if version else None,
            }
        )

    def _mark(self, case: int, found: Mapping[str, Polarity], version: int) -> None:
        """Set the marks; some were set before and taken away, some of a split code coded again."""
        for ref, way in found.items():
            if self.rng.random() < 0.05:
                self._one(case, ref, Polarity.CANNOT_TELL, version, removed_at=FIRST)
            if ref == SPLIT and self.rng.random() < 0.7:
                old = self._one(case, ref, way, version, recoded_at=AGAIN)
                part = self.rng.choice(self.parts)
                self._one(case, part, way, 2, made_at=AGAIN, follows_id=old)
            else:
                self._one(case, ref, way, version)

    def _one(self, case: int, ref: str, way: Polarity, version: int, **told: object) -> int:
        """One mark; gives its id."""
        number = len(self.rows[Mark]) + 1
        mark = {
            "id": number,
            "ref": f"M{number:013d}",  # random ones take long to make
            "pass_id": len(self.rows[CodingPass]),
            "case_id": case,
            "code_id": self.codes[ref],
            "version_id": version,
            "polarity": way,
            "unsure": False,
        }
        usual = {"made_at": FIRST, "removed_at": None, "recoded_at": None, "follows_id": None}
        self.rows[Mark].append(mark | usual | told)
        return number

    def _decide(self, case: int, code: int, at: datetime) -> None:
        self.rows[Decision].append(
            {
                "pass_id": 1,
                "case_id": case,
                "code_id": code,
                "ruling": self.rng.choice(list(Ruling)),
                "reason": "Told by the test",
                "teaches": False,
                "decided_by": "lena",
                "decided_at": at,
            }
        )
