"""The pages on quality: of all forces, of one, the clocks, the contradictions, and what is behind."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Absent
from dhp.statistics.quality.clock_page import clocks as read_clocks
from dhp.statistics.quality.clocks import BY_CODE, HAND_OFFS
from dhp.statistics.quality.completeness import Found, field_named
from dhp.statistics.quality.contradictions import contradictions as read_contradictions
from dhp.statistics.quality.figures import quality, read
from dhp.statistics.quality.gaps import Line, findings_of, gaps_in, to_mend
from dhp.statistics.quality.page import Completeness, Time, reach_named, sorted_lines, time_named
from dhp.statistics.quality.reach import Reach
from dhp.web.access import requires

bp = Blueprint("quality", __name__, url_prefix="/quality")

MOST = 100  # deaths in one list


@bp.get("")
@requires(Permission.READ_QUALITY)
def index() -> ResponseReturnValue:
    """What is missing, over all forces and force by force; a force's contact sees its own page."""
    if current_user.force is not None:
        return redirect(url_for(".force", code=current_user.force.code))
    reach, time = asked()
    present, sort = quality(reach), request.args.get("sort", "")
    return render_template(
        "statistics/index.html",
        time=time,
        present=present,
        page=Completeness(present.tallies),
        lines=sorted_lines(present.lines(), sort),
        sort=sort,
    )


@bp.get("/forces/<code>")
@requires(Permission.READ_QUALITY)
def force(code: str) -> ResponseReturnValue:
    """One force about itself: what is missing, late and contradictory, and its clocks."""
    reach, time = asked(code)
    present = quality(reach)
    return render_template(
        "statistics/force.html",
        time=time,
        force=reach.forces[0],
        present=present,
        line=present.lines()[0],
        page=Completeness(present.tallies),
        checks=read_contradictions(present.files, reach.as_at).by_check(),
        clocks=read_clocks(reach),
    )


@bp.get("/clocks")
@requires(Permission.READ_QUALITY)
def clocks() -> ResponseReturnValue:
    """How long each hand-off took, and who holds the clock now."""
    reach, time = asked()
    hand_off = BY_CODE.get(request.args.get("clock", ""), HAND_OFFS[0])
    sort, present = request.args.get("sort", ""), read_clocks(reach)
    return render_template(
        "statistics/clocks.html",
        time=time,
        clocks=present,
        chosen=hand_off,
        rows=present.by_force(hand_off, sort),
        sort=sort,
    )


@bp.get("/contradictions")
@requires(Permission.READ_QUALITY)
def contradictions() -> ResponseReturnValue:
    """What the checks find, how often it was kept, and for one check the deaths behind it."""
    reach, time = asked(request.args.get("force", ""))
    found = read_contradictions(read(reach).files, reach.as_at)
    checks, check = found.by_check(), request.args.get("check")
    chosen = next((one for one in checks if one.code == check), None)
    lines = findings_of(found, chosen.code) if chosen else []
    return render_template(
        "statistics/contradictions.html",
        time=time,
        reach=reach,
        checks=checks,
        chosen=chosen,
        total=len(lines),
        lines=shown(lines, reach),
    )


@bp.get("/gaps/<name>")
@requires(Permission.READ_QUALITY)
def gaps(name: str) -> ResponseReturnValue:
    """The deaths in which a field is missing, not known, or not yet established."""
    reach, time = asked(request.args.get("force", ""))
    field = field_named(name)
    wanted = {found.value.replace(" ", "-"): found for found in Found if found is not Found.VALID}
    what = wanted.get(request.args.get("found", "missing"))
    if field is None or what is None:
        raise Absent
    lines = gaps_in(read(reach).files, field, what)
    return render_template(
        "statistics/gaps.html",
        time=time,
        reach=reach,
        field=field,
        what=what,
        total=len(lines),
        lines=shown(lines, reach),
    )


def asked(force: str = "") -> tuple[Reach, Time]:
    """The reach and the time that the address asks for, for the force with this code or for all.

    Raises `Absent` for a force that is not for the person.
    """
    as_at = now()
    time = time_named(request.args.get("time", ""), as_at)
    return reach_named(current_user, time, as_at, force), time


def shown(lines: Sequence[Line], reach: Reach) -> list[Line]:
    """The first of the deaths that the person may mend, after recording that they are listed."""
    found = to_mend(lines, current_user)[:MOST]
    refs = list(dict.fromkeys(line.case.ref for line in found))
    if refs:
        code = reach.forces[0].code if len(reach.forces) == 1 else None
        trail.record_read(Act.CASES_LISTED, by=current_user, about=refs, force=code)
    return found
