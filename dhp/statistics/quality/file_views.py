"""The figures on quality as files to download. Each download is an event: the figures leave."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.statistics.quality.clock_page import clocks
from dhp.statistics.quality.contradictions import contradictions
from dhp.statistics.quality.figures import quality, read
from dhp.statistics.quality.files import (
    clocks_file,
    completeness_file,
    contradictions_file,
    file_name,
)
from dhp.statistics.quality.reach import Reach
from dhp.statistics.quality.views import asked, bp
from dhp.web.access import requires


@bp.get("/completeness.csv")
@requires(Permission.READ_QUALITY)
def completeness_csv() -> ResponseReturnValue:
    """Every field of every force of the person."""
    reach, _time = asked()
    return _download("completeness", completeness_file(quality(reach)), reach)


@bp.get("/clocks.csv")
@requires(Permission.READ_QUALITY)
def clocks_csv() -> ResponseReturnValue:
    """Every hand-off of every force of the person."""
    reach, _time = asked()
    return _download("clocks", clocks_file(clocks(reach)), reach)


@bp.get("/contradictions.csv")
@requires(Permission.READ_QUALITY)
def contradictions_csv() -> ResponseReturnValue:
    """Every check over the forces of the person."""
    reach, _time = asked()
    found = contradictions(read(reach).files, reach.as_at)
    return _download("contradictions", contradictions_file(reach, found), reach)


def _download(table: str, text: str, reach: Reach) -> Response:
    force = current_user.force_code
    trail.record_read(Act.QUALITY_DOWNLOADED, by=current_user, about=(), force=force, table=table)
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(table, reach)}"'
    return answer
