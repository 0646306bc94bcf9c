"""Reading the answers of many deaths at once, as the unit or as their own force sees them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import or_, select

from dhp.cases.answers.book import WEIGHT
from dhp.cases.answers.table import carried_by
from dhp.cases.models import Answer, Case
from dhp.cases.people.standing import Places, places_of
from dhp.dictionary import Given, Subject
from dhp.extensions import db
from dhp.followup.told import standing_at
from dhp.statistics.quality.completeness import CaseFile
from dhp.statistics.quality.overlaid import answers_laid_over
from dhp.statistics.quality.reach import Death
from dhp.statistics.quality.stages import Clocks, due

_Answers = Mapping[tuple[Subject, int], Mapping[str, Given]]


def files_of_unit(deaths: Sequence[Death], clocks: Clocks, as_at: datetime) -> list[CaseFile]:
    """The deaths with every answer that stood at `as_at`, whichever case of the incident carries it.

    Values that may identify somebody are left out: their state says enough. At most seven
    statements, however many deaths.
    """
    cases = [death.case for death in deaths]
    if not cases:
        return []
    places, book = places_of(cases, as_at), _standing(cases, as_at)
    laid_over = answers_laid_over(cases, as_at)
    return [
        CaseFile(
            death.case,
            death.force_id,
            places[death.case.id].suspects,
            laid_over.get(death.case.id) or _answers(places[death.case.id], book),
            due(clocks[death.case.id]),
        )
        for death in deaths
    ]


def files_of_force(deaths: Sequence[Death], clocks: Clocks) -> list[CaseFile]:
    """The deaths with what was told through each case itself, as the pages of follow-up show it.

    What another case of the incident says, perhaps another force's or a restricted one, is not in
    it. Two statements.
    """
    cases = [death.case for death in deaths]
    if not cases:
        return []
    places = places_of(cases)
    told: dict[int, list[Answer]] = {case.id: [] for case in cases}
    for answer in carried_by(cases):
        told[answer.case_id].append(answer)
    return [
        CaseFile(
            death.case,
            death.force_id,
            places[death.case.id].suspects,
            standing_at(
                places[death.case.id], places[death.case.id].columns(), told[death.case.id]
            ),
            due(clocks[death.case.id]),
        )
        for death in deaths
    ]


def _standing(cases: Sequence[Case], as_at: datetime) -> _Answers:
    """The answers that counted, by what they describe and code. One statement of plain rows."""
    incidents = {case.incident_id for case in cases}
    rows = db.session.execute(
        select(
            Answer.subject,
            Answer.subject_id,
            Answer.code,
            Answer.state,
            Answer.value,
            Answer.source,
        )
        .join(Case, Case.id == Answer.case_id)
        .where(
            Case.incident_id.in_(incidents),
            Answer.recorded_at <= as_at,
            or_(Answer.superseded_at.is_(None), Answer.superseded_at > as_at),
        )
        .order_by(Answer.id)
    )
    found: dict[tuple[Subject, int], dict[str, Given]] = defaultdict(dict)
    weights: dict[tuple[Subject, int, str], int] = {}
    given = cache(Given)  # thousands of answers say one of a few hundred things
    for subject, subject_id, code, state, value, source in rows:
        key, weight = (subject, subject_id, code), WEIGHT[source]
        if weight < weights.get(key, len(WEIGHT)):
            weights[key] = weight
            found[subject, subject_id][code] = given(state, value)
    return found


def _answers(places: Places, book: _Answers) -> dict[str, Given]:
    """The recorded answers of one case by column name."""
    subjects = [
        ("incident", Subject.INCIDENT, places.case.incident_id),
        ("death", Subject.DEATH, places.case.id),
        *((place, Subject.PERSON, number) for place, number in places.people.items()),
        *((place, Subject.RELATIONSHIP, number) for place, number in places.relationships.items()),
    ]
    return {
        f"{place}.{code}": given
        for place, subject, number in subjects
        for code, given in book.get((subject, number), {}).items()
    }
