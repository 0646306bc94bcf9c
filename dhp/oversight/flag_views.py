"""The pages of flags, and of reads drawn by lot: what to look at, and what was found."""

from collections.abc import Iterable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.detection import RULES, Rule
from dhp.audit.models import TrailEvent
from dhp.calendar import now
from dhp.cases.queries import names_of
from dhp.extensions import db
from dhp.oversight import drawing, flagging
from dhp.oversight.anchoring import NOT_SOUND
from dhp.oversight.flagging import UNCLOSED_FOR
from dhp.oversight.forms import FindingForm, LookForm
from dhp.oversight.models import Conclusion, DrawnRead, Flag
from dhp.oversight.tracing import Line, lines
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("flags", __name__, url_prefix="/flags")

_TITLES = {rule.name: rule.title for rule in RULES.values()} | {
    NOT_SOUND: "The trail does not verify"
}
_WHY = {rule.name: rule.why for rule in RULES.values()} | {
    NOT_SOUND: "What was done or read may have been changed afterwards."
}


@bp.get("")
@requires(Permission.REVIEW_FLAGS)
def index() -> ResponseReturnValue:
    """Every flag, the open ones first, and the reads that wait for this supervisor."""
    flags = flagging.flags_for(current_user)
    drawn = drawing.waiting_for(current_user)
    about = [flag.ref for flag in flags] + [read.ref for read in drawn]
    trail.record_read(Act.FLAGS_LISTED, by=current_user, about=about)
    late = now() - UNCLOSED_FOR
    return render_template(
        "oversight/flags.html",
        flags=flags,
        names=names_of(flag.person for flag in flags),
        titles=_TITLES,
        late={flag.ref for flag in flags if flag.finding is None and flag.raised_at <= late},
        drawn=_drawn(drawn),
        rules=_rules(),
    )


@bp.get("/<ref>")
@requires(Permission.REVIEW_FLAGS)
def show(ref: str) -> ResponseReturnValue:
    """One flag: what was seen, why it is looked for, and what somebody found."""
    return _page(flagging.flag_with(ref, current_user), FindingForm())


@bp.post("/<ref>")
@requires(Permission.REVIEW_FLAGS)
@writes
def close(ref: str) -> ResponseReturnValue:
    """Close it with a finding."""
    flag, form = flagging.flag_with(ref, current_user), FindingForm()
    with trying(form) as tried:
        check_sound(form)
        conclusion = Conclusion(form.conclusion.data)
        flagging.close(flag, conclusion, form.words.data or "", by=current_user)
    if tried.refused:
        return _page(flag, form), tried.refused
    return say_done("Your finding is kept and the flag is closed.", ".index")


@bp.get("/reads/<ref>")
@requires(Permission.REVIEW_FLAGS)
def drawn_read(ref: str) -> ResponseReturnValue:
    """One read that the lot fell on."""
    return _drawn_page(drawing.drawn_with(ref, current_user), LookForm())


@bp.post("/reads/<ref>")
@requires(Permission.REVIEW_FLAGS)
@writes
def look(ref: str) -> ResponseReturnValue:
    """Say what it was."""
    read, form = drawing.drawn_with(ref, current_user), LookForm()
    with trying(form) as tried:
        check_sound(form)
        conclusion = Conclusion(form.conclusion.data)
        drawing.look(read, conclusion, form.words.data or "", by=current_user)
    if tried.refused:
        return _drawn_page(read, form), tried.refused
    return say_done("What you found is kept.", ".index")


def _page(flag: Flag, form: FindingForm) -> str:
    """The page of `flag`, its reading recorded."""
    trail.record_read(Act.FLAG_READ, by=current_user, about=flag.ref)
    people = [flag.person, flag.finding.found_by if flag.finding else ""]
    return render_template(
        "oversight/flag.html",
        flag=flag,
        names=names_of(people),
        title=_TITLES.get(flag.rule, flag.rule),
        why=_WHY.get(flag.rule, ""),
        lines=_lines(int(seq) for seq in flag.events.split()),
        form=form,
    )


def _drawn_page(read: DrawnRead, form: LookForm) -> str:
    trail.record_read(Act.FLAG_READ, by=current_user, about=read.ref)
    [(_, line)] = _drawn([read])
    return render_template("oversight/read.html", read=read, line=line, form=form)


def _drawn(reads: list[DrawnRead]) -> list[tuple[DrawnRead, Line]]:
    return list(zip(reads, _lines(read.seq for read in reads), strict=True))


def _lines(numbers: Iterable[int]) -> list[Line]:
    """The events with these numbers in words, in the order of the numbers."""
    wanted = list(numbers)
    statement = select(TrailEvent).where(TrailEvent.seq.in_(wanted)).order_by(TrailEvent.seq)
    events = {event.seq: event for event in db.session.scalars(statement)}
    return lines([events[seq] for seq in wanted if seq in events])


def _rules() -> list[Rule]:
    return list(RULES.values())
