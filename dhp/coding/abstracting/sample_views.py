"""The lead's pages of answering again: drawing, how a sample came out, and settling differences."""

from secrets import randbelow

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.coding.abstracting import actions
from dhp.coding.abstracting.comparing import Pair, agreement, pairs_of
from dhp.coding.abstracting.forms import DrawForm, RuleForm
from dhp.coding.abstracting.models import AbstractionSample, Finding
from dhp.coding.abstracting.queries import eligible, sample_with, samples
from dhp.coding.abstracting.views import bp
from dhp.coding.passes.queries import coders
from dhp.errors import Absent
from dhp.references import plain_reference
from dhp.web.access import requires
from dhp.web.acting import check_sound, say_done, trying
from dhp.web.edge import writes

_SEEDS = 1_000_000_000


@bp.get("/samples")
@requires(Permission.ADJUDICATE)
def drawn() -> ResponseReturnValue:
    """Every sample, and a form to draw another."""
    form = DrawForm(formdata=None)
    form.people.choices = _people()
    return _drawn(form)


@bp.post("/samples", endpoint="draw")
@requires(Permission.ADJUDICATE)
@writes
def draw() -> ResponseReturnValue:
    """Draw a sample and give it out."""
    form = DrawForm()
    form.people.choices = _people()
    with trying(form) as tried:
        check_sound(form)
        people = [one for one in coders() if one.ref in (form.people.data or ())]
        wanted = form.wanted(len(eligible(current_user)))
        made = actions.draw(wanted, people, by=current_user, seed=randbelow(_SEEDS))
    if tried.refused:
        return _drawn(form), tried.refused
    return say_done(
        f"Deaths given out to be answered again: {len(made.abstractions)}.", ".sample", ref=made.ref
    )


@bp.get("/samples/<ref>")
@requires(Permission.ADJUDICATE)
def sample(ref: str) -> ResponseReturnValue:
    """How one sample came out."""
    return _page(sample_with(ref, current_user), RuleForm(formdata=None))


@bp.post("/samples/<ref>/<case_ref>/<name>")
@requires(Permission.ADJUDICATE)
@writes
def rule(ref: str, case_ref: str, name: str) -> ResponseReturnValue:
    """Settle one difference."""
    found, form = sample_with(ref, current_user), RuleForm()
    wanted = [one for one in found.abstractions if one.case.ref == plain_reference(case_ref)]
    if not wanted:
        raise Absent
    if not form.validate():
        return _page(found, form), 422
    actions.rule(wanted[0], name, Finding(form.finding.data), by=current_user)
    return say_done(
        "Settled. Where the record is wrong, mend it on the page of the case.", ".sample", ref=ref
    )


def _people() -> list[tuple[str, str]]:
    return [(one.ref, one.name) for one in coders()]


def _drawn(form: DrawForm) -> str:
    return render_template(
        "abstracting/samples.html",
        form=form,
        eligible=len(eligible(current_user)),
        samples=[(one, agreement(_pairs(one))) for one in samples(current_user)],
    )


def _page(found: AbstractionSample, form: RuleForm) -> str:
    refs = [one.case.ref for one in found.abstractions]
    rows = [(one, pairs_of(one)) for one in found.abstractions]
    trail.record_read(Act.ABSTRACTION_COMPARED, by=current_user, about=(found.ref, *refs))
    return render_template(
        "abstracting/sample.html",
        sample=found,
        rows=rows,
        questions=agreement(_pairs(found)),
        form=form,
    )


def _pairs(found: AbstractionSample) -> list[Pair]:
    return [pair for one in found.abstractions for pair in pairs_of(one)]
