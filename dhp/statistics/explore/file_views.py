"""Explored figures as files. Each download is an event: the figures leave."""

import json
from collections.abc import Callable

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import london_date
from dhp.statistics.explore.asking import Faults
from dhp.statistics.explore.issued import issued_table
from dhp.statistics.explore.laying import explored
from dhp.statistics.explore.views import bp, wanted_here
from dhp.statistics.tables import Laid
from dhp.statistics.themes.coded_table import as_csv
from dhp.web.access import requires


def as_json(table: Laid) -> str:
    """The table as JSON, with all that has to be said of it, as reports keep it."""
    return json.dumps(table.to_data(), indent=2, allow_nan=False) + "\n"


# Each form by its file's ending: media type, and the bytes of a table. A workbook is another line.
FORMS: dict[str, tuple[str, Callable[[Laid], str | bytes]]] = {
    "csv": ("text/csv", as_csv),
    "json": ("application/json", as_json),
}


@bp.get("/figures.<ending>")
@requires(Permission.BUILD_REPORTS)
def figures_file(ending: str) -> ResponseReturnValue:
    """The table that the address asks for, as a file."""
    if ending not in FORMS:
        abort(404)
    try:
        found = explored(wanted_here(), current_user)
    except Faults:
        abort(404)
    trail.record_read(
        Act.EXPLORED_DOWNLOADED, by=current_user, about=(), measure=found.measure.name
    )
    return _file(found.table, "-".join((found.measure.name, *found.question.by)), ending)


@bp.get("/issued/<ref>/<int:number>/table.<ending>")
@requires(Permission.READ_ISSUED_REPORTS)
def issued_file(ref: str, number: int, ending: str) -> ResponseReturnValue:
    """An issued table as a file."""
    if ending not in FORMS:
        abort(404)
    one, table = issued_table(ref, number, current_user)
    trail.record_read(
        Act.EXPLORED_DOWNLOADED, by=current_user, about=one.release.ref, measure=table.id
    )
    return _file(table, f"issued-{table.id}", ending)


def _file(table: Laid, name: str, ending: str) -> Response:
    media_type, made = FORMS[ending]
    answer = Response(made(table), content_type=f"{media_type}; charset=utf-8")
    plain = "".join(one if one.isalnum() else "-" for one in name.lower())
    day = london_date(table.as_at).isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain}-{day}.{ending}"'
    return answer
