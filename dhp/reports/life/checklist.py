"""The steps that a draft still has to take before it is issued, as its page lists them."""

from dataclasses import dataclass

from flask import url_for

from dhp.calendar import long_instant
from dhp.calendar.issues import issue_of
from dhp.reports.commentary.queries import present, to_confirm
from dhp.reports.document import Edition
from dhp.reports.models import Run, RunStatus
from dhp.statistics.releases.models import Release, ReleaseStatus


@dataclass(frozen=True)
class Step:
    """One step in words, with how it stands; `href` leads to where it is taken, if to anywhere."""

    text: str
    hint: str
    status: str
    done: bool
    href: str = ""


def steps(run: Run, release: Release | None) -> list[Step]:
    """The steps of `run`, in the order in which they are taken."""
    found = [_numbers(run), _comments(run)]
    if run.edition is Edition.SHAREABLE:
        found.append(_disclosure(release))
    return [*found, _approval(run), _issue(run)]


def _numbers(run: Run) -> Step:
    planned = issue_of(run.kind, run.period_to)
    early = planned is not None and run.as_at < planned.cut_off
    hint = f"They show what the record knew at {long_instant(run.as_at)}."
    if early and planned is not None:
        hint += (
            f" The cut-off is {long_instant(planned.cut_off)}: build it again once that has passed."
        )
    return Step("Numbers are current", hint, "Too early" if early else "Done", not early)


def _comments(run: Run) -> Step:
    here, stale = len(present(run)), len(to_confirm(run))
    if stale:
        hint = "Their numbers have changed since: confirm, change or remove each."
        return Step(
            "Comments hold for their numbers", hint, f"{stale} to confirm", False, "#comments"
        )
    hint = "Nobody has commented." if not here else f"{here} of them."
    return Step("Comments hold for their numbers", hint, "Done", True)


def _disclosure(release: Release | None) -> Step:
    text = "What it hides is signed off"
    if release is None or release.status is ReleaseStatus.WITHDRAWN:
        return Step(text, "Its figures were withdrawn: build it again.", "Build again", False)
    href = url_for("releases.show", ref=release.ref)
    if release.status is ReleaseStatus.PREPARED:
        return Step(text, "A lead who did not build it signs it off.", "To sign off", False, href)
    return Step(text, f"Signed off by {release.signed_by_name}.", "Done", True)


def _approval(run: Run) -> Step:
    text = "A second person approves it"
    if run.status is RunStatus.APPROVED and run.approved_at:
        hint = f"{run.approved_by_name}, {long_instant(run.approved_at)}. Any change voids it."
        return Step(text, hint, "Done", True)
    hint = "A lead who neither built it nor wrote in it."
    if run.void_because:
        hint = f"The approval is void. {run.void_because} {hint}"
    return Step(text, hint, "To approve", False, "#decide")


def _issue(run: Run) -> Step:
    if run.due_at is None:
        hint = "A lead issues it once it is approved: the calendar has no date for it."
    else:
        hint = f"To every recipient at the same time: {long_instant(run.due_at)}, or then at once."
    return Step("It is issued", hint, "Waits", False)
