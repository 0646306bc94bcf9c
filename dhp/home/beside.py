"""What other rooms know of a recommendation: the labels of its codes, and practice that fits them."""

from sqlalchemy import func, or_, select

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.coding.codebook_rules import VersionState
from dhp.coding.models import Code, CodebookVersion, CodeVersion
from dhp.extensions import db
from dhp.home.panels import link
from dhp.learning import Beside, BesideLine
from dhp.learning.models import Recommendation
from dhp.practice.queries import fitting
from dhp.practice.rules import LABELS


def code_labels() -> dict[str, str]:
    """The label of every published entry of the codebook by its reference, retired ones included.

    One statement; empty before the first version is published.
    """
    published = (
        select(func.max(CodebookVersion.number))
        .where(CodebookVersion.state == VersionState.PUBLISHED)
        .scalar_subquery()
    )
    in_force = or_(CodeVersion.until.is_(None), CodeVersion.until > CodeVersion.since)
    statement = (
        select(Code.ref, CodeVersion.label)
        .join(CodeVersion, CodeVersion.code_id == Code.id)
        .where(CodeVersion.since <= published, in_force)
        .order_by(CodeVersion.since, CodeVersion.id)  # later words take the place of earlier ones
    )
    return dict(db.session.execute(statement).all())


def fitting_practice(_one: Recommendation, codes: list[str], user: User) -> Beside | None:
    """What the library holds on the themes of a recommendation, whatever cases lie behind it."""
    if not codes or not user.may(Permission.READ_PRACTICE):
        return None
    themes = sorted({ref.rpartition(".")[0] or ref for ref in codes} | set(codes))
    lines = tuple(
        BesideLine(
            f"{each.title} ({LABELS[each.label][0].lower()})" if each.label else each.title,
            link("practice.show", ref=each.ref),
        )
        for each in fitting((), themes)
    )
    return Beside("Practice that may help", lines)
