"""The pages of the people of a case: who they are, how they are tied, and adding to them."""

from dataclasses import dataclass, field

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date, now
from dhp.cases.models import Source
from dhp.cases.people.actions import add_death, add_other, add_suspect_to, tie
from dhp.cases.people.forms import (
    AnotherDeathForm,
    OtherForm,
    SuspectForm,
    TieForm,
    other_questions,
)
from dhp.cases.queries import case_to_change, case_to_work_on, case_with
from dhp.cases.rules import check_version
from dhp.cases.sheet import Sheet, sheet_of
from dhp.cases.views import bp, force_of, seen_in
from dhp.cases.vocabularies import Part
from dhp.dictionary import DICTIONARY, Given, State, read
from dhp.errors import DomainError
from dhp.references import plain_reference, shown_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.fields import QuestionForm
from dhp.web.together import Together


@dataclass
class PeoplePage:
    """The people of a case, and the forms that add to them as they are being filled in."""

    sheet: Sheet
    questions: QuestionForm = field(default_factory=other_questions)
    other: OtherForm = field(default_factory=OtherForm)
    tie: TieForm = field(default_factory=TieForm)

    def __post_init__(self) -> None:
        self.tie.offer(people_in(self.sheet))

    @property
    def known(self) -> dict[str, Given]:
        """What the form says of another person, by code."""
        given = {
            name.partition(".")[2]: read(
                DICTIONARY[name.partition(".")[2]], text, today=london_date(now())
            )
            for name, text in self.questions.answers.items()
        }
        return {code: one for code, one in given.items() if one.state is not State.NOT_RECORDED}


@bp.get("/<ref>/people")
@requires(Permission.OPEN_CASE_PAGES)
def people(ref: str) -> ResponseReturnValue:
    """Everybody in the death, in the abuse and in the other deaths of the incident."""
    case = case_with(plain_reference(ref), current_user)
    return _page(PeoplePage(sheet_of(case, current_user)))


@bp.post("/<ref>/suspects")
@requires(Permission.CLASSIFY_CASES)
@writes
def add_suspect(ref: str) -> ResponseReturnValue:
    """Add a suspect of whom nothing is known yet. A second click on the same page adds none."""
    case, form = case_to_change(plain_reference(ref), current_user), SuspectForm()
    try:
        check_version(form.seen_version, case.version)
        add_suspect_to(case, by=current_user)
    except DomainError as error:
        flash(error.message)
        return redirect(url_for(".people", ref=case.ref), 303)
    return say_done("A suspect is added. Fill in what is known.", ".people", ref=case.ref)


@bp.post("/<ref>/people/others")
@requires(Permission.CLASSIFY_CASES)
@writes
def add_person(ref: str) -> ResponseReturnValue:
    """Add somebody who is neither victim nor suspect: a child of the household, a witness."""
    page = _to_change(ref)
    with trying(page.other) as tried:
        check_sound(page.questions, page.other)
        check_version(page.other.seen_version, page.sheet.case.version)
        source = Source(page.other.told_by.data)
        part = Part(page.other.part.data)
        add_other(page.sheet.case, part, page.known, by=current_user, source=source)
    if tried.refused:
        return _page(page), tried.refused
    return say_done("The person is added.", ".people", ref=page.sheet.case.ref)


@bp.post("/<ref>/people/ties")
@requires(Permission.CLASSIFY_CASES)
@writes
def tie_people(ref: str) -> ResponseReturnValue:
    """Say what one person is to another."""
    page = _to_change(ref)
    with trying(page.tie) as tried:
        check_sound(page.tie)
        check_version(page.tie.seen_version, page.sheet.case.version)
        _tie(page)
    if tried.refused:
        return _page(page), tried.refused
    return say_done(
        "The relationship is recorded.", ".people", ref=page.sheet.case.ref, _anchor="ties"
    )


@bp.get("/<ref>/another-death")
@requires(Permission.ACCEPT_NOTIFICATIONS)
def another_death(ref: str) -> ResponseReturnValue:
    """Ask who else died in the incident."""
    sheet = sheet_of(case_to_work_on(plain_reference(ref), current_user), current_user)
    form = AnotherDeathForm().offer(people_in(sheet))
    form.version.data = str(sheet.case.version)
    return _death_page(sheet, form)


@bp.post("/<ref>/another-death")
@requires(Permission.ACCEPT_NOTIFICATIONS)
@writes
def open_another_death(ref: str) -> ResponseReturnValue:
    """Open the case of another death of the incident."""
    case = case_to_change(plain_reference(ref), current_user)
    sheet = sheet_of(case, current_user)
    form = AnotherDeathForm().offer(people_in(sheet))
    with trying(form) as tried:
        check_sound(form)
        check_version(form.seen_version, case.version)
        suspects = form.suspects.data or []
        new = add_death(case, by=current_user, victim=form.victim, suspects=suspects)
    if tried.refused:
        return _death_page(sheet, form), tried.refused
    return say_done(
        f"The case of the other death is {shown_reference(new.ref)}.", ".case", ref=new.ref
    )


def people_in(sheet: Sheet) -> dict[str, str]:
    """The people of a case in words, by place."""
    return {member.place: member.words for member in sheet.cast.members}


def _to_change(ref: str) -> PeoplePage:
    case = case_to_change(plain_reference(ref), current_user)
    return PeoplePage(sheet_of(case, current_user))


def _tie(page: PeoplePage) -> None:
    form = page.tie
    given = Given(State.ANSWERED, form.relationship.data)
    source, reason = Source(form.said_by.data), form.reason.data or ""
    case = page.sheet.case
    tie(case, form.of.data, form.to.data, given, by=current_user, source=source, reason=reason)


def _page(page: PeoplePage) -> str:
    _note_reading(page.sheet)
    forms = Together(page.questions, page.other, page.tie)
    return render_template("cases/people.html", page=page, sheet=page.sheet, form=forms)


def _death_page(sheet: Sheet, form: AnotherDeathForm) -> str:
    _note_reading(sheet)
    return render_template("cases/another_death.html", sheet=sheet, form=form)


def _note_reading(sheet: Sheet) -> None:
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
