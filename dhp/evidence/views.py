"""The pages of the evidence base: sources, series, and our figure beside theirs."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.calendar import now
from dhp.cases.queries import names_of
from dhp.definitions import DeathType
from dhp.errors import DomainError
from dhp.evidence.actions import add_series, add_source, correct_source, keep_points
from dhp.evidence.forms import (
    CorrectionForm,
    FiguresForm,
    SeriesForm,
    SourceForm,
    filled_from,
    seen_version,
)
from dhp.evidence.ours import beside, our_counts
from dhp.evidence.points_file import TEMPLATE, PointsFile, points_in
from dhp.evidence.queries import (
    all_series,
    notified_since,
    points_from,
    points_of,
    series_with,
    sources,
    standing_values,
    titles,
    versions,
)
from dhp.evidence.sheet import MOST_BYTES
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

bp = Blueprint("evidence", __name__, url_prefix="/evidence")


@bp.get("")
@requires(Permission.KEEP_EVIDENCE)
def index() -> ResponseReturnValue:
    """The sources and the series."""
    found = sources(current_user)
    return render_template("evidence/index.html", sources=found, series=all_series())


@bp.get("/sources/new")
@requires(Permission.KEEP_EVIDENCE)
def new() -> ResponseReturnValue:
    """The form of a new source."""
    return render_template("evidence/source_form.html", form=SourceForm(), source=None)


@bp.post("/sources/new", endpoint="add")
@requires(Permission.KEEP_EVIDENCE)
@writes
def add_one() -> ResponseReturnValue:
    """Keep a new source."""
    form = SourceForm()
    with trying(form) as tried:
        check_sound(form)
        made = add_source(form.about, by=current_user)
    if tried.refused:
        return render_template("evidence/source_form.html", form=form, source=None), tried.refused
    return say_done("The source is kept.", ".show", ref=made.ref)


@bp.get("/sources/<ref>")
@requires(Permission.KEEP_EVIDENCE)
def show(ref: str) -> ResponseReturnValue:
    """One source with its figures and every version of it."""
    found = versions(ref, current_user)
    return render_template(
        "evidence/source.html",
        source=found[0],
        versions=found,
        points=points_from(found[0].ref),
        names=names_of({one.recorded_by for one in found}),
    )


@bp.get("/sources/<ref>/correct")
@requires(Permission.KEEP_EVIDENCE)
def correcting(ref: str) -> ResponseReturnValue:
    """The form that corrects a source, filled with what stands."""
    source = versions(ref, current_user)[0]
    form = CorrectionForm(data=filled_from(source))
    return render_template("evidence/source_form.html", form=form, source=source)


@bp.post("/sources/<ref>/correct", endpoint="correct")
@requires(Permission.KEEP_EVIDENCE)
@writes
def correct_one(ref: str) -> ResponseReturnValue:
    """Let another version stand."""
    found, form = versions(ref, current_user), CorrectionForm()

    with trying(form) as tried:
        check_sound(form)
        seen, why = seen_version(form, found), form.reason.data or ""
        correct_source(seen, form.about, why, by=current_user)
    if tried.refused:
        return render_template(
            "evidence/source_form.html", form=form, source=found[0]
        ), tried.refused
    return say_done("The source is corrected.", ".show", ref=found[0].ref)


@bp.get("/series/new")
@requires(Permission.KEEP_EVIDENCE)
def beginning() -> ResponseReturnValue:
    """The form of a new series."""
    return render_template("evidence/series_form.html", form=SeriesForm())


@bp.post("/series/new", endpoint="begin")
@requires(Permission.KEEP_EVIDENCE)
@writes
def begin_series() -> ResponseReturnValue:
    """Begin a series."""
    form = SeriesForm()
    with trying(form) as tried:
        check_sound(form)
        made = add_series(form.series, by=current_user)
    if tried.refused:
        return render_template("evidence/series_form.html", form=form), tried.refused
    return say_done("The series is there. Add its figures from a file.", ".series", code=made.code)


@bp.get("/series/<code>")
@requires(Permission.KEEP_EVIDENCE)
def series(code: str) -> ResponseReturnValue:
    """Our figure beside theirs, year by year, with what differs in words."""
    found, at = series_with(code), now()
    lines = beside(found, points_of(found), our_counts(at) if found.types else {})
    return render_template(
        "evidence/series.html",
        series=found,
        lines=lines,
        as_at=at,
        types=[one for one in DeathType if one.value in found.types.split()],
        since=notified_since(),
        titles=titles(),
    )


@bp.get("/figures")
@requires(Permission.KEEP_EVIDENCE)
def choosing() -> ResponseReturnValue:
    """Where a file of figures is chosen."""
    return _figures_page(_figures_form(), None)


@bp.get("/figures/template.csv")
@requires(Permission.KEEP_EVIDENCE)
def template() -> ResponseReturnValue:
    """The header of a file of figures."""
    headers = {"Content-Disposition": "attachment; filename=figures.csv"}
    return Response("\ufeff" + TEMPLATE, mimetype="text/csv", headers=headers)


@bp.post("/figures", endpoint="figures")
@requires(Permission.KEEP_EVIDENCE)
@writes
def keep_figures() -> ResponseReturnValue:
    """Keep the figures of a file, all or none."""
    form, data = _figures_form(), uploaded()
    if not form.validate() or not data:
        if not data:
            form.fail(DomainError("Choose a file.", "file"))
        return _figures_page(form, None), 422
    told = points_in(data, [one.code for one in all_series()], standing_values())
    if told.faults:
        return _figures_page(form, told), 422
    source = versions(form.source.data, current_user)[0]
    count = keep_points(told.points, source, by=current_user)
    return say_done(
        f"New figures: {count}. They stood already: {told.same}.", ".show", ref=source.ref
    )


def uploaded() -> bytes:
    """The file that was sent, up to just over what is taken; nothing where none was chosen."""
    chosen = request.files.get("file")
    return chosen.stream.read(MOST_BYTES + 1) if chosen and chosen.filename else b""


def _figures_form() -> FiguresForm:
    form = FiguresForm()
    form.offer(sources(current_user))
    return form


def _figures_page(form: FiguresForm, told: PointsFile | None) -> str:
    faults = told.faults if told else ()
    return render_template("evidence/figures.html", form=form, faults=faults, series=all_series())
