"""The work list of the unit: sorted by who must act next, then by how long it has waited."""

from collections.abc import Iterable, Iterator, Sequence

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.audit.acts import Act
from dhp.calendar import long_date, long_instant
from dhp.cases.models import Case
from dhp.cases.wording import died_words, force_words
from dhp.home.panels import MOST, Item, Panel, link, wait, waiting
from dhp.home.queries import approved, drafts, returned, undecided_count, unjudged
from dhp.notifications.listing import rows
from dhp.notifications.models import Notification
from dhp.notifications.queries import inbox
from dhp.references import shown_reference
from dhp.reports.models import Run


def unit_panels(user: User) -> Iterator[Panel]:
    """What the unit has to do, and what it waits for."""
    sent = inbox(user)
    yield Panel(
        "Accept or return",
        "Forces have sent these. Read each one; accepting it opens its case.",
        tuple(_notified(sent[:MOST])),
        len(sent),
        more=link("notifications.inbox"),
        act=Act.NOTIFICATIONS_LISTED,
    )
    cases, total = unjudged(user, MOST)
    yield Panel(
        "Classify",
        "Nobody has judged these cases yet. Until then each report counts them as not yet "
        "classified.",
        tuple(_to_classify(cases)),
        total,
        more=link("cases.index", scope="none"),
        act=Act.CASES_LISTED,
    )
    yield from _open_questions(user)
    back = returned(user)
    yield Panel(
        "With the force",
        "You returned these. The force has to complete them and send them again.",
        tuple(_notified(back[:MOST])),
        len(back),
        act=Act.NOTIFICATIONS_LISTED,
    )


def approve_panels(user: User) -> Iterator[Panel]:
    """The reports that wait for a second person; those first whose approval was voided."""
    waiting_now = drafts(user)
    void = [run for run in waiting_now if run.void_approver == user.ref]
    yield Panel(
        "Read again: your approval is void",
        "These were changed after you approved them, so nobody has approved what they say now.",
        tuple(_drafts(void[:MOST])),
        len(void),
        more=link("reports.index"),
    )
    others = [run for run in waiting_now if run.void_approver != user.ref]
    yield Panel(
        "Approve or give up reports",
        "Somebody else built these. A report is issued once a second person has approved it.",
        tuple(_drafts(others[:MOST])),
        len(others),
        more=link("reports.index"),
    )
    ready = approved(user)
    yield Panel(
        "Approved, issued at their hour",
        "Nothing to do: they go to all recipients at the same time. A change voids the approval.",
        tuple(_ready(ready[:MOST])),
        len(ready),
        more=link("reports.index"),
    )


def prepare_panels(user: User) -> Iterator[Panel]:
    """The drafts to comment on, for those who approve none."""
    if user.may(Permission.APPROVE_REPORTS):
        return
    found = drafts(user)
    yield Panel(
        "Prepare drafts of reports",
        "Comment on their sections before a lead approves them.",
        tuple(_drafts(found[:MOST])),
        len(found),
        more=link("reports.index"),
    )


def _open_questions(user: User) -> Iterator[Panel]:
    count = undecided_count(user)
    if count:
        yes = Item(
            "See these cases",
            link("cases.index", scope="cannot tell"),
            "1 case" if count == 1 else f"{count:,} cases",
        )
        why = "Somebody judged that nobody can tell yet. New answers may settle it."
        yield Panel("Decide when the facts are in", why, (yes,), count)


def _notified(notifications: Sequence[Notification]) -> Iterator[Item]:
    for row in rows(notifications):
        notification = row.notification
        yield Item(
            shown_reference(notification.ref),
            link("notifications.read", ref=notification.ref),
            _sentence(
                notification.force.name,
                row.death[:1].lower() + row.death[1:],
                restricted=notification.restricted,
            ),
            waiting(row.waited),
            notification.ref,
        )


def _to_classify(cases: Iterable[Case]) -> Iterator[Item]:
    for case in cases:
        died = died_words(case)
        known = "date of death not known" if died == "Not known" else f"died {died}"
        yield Item(
            shown_reference(case.ref),
            link("cases.classification", ref=case.ref),
            _sentence(force_words(case), known, restricted=case.restricted),
            wait(case.received_at),
            case.ref,
        )


def _drafts(runs: Iterable[Run]) -> Iterator[Item]:
    for run in runs:
        yield Item(
            run.title,
            link("reports.report", ref=run.ref),
            f"To {long_date(run.period_to)}. {run.void_because or f'Built by {run.built_by_name}'}",
            wait(run.built_at),
        )


def _ready(runs: Iterable[Run]) -> Iterator[Item]:
    for run in runs:
        yield Item(
            run.title,
            link("reports.report", ref=run.ref),
            f"Approved by {run.approved_by_name}",
            f"Due {long_instant(run.due_at)}" if run.due_at else "A lead issues it",
        )


def _sentence(*parts: str, restricted: bool) -> str:
    return ", ".join(part for part in parts if part) + (". Restricted" if restricted else "")
