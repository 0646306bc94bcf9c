"""Explored figures as files. Each download is an event: the figures leave."""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.statistics.explore.asking import Faults
from dhp.statistics.explore.files import as_file, file_form
from dhp.statistics.explore.issued import issued_table
from dhp.statistics.explore.laying import explored
from dhp.statistics.explore.views import bp, wanted_here
from dhp.web.access import requires


@bp.get("/figures.<ending>")
@requires(Permission.BUILD_REPORTS)
def figures_file(ending: str) -> ResponseReturnValue:
    """The table that the address asks for, as a file."""
    form = file_form(ending)
    try:
        found = explored(wanted_here(), current_user)
    except Faults:
        abort(404)
    answer = as_file(found.table, "-".join((found.measure.name, *found.question.by)), form)
    trail.record_read(
        Act.EXPLORED_DOWNLOADED, by=current_user, about=(), measure=found.measure.name
    )
    return answer


@bp.get("/issued/<ref>/<int:number>/table.<ending>")
@requires(Permission.READ_ISSUED_REPORTS)
def issued_file(ref: str, number: int, ending: str) -> ResponseReturnValue:
    """An issued table as a file."""
    form = file_form(ending)
    one, table = issued_table(ref, number, current_user)
    answer = as_file(table, f"issued-{table.id}", form)
    trail.record_read(
        Act.EXPLORED_DOWNLOADED, by=current_user, about=one.release.ref, measure=table.id
    )
    return answer
