"""The pages of a stage: its parts, a few questions at a time, and completing it."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.dictionary import SECTIONS, Stage
from dhp.dictionary.checks import Severity, findings
from dhp.errors import Absent, DomainError, Refused, Stale
from dhp.followup import actions
from dhp.followup.forms import CompleteForm
from dhp.followup.page import PAGE, Page, page_of, save
from dhp.followup.queries import Followed, followed
from dhp.followup.rules import check_open, check_owner, rank, stage_named
from dhp.followup.told import Line
from dhp.followup.views import bp, held, load_to_ask, owned, record_reading
from dhp.web.access import requires
from dhp.web.acting import say_done
from dhp.web.edge import writes


@dataclass(frozen=True)
class Task:
    """One section of a stage: how many questions it still asks."""

    code: str
    title: str
    left: int


@bp.get("/<ref>/<slug>")
@requires(Permission.FOLLOW_UP)
def stage(ref: str, slug: str) -> ResponseReturnValue:
    """The parts of one stage, and how many questions each still asks."""
    present, wanted = load_to_ask(ref), stage_named(slug)
    clock = present.clock(wanted)
    record_reading(present.case)
    if not (clock.is_open and owned(present.case)):
        return redirect(url_for(".case", ref=present.case.ref))
    return render_template(
        "followup/stage.html",
        present=present,
        clock=clock,
        tasks=_tasks(present, wanted),
        unsettled=sum(1 for line in present.to_ask(wanted) if not line.is_gap),
    )


@bp.post("/<ref>/<slug>/unchanged")
@requires(Permission.FOLLOW_UP)
@writes
def unchanged(ref: str, slug: str) -> ResponseReturnValue:
    """Keep every answer "Not yet established" as it is, all at once."""
    case, wanted = held(ref), stage_named(slug)
    kept = actions.keep_open(case, wanted, by=current_user)
    count = "1 answer stays" if len(kept) == 1 else f"{len(kept)} answers stay"
    return say_done(f"{count} “Not yet established”.", ".stage", ref=case.ref, slug=slug)


@bp.get("/<ref>/<slug>/<section>")
@requires(Permission.FOLLOW_UP)
def section(ref: str, slug: str, section: str) -> ResponseReturnValue:
    """A few questions of one section."""
    present, wanted = load_to_ask(ref), stage_named(slug)
    if section not in SECTIONS:
        raise Absent
    lines = _from(_in(present, wanted, section), request.args.get("at", ""))
    if not (present.clock(wanted).is_open and owned(present.case) and lines):
        return redirect(url_for(".stage", ref=present.case.ref, slug=slug))
    return _draw(page_of(present, wanted, lines[:PAGE]), section)


@bp.post("/<ref>/<slug>/<section>", endpoint="save_section")
@requires(Permission.FOLLOW_UP)
@writes
def save_section(ref: str, slug: str, section: str) -> ResponseReturnValue:
    """Keep what was typed and go on, or show what needs mending."""
    case, wanted = held(ref), stage_named(slug)
    present = followed(case)
    check_owner(case.force_id, current_user.force_id)
    check_open(present.clock(wanted).standing)
    names = request.form.getlist("column")
    page = page_of(present, wanted, present.told.named(names))
    status = save(page, by=current_user)
    if status:
        return _draw(page, section), status
    after = followed(case)
    return redirect(_after(after, wanted, section, page), 303)


@bp.get("/<ref>/<slug>/check")
@requires(Permission.FOLLOW_UP)
def check(ref: str, slug: str) -> ResponseReturnValue:
    """What stays open, before a stage is completed."""
    present, wanted = load_to_ask(ref), stage_named(slug)
    if not (present.clock(wanted).is_open and owned(present.case)):
        return redirect(url_for(".case", ref=present.case.ref))
    form = CompleteForm(seen=_fingerprint(present, wanted))
    return _draw_check(present, wanted, form)


@bp.post("/<ref>/<slug>/check", endpoint="complete")
@requires(Permission.FOLLOW_UP)
@writes
def complete(ref: str, slug: str) -> ResponseReturnValue:
    """Complete a stage."""
    case, wanted, form = held(ref), stage_named(slug), CompleteForm()
    try:
        words = form.reason.data or ""
        if not form.validate():
            return _draw_check(followed(case), wanted, form), 422
        actions.complete(case, wanted, form.seen.data or "", words, by=current_user)
    except Refused as error:
        flash(error.message)
    except DomainError as error:
        form.fail(error)
        form.seen.data = _fingerprint(followed(case), wanted)
        status = 409 if isinstance(error, Stale) else 422
        return _draw_check(followed(case), wanted, form), status
    else:
        flash("The stage is completed.", "success")
    return redirect(url_for(".case", ref=case.ref), 303)


def _draw(page: Page, section: str) -> str:
    record_reading(page.present.case)
    return render_template(
        "followup/section.html",
        page=page,
        clock=page.present.clock(page.stage),
        section=section,
        title=SECTIONS[section],
        form=page.form,
    )


def _draw_check(present: Followed, stage: Stage, form: CompleteForm) -> str:
    left = present.open_at(stage)
    record_reading(present.case)
    return render_template(
        "followup/check.html",
        present=present,
        clock=present.clock(stage),
        gaps=[line for line in left if line.is_gap],
        later=[(line, present.again_on(line)) for line in left if not line.is_gap],
        warnings=_warnings(present),
        form=form,
    )


def _warnings(present: Followed) -> list[str]:
    """What was found across the answers and is worth a second look."""
    known = {name: given for name, given in present.told.answers.items() if given.known}
    found = (one for one in findings(known) if one.severity is Severity.LOOK)
    return list(dict.fromkeys(one.message for one in found))


def _fingerprint(present: Followed, stage: Stage) -> str:
    return present.told.fingerprint(line.name for line in present.open_at(stage))


def _tasks(present: Followed, stage: Stage) -> list[Task]:
    """The sections in which the stage asks anything at all."""
    asked = {
        line.section
        for line in present.told.lines
        if line.asked and rank(line.stage) <= rank(stage)
    }
    ask = [line.section for line in present.to_ask(stage)]
    return [Task(code, title, ask.count(code)) for code, title in SECTIONS.items() if code in asked]


def _in(present: Followed, stage: Stage, section: str) -> list[Line]:
    return [line for line in present.to_ask(stage) if line.section == section]


def _from(lines: list[Line], name: str) -> list[Line]:
    """The lines from the one with this name on; all where there is none."""
    names = [line.name for line in lines]
    return lines[names.index(name) :] if name in names else lines


def _after(present: Followed, stage: Stage, section: str, page: Page) -> str:
    """Where to go on: later questions of the section, the next section, or the check."""
    slug, ref = present.clock(stage).slug, present.case.ref
    if request.form.get("next") == "later":
        return url_for(".stage", ref=ref, slug=slug)
    order = [line.name for line in present.told.lines]
    done = {line.name for line in page.lines}
    first = min((order.index(name) for name in done), default=0)
    ask = [
        line
        for line in present.to_ask(stage)
        if line.name not in done and order.index(line.name) > first
    ]
    if not ask:
        return url_for(".check", ref=ref, slug=slug)
    return url_for(".section", ref=ref, slug=slug, section=ask[0].section, at=ask[0].name)
