"""The tables of the codebook: its versions, its codes, their wordings, and where codes have gone."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from dhp.calendar import now
from dhp.coding.codebook.rules import Level, MappingKind, VersionState
from dhp.column_types import UtcDateTime, Vocabulary
from dhp.extensions import Model


class CodebookVersion(Model):
    """One version of the codebook, numbered 1, 2, ...; at most one is open for changes.

    `note` says in words what changed. `opened_by` and `published_by` are users' references. What a
    published version says never changes.
    """

    __tablename__ = "codebook_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    state: Mapped[VersionState] = mapped_column(Vocabulary(VersionState), default=VersionState.OPEN)
    note: Mapped[str] = mapped_column(Text, default="")
    opened_by: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_by: Mapped[str | None] = mapped_column(String(40))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("number > 0", name="counted_from_one"),
        CheckConstraint("(published_at IS NULL) = (state = 'open')", name="published_then"),
        Index(
            "uq_codebook_versions_open",
            "state",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )


class Code(Model):
    """A domain, a theme or a code: what stays the same while its wording is revised.

    `ref` is shown to people (5, 5.03, 5.03.02), follows from its place and is never used again.
    `guid` names it in files exchanged with other programs. Nothing moves to another parent.
    """

    __tablename__ = "codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    guid: Mapped[str] = mapped_column(String(40), unique=True, default=lambda: str(uuid4()))
    level: Mapped[Level] = mapped_column(Vocabulary(Level))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("codes.id"), index=True)

    __table_args__ = (
        CheckConstraint("(parent_id IS NULL) = (level = 'domain')", name="domains_on_top"),
    )


class CodeVersion(Model):
    """One wording of a code, in force from the version `since` to the one before `until`.

    Both are numbers of codebook versions; `until` is empty while the wording stands. A wording with
    `until` equal to `since` was given up before its version was published and was never in force.
    `types` are death types, parted by spaces; empty means every type. `ending` says why the code was
    retired, merged or split with these words; it is empty where other words took their place.
    `edits` travels in the forms.
    """

    __tablename__ = "code_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_id: Mapped[int] = mapped_column(ForeignKey(Code.id), index=True)
    since: Mapped[int] = mapped_column(ForeignKey(CodebookVersion.number))
    until: Mapped[int | None] = mapped_column(ForeignKey(CodebookVersion.number))
    label: Mapped[str] = mapped_column(String(120))
    definition: Mapped[str] = mapped_column(Text)
    include: Mapped[str] = mapped_column(Text, default="")
    exclude: Mapped[str] = mapped_column(Text, default="")
    example: Mapped[str] = mapped_column(Text, default="")
    types: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    worded_by: Mapped[str] = mapped_column(String(40))
    worded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ending: Mapped[str | None] = mapped_column(Text)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edits: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": edits}
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="until_after_since"),
        CheckConstraint("ended_at IS NULL OR until IS NOT NULL", name="ended_if_it_ends"),
        Index(
            "uq_code_versions_standing",
            "code_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )


class CodeMapping(Model):
    """Where a code went in the codebook version `version`: one code of a merge, a part of a split.

    A mapping is read beside the marks and never rewrites one. `undone_at` tells of a merge or split
    taken back before its version was published.
    """

    __tablename__ = "code_mappings"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MappingKind] = mapped_column(Vocabulary(MappingKind))
    from_code_id: Mapped[int] = mapped_column(ForeignKey(Code.id), index=True)
    to_code_id: Mapped[int] = mapped_column(ForeignKey(Code.id))
    version: Mapped[int] = mapped_column(ForeignKey(CodebookVersion.number))
    reason: Mapped[str] = mapped_column(Text)
    mapped_by: Mapped[str] = mapped_column(String(40))
    mapped_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("from_code_id <> to_code_id", name="leads_elsewhere"),
        Index(
            "uq_code_mappings_standing",
            *("from_code_id", "to_code_id", "version"),
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )
