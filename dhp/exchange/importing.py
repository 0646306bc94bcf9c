"""Importing files: all or nothing, rehearsed before it is kept, and the same twice as once.

`rehearse` reads and judges and changes nothing. `keep` opens the cases of a rehearsal in which no
row was refused. Neither commits: the command or the request does, once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select

from dhp.accounts.models import Force
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.judging.facts import CURRENT, out_reason_of, propose
from dhp.cases.opening.opening import open_cases
from dhp.cases.opening.openings import Opened, Opening
from dhp.cases.rules import Decision
from dhp.definitions import DeathType, Scope, Verdict
from dhp.errors import Refused
from dhp.exchange.comparing import INCIDENT, Identified, compare
from dhp.exchange.crosswalks.scheme import Scheme
from dhp.exchange.death_rows import DeathRow, Setting, read_death
from dhp.exchange.earlier import Before, incidents_before, sort_out
from dhp.exchange.identity import Identity, identify
from dhp.exchange.models import ImportedRow
from dhp.exchange.outcome import Outcome
from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.rows import Finding
from dhp.extensions import db
from dhp.references import new_reference

BY_RULE = f"Back-record: classified by rule {CURRENT}"
BY_FILE = "Type as given in the imported file."
_AT_ONCE = 500  # cases opened in one step
_INCIDENT = frozenset(INCIDENT)
_IMPORTED: Any = ImportedRow.__table__
_REMEMBER = insert(_IMPORTED)

Watch = Callable[[Sequence[Identified]], Iterable[Identified]]


@dataclass(frozen=True)
class Rehearsal:
    """What an import would do: its outcome, and the new deaths with the rule's proposals."""

    outcome: Outcome
    deaths: Sequence[Identified]


def rehearse(scheme: Scheme, sheets: Sequence[Sheet]) -> Rehearsal:
    """Read `sheets` as files of `scheme`, judge every row, and change nothing."""
    forces = {force.code.upper(): force for force in db.session.scalars(select(Force))}
    setting = Setting(forces, now())
    conversion = scheme.convert(sheets, setting.today)
    findings: list[Finding] = [fault for sheet in sheets for fault in sheet.findings]
    findings += conversion.findings
    deaths: list[DeathRow] = []
    for row in conversion.rows:
        death, found = read_death(row, setting)
        findings += found
        if death is not None:
            deaths.append(death)
    identified = list(identify(scheme.name, deaths))
    findings += compare(identified)
    new, known = sort_out(scheme.name, identified)
    outcome = Outcome(
        scheme=scheme,
        rows=[(row.file, row.number) for row in conversion.rows],
        findings=findings + known + _departures(new),
        unmapped=conversion.unmapped,
        not_carried=conversion.not_carried,
        differing=conversion.differing,
        new=len(new),
        without_force=sum(death.submission.force is None for death, _ in new),
    )
    for death, _ in new:
        outcome.judged.count(_standing(scheme, death))
    outcome.incidents = len({identity.incident or identity.key for _, identity in new})
    return Rehearsal(outcome, _by_incident(new))


def keep(rehearsal: Rehearsal, *, by: trail.Actor, watch: Watch = iter) -> str:
    """Open a case for every new death; gives the import's reference, empty where nothing was new.

    `watch` may follow the progress. Raises `Refused` where a row was refused.
    """
    outcome = rehearsal.outcome
    if outcome.refused:
        raise Refused("Some rows are refused, so nothing is imported. Correct them and try again.")
    if not rehearsal.deaths:
        return ""
    outcome.run = new_reference()
    before = incidents_before(outcome.scheme.name, rehearsal.deaths)
    for some in _in_batches(watch(rehearsal.deaths)):
        opened = open_cases(list(_openings(outcome.scheme, some, before)), by=by)
        rows = [
            _remembered(one, identity, outcome)
            for one, (_death, identity) in zip(opened, some, strict=True)
        ]
        db.session.execute(_REMEMBER, rows)
    trail.record(
        Act.IMPORT_COMMITTED,
        by=by,
        about=outcome.run,
        scheme=outcome.scheme.name,
        cases=outcome.new,
        incidents=outcome.incidents,
    )
    return outcome.run


def _in_batches(deaths: Iterable[Identified]) -> Iterator[list[Identified]]:
    """Deaths to open at once; those of one incident, side by side, are never divided."""
    some: list[Identified] = []
    for death, identity in deaths:
        together = some and identity.incident and some[-1][1].incident == identity.incident
        if len(some) >= _AT_ONCE and not together:
            yield some
            some = []
        some.append((death, identity))
    if some:
        yield some


def _openings(scheme: Scheme, deaths: Sequence[Identified], before: Before) -> Iterator[Opening]:
    """What is to be opened for each death, deaths of one incident in one."""
    last: str | None = None
    for death, identity in deaths:
        leads = identity.incident is None or identity.incident != last
        incident = before(death, identity) if leads and identity.incident else None
        submission = death.submission
        if incident or not leads:  # its first case has told of the incident
            told = {
                name: given for name, given in submission.answers.items() if name not in _INCIDENT
            }
            submission = replace(submission, answers=told)
        judgement = _judgement(scheme, death)
        yield Opening(submission, incident, identity.incident, judgement=judgement)
        last = identity.incident


def _remembered(case: Opened, identity: Identity, outcome: Outcome) -> dict[str, object]:
    return {
        "case_id": case.id,
        "scheme": outcome.scheme.name,
        "key": identity.key,
        "incident": identity.incident,
        "digest": identity.digest,
        "run": outcome.run,
        "imported_at": case.at,
    }


def _judgement(scheme: Scheme, death: DeathRow) -> tuple[Decision, Verdict] | None:
    """What is recorded of scope and type: the unit's own word, or the rule's on a back-record."""
    if death.type is None and not scheme.by_rule:
        return None
    proposal = propose(death.submission.answers)
    if death.type is not None:
        return Decision(Scope.IN, death.type, CURRENT, BY_FILE), proposal
    if proposal.scope is Scope.CANNOT_TELL:
        return None
    kind = proposal.type or DeathType.UNCLASSIFIED
    out = out_reason_of(death.submission.answers) if proposal.scope is Scope.OUT else None
    return Decision(proposal.scope, kind, CURRENT, BY_RULE, out_reason=out), proposal


def _standing(scheme: Scheme, death: DeathRow) -> Verdict:
    """How a death will stand after the import, for counting."""
    if death.type is not None:
        return Verdict(Scope.IN, death.type)
    return propose(death.submission.answers) if scheme.by_rule else Verdict(Scope.CANNOT_TELL)


def _departures(deaths: Iterable[Identified]) -> list[Finding]:
    """A warning for each type that the definition would not have proposed."""
    found = []
    for death, _ in deaths:
        if death.type is None:
            continue
        proposal = propose(death.submission.answers)
        if proposal.scope is Scope.OUT or (proposal.type and proposal.type is not death.type):
            what = proposal.type.value if proposal.type else "out of scope"
            reason = f"Kept as {death.type.value}; {CURRENT} would propose {what}."
            found.append(death.row.warn("type", reason))
    return found


def _by_incident(deaths: Sequence[Identified]) -> list[Identified]:
    """Deaths of one incident side by side, the first telling all that any says of the incident."""
    groups: dict[str, list[Identified]] = {}
    for death, identity in deaths:
        groups.setdefault(identity.incident or identity.key, []).append((death, identity))
    grouped: list[Identified] = []
    for (death, identity), *others in groups.values():
        if not others:
            grouped.append((death, identity))
            continue
        answers = dict(death.submission.answers)
        for other, _ in others:
            told = other.submission.answers
            answers |= {name: told[name] for name in INCIDENT if name in told}
        submission = replace(death.submission, answers=answers)
        grouped += [(replace(death, submission=submission), identity), *others]
    return grouped
