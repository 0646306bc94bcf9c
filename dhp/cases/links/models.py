"""The table of what was decided about two cases: same death, same incident, or neither."""

import json
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import now
from dhp.cases.models import Case, Incident
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model
from dhp.references import new_reference
from dhp.sealing.case_text import CaseText
from dhp.worded import Worded


class LinkKind(Worded):
    """What somebody decided about two cases."""

    label: str

    SAME_DEATH = "same death", "The same death"
    SAME_INCIDENT = "same incident", "Two deaths of the same incident"
    NOT_THE_SAME = "not the same", "Not the same"


class CaseLink(Model):
    """One decision about two cases. Undone, it stays as history.

    For the same death `case_id` is the case that stays. `incident_id` is the incident of that case,
    `former_incident_id` the one that the cases in `moved` (JSON, their ids) were taken from.
    `choices` (JSON) says for each column on which the two differed the id of the case whose answer
    was chosen; `date_taken` repeats that the date of death is the other's, for counting.
    """

    __tablename__ = "case_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    other_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    kind: Mapped[LinkKind] = mapped_column(Vocabulary(LinkKind))
    incident_id: Mapped[int] = mapped_column(ForeignKey(Incident.id), index=True)
    former_incident_id: Mapped[int] = mapped_column(ForeignKey(Incident.id))
    moved: Mapped[str] = mapped_column(Text, default="[]")
    choices: Mapped[str] = mapped_column(Text, default="{}")
    date_taken: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(CaseText)
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_by: Mapped[str | None] = mapped_column(String(40))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_reason: Mapped[str | None] = mapped_column(CaseText)

    __table_args__ = (
        CheckConstraint("case_id <> other_id", name="two_cases"),
        CheckConstraint("undone_at >= decided_at", name="undone_after"),
        Index("ix_case_links_case_id", "case_id", "kind"),
        Index("ix_case_links_other_id", "other_id", "kind"),
        Index(
            "uq_case_links_standing",
            *("case_id", "other_id"),
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    @property
    def columns_taken(self) -> frozenset[str]:
        """The names of the columns whose answers come from the other case."""
        chosen = json.loads(self.choices).items()
        return frozenset(name for name, case_id in chosen if case_id == self.other_id)

    @property
    def cases_moved(self) -> list[int]:
        """The ids of the cases that changed their incident by this link."""
        return [int(number) for number in json.loads(self.moved)]

    def stood_at(self, instant: datetime | None) -> bool:
        """Whether the decision stood at `instant`; now, when that is None."""
        if instant is None:
            return self.undone_at is None
        return self.decided_at <= instant and (self.undone_at is None or self.undone_at > instant)
