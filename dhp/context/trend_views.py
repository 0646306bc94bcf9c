"""The pages of trends: every strand by week, for all forces that the person sees, or for one."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.context.queries import visible_to
from dhp.context.rules import latest_week
from dhp.context.strands import strands
from dhp.context.trends import title_of, trends
from dhp.context.views import bp
from dhp.web.access import requires


@bp.get("/trends")
@requires(Permission.ENTER_CAPTURES)
def over_time() -> ResponseReturnValue:
    """Charts by week beside last year. All together end with the last week whose cut-off is past."""
    seen = visible_to(current_user, latest_week())
    chosen = [force for force in seen if force.code == request.args.get("force")]
    forces = chosen or seen
    last = latest_week() if len(forces) == 1 else latest_week().previous
    return render_template(
        "context/trends.html",
        forces=seen,
        chosen=chosen[0] if chosen else None,
        title=title_of(forces, last) if forces else "No force",
        alone=len(forces) == 1,
        trends=trends(forces, strands(), last),
    )
