"""What a file of returns would confirm, judged row by row and period by period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dhp.accounts.models import Force, User
from dhp.calendar import long_date, now
from dhp.errors import Absent
from dhp.exchange.crosswalks.scheme import Scheme
from dhp.exchange.outcome import Outcome
from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.returns.template import COLUMNS, NIL, forces_to_return_for
from dhp.exchange.rows import Conversion, FileRow, Finding, Standing
from dhp.references import plain_reference, shown_reference
from dhp.returns.actions import LONGEST
from dhp.returns.periods import Phase, ReturnPeriod
from dhp.returns.plan import period_with
from dhp.returns.queries import Present, present_for, reasons_standing
from dhp.web.spreadsheets import as_written

RETURNS = Scheme("returns", "Returns of periods", lambda _sheets, _today: Conversion(()))
_YES, _NO = "yes", "no"


@dataclass(frozen=True)
class Confirmation:
    """One period of one force to confirm, with the reason by the reference of what is disputed."""

    force: Force
    period: ReturnPeriod
    disputes: Mapping[str, str]
    seen: str


@dataclass(frozen=True)
class Returns:
    """What a file would confirm."""

    outcome: Outcome
    confirmations: Sequence[Confirmation]


@dataclass
class _Filled:
    """What a file tells of one period of one force."""

    force: Force
    period: ReturnPeriod
    present: Present
    rows: list[FileRow] = field(default_factory=list)
    listed: dict[str, FileRow] = field(default_factory=dict)
    disputes: dict[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> list[FileRow]:
        return [row for row in self.rows if not row.cell("confirmed")]


def rehearse_returns(sheet: Sheet, user: User) -> Returns:
    """Judge every row of a file of returns for `user`, and change nothing."""
    findings = [*sheet.findings, *_header_faults(sheet)]
    rows = [
        FileRow(
            sheet.name, row.number, {name: as_written(text) for name, text in row.cells.items()}
        )
        for row in sheet.rows
    ]
    filled: dict[tuple[int, str], _Filled] = {}
    if not any(one.standing is Standing.REFUSED for one in findings):
        forces = {force.code.upper(): force for force in forces_to_return_for(user)}
        for row in rows:
            findings += _sort_in(row, forces, user, filled)
    confirmations: list[Confirmation] = []
    for one in filled.values():
        found = list(_judge(one))
        findings += found
        if not found:
            disputes, seen = one.disputes, one.present.fingerprint
            confirmations.append(Confirmation(one.force, one.period, disputes, seen))
    outcome = Outcome(
        scheme=RETURNS,
        rows=[(row.file, row.number) for row in rows],
        findings=findings,
        unmapped=Conversion(()).unmapped,
        not_carried=Conversion(()).not_carried,
        new=len(confirmations),
    )
    return Returns(outcome, confirmations)


def _header_faults(sheet: Sheet) -> Iterator[Finding]:
    if not sheet.columns:
        return
    for name in COLUMNS:
        if name not in sheet.columns:
            yield sheet.refuse(1, name, "This column is missing. Start from the template.")
    for name in sheet.columns:
        if name not in COLUMNS:
            yield sheet.refuse(1, name, "This column is not in the template. Remove it.")


def _sort_in(
    row: FileRow, forces: Mapping[str, Force], user: User, filled: dict[tuple[int, str], _Filled]
) -> Iterator[Finding]:
    """Put a row to its force and period, or say why it has none."""
    force = forces.get(row.cell("force").upper())
    if force is None:
        yield row.refuse(
            "force", "You return for no force with this code. Take it from the template."
        )
    try:
        period = period_with(row.cell("period"))
    except Absent:
        reason = "No period begins on this day. Write its first day, like 2026-10-01."
        yield row.refuse("period", reason)
        return
    if period.phase(now()) is Phase.RUNNING:
        yield row.refuse(
            "period", f"This period is not over. Return it from {long_date(period.opens_on)} on."
        )
    elif force is not None:
        place = (force.id, period.key)
        if place not in filled:
            filled[place] = _Filled(force, period, present_for(user, period, force))
        filled[place].rows.append(row)


def _judge(one: _Filled) -> Iterator[Finding]:
    """Everything that keeps a period from being confirmed; nothing where it can be."""
    if len(one.blank) == len(one.rows):
        for row in one.rows:
            yield row.warn("confirmed", "Not answered, so this period is left open.")
        return
    for row in one.blank:
        yield row.refuse("confirmed", "Write yes or no, or clear the others of this period too.")
    faults = [fault for row in one.rows for fault in _judge_row(row, one)]
    yield from faults
    missing = [death.ref for death in one.present.deaths if death.ref not in one.listed]
    if missing and not faults:
        told = ", ".join(shown_reference(ref) for ref in missing)
        reason = f"Held for this period and not in the file: {told}. Add a row for each."
        yield one.rows[0].refuse("death", reason)
    elif not faults and _stands(one):
        for row in one.rows:
            yield Finding(row.file, row.number, "", "", Standing.UNCHANGED)


def _judge_row(row: FileRow, one: _Filled) -> Iterator[Finding]:
    answer, reason = row.cell("confirmed").lower(), row.cell("reason")
    if answer not in (_YES, _NO, ""):
        yield row.refuse("confirmed", "Write yes or no.")
    if answer == _YES and reason:
        yield row.refuse("reason", "A reason goes with no. Write no beside it, or clear it.")
    if answer == _NO and not reason:
        yield row.refuse("reason", "Write why it does not belong. Do not include names.")
    if len(reason) > LONGEST:
        yield row.refuse("reason", f"A reason can hold {LONGEST:,} characters. Shorten it.")
    yield from _judge_nil(row, one) if row.cell("death").lower() == NIL else _judge_death(row, one)


def _judge_nil(row: FileRow, one: _Filled) -> Iterator[Finding]:
    if one.present.deaths:
        reason = "Deaths are held for this period. Take the template again and answer for each."
        yield row.refuse("death", reason)
    elif row is not one.rows[0]:
        yield row.refuse("death", "Nil is said once for a period. Remove this row.")
    elif row.cell("confirmed").lower() == _NO:
        yield row.refuse("confirmed", "If there was a death, notify it first. It is listed then.")


def _judge_death(row: FileRow, one: _Filled) -> Iterator[Finding]:
    ref, no = plain_reference(row.cell("death")), row.cell("confirmed").lower() == _NO
    held = {death.ref: death for death in one.present.deaths}
    if ref not in held:
        reason = "No such death is held for this period. Take it from the template, or notify it."
        yield row.refuse("death", reason)
    elif ref in one.listed:
        yield row.refuse("death", f"Row {one.listed[ref].number} says it too. Remove one of them.")
    elif no and held[ref].erased:
        yield row.refuse("confirmed", "This death is erased, so no reason against it can be kept.")
    else:
        one.listed[ref] = row
        if no:
            one.disputes[ref] = row.cell("reason")


def _stands(one: _Filled) -> bool:
    """Whether the current return says just this."""
    said = one.present.said
    same = said is not None and len(said.lines) == len(one.present.deaths) and not one.present.new
    return same and reasons_standing(one.force, one.period) == one.disputes
