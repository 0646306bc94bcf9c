"""The form of one page of a notification: its questions in groups, and what of them can be saved."""

from dataclasses import dataclass

from wtforms import Field

from dhp.dictionary import Role, suspects_in
from dhp.dictionary.columns import MOST_SUSPECTS
from dhp.notifications.draft import Draft, Section
from dhp.notifications.drafting import texts_of
from dhp.notifications.models import Notice
from dhp.web.fields import QuestionForm, question_form

_HINTS = {"suspect1": "Only if one is identified. Otherwise leave this empty."}


@dataclass(frozen=True)
class Group:
    """Questions about one person, under the person's heading; no heading for the others."""

    title: str
    hint: str
    fields: list[Field]


def section_form(notice: Notice, section: Section, draft: Draft) -> QuestionForm:
    """The form of one page of a draft, filled from the draft or from what was sent."""
    columns = [line.column for line in section.lines]
    return question_form(columns, texts_of(notice), died=draft.died, alone=notice.suspects == 1)


def savable(form: QuestionForm) -> dict[str, str]:
    """What was typed, sound or not, save what the gate for text refuses: that stays on the page."""
    form.validate()
    return {field.name: field.data for field in form.questions if not field.process_errors}


def groups(form: QuestionForm, suspects: int) -> list[Group]:
    """The questions of a page by the person whom they are about."""
    by_place: dict[str, list[Field]] = {}
    for field in form.questions:
        by_place.setdefault(field.name.partition(".")[0], []).append(field)
    return [
        Group(_title(place, suspects), _HINTS.get(place, ""), fields)
        for place, fields in by_place.items()
    ]


def next_suspect(form: QuestionForm, suspects: int) -> int | None:
    """The number of the suspect to add on this page; None where no suspect can be added."""
    asked = suspects_in(field.name for field in form.questions)
    return suspects + 1 if asked and suspects < MOST_SUSPECTS else None


def _title(place: str, suspects: int) -> str:
    if place == Role.VICTIM:
        return "The victim"
    ordinal = suspects_in((place,))
    if not ordinal:
        return ""
    return f"Suspect {ordinal}" if suspects > 1 else "The suspect"
