"""Which practice of the library stood at an instant, by theme, for reports."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from dhp.extensions import db
from dhp.practice.models import PracticeJudgement, PracticeWording
from dhp.practice.rules import LABELS, Label


class Stood(NamedTuple):
    """An entry of the library as it stood: its title, its label and the themes it is about."""

    title: str
    label: Label
    themes: tuple[str, ...]

    @property
    def words(self) -> str:
        """The title with what evidence says of it: “Joint visits (Promising)”."""
        return f"{self.title} ({LABELS[self.label][0].lower()})"

    def about(self, ref: str) -> bool:
        """Whether it is about the theme `ref` or something below it."""
        return any(one == ref or one.startswith(f"{ref}.") for one in self.themes)


def library_at(as_at: datetime) -> Sequence[Stood]:
    """The entries in the library at `as_at`, the best proven first; what did not work is left out.

    Two statements.
    """
    judged = select(PracticeJudgement.practice_id, PracticeJudgement.label).where(
        PracticeJudgement.recorded_at <= as_at
    )
    labels: dict[int, Label | None] = dict(
        db.session.execute(
            judged.order_by(PracticeJudgement.recorded_at, PracticeJudgement.id)
        ).all()
    )
    rows = db.session.execute(
        select(PracticeWording.practice_id, PracticeWording.title, PracticeWording.themes)
        .where(
            PracticeWording.recorded_at <= as_at,
            or_(PracticeWording.superseded_at.is_(None), PracticeWording.superseded_at > as_at),
        )
        .order_by(PracticeWording.title, PracticeWording.id)
    )
    found = [
        Stood(title, label, themes)
        for practice, title, themes in rows
        if (label := labels.get(practice)) not in (None, Label.DID_NOT_WORK)
    ]
    return sorted(found, key=lambda one: list(Label).index(one.label))
