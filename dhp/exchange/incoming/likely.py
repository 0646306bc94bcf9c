"""Which deaths of the record a new one may be: pointed out to the unit, never a hindrance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dhp.accounts.models import User
from dhp.calendar import PartialDate
from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case
from dhp.cases.people.standing import places_of
from dhp.cases.queries import visible_to
from dhp.dictionary import Given
from dhp.exchange.comparing import Identified
from dhp.exchange.death_rows import DeathRow
from dhp.exchange.rows import Finding
from dhp.extensions import db
from dhp.folding import bare
from dhp.notifications.duplicates import resemblance
from dhp.references import shown_reference

MOST = 3  # told of one row
_NEAR = timedelta(days=3)


@dataclass(frozen=True)
class _Known:
    """What is looked up before any answer is read: few of many thousand cases come near a row."""

    by_day: Mapping[date, Sequence[int]]
    by_reference: Mapping[tuple[int | None, str], Sequence[int]]


def likely_the_same(deaths: Iterable[Identified], user: User) -> list[Finding]:
    """A warning for each case that `user` may read and that a new death may be."""
    known = _known(user)
    near = {id(death): (death, _near(death, known)) for death, _ in deaths}
    wanted = {key for _, keys in near.values() for key in keys}
    if not wanted:
        return []
    told = dict(_told(sorted(wanted), user))
    return [one for death, keys in near.values() for one in _warnings(death, keys, told)]


def _known(user: User) -> _Known:
    by_day, by_reference = defaultdict(list), defaultdict(list)
    columns = (Case.id, Case.force_id, Case.force_ref, Case.died_first, Case.died_last)
    statement = visible_to(user).with_only_columns(*columns).order_by(Case.id)
    for key, force, reference, first, last in db.session.execute(statement):
        if first is not None and first == last:
            by_day[first].append(key)
        if reference:
            by_reference[force, bare(reference)].append(key)
    return _Known(by_day, by_reference)


def _near(death: DeathRow, known: _Known) -> list[int]:
    answers, force = death.submission.answers, death.submission.force
    keys = [*known.by_reference.get((force.id if force else None, bare(_ref(answers))), ())]
    died = _day(answers)
    if died:
        for days in range(-_NEAR.days, _NEAR.days + 1):
            keys += known.by_day.get(died + timedelta(days=days), ())
    return list(dict.fromkeys(keys))


def _told(
    keys: Sequence[int], user: User
) -> Iterator[tuple[int, tuple[Case, Mapping[str, Given]]]]:
    for start in range(0, len(keys), 500):
        some = visible_to(user).where(Case.id.in_(keys[start : start + 500])).order_by(Case.id)
        cases = list(db.session.scalars(some))
        book, places = read_answers(cases), places_of(cases)
        for case in cases:
            yield case.id, (case, places[case.id].answers(book))


def _warnings(
    death: DeathRow, keys: Sequence[int], told: Mapping[int, tuple[Case, Mapping[str, Given]]]
) -> Iterator[Finding]:
    force, shown = death.submission.force, 0
    for key in keys:
        case, answers = told[key]
        why = resemblance(death.submission.answers, answers)
        elsewhere = force is not None and case.force_id not in (None, force.id)
        if not why or elsewhere or shown == MOST:
            continue
        shown += 1
        reasons = " ".join(f"{reason}." for reason in why)
        which = shown_reference(case.ref)
        yield death.row.warn("", f"This may be the same death as case {which}. {reasons}")


def _ref(answers: Mapping[str, Given]) -> str:
    given = answers.get("death.force_ref")
    return (given.value if given else None) or ""


def _day(answers: Mapping[str, Given]) -> date | None:
    given = answers.get("death.date_of_death")
    when = PartialDate.parse(given.value) if given and given.value else None
    return when.first if when and when.day else None
