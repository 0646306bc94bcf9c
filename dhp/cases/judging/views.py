"""The pages of definitions: one death under every one of them, and all cases under one."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.cases.judging.beside import BESIDE_DEFINITION
from dhp.cases.judging.crossings import count_options, crossed
from dhp.cases.judging.proposals import proposals_for
from dhp.cases.judging.replay import Outcome, outcome_of, replay
from dhp.cases.queries import visible_to
from dhp.cases.views import bp, force_of, load, seen_in
from dhp.definitions import DEFINITIONS
from dhp.dictionary.schemes import SCHEMES
from dhp.web.access import requires


@bp.get("/<ref>/definitions", endpoint="definitions")
@requires(Permission.OPEN_CASE_PAGES)
def under_definitions(ref: str) -> ResponseReturnValue:
    """One death under every definition: the verdict, its reasons, and what is lacking."""
    sheet = load(ref)
    lines = {line.name for line in sheet.lines}
    proposals = proposals_for(sheet.answers, lines, DEFINITIONS)
    trail.record_read(
        Act.CASE_READ, by=current_user, about=seen_in(sheet), force=force_of(sheet.case)
    )
    return render_template("cases/definitions.html", sheet=sheet, proposals=proposals)


@bp.get("/replay", endpoint="replay")
@requires(Permission.REPLAY_DEFINITIONS)
def replay_all() -> ResponseReturnValue:
    """What a definition would change in the cases that the person may read. Changes nothing."""
    name = request.args.get("definition", "")
    outcome = _replayed(name) if name in DEFINITIONS else None
    beside = BESIDE_DEFINITION.of(DEFINITIONS[name], current_user) if outcome else []
    return render_template("cases/replay.html", name=name, outcome=outcome, beside=beside)


@bp.get("/schemes", endpoint="schemes")
@requires(Permission.REPLAY_DEFINITIONS)
def foreign_schemes() -> ResponseReturnValue:
    """What the record says in the categories of one foreign scheme, and what has no place there."""
    scheme = SCHEMES.get(request.args.get("scheme", ""))
    counted = count_options(visible_to(current_user)) if scheme else None
    if scheme and counted:
        trail.record_read(
            Act.CASES_LISTED, by=current_user, about=(), scheme=scheme.name, counted=counted.cases
        )
    return render_template(
        "cases/schemes.html",
        schemes=SCHEMES,
        scheme=scheme,
        counted=counted,
        crossed=crossed(scheme, counted) if scheme and counted else [],
    )


def _replayed(name: str) -> Outcome:
    outcome = outcome_of(list(replay(name, visible_to(current_user))))
    trail.record_read(
        Act.CASES_LISTED,
        by=current_user,
        about=outcome.refs,
        definition=name,
        judged=outcome.judged,
    )
    return outcome
