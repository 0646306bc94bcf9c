"""From one row of texts to one death that the record can take, or to what is wrong with the row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from dhp.accounts.models import Force
from dhp.calendar import LONDON, PartialDate, Precision, london_date, long_date
from dhp.cases.models import Source
from dhp.cases.opening.submission import Submission
from dhp.definitions import DeathType
from dhp.dictionary import Column, Given, Kind, Unreadable, read
from dhp.exchange.deaths_file import FORCE, INCIDENT_REF, RECEIVED_ON, TYPE, answer_columns
from dhp.exchange.rows import FileRow, Finding, Standing

_DATES = (Kind.DATE, Kind.PARTIAL_DATE)
_WORDS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)
_IN_A_FILE = "In a file, write 2021-03-09; 2021-03 or 2021 where only that is known."


@dataclass(frozen=True)
class DeathRow:
    """A sound row: the submission it makes, its incident, and the unit's own type where given."""

    row: FileRow
    submission: Submission
    incident: str
    type: DeathType | None


@dataclass(frozen=True)
class Setting:
    """What rows are read against: the forces by code in capitals, and the instant of reading."""

    forces: Mapping[str, Force]
    at: datetime
    _given: dict[tuple[str, str], Given] = field(default_factory=dict)

    @cached_property
    def today(self) -> date:
        """The day in London."""
        return london_date(self.at)

    def given(self, name: str, column: Column, text: str) -> Given:
        """The answer that `text` in a column stands for. Raises `Unreadable`.

        The same word in the same column is read once: a file has few of them, very many times.
        """
        entry = column.characteristic
        if entry.kind in _WORDS:
            return read(entry, text, today=self.today)
        known = self._given.get((name, text))
        if known is None:
            known = self._given[name, text] = read(entry, text, today=self.today)
        return known


def read_death(row: FileRow, setting: Setting) -> tuple[DeathRow | None, list[Finding]]:
    """The death that `row` tells of, with warnings; or None with every reason why not."""
    findings: list[Finding] = []
    force = _force(row, setting, findings)
    received_on = _received_on(row, setting, findings)
    kind = _type(row, findings)
    answers = _answers(row, setting, findings)
    if not findings and not any(given.value for given in answers.values()):
        findings.append(
            row.refuse("", "The row says nothing about a death. Fill it in or remove it.")
        )
    if not findings:
        findings += _order_of_dates(row, answers, received_on)
    if any(finding.standing is Standing.REFUSED for finding in findings):
        return None, findings
    collected = row.source is not Source.FORCE or received_on is None
    submission = Submission(
        force=force,
        region=None if force else row.region,
        received_at=_instant(received_on) if received_on else setting.at,
        answers=answers,
        source=row.source,
        back_record=collected,
        restricted=_says_yes(answers, "death.police_link"),
    )
    return DeathRow(row, submission, row.cell(INCIDENT_REF), kind), findings


def _force(row: FileRow, setting: Setting, findings: list[Finding]) -> Force | None:
    code = row.cell(FORCE)
    force = setting.forces.get(code.upper())
    if code and force is None:
        reason = f"“{code}” is no force here. Use the ONS code, like E23000001, or btp."
        findings.append(row.refuse(FORCE, reason))
    if not code and row.cell(RECEIVED_ON):
        reason = "Give the force. It may be blank only for a back-record, which has no received_on."
        findings.append(row.refuse(FORCE, reason))
    return force


def _received_on(row: FileRow, setting: Setting, findings: list[Finding]) -> date | None:
    text = row.cell(RECEIVED_ON)
    if not text:
        return None
    try:
        when = PartialDate.parse(text)
    except ValueError:
        findings.append(row.refuse(RECEIVED_ON, "Write the day of receipt like 2021-03-09."))
        return None
    if when.precision is not Precision.DAY:
        findings.append(row.refuse(RECEIVED_ON, "Give the whole day of receipt, like 2021-03-09."))
    elif when.first > setting.today:
        findings.append(row.refuse(RECEIVED_ON, "The day of receipt must be today or in the past."))
    elif when.year < 2000:
        findings.append(row.refuse(RECEIVED_ON, "The day of receipt must be after 1999."))
    return when.first


def _type(row: FileRow, findings: list[Finding]) -> DeathType | None:
    text = row.cell(TYPE)
    if text and text not in list(DeathType):
        reason = f"“{text}” is not a type of death. Use one of: {', '.join(DeathType)}."
        findings.append(row.refuse(TYPE, reason))
        return None
    return DeathType(text) if text and text != DeathType.UNCLASSIFIED else None


def _answers(row: FileRow, setting: Setting, findings: list[Finding]) -> dict[str, Given]:
    answers = {}
    for name, column in answer_columns(row.cells):
        entry = column.characteristic
        text = row.cell(name)
        if not text:
            continue
        try:
            answers[column.name] = setting.given(name, column, text)
        except Unreadable as error:
            advice = f" {_IN_A_FILE}" if entry.kind in _DATES else ""
            findings.append(row.refuse(name, f"{error}{advice}"))
    return answers


def _order_of_dates(
    row: FileRow, answers: Mapping[str, Given], received_on: date | None
) -> list[Finding]:
    died = answers.get("death.date_of_death")
    if died is None or died.value is None:
        return [row.warn("date_of_death", "There is no date of death: no report can place it.")]
    first = PartialDate.parse(died.value).first
    days = {RECEIVED_ON: received_on}
    aware = answers.get("death.aware_on")
    if aware and aware.value:
        days["death.aware_on"] = PartialDate.parse(aware.value).first
    return [
        row.refuse(name, f"{long_date(day)} is before the date of death. Check both.")
        for name, day in days.items()
        if day and day < first
    ]


def _says_yes(answers: Mapping[str, Given], name: str) -> bool:
    given = answers.get(name)
    return given is not None and given.value == "yes"


def _instant(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)
