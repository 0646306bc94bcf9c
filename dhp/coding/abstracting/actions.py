"""Drawing a sample, answering a case again, and settling where the two answers differ."""

import json
from collections.abc import Mapping, Sequence
from random import Random

from sqlalchemy import select

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.models import Case
from dhp.cases.rules import check_takes_work
from dhp.coding.abstracting.comparing import differences
from dhp.coding.abstracting.models import Abstraction, AbstractionRuling, AbstractionSample, Finding
from dhp.coding.abstracting.queries import eligible, writers_of
from dhp.coding.abstracting.questions import columns_for, read_again
from dhp.coding.passes.queries import cases_to_code
from dhp.errors import DomainError, Refused
from dhp.extensions import db, hold_rows

MOST = 200  # cases at once


def draw(wanted: int, people: Sequence[User], *, by: User, seed: int) -> AbstractionSample:
    """Draw `wanted` cases by `seed` and give each to one of `people` who wrote nothing of it.

    A drawn case that none of them may have is passed over for the next one drawn. Raises
    `DomainError` where not a single case is left.
    """
    cases = eligible(by)
    rng, order = Random(seed), list(cases)  # noqa: S311 - a lot that can be drawn again
    rng.shuffle(order)
    chosen = _chosen(order, people, wanted)
    if not chosen:
        raise DomainError("No case is left that these people did not write in. Choose others.")
    sample = AbstractionSample(
        eligible=len(cases), wanted=wanted, seed=seed, drawn_by=by.ref, drawn_at=now()
    )
    sample.abstractions = [Abstraction(case=case, coder_id=one.id) for case, one in chosen]
    db.session.add(sample)
    db.session.flush()
    about = (sample.ref, *(case.ref for case, _ in chosen))
    trail.record(Act.ABSTRACTION_DRAWN, by=by, about=about, eligible=len(cases), seed=seed)
    return sample


def finish(abstraction: Abstraction, texts: Mapping[str, str], *, by: User) -> None:
    """Keep the second answers for good. Raises `DomainError` at a question without a sound answer."""
    db.session.refresh(abstraction, with_for_update={"of": Abstraction})
    if abstraction.coder_id != by.id or abstraction.finished_at is not None:
        raise Refused("This is finished, or somebody else’s. Go back to your list.")
    check_takes_work(abstraction.case)
    columns = columns_for(abstraction.case)
    answers = read_again(columns, texts, london_date(now()))
    abstraction.answers = json.dumps(answers, ensure_ascii=False)
    abstraction.finished_at = now()
    about = (abstraction.ref, abstraction.case.ref)
    trail.record(Act.ABSTRACTION_FINISHED, by=by, about=about, fields=sorted(answers))
    db.session.flush()


def rule(abstraction: Abstraction, name: str, finding: Finding, *, by: User) -> None:
    """Settle one difference. Raises `Refused` where there is none, or it is settled already."""
    hold_rows(select(Abstraction.id).where(Abstraction.id == abstraction.id).with_for_update())
    if all(one.name != name or one.ruling for one in differences(abstraction)):
        raise Refused("Nothing is to be settled there. Go back to the sample to see what is.")
    ruling = AbstractionRuling(name=name, finding=finding, decided_by=by.ref, decided_at=now())
    abstraction.rulings.append(ruling)
    about = (abstraction.ref, abstraction.case.ref)
    trail.record(Act.ABSTRACTION_SETTLED, by=by, about=about, field=name, finding=finding.value)
    db.session.flush()


def _chosen(order: Sequence[Case], people: Sequence[User], wanted: int) -> list[tuple[Case, User]]:
    """The first `wanted` cases that somebody may have, each with whoever has fewest."""
    wrote = writers_of(order)
    may_read = {one.id: set(db.session.scalars(cases_to_code(one))) for one in people}
    load = dict.fromkeys((one.id for one in people), 0)
    chosen: list[tuple[Case, User]] = []
    for case in order:
        able = [
            one for one in people if case.id in may_read[one.id] and one.ref not in wrote[case.id]
        ]
        if able and len(chosen) < wanted:
            one = min(able, key=lambda person: (load[person.id], person.id))
            load[one.id] += 1
            chosen.append((case, one))
    return chosen
