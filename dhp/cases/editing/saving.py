"""What saving a section means: what changed, what it contradicts, and what two people both changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dhp.audit import trail
from dhp.calendar import london_date, now
from dhp.cases.actions import NOTHING_SAID, add_answers
from dhp.cases.answers.book import AnswerBook
from dhp.cases.answers.table import Evidence
from dhp.cases.models import Source
from dhp.cases.people.standing import Places
from dhp.cases.sheet import Sheet
from dhp.cases.wording import answer_words, group_of
from dhp.definitions import Scope
from dhp.dictionary import (
    DICTIONARY,
    Column,
    Given,
    Stage,
    State,
    Unreadable,
    asked,
    column_named,
    read,
    shown,
    write,
)
from dhp.dictionary.checks import Finding, Severity, findings
from dhp.errors import DomainError

NO_BLANK = (
    "An answer is never taken away. Put back what stood, or choose one of the other answers, such "
    "as “Not yet established”."
)


@dataclass(frozen=True)
class Difference:
    """A question that stands otherwise than a person typed: both texts in words."""

    label: str
    standing: str
    by: str
    typed: str


@dataclass(frozen=True)
class Edit:
    """What a person wants to change: the new answers by column name, and who says so."""

    answers: Mapping[str, Given]
    source: Source
    reason: str = ""


def columns_in(sheet: Sheet, section: str, group: str, also: Iterable[str] = ()) -> list[Column]:
    """The questions of `section` that are asked about `group`, in the order of the dictionary.

    `also` names further columns, such as those that were asked when the page was drawn.
    """
    more = set(also)
    return [
        column
        for column in sheet.places.columns()
        if column.characteristic.section == section
        and group_of(column.place) == group
        and (asked(column, sheet.answers) or column.name in more)
    ]


def groups_in(sheet: Sheet, section: str) -> list[str]:
    """Of whom `section` asks something: the death first, then the victim, then each suspect."""
    found = {
        (column.ordinal, column.place == "victim", group_of(column.place))
        for column in sheet.places.columns()
        if column.characteristic.section == section and asked(column, sheet.answers)
    }
    return [group for _ordinal, _victim, group in sorted(found)]


def changed(texts: Mapping[str, str], sheet: Sheet) -> dict[str, Given]:
    """The sound `texts`, by column name, that say something else than what stands.

    Raises `DomainError`, at the column, for a blank in place of an answer.
    """
    found = {}
    for name, text in texts.items():
        if text == write(sheet.answers[name]):
            continue
        if not text:
            raise DomainError(NO_BLANK, field=name)
        entry = DICTIONARY[name.partition(".")[2]]
        found[name] = read(entry, text, today=london_date(now()))
    return found


def found_across(edit: Edit, sheet: Sheet) -> tuple[list[Finding], list[Finding]]:
    """Contradictions and doubts that concern what is changed: first what must be mended."""
    merged = {**sheet.answers, **edit.answers}
    case = sheet.case
    kind = case.type.value if case.scope is Scope.IN else None
    found = [
        finding
        for finding in findings(merged, death_type=kind, received_on=london_date(case.received_at))
        if set(finding.columns) & edit.answers.keys()
    ]
    must = [finding for finding in found if finding.severity is Severity.MUST]
    return must, [finding for finding in found if finding.severity is Severity.LOOK]


def save(
    edit: Edit, sheet: Sheet, *, by: trail.Actor, evidence: Evidence = NOTHING_SAID
) -> list[str]:
    """Record an edit. Gives back the codes that changed.

    Raises `DomainError` where the unit decides otherwise than another source without saying why.
    """
    if edit.source is Source.UNIT and not edit.reason.strip():
        for name, given in edit.answers.items():
            if contradicts(name, given, sheet.places, sheet.book):
                raise DomainError("Say why the unit decides otherwise.", field="reason")
    return add_answers(
        sheet.case,
        edit.answers,
        by=by,
        source=edit.source,
        stage=Stage.FOLLOW_UP,
        reason=edit.reason,
        evidence=evidence,
    )


def contradicts(name: str, given: Given, places: Places, book: AnswerBook) -> bool:
    """Whether a source other than the unit knows something else than `given`."""
    column = column_named(name, DICTIONARY)
    if column is None:
        return False
    target = places.target(column)
    key = (target.subject, target.subject_id, column.characteristic.code)
    others = [answer for answer in book.rivals.get(key, ()) if answer.source is not Source.UNIT]
    said = [Given(answer.state, answer.value or answer.protected) for answer in others]
    return any(one.known and one != given for one in said)


def newly_asked(edit: Edit, sheet: Sheet, section: str, group: str) -> int:
    """How many questions of `section` about `group` are asked because of what is changed."""
    merged = {**sheet.answers, **edit.answers}
    return sum(
        1
        for column in sheet.places.columns()
        if column.characteristic.section == section
        and group_of(column.place) == group
        and asked(column, merged)
        and not asked(column, sheet.answers)
    )


def differences(
    typed: Mapping[str, str], sheet: Sheet, names: Mapping[str, str]
) -> Sequence[Difference]:
    """Where `typed` texts, by column name, and what stands now are not the same."""
    found = []
    for name, text in typed.items():
        column = column_named(name, DICTIONARY)
        if column is None or text == write(sheet.answers[name]):
            continue
        target = sheet.places.target(column)
        answer = sheet.book.standing(target.subject, target.subject_id, column.characteristic.code)
        found.append(
            Difference(
                answer_words(column, sheet.places.suspects),
                shown(column.characteristic, sheet.answers[name]),
                names.get(answer.recorded_by, "") if answer else "",
                in_words(column, text),
            )
        )
    return found


def in_words(column: Column, text: str) -> str:
    """A text as typed, in words where it is sound."""
    try:
        given = read(column.characteristic, text, today=london_date(now()))
    except Unreadable:
        return text
    return (
        "Not answered" if given.state is State.NOT_RECORDED else shown(column.characteristic, given)
    )
