"""What a file that was taken in would do, for whoever looks: the force's notices, the unit's cases."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.calendar import now
from dhp.exchange.importing import Rehearsal, rehearse
from dhp.exchange.incoming.likely import likely_the_same
from dhp.exchange.incoming.models import ImportFile
from dhp.exchange.incoming.notices import NOTICES, Notices, rehearse_notices
from dhp.exchange.incoming.table_text import sheet_in
from dhp.exchange.outcome import Outcome
from dhp.exchange.returns.plan import RETURNS, Returns, rehearse_returns
from dhp.exchange.rows import Standing
from dhp.exchange.schemes import DEATHS_FILE, SCHEMES
from dhp.existing import the_one
from dhp.extensions import db
from dhp.references import plain_reference
from dhp.retention.clocks import FILES_KEPT

KINDS = {name: one for name, one in SCHEMES.items() if not one.several}  # of one file each
_UNITS = {**{name: one.title for name, one in KINDS.items()}, RETURNS.name: RETURNS.title}
_FORCES = {NOTICES.name: "Deaths to notify", RETURNS.name: RETURNS.title}
_WORST = (Standing.REFUSED, Standing.WARNING, Standing.UNCHANGED, Standing.SOUND)
Line = tuple[str, int, str, str, str]


@dataclass(frozen=True)
class Look:
    """One file judged: `plan` can be kept, `lines` say all that was found."""

    plan: Rehearsal | Notices | Returns
    lines: tuple[Line, ...]

    @property
    def outcome(self) -> Outcome:
        """What was found."""
        return self.plan.outcome

    @property
    def gaps(self) -> bool:
        """Whether a reason for unanswered questions is asked."""
        return isinstance(self.plan, Notices) and self.plan.gaps

    @property
    def counts(self) -> dict[str, int]:
        """How many rows stand how, each by the worst that was found in it."""
        worst: dict[int, int] = {}
        for _file, row, verdict, _column, _reason in self.lines:
            place = _WORST.index(Standing(verdict))
            worst[row] = min(place, worst.get(row, place))
        counted = Counter(_WORST[place] for place in worst.values())
        return {standing.value: counted[standing] for standing in _WORST}

    def having(self, standing: str) -> list[Line]:
        """The lines of one standing; all of them for any other word."""
        if standing not in set(Standing):
            return list(self.lines)
        return [line for line in self.lines if line[2] == standing]


def sends_notices(user: User) -> bool:
    """Whether the files of `user` become notifications, not cases."""
    return user.force_id is not None and not user.may(Permission.ACCEPT_NOTIFICATIONS)


def kinds_for(user: User) -> dict[str, str]:
    """The kinds of file that `user` may bring in, by name, with the words for each."""
    return _FORCES if sends_notices(user) else _UNITS


def visible_to(user: User) -> Select[ImportFile]:
    """The files that `user` took in: nobody else sees them. What waited too long is gone."""
    fresh = ImportFile.run.is_not(None) | (ImportFile.taken_at > now() - FILES_KEPT)
    return select(ImportFile).where(ImportFile.taken_by_id == user.id, fresh)


def file_with(ref: str, user: User) -> ImportFile:
    """The file with this reference; raises `Absent`, also when it is not the user's."""
    return the_one(visible_to(user).where(ImportFile.ref == plain_reference(ref)), ref)


def waiting(user: User) -> list[ImportFile]:
    """The files of `user` that wait to be confirmed, latest first."""
    statement = visible_to(user).where(ImportFile.run.is_(None))
    return list(db.session.scalars(statement.order_by(ImportFile.id.desc())))


def look_at(file: ImportFile, user: User) -> Look:
    """Judge every row of a file that waits, as the record stands now. Changes nothing."""
    sheet = sheet_in(file.content, file.name)
    if file.scheme == RETURNS.name:
        returns = rehearse_returns(sheet, user)
        return Look(returns, _lines(returns.outcome))
    if sends_notices(user):
        notices = rehearse_notices(sheet, user)
        return Look(notices, _lines(notices.outcome))
    rehearsal = rehearse(KINDS.get(file.scheme, DEATHS_FILE), [sheet])
    outcome = rehearsal.outcome
    outcome.findings = [*outcome.findings, *likely_the_same(rehearsal.deaths, user)]
    return Look(rehearsal, _lines(outcome))


def _lines(outcome: Outcome) -> tuple[Line, ...]:
    lines: Iterable[Line] = outcome.lines()
    return tuple(lines)
