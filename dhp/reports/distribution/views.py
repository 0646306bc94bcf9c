"""Pages of distribution: the lists of recipients, and who opened a report."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.accounts.queries import user_with
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.reports.building import KINDS
from dhp.reports.distribution import actions, queries
from dhp.reports.distribution.forms import RecipientForm, kind_words
from dhp.reports.distribution.log import issued_to_audit, log_of, run_to_audit
from dhp.reports.document import Edition
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("recipients", __name__, url_prefix="/reports/recipients")
log = Blueprint("openings", __name__, url_prefix="/reports")


@bp.get("")
@requires(Permission.KEEP_RECIPIENTS)
def index() -> ResponseReturnValue:
    """Who gets which report, and a form to name somebody."""
    return _page(_form())


@bp.post("", endpoint="name")
@requires(Permission.KEEP_RECIPIENTS)
@writes
def name() -> ResponseReturnValue:
    """Put somebody on a list."""
    form = _form()
    with trying(form) as tried:
        check_sound(form)
        person, edition = user_with(form.person.data), Edition(form.edition.data)
        actions.name_recipient(person, form.kind.data, edition, by=current_user)
    if tried.refused:
        return _page(form), tried.refused
    return say_done(f"{person.name} is a recipient from now on.", ".index")


@bp.post("/<ref>/end")
@requires(Permission.KEEP_RECIPIENTS)
@writes
def end(ref: str) -> ResponseReturnValue:
    """Take somebody off a list."""
    recipient = queries.recipient_with(ref)
    actions.end_recipient(recipient, by=current_user)
    return say_done(
        f"{recipient.user.name} is off the list and opens none of its reports.", ".index"
    )


@log.get("/openings")
@requires(Permission.READ_REPORT_LOG)
def index_of_log() -> ResponseReturnValue:
    """The issued reports, each with its log."""
    return render_template("reports/openings.html", runs=issued_to_audit(current_user))


@log.get("/<ref>/openings")
@requires(Permission.READ_REPORT_LOG)
def show(ref: str) -> ResponseReturnValue:
    """Who opened one report, when and in which form."""
    run = run_to_audit(ref, current_user)
    found = log_of(run)
    trail.record_read(Act.REPORT_LOG_READ, by=current_user, about=run.ref)
    return render_template("reports/log.html", run=run, log=found)


def _form() -> RecipientForm:
    return RecipientForm().offer(queries.may_be_named(), _named_for())


def _named_for() -> list[str]:
    """The kinds that people are named for; packs go to the contacts of each force."""
    return [kind for kind, contents in KINDS.items() if not contents.for_force]


def _page(form: RecipientForm) -> str:
    lists = [
        (f"{kind_words(kind)}, {edition.value}", queries.recipients_of(kind, edition))
        for kind, contents in KINDS.items()
        for edition in Edition
        if edition in contents.editions and not contents.for_force
    ]
    return render_template("reports/recipients.html", lists=lists, form=form)
