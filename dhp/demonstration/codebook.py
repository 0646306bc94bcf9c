"""The codebook of an invented history: the starting one, one revision half-way, one under way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select, update

from dhp.coding.codebook.actions import define, retire, revise
from dhp.coding.codebook.editing import standing
from dhp.coding.codebook.loading import load_codebook
from dhp.coding.codebook.mapping import merge, split
from dhp.coding.codebook.models import CodebookVersion, CodeVersion
from dhp.coding.codebook.publishing import open_version, publish
from dhp.coding.codebook.queries import code_with
from dhp.coding.codebook.wording import Wording, words_of
from dhp.demonstration.accounts import Staff
from dhp.demonstration.order import Order
from dhp.errors import Refused
from dhp.extensions import db

_SECOND = timedelta(days=150, hours=13)  # before the history ends
_THIRD = timedelta(days=9, hours=8)

_PARTS = [
    Wording(
        "History checked before or at the scene",
        "Earlier records were looked up before officers left the scene.",
        include="Control room, mobile device, national database.",
        exclude="Records of other forces: use 5.03.03. Later: use 5.03.05.",
        example="“The control room read out four earlier calls while they drove.”",
    ),
    Wording(
        "History checked afterwards",
        "Earlier records were looked up after officers had left.",
        include="Secondary risk assessment; a review the next morning.",
        exclude="At the scene: use 5.03.04.",
        example="“The safeguarding desk found the order on the Monday.”",
    ),
]

Act = Callable[[], object]


def codebook_acts(order: Order, staff: Staff) -> Iterator[tuple[datetime, Act]]:
    """Each version with the instant at which the lead makes it; one that is there is left out."""
    yield order.begins + timedelta(minutes=30), partial(_start, order.begins)
    known = db.session.scalar(select(func.max(CodebookVersion.number))) or 1
    for number, before, act in ((2, _SECOND, _second), (3, _THIRD, _third)):
        at = order.ends - before
        if number > known and at > order.begins + timedelta(hours=1):
            yield at, partial(act, staff)


def _start(begins: datetime) -> None:
    """The starting codebook, as old as the history, whenever it was loaded."""
    load_codebook(db.session())
    late = CodebookVersion.opened_at > begins
    started = update(CodebookVersion).where(CodebookVersion.number == 1, late)
    db.session.execute(started.values(opened_at=begins, published_at=begins))
    worded = update(CodeVersion).where(CodeVersion.since == 1, CodeVersion.worded_at > begins)
    db.session.execute(worded.values(worded_at=begins))


def _second(staff: Staff) -> None:
    """What a while of coding taught: one code parted, two joined, three worded anew."""
    _open(2, staff)
    split(
        code_with("5.03.01"),
        _PARTS,
        "Coders disagreed because the code held two moments with different lessons.",
        by=staff.lead,
    )
    merge(
        code_with("8.01.02"),
        code_with("8.01.01"),
        "Too rare to be told apart, and coders did not agree on which it was.",
        by=staff.lead,
    )
    for ref in ("5.03.02", "5.03.03"):
        words = words_of(_standing(ref))
        pointing = words.exclude.replace("5.03.01", "5.03.04 or 5.03.05")
        revise(
            code_with(ref),
            replace(words, exclude=pointing),
            "It named a code that is now two.",
            by=staff.lead,
        )
    covid = words_of(_standing("8.01.01"))
    revise(
        code_with("8.01.01"),
        replace(
            covid,
            include="Being shut in together; lost work; the rules used as an excuse.",
            exclude="Help that could not be reached: use 8.01.03.",
        ),
        "It now holds what was marked as an excuse.",
        by=staff.lead,
    )
    publish(
        "History checks are two codes. Covid as an excuse is part of Covid made it worse. Counts of "
        "these codes before and after do not measure the same.",
        by=staff.lead,
    )


def _third(staff: Staff) -> None:
    """What the lead is working on when the history ends."""
    _open(3, staff)
    define(
        code_with("5.04"),
        Wording(
            "Help for the suspect to stop",
            "The suspect was offered a programme or support to change.",
            include="Behaviour programmes; help with drinking offered with that aim.",
            exclude="Supervision: use 6.02.02 or 6.02.03.",
            example="“He was given a leaflet on his release.”",
        ),
        by=staff.lead,
    )
    retire(code_with("8.02.02"), "Coders say that it has not helped them.", by=staff.lead)


def _standing(ref: str) -> CodeVersion:
    """The stored wording of an entry that stands; raises `Refused` if it does not."""
    found = standing(code_with(ref))
    if found is None:
        raise Refused(f"{ref} is not in use.")
    return found


def _open(number: int, staff: Staff) -> None:
    """Open the version `number`; raises `Refused` where the codebook is further on or is edited."""
    if open_version(by=staff.lead).number != number:
        raise Refused("The codebook is further on.")
