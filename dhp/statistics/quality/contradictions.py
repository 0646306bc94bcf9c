"""What the dictionary's checks find on the record, and how often somebody kept the answers.

Nothing is stored of a finding: it is there while the answers are, and goes when they change. What is
stored is that a person looked again and said that the answers are right; that holds until one of
these answers changes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from dhp.accounts.row_security.reach import whole_record
from dhp.calendar import london_date
from dhp.cases.answers.book import Key as AnswerKey
from dhp.cases.editing.warnings import KeptWarning
from dhp.cases.models import Answer, Case
from dhp.cases.people.standing import Places, places_of
from dhp.definitions import Scope
from dhp.dictionary import DICTIONARY, Column, State, column_named
from dhp.dictionary.checks import Finding, Severity, findings
from dhp.dictionary.finding import title_of
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.statistics.quality.completeness import CaseFile

# A finding is the same as one before where check and answers are: (case id, check, columns).
_Key = tuple[int, str, str]


@dataclass(frozen=True)
class Contradiction:
    """One finding in one death. `kept` is whether somebody said of these very answers: right."""

    file: CaseFile
    finding: Finding
    kept: bool


@dataclass
class CheckCount:
    """One check: how often it finds something, of that kept, and how often people kept it before.

    `settled` were kept once and are no longer: the finding is gone, or its answers changed since.
    """

    code: str
    severity: Severity = Severity.LOOK
    example: str = ""
    found: int = 0
    kept: int = 0
    settled: int = 0

    @property
    def open(self) -> int:
        """Found, and nobody said that the answers are right."""
        return self.found - self.kept

    @property
    def title(self) -> str:
        """The check in words."""
        return title_of(self.code)


@dataclass(frozen=True)
class Contradictions:
    """What the checks find in some deaths, and which kept warnings no longer stand, by check."""

    found: tuple[Contradiction, ...]
    settled: Counter[str]

    def by_check(self) -> list[CheckCount]:
        """A line for each check that finds or found something; what must be mended first."""
        counts = {code: CheckCount(code, settled=count) for code, count in self.settled.items()}
        for one in self.found:
            count = counts.setdefault(one.finding.code, CheckCount(one.finding.code))
            count.severity, count.example = one.finding.severity, one.finding.message
            count.found += 1
            count.kept += one.kept
        return sorted(
            counts.values(),
            key=lambda one: (one.severity is not Severity.MUST, -one.open, one.code),
        )


@whole_record()
def contradictions(files: Sequence[CaseFile], as_at: datetime) -> Contradictions:
    """Everything that is found in `files`, death by death. At most three statements."""
    kept = _kept(files, as_at)
    standing = _unchanged([file.case for file in files], kept, as_at)
    found = [
        Contradiction(file, finding, _key(file, finding) in standing)
        for file in files
        for finding in _findings(file)
    ]
    still = {_key(one.file, one.finding) for one in found if one.kept}
    return Contradictions(tuple(found), Counter(code for _, code, _ in kept.keys() - still))


def _findings(file: CaseFile) -> Iterable[Finding]:
    """What the checks find in the recorded answers of a death."""
    case = file.case
    recorded = {
        name: given for name, given in file.answers.items() if given.state is not State.NOT_RECORDED
    }
    kind = case.type.value if case.scope is Scope.IN else None
    return findings(recorded, death_type=kind, received_on=london_date(case.received_at))


def _key(file: CaseFile, finding: Finding) -> _Key:
    return file.case.id, finding.code, " ".join(finding.columns)


def _kept(files: Sequence[CaseFile], as_at: datetime) -> dict[_Key, datetime]:
    """When each warning was kept last."""
    if not files:
        return {}
    rows = db.session.execute(
        select(
            KeptWarning.case_id,
            KeptWarning.code,
            KeptWarning.columns,
            func.max(KeptWarning.kept_at),
        )
        .where(KeptWarning.kept_at <= as_at)
        .where(KeptWarning.case_id.in_([file.case.id for file in files]))
        .group_by(KeptWarning.case_id, KeptWarning.code, KeptWarning.columns)
    )
    return {(case_id, code, columns): at for case_id, code, columns, at in rows}


def _unchanged(
    cases: Sequence[Case], kept: dict[_Key, datetime], as_at: datetime
) -> frozenset[_Key]:
    """The kept warnings of which no answer was recorded after they were kept."""
    wanted = {number for number, _, _ in kept}
    concerned = [case for case in cases if case.id in wanted]
    if not concerned:
        return frozenset()
    places, changed = places_of(concerned, as_at), _changed(concerned, as_at)
    standing = set()
    for key, at in kept.items():
        columns = [column_named(name, DICTIONARY) for name in key[2].split()]
        targets = [_target(places[key[0]], column) for column in columns if column]
        if all(target and changed.get(target, at) <= at for target in targets):
            standing.add(key)
    return frozenset(standing)


def _changed(cases: Sequence[Case], as_at: datetime) -> dict[AnswerKey, datetime]:
    """When each answer of `cases` and their incidents was recorded last."""
    rows = db.session.execute(
        select(Answer.subject, Answer.subject_id, Answer.code, func.max(Answer.recorded_at))
        .join(Case, Case.id == Answer.case_id)
        .where(Case.incident_id.in_({case.incident_id for case in cases}))
        .where(Answer.recorded_at <= as_at)
        .group_by(Answer.subject, Answer.subject_id, Answer.code)
    )
    return {(subject, number, code): at for subject, number, code, at in rows}


def _target(places: Places, column: Column) -> AnswerKey | None:
    """What an answer in `column` describes; None where that person is in the case no more."""
    try:
        target = places.target(column)
    except DomainError:
        return None
    return target.subject, target.subject_id, column.characteristic.code
