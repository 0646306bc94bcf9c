"""Pages of releases: what each hides and how well, its sign-off, and what may be shown again."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import DomainError
from dhp.statistics.releases import actions, queries
from dhp.statistics.releases.forms import ReopenForm, SignForm, WithdrawForm
from dhp.statistics.releases.models import Release
from dhp.statistics.releases.page import shown_tables
from dhp.statistics.releases.rules import may_sign, may_withdraw
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("releases", __name__, url_prefix="/releases")


@bp.get("")
@requires(Permission.BUILD_REPORTS)
def index() -> ResponseReturnValue:
    """Every release, those last made first."""
    return render_template("releases/index.html", releases=queries.latest_releases(current_user))


@bp.get("/<ref>")
@requires(Permission.BUILD_REPORTS)
def show(ref: str) -> ResponseReturnValue:
    """One release: what it shows, what it hides, and between which numbers."""
    release = queries.release_with(ref, current_user)
    return _page(release, SignForm(data={"fingerprint": release.fingerprint}))


@bp.post("/<ref>/sign")
@requires(Permission.SIGN_RELEASES)
@writes
def sign(ref: str) -> ResponseReturnValue:
    """Sign off what is hidden, by name."""
    release = queries.release_with(ref, current_user)
    form = SignForm()
    try:
        actions.sign(release, form.fingerprint.data or "", by=current_user)
    except DomainError as error:
        form.fail(error)
        return _page(release, form), 409
    return say_done(
        "You signed off what these figures hide. The report can be issued now.", ".show", ref=ref
    )


@bp.get("/<ref>/withdraw")
@requires(Permission.SIGN_RELEASES)
def withdraw(ref: str) -> ResponseReturnValue:
    """Ask why it is withdrawn."""
    release = queries.release_with(ref, current_user)
    return render_template("releases/withdraw.html", release=release, form=WithdrawForm())


@bp.post("/<ref>/withdraw", endpoint="withdraw_now")
@requires(Permission.SIGN_RELEASES)
@writes
def withdraw_now(ref: str) -> ResponseReturnValue:
    """Withdraw the release and its sign-off."""
    release, form = queries.release_with(ref, current_user), WithdrawForm()
    with trying(form) as tried:
        check_sound(form)
        actions.withdraw(release, form.reason.data or "", by=current_user)
    if tried.refused:
        return render_template("releases/withdraw.html", release=release, form=form), tried.refused
    return say_done(
        "The release is withdrawn. Build the report again when it is right.", ".show", ref=ref
    )


@bp.get("/<ref>/reopen")
@requires(Permission.SIGN_RELEASES)
def reopen(ref: str) -> ResponseReturnValue:
    """Ask which table may show again what it withheld, and why."""
    release = queries.release_with(ref, current_user)
    return _reopening(release, _offered(release))


@bp.post("/<ref>/reopen", endpoint="reopen_now")
@requires(Permission.SIGN_RELEASES)
@writes
def reopen_now(ref: str) -> ResponseReturnValue:
    """Let the series show again what is safe."""
    release = queries.release_with(ref, current_user)
    form = _offered(release)
    with trying(form) as tried:
        check_sound(form)
        actions.reopen(form.series.data, form.reason.data or "", by=current_user)
    if tried.refused:
        return _reopening(release, form), tried.refused
    return say_done("The next report shows again what is safe to show.", ".show", ref=ref)


def _offered(release: Release) -> ReopenForm:
    titles = zip(release.tables, queries.cleared_tables(release), strict=True)
    return ReopenForm().offer((table.series, f"{one.id}: {one.title}") for table, one in titles)


def _reopening(release: Release, form: ReopenForm) -> str:
    return render_template("releases/reopen.html", release=release, form=form)


def _page(release: Release, form: SignForm) -> str:
    """The page of `release`, its reading recorded."""
    trail.record_read(Act.RELEASE_READ, by=current_user, about=release.ref)
    leads = current_user.may(Permission.SIGN_RELEASES)
    return render_template(
        "releases/show.html",
        release=release,
        tables=shown_tables(release),
        before=len(release.against.split()),
        form=form,
        may_sign=leads and may_sign(release, current_user.ref),
        may_withdraw=leads and may_withdraw(release),
        leads=leads,
    )
