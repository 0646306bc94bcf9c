"""Building a document from the record: the same for the command, the button and the tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dhp import dictionary
from dhp.accounts.forces import forces
from dhp.accounts.row_security.reach import whole_record
from dhp.audit.queries import head_at
from dhp.calendar import end_of, now, start_of
from dhp.calendar.clock import days_after
from dhp.calendar.issues import issue_of
from dhp.cases.judging.facts import CURRENT
from dhp.errors import DomainError
from dhp.reports.contents.annual import ANNUAL
from dhp.reports.contents.contents import Brief, Contents
from dhp.reports.contents.force_pack import FORCE_PACK
from dhp.reports.contents.laying import Commentary, blocks_of, told_of
from dhp.reports.contents.monthly import MONTHLY
from dhp.reports.contents.quarterly import QUARTERLY
from dhp.reports.contents.weekly import WEEKLY
from dhp.reports.document import Coverage, Document, Edition, Front, MadeFrom
from dhp.statistics.disclosure import Clearing
from dhp.statistics.held import held
from dhp.statistics.tables import Period

SERVICE_VERSION = "0.1.0"

KINDS: Mapping[str, Contents] = {
    "weekly": WEEKLY,
    "monthly": MONTHLY,
    "quarterly": QUARTERLY,
    "annual": ANNUAL,
    "force-pack": FORCE_PACK,
}


@dataclass(frozen=True)
class Order:
    """What is to be built: a kind, a day in its last period, its front block, and the instants.

    `as_at` is the instant whose knowledge it shows: the planned cut-off where None, or the present
    until then. `before_as_at` is the same for the edition before. `force` is the
    code of the force that a force pack is for. `commentary` is what people say, by section.
    """

    kind: str
    ending: date
    front: Front
    as_at: datetime | None = None
    before_as_at: datetime | None = None
    edition: Edition = Edition.RESTRICTED
    force: str | None = None
    commentary: Commentary = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """A document, and for a shareable edition how its figures were cleared."""

    document: Document
    clearing: Clearing | None = None


def build(order: Order) -> Document:
    """The document that `order` asks for. Raises `DomainError` for a kind nobody knows."""
    return built(order).document


def built(order: Order) -> Built:
    """The same, with how its figures were cleared. Writes nothing."""
    contents = contents_of(order.kind)
    return _built(contents, _brief(contents, order), order)


def packs(order: Order) -> Iterator[Document]:
    """The document of every force, by name, for a kind that is for one force.

    What is measured of all forces is measured once. Raises `DomainError` as `build` does.
    """
    contents = contents_of(order.kind)
    codes = [force.code for force in forces()]
    if not codes:
        raise DomainError("There is no force. Load the forces first: flask reference load.")
    first = _brief(contents, replace(order, force=codes[0]))
    for code in codes:
        one = replace(first, force=code)
        yield _built(contents, one, replace(order, force=code)).document


@whole_record()
def _built(contents: Contents, brief: Brief, order: Order) -> Built:
    with held(contents.years):
        told, clearing = told_of(contents, brief)
    returns = told.returns
    front = replace(order.front, next_edition=_next_issue(contents.kind, brief.period))
    document = Document(
        report=contents.kind,
        edition=brief.edition,
        title=contents.title,
        subtitle=contents.subtitle(brief),
        period=brief.period,
        as_at=brief.as_at,
        issued=None,
        made_from=MadeFrom(dictionary.VERSION, CURRENT, SERVICE_VERSION, head_at(brief.as_at)),
        coverage=Coverage(returns.due, returns.returned, returns.nil, returns.missing),
        front=front,
        blocks=tuple(blocks_of(contents, told, order.commentary)),
        force=brief.force or "",
    )
    _check_comments(document, order.commentary)
    return Built(document, clearing)


def contents_of(kind: str) -> Contents:
    """The declaration of `kind`. Raises `DomainError` for a kind nobody knows."""
    if kind not in KINDS:
        kinds = ", ".join(KINDS)
        raise DomainError(f"There is no report called {kind!r}. Choose one of: {kinds}.")
    return KINDS[kind]


@whole_record()
def _brief(contents: Contents, order: Order) -> Brief:
    """Whose knowledge is shown of which days. Raises `DomainError` for what cannot be built."""
    period = contents.period(order.ending)
    if start_of(period.start) > now():
        raise DomainError("That period has not begun. Choose a day in this one or an earlier one.")
    if order.edition not in contents.editions:
        raise DomainError(f"There is no {order.edition.value} edition of this report.", "edition")
    before = contents.period(days_after(period.start, -1))
    as_at = order.as_at or min(_cut_off(contents.kind, period), now())
    return Brief(
        period=period,
        as_at=as_at,
        before_as_at=min(order.before_as_at or _cut_off(contents.kind, before), as_at),
        edition=order.edition,
        force=_force(contents, order.force),
    )


def _force(contents: Contents, code: str | None) -> str | None:
    """The force of the order, where the report is for one."""
    if not contents.for_force:
        if code is not None:
            raise DomainError("Only a force pack is for one force. Choose none.", "force")
        return None
    if code not in {one.code for one in forces()}:
        raise DomainError(
            "Say which force the pack is for, by its code such as E23000001.", "force"
        )
    return code


def _next_issue(kind: str, period: Period) -> date | None:
    """The day on which the edition after the one about `period` is issued, where that is planned."""
    planned = issue_of(kind, days_after(period.end, 1))
    return planned.day if planned else None


def _cut_off(kind: str, period: Period) -> datetime:
    """The instant whose knowledge the edition about `period` shows."""
    planned = issue_of(kind, period.end)
    return planned.cut_off if planned else end_of(period.end)


def _check_comments(document: Document, commentary: Commentary) -> None:
    """Refuse a comment that no section would show."""
    keys = {key for key, _title, _blocks in document.sections()}
    if lost := sorted(commentary.keys() - keys):
        raise DomainError(
            f"A comment is bound to a section that is no longer there: {', '.join(lost)}. "
            "Withdraw it, or write it anew for another section."
        )
