"""The page of one report: for the unit with the steps of its life, for readers as it was issued."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError
from dhp.extensions import db
from dhp.recognition import Look, look_over
from dhp.reports.commentary.models import Commentary
from dhp.reports.commentary.queries import authors_in, present, to_confirm
from dhp.reports.commentary.sections import Section, sections
from dhp.reports.forms import ReadForm
from dhp.reports.html import render_html
from dhp.reports.life.approving import check_ready
from dhp.reports.life.checklist import steps
from dhp.reports.life.moving import document_of
from dhp.reports.life.versions import after, before
from dhp.reports.models import IN_WORK, Run, RunStatus
from dhp.reports.queries import run_with
from dhp.reports.rules import (
    allowed,
    check_may_approve,
    check_may_correct,
    check_may_issue,
    check_may_withdraw,
)
from dhp.statistics.releases.queries import release_of


def page_of(run: Run, form: ReadForm | None = None) -> str:
    """The page of `run` for the signed-in person, its opening recorded."""
    form = form or ReadForm(formdata=None, data={"checksum": run.checksum})
    document = document_of(run)
    trail.record_read(
        Act.REPORT_READ, by=current_user, about=run.ref, form="page", checksum=run.checksum
    )
    reads = run.status is not RunStatus.WITHDRAWN or current_user.may(Permission.BUILD_REPORTS)
    unit = current_user.may(Permission.BUILD_REPORTS)
    body = render_html(document, standalone=False, traced=unit) if reads else ""
    values: dict[str, Any] = {"run": run, "body": body, "form": form, "may": _may(run)}
    values["release"] = release_of(run.ref) if unit else None
    if run.status in IN_WORK:
        values["missing"] = _missing(run)
        stale = {one.section for one in to_confirm(run)}
        titles, comments = sections(document), present(run)
        return render_template(
            "reports/draft.html",
            steps=steps(run, values["release"]),
            sections=titles,
            comments=comments,
            stale=stale,
            look=_look(comments, titles),
            **values,
        )
    older, newer = before(run, current_user), after(run, current_user)
    return render_template("reports/report.html", older=older, newer=newer, **values)


def _missing(run: Run) -> str:
    """What hinders anybody from approving a draft, in a sentence; empty where nothing does."""
    if run.status is not RunStatus.DRAFT:
        return ""
    try:
        check_ready(run)
    except DomainError as error:
        return error.message
    return ""


def _look(comments: Mapping[str, Commentary], titles: Mapping[str, Section]) -> Look:
    """What in the comments may point to a person, for whoever approves them."""
    named = {key: titles[key].title if key in titles else key for key in comments}
    return look_over({named[key]: one.text for key, one in comments.items()})


def page_after(error: DomainError, run: Run) -> str:
    """The page of `run` as it is by now, with `error` at its top; what was begun is undone first."""
    db.session.rollback()
    run = run_with(run.ref, current_user)
    form = ReadForm(formdata=None, data={"checksum": run.checksum})
    form.fail(error)
    return page_of(run, form)


def _may(run: Run) -> dict[str, bool]:
    """What the signed-in person may do with the report now, by name."""
    ref = current_user.ref
    return {
        "approve": current_user.may(Permission.APPROVE_REPORTS)
        and allowed(check_may_approve, run, ref, authors_in(run)),
        "issue": current_user.may(Permission.ISSUE_REPORTS) and allowed(check_may_issue, run, ref),
        "comment": current_user.may(Permission.COMMENT_ON_REPORTS),
        "correct": current_user.may(Permission.CORRECT_REPORTS) and allowed(check_may_correct, run),
        "withdraw": current_user.may(Permission.CORRECT_REPORTS)
        and allowed(check_may_withdraw, run),
        "audit": current_user.may(Permission.READ_REPORT_LOG),
    }
