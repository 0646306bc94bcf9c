"""The pages of findings: the list, one with what it rests on, and recording a new one."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.cases.models import Case
from dhp.cases.queries import case_with, names_of
from dhp.cases.rules import MergedAway
from dhp.errors import Absent, DomainError
from dhp.learning import finding_actions
from dhp.learning.codes import code_refs, code_words, labels
from dhp.learning.finding_forms import CodesForm, FindingForm, TieForm, UntieForm, WithdrawForm
from dhp.learning.finding_models import Finding
from dhp.learning.finding_queries import (
    case_counts,
    cases_behind,
    earlier_wordings,
    finding_with,
    findings,
)
from dhp.learning.views import bp
from dhp.recognition import confirm_look
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import Tried, check_sound, say_done, trying
from dhp.web.edge import writes
from dhp.web.forms import Form

_FORMS: dict[str, type[Form]] = {"tie": TieForm, "codes": CodesForm, "withdraw": WithdrawForm}


@bp.get("/findings", endpoint="findings")
@requires(Permission.READ_LEARNING)
def list_findings() -> ResponseReturnValue:
    """The findings, of one code or all."""
    code = request.args.get("code", "")[:20]
    found, known = findings(current_user, code=code), labels()
    codes = {one.ref: code_words((each.code_ref for each in one.codes), known) for one in found}
    counts = case_counts(found, current_user) if _opens_cases() else None
    refs, force = [one.ref for one in found], current_user.force_code
    trail.record_read(Act.FINDINGS_LISTED, by=current_user, about=refs, force=force)
    values = {"findings": found, "code": code, "counts": counts, "at": now()}
    return render_template("learning/findings.html", codes=codes, **values)


@bp.get("/findings/new")
@requires(Permission.WRITE_LEARNING)
def new_finding() -> ResponseReturnValue:
    """The form for a new finding."""
    return render_template("learning/write_finding.html", form=FindingForm())


@bp.post("/findings/new", endpoint="record_finding")
@requires(Permission.WRITE_LEARNING)
@writes
def record() -> ResponseReturnValue:
    """Keep a new finding."""
    form = FindingForm()

    with trying(form) as tried:
        check_sound(form)
        codes = code_refs(form.codes.data or "", labels())
        title, words = form.title.data or "", form.words.data or ""
        kept = finding_actions.record_finding(title, words, codes, by=current_user)
        confirm_look(form.look, about=kept.ref, by=current_user)
    if tried.refused:
        return render_template("learning/write_finding.html", form=form), tried.refused
    return say_done(
        "The finding is recorded. Add the cases that support it.", ".finding", ref=kept.ref
    )


@bp.get("/findings/<ref>")
@requires(Permission.READ_LEARNING)
def finding(ref: str) -> ResponseReturnValue:
    """One finding, with the cases behind it that the person may read."""
    return _page(finding_with(ref, current_user))


@bp.post("/findings/<ref>/tie")
@requires(Permission.WRITE_LEARNING)
@writes
def tie(ref: str) -> ResponseReturnValue:
    """Say that a case supports the finding."""
    found, form = finding_with(ref, current_user), TieForm(prefix="tie")

    with trying(form) as tried:
        finding_actions.check_standing(found)
        check_sound(form)
        finding_actions.tie_case(found, _case(form.case_ref.data or ""), by=current_user)
    return _after(tried, found, "tie", form, "The case supports the finding.")


@bp.post("/findings/<ref>/untie")
@requires(Permission.WRITE_LEARNING)
@writes
def untie(ref: str) -> ResponseReturnValue:
    """Say that a case does not support the finding after all."""
    found, form = finding_with(ref, current_user), UntieForm()

    with trying(form) as tried:
        finding_actions.check_standing(found)
        check_sound(form)
        finding_actions.untie_case(found, _case(form.case_ref.data or ""), by=current_user)
    return _after(tried, found, "untie", form, "The case does not support the finding any more.")


@bp.post("/findings/<ref>/codes")
@requires(Permission.WRITE_LEARNING)
@writes
def set_codes(ref: str) -> ResponseReturnValue:
    """Let the finding be about other codes."""
    found, form = finding_with(ref, current_user), CodesForm(prefix="codes")

    with trying(form) as tried:
        finding_actions.check_standing(found)
        check_sound(form)
        codes = code_refs(form.codes.data or "", labels())
        finding_actions.set_codes(found, codes, by=current_user)
    return _after(tried, found, "codes", form, "The codes of the finding are changed.")


@bp.post("/findings/<ref>/withdraw")
@requires(Permission.WRITE_LEARNING)
@writes
def withdraw(ref: str) -> ResponseReturnValue:
    """Say that the finding is not to be relied on."""
    found, form = finding_with(ref, current_user), WithdrawForm(prefix="withdraw")

    with trying(form) as tried:
        finding_actions.check_standing(found)
        check_sound(form)
        finding_actions.withdraw_finding(found, form.reason.data or "", by=current_user)
    return _after(tried, found, "withdraw", form, "The finding is withdrawn.")


def _after(tried: Tried, found: Finding, name: str, form: Form, words: str) -> ResponseReturnValue:
    """The finding's page, which says in `words` what was done, or what is wrong with the form."""
    if tried.refused:
        return _page(found, name, form), tried.refused
    return say_done(words, ".finding", ref=found.ref)


def _case(typed: str) -> Case:
    """The case with this reference, as typed, that the person may read.

    One that is hidden from the person and one that does not exist are refused in the same words.
    """
    try:
        return case_with(plain_reference(typed), current_user)
    except MergedAway as merged:
        return case_with(merged.survivor, current_user)
    except Absent:
        raise DomainError(
            "There is no case with this reference that you may read. Check its 14 letters and "
            "numbers.",
            "case_ref",
        ) from None


def _opens_cases() -> bool:
    return bool(current_user.may(Permission.OPEN_CASE_PAGES))


def _page(found: Finding, name: str = "", sent: Form | None = None) -> str:
    """The page of a finding; `sent` is the form called `name`, with its faults."""
    codes = [one.code_ref for one in found.codes]
    forms = {each: kind(None, prefix=each) for each, kind in _FORMS.items()}
    forms["codes"]["codes"].data = ", ".join(codes)
    faulty = {}
    if sent is not None:
        forms[name] = faulty["form"] = sent
    cases = cases_behind(found, current_user) if _opens_cases() else None
    refs, force = [case.ref for case in cases or ()], current_user.force_code
    trail.record_read(Act.FINDING_READ, by=current_user, about=[found.ref, *refs], force=force)
    values = {"cases": cases, "codes": code_words(codes, labels()), "at": now()}
    shown = {"finding": found, "forms": forms, **_over_time(found), **values, **faulty}
    return render_template("learning/finding.html", **shown)


def _over_time(found: Finding) -> dict[str, object]:
    """What a finding said before, and the names of all who had a hand in it."""
    earlier = earlier_wordings(found)
    people = (found.recorded_by, found.withdrawn_by, *(one.revised_by for one in earlier))
    return {"earlier": earlier, "names": names_of(ref for ref in people if ref)}
