"""The table of requests: somebody wants to know what is held about them, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import now
from dhp.column_types import IdentifyingText, UtcDateTime
from dhp.extensions import Model
from dhp.references import new_reference


class SubjectRequest(Model):
    """One request for what is held about one person.

    `sought` is JSON: names and date of birth; `requester` says who asked and how they proved who
    they are. `choices` is JSON: what was found to be theirs, and what is withheld and why. `digest`
    is the SHA-256 of the bundle that was put forward; approving is of that digest, and giving too.
    The bundle itself is not kept. The texts are removed when their clock has run out.
    """

    __tablename__ = "subject_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True, default=new_reference)
    sought: Mapped[str] = mapped_column(IdentifyingText)
    requester: Mapped[str] = mapped_column(IdentifyingText)
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    choices: Mapped[str | None] = mapped_column(IdentifyingText)
    digest: Mapped[str | None] = mapped_column(String(64))
    put_by: Mapped[str | None] = mapped_column(String(40))
    put_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(String(40))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_to: Mapped[str | None] = mapped_column(IdentifyingText)
    given_by: Mapped[str | None] = mapped_column(String(40))
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("approved_by <> put_by", name="approved_by_another"),
        CheckConstraint(
            "given_at IS NULL OR (approved_at IS NOT NULL AND given_to IS NOT NULL)",
            name="given_if_approved",
        ),
    )

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        for at, words in (
            (self.ended_at, "Over, and its texts removed"),
            (self.given_at, "Given"),
            (self.approved_at, "Approved, not given yet"),
            (self.put_at, "Waits for another lead"),
        ):
            if at is not None:
                return words
        return "Looked for, nothing chosen yet"
