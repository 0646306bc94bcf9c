"""Themes, learning, practice and evidence; the ledger of issued figures."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "benchmark_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("differences", sa.Text(), nullable=False),
        sa.Column("types", sa.String(length=100), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark_series")),
        sa.UniqueConstraint("code", name=op.f("uq_benchmark_series_code")),
    )
    op.create_table(
        "codebook_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=40), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(published_at IS NULL) = (state = 'open')",
            name=op.f("ck_codebook_versions_published_then"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_codebook_versions_counted_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_versions")),
        sa.UniqueConstraint("number", name=op.f("uq_codebook_versions_number")),
    )
    with op.batch_alter_table("codebook_versions", schema=None) as batch_op:
        batch_op.create_index(
            "uq_codebook_versions_open",
            ["state"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("guid", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(parent_id IS NULL) = (level = 'domain')", name=op.f("ck_codes_domains_on_top")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["codes.id"], name=op.f("fk_codes_parent_id_codes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
        sa.UniqueConstraint("guid", name=op.f("uq_codes_guid")),
        sa.UniqueConstraint("ref", name=op.f("uq_codes_ref")),
    )
    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_codes_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "evidence_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("citation", sa.String(length=1000), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_sources")),
        sa.UniqueConstraint("ref", "number", name=op.f("uq_evidence_sources_ref_number")),
    )
    with op.batch_alter_table("evidence_sources", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_sources_superseded_at", ["superseded_at"], unique=False)

    op.create_table(
        "learning_findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_findings")),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_findings_ref")),
    )
    op.create_table(
        "recommendation_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_recommendation_years")),
    )
    op.create_table(
        "recommendations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("national", sa.Boolean(), nullable=False),
        sa.Column("repeats_id", sa.Integer(), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("check_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=40), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing", sa.String(length=40), nullable=True),
        sa.Column("closing_words", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.String(length=40), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(stage = 'draft') = (number IS NULL)",
            name=op.f("ck_recommendations_numbered_when_issued"),
        ),
        sa.CheckConstraint(
            "(year IS NULL) = (number IS NULL)", name=op.f("ck_recommendations_number_in_a_year")
        ),
        sa.ForeignKeyConstraint(
            ["repeats_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendations_repeats_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("ref", name=op.f("uq_recommendations_ref")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_recommendations_year_number")),
    )
    with op.batch_alter_table("recommendations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendations_repeats_id"), ["repeats_id"], unique=False
        )
        batch_op.create_index("ix_recommendations_stage_due_on", ["stage", "due_on"], unique=False)

    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("source_ref", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("types", sa.String(length=100), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("since <= until", name=op.f("ck_reconciliations_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
        sa.UniqueConstraint("ref", name=op.f("uq_reconciliations_ref")),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("as_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy", sa.String(length=40), nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.String(length=40), nullable=True),
        sa.Column("signed_by_name", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_because", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_releases_withdrawn_has_instant"),
        ),
        sa.CheckConstraint(
            "issued_at IS NULL OR signed_at IS NOT NULL",
            name=op.f("ck_releases_signed_before_issued"),
        ),
        sa.CheckConstraint("signed_by <> made_by", name=op.f("ck_releases_signed_by_another")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("ref", name=op.f("uq_releases_ref")),
    )
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.create_index("ix_releases_about", ["about"], unique=False)

    op.create_table(
        "series_reopenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_reopenings")),
    )
    with op.batch_alter_table("series_reopenings", schema=None) as batch_op:
        batch_op.create_index("ix_series_reopenings_series", ["series"], unique=False)

    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("learnt_on", sa.Date(), nullable=False),
        sa.Column("roles", sa.String(length=120), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("written_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("checked_by", sa.String(length=40), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(length=40), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_to", sa.Integer(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["learning_findings.id"],
            name=op.f("fk_alerts_finding_id_learning_findings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("ref", name=op.f("uq_alerts_ref")),
    )
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alerts_status"), ["status"], unique=False)

    op.create_table(
        "benchmark_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("source_ref", sa.String(length=20), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("vintage", sa.Date(), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["benchmark_series.id"],
            name=op.f("fk_benchmark_points_series_id_benchmark_series"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark_points")),
        sa.UniqueConstraint(
            "series_id", "year", "vintage", name=op.f("uq_benchmark_points_series_id_year_vintage")
        ),
    )
    with op.batch_alter_table("benchmark_points", schema=None) as batch_op:
        batch_op.create_index("ix_benchmark_points_source_ref", ["source_ref"], unique=False)

    op.create_table(
        "code_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_code_id", sa.Integer(), nullable=False),
        sa.Column("to_code_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("mapped_by", sa.String(length=40), nullable=False),
        sa.Column("mapped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "from_code_id <> to_code_id", name=op.f("ck_code_mappings_leads_elsewhere")
        ),
        sa.ForeignKeyConstraint(
            ["from_code_id"], ["codes.id"], name=op.f("fk_code_mappings_from_code_id_codes")
        ),
        sa.ForeignKeyConstraint(
            ["to_code_id"], ["codes.id"], name=op.f("fk_code_mappings_to_code_id_codes")
        ),
        sa.ForeignKeyConstraint(
            ["version"],
            ["codebook_versions.number"],
            name=op.f("fk_code_mappings_version_codebook_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_mappings")),
    )
    with op.batch_alter_table("code_mappings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_code_mappings_from_code_id"), ["from_code_id"], unique=False
        )
        batch_op.create_index(
            "uq_code_mappings_standing",
            ["from_code_id", "to_code_id", "version"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "code_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("types", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("worded_by", sa.String(length=40), nullable=False),
        sa.Column("worded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_at IS NULL OR until IS NOT NULL", name=op.f("ck_code_versions_ended_if_it_ends")
        ),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_code_versions_until_after_since")
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_code_versions_code_id_codes")
        ),
        sa.ForeignKeyConstraint(
            ["since"],
            ["codebook_versions.number"],
            name=op.f("fk_code_versions_since_codebook_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["until"],
            ["codebook_versions.number"],
            name=op.f("fk_code_versions_until_codebook_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_versions")),
    )
    with op.batch_alter_table("code_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_versions_code_id"), ["code_id"], unique=False)
        batch_op.create_index(
            "uq_code_versions_standing",
            ["code_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "learning_finding_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("code_ref", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["learning_findings.id"],
            name=op.f("fk_learning_finding_codes_finding_id_learning_findings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_finding_codes")),
        sa.UniqueConstraint(
            "finding_id", "code_ref", name=op.f("uq_learning_finding_codes_finding_id_code_ref")
        ),
    )
    with op.batch_alter_table("learning_finding_codes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_finding_codes_code_ref"), ["code_ref"], unique=False
        )

    op.create_table(
        "list_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("reconciliation_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=True),
        sa.Column("their_ref", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_list_entries_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["reconciliation_id"],
            ["reconciliations.id"],
            name=op.f("fk_list_entries_reconciliation_id_reconciliations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_entries")),
        sa.UniqueConstraint(
            "reconciliation_id", "row", name=op.f("uq_list_entries_reconciliation_id_row")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_list_entries_ref")),
    )
    op.create_table(
        "practices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("submitted_by", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'listed') = (label IS NOT NULL)",
            name=op.f("ck_practices_labelled_if_listed"),
        ),
        sa.CheckConstraint(
            "(force_id IS NULL) = (organisation IS NOT NULL)",
            name=op.f("ck_practices_from_one_place"),
        ),
        sa.CheckConstraint(
            "(label IS NULL) = (review_on IS NULL)", name=op.f("ck_practices_reviewed_if_labelled")
        ),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_practices_force_id_forces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
        sa.UniqueConstraint("ref", name=op.f("uq_practices_ref")),
    )
    with op.batch_alter_table("practices", schema=None) as batch_op:
        batch_op.create_index("ix_practices_status", ["status", "review_on"], unique=False)

    op.create_table(
        "recommendation_addressees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(length=120), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(force_id IS NULL) <> (body IS NULL)",
            name=op.f("ck_recommendation_addressees_force_or_body"),
        ),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_recommendation_addressees_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_addressees_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_addressees")),
        sa.UniqueConstraint(
            "recommendation_id",
            "body",
            name=op.f("uq_recommendation_addressees_recommendation_id_body"),
        ),
        sa.UniqueConstraint(
            "recommendation_id",
            "force_id",
            name=op.f("uq_recommendation_addressees_recommendation_id_force_id"),
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_recommendation_addressees_ref")),
    )
    with op.batch_alter_table("recommendation_addressees", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_addressees_force_id"), ["force_id"], unique=False
        )
        batch_op.create_index(
            "ix_recommendation_addressees_status", ["recommendation_id", "status"], unique=False
        )

    op.create_table(
        "recommendation_findings",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["learning_findings.id"],
            name=op.f("fk_recommendation_findings_finding_id_learning_findings"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_findings_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint(
            "recommendation_id", "finding_id", name=op.f("pk_recommendation_findings")
        ),
    )
    with op.batch_alter_table("recommendation_findings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_findings_finding_id"), ["finding_id"], unique=False
        )

    op.create_table(
        "recommendation_impacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("effect", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.String(length=40), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_impacts_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_impacts")),
    )
    with op.batch_alter_table("recommendation_impacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_impacts_recommendation_id"),
            ["recommendation_id"],
            unique=False,
        )

    op.create_table(
        "released_tables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_released_tables_release_id_releases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_tables")),
        sa.UniqueConstraint(
            "release_id", "series", name=op.f("uq_released_tables_release_id_series")
        ),
    )
    with op.batch_alter_table("released_tables", schema=None) as batch_op:
        batch_op.create_index("ix_released_tables_series", ["series"], unique=False)

    op.create_table(
        "coding_limits",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.CheckConstraint("most > 0", name=op.f("ck_coding_limits_one_at_least")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_coding_limits_user_id_users")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_coding_limits")),
    )
    op.create_table(
        "coding_passes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("assigned_by", sa.String(length=40), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'locked') = (version_id IS NOT NULL)",
            name=op.f("ck_coding_passes_locked_at_a_version"),
        ),
        sa.CheckConstraint(
            "(state IN ('locked', 'skipped')) = (ended_at IS NOT NULL)",
            name=op.f("ck_coding_passes_ended"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_coding_passes_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["users.id"], name=op.f("fk_coding_passes_coder_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["codebook_versions.id"],
            name=op.f("fk_coding_passes_version_id_codebook_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_passes")),
        sa.UniqueConstraint("ref", name=op.f("uq_coding_passes_ref")),
    )
    with op.batch_alter_table("coding_passes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_coding_passes_case_id", ["case_id", "kind", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_coding_passes_coder_id"), ["coder_id"], unique=False)
        batch_op.create_index(
            "uq_coding_passes_coder",
            ["case_id", "coder_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'skipped'"),
            postgresql_where=sa.text("state <> 'skipped'"),
        )
        batch_op.create_index(
            "uq_coding_passes_reading",
            ["case_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state <> 'skipped' AND kind IN ('first', 'second')"),
            postgresql_where=sa.text("state <> 'skipped' AND kind IN ('first', 'second')"),
        )

    op.create_table(
        "learning_finding_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("tied_by", sa.String(length=40), nullable=False),
        sa.Column("tied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("untied_by", sa.String(length=40), nullable=True),
        sa.Column("untied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_learning_finding_cases_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["learning_findings.id"],
            name=op.f("fk_learning_finding_cases_finding_id_learning_findings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_finding_cases")),
    )
    with op.batch_alter_table("learning_finding_cases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_finding_cases_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            "uq_learning_finding_cases_standing",
            ["finding_id", "case_id"],
            unique=True,
            sqlite_where=sa.text("untied_at IS NULL"),
            postgresql_where=sa.text("untied_at IS NULL"),
        )

    op.create_table(
        "list_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reconciliation_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'matched') = (entry_id IS NOT NULL AND case_id IS NOT NULL)",
            name=op.f("ck_list_decisions_both_if_matched"),
        ),
        sa.CheckConstraint(
            "(outcome = 'one only') = (reason IS NOT NULL)",
            name=op.f("ck_list_decisions_reason_if_one"),
        ),
        sa.CheckConstraint(
            "entry_id IS NOT NULL OR case_id IS NOT NULL",
            name=op.f("ck_list_decisions_of_something"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_list_decisions_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["list_entries.id"], name=op.f("fk_list_decisions_entry_id_list_entries")
        ),
        sa.ForeignKeyConstraint(
            ["reconciliation_id"],
            ["reconciliations.id"],
            name=op.f("fk_list_decisions_reconciliation_id_reconciliations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_decisions")),
    )
    with op.batch_alter_table("list_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_list_decisions_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "uq_list_decisions_case_id",
            ["reconciliation_id", "case_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL AND case_id IS NOT NULL"),
            postgresql_where=sa.text("superseded_at IS NULL AND case_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_list_decisions_entry_id",
            ["reconciliation_id", "entry_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL AND entry_id IS NOT NULL"),
            postgresql_where=sa.text("superseded_at IS NULL AND entry_id IS NOT NULL"),
        )

    op.create_table(
        "practice_adoptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("force_id", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["force_id"], ["forces.id"], name=op.f("fk_practice_adoptions_force_id_forces")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practices.id"],
            name=op.f("fk_practice_adoptions_practice_id_practices"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_adoptions")),
    )
    with op.batch_alter_table("practice_adoptions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_practice_adoptions_practice_id"), ["practice_id"], unique=False
        )
        batch_op.create_index(
            "uq_practice_adoptions_standing",
            ["practice_id", "force_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "practice_judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=True),
        sa.Column("judged_by", sa.String(length=200), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(label IS NULL) = (review_on IS NULL)", name=op.f("ck_practice_judgements_next_review")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practices.id"],
            name=op.f("fk_practice_judgements_practice_id_practices"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_judgements")),
    )
    with op.batch_alter_table("practice_judgements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_practice_judgements_practice_id"), ["practice_id"], unique=False
        )

    op.create_table(
        "practice_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("types", sa.String(), nullable=False),
        sa.Column("themes", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practices.id"],
            name=op.f("fk_practice_wordings_practice_id_practices"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_wordings")),
        sa.UniqueConstraint(
            "practice_id", "number", name=op.f("uq_practice_wordings_practice_id_number")
        ),
    )
    with op.batch_alter_table("practice_wordings", schema=None) as batch_op:
        batch_op.create_index(
            "uq_practice_wordings_standing",
            ["practice_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.create_table(
        "recommendation_judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("addressee_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.String(length=40), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"],
            ["recommendation_addressees.id"],
            name=op.f("fk_recommendation_judgements_addressee_id_recommendation_addressees"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_judgements")),
    )
    with op.batch_alter_table("recommendation_judgements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_judgements_addressee_id"), ["addressee_id"], unique=False
        )

    op.create_table(
        "recommendation_responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("addressee_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("given_by", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"],
            ["recommendation_addressees.id"],
            name=op.f("fk_recommendation_responses_addressee_id_recommendation_addressees"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_responses")),
    )
    with op.batch_alter_table("recommendation_responses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_responses_addressee_id"), ["addressee_id"], unique=False
        )

    op.create_table(
        "released_cells",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(length=80), nullable=False),
        sa.Column("column_key", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.CheckConstraint("count >= 0", name=op.f("ck_released_cells_count_not_negative")),
        sa.CheckConstraint(
            "hidden = (low IS NOT NULL)", name=op.f("ck_released_cells_hidden_has_interval")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["released_tables.id"],
            name=op.f("fk_released_cells_table_id_released_tables"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_cells")),
        sa.UniqueConstraint(
            "table_id",
            "row_key",
            "column_key",
            name=op.f("uq_released_cells_table_id_row_key_column_key"),
        ),
    )
    op.create_table(
        "coding_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("ruling", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("teaches", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_coding_decisions_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_coding_decisions_code_id_codes")
        ),
        sa.ForeignKeyConstraint(
            ["pass_id"],
            ["coding_passes.id"],
            name=op.f("fk_coding_decisions_pass_id_coding_passes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_decisions")),
    )
    with op.batch_alter_table("coding_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_decisions_code_id"), ["code_id"], unique=False)
        batch_op.create_index("uq_coding_decisions_code", ["case_id", "code_id"], unique=True)

    op.create_table(
        "coding_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.String(length=40), nullable=False),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recoded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(answer_id IS NULL) = (starts IS NULL) AND (starts IS NULL) = (ends IS NULL) AND (answer_id IS NULL) = (quote IS NULL)",
            name=op.f("ck_coding_marks_span_or_whole_case"),
        ),
        sa.CheckConstraint(
            "starts >= 0 AND starts < ends", name=op.f("ck_coding_marks_span_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name=op.f("fk_coding_marks_answer_id_answers")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_coding_marks_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_coding_marks_code_id_codes")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["coding_marks.id"],
            name=op.f("fk_coding_marks_follows_id_coding_marks"),
        ),
        sa.ForeignKeyConstraint(
            ["pass_id"], ["coding_passes.id"], name=op.f("fk_coding_marks_pass_id_coding_passes")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["codebook_versions.id"],
            name=op.f("fk_coding_marks_version_id_codebook_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_marks")),
        sa.UniqueConstraint("ref", name=op.f("uq_coding_marks_ref")),
    )
    with op.batch_alter_table("coding_marks", schema=None) as batch_op:
        batch_op.create_index("ix_coding_marks_case_id", ["case_id", "code_id"], unique=False)
        batch_op.create_index(
            "uq_coding_marks_case",
            ["pass_id", "code_id"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL AND answer_id IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND answer_id IS NULL"),
        )
        batch_op.create_index(
            "uq_coding_marks_span",
            ["pass_id", "answer_id", "starts", "ends", "code_id"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL AND answer_id IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND answer_id IS NOT NULL"),
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE practice_fts USING fts5("
            "title, words, tokenize = 'porter unicode61')"
        )
    else:
        op.execute("CREATE TABLE practice_fts (rowid bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_practice_fts_words ON practice_fts USING gin (words)")


def downgrade() -> None:
    op.execute("DROP TABLE practice_fts")
    with op.batch_alter_table("coding_marks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_coding_marks_span",
            sqlite_where=sa.text("removed_at IS NULL AND answer_id IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND answer_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_coding_marks_case",
            sqlite_where=sa.text("removed_at IS NULL AND answer_id IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND answer_id IS NULL"),
        )
        batch_op.drop_index("ix_coding_marks_case_id")

    op.drop_table("coding_marks")
    with op.batch_alter_table("coding_decisions", schema=None) as batch_op:
        batch_op.drop_index("uq_coding_decisions_code")
        batch_op.drop_index(batch_op.f("ix_coding_decisions_code_id"))

    op.drop_table("coding_decisions")
    op.drop_table("released_cells")
    with op.batch_alter_table("recommendation_responses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_responses_addressee_id"))

    op.drop_table("recommendation_responses")
    with op.batch_alter_table("recommendation_judgements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_judgements_addressee_id"))

    op.drop_table("recommendation_judgements")
    with op.batch_alter_table("practice_wordings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_practice_wordings_standing",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.drop_table("practice_wordings")
    with op.batch_alter_table("practice_judgements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_judgements_practice_id"))

    op.drop_table("practice_judgements")
    with op.batch_alter_table("practice_adoptions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_practice_adoptions_standing",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_practice_adoptions_practice_id"))

    op.drop_table("practice_adoptions")
    with op.batch_alter_table("list_decisions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_list_decisions_entry_id",
            sqlite_where=sa.text("superseded_at IS NULL AND entry_id IS NOT NULL"),
            postgresql_where=sa.text("superseded_at IS NULL AND entry_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_list_decisions_case_id",
            sqlite_where=sa.text("superseded_at IS NULL AND case_id IS NOT NULL"),
            postgresql_where=sa.text("superseded_at IS NULL AND case_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_list_decisions_case_id"))

    op.drop_table("list_decisions")
    with op.batch_alter_table("learning_finding_cases", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_learning_finding_cases_standing",
            sqlite_where=sa.text("untied_at IS NULL"),
            postgresql_where=sa.text("untied_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_learning_finding_cases_case_id"))

    op.drop_table("learning_finding_cases")
    with op.batch_alter_table("coding_passes", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_coding_passes_reading",
            sqlite_where=sa.text("state <> 'skipped' AND kind IN ('first', 'second')"),
            postgresql_where=sa.text("state <> 'skipped' AND kind IN ('first', 'second')"),
        )
        batch_op.drop_index(
            "uq_coding_passes_coder",
            sqlite_where=sa.text("state <> 'skipped'"),
            postgresql_where=sa.text("state <> 'skipped'"),
        )
        batch_op.drop_index(batch_op.f("ix_coding_passes_coder_id"))
        batch_op.drop_index("ix_coding_passes_case_id")

    op.drop_table("coding_passes")
    op.drop_table("coding_limits")
    with op.batch_alter_table("released_tables", schema=None) as batch_op:
        batch_op.drop_index("ix_released_tables_series")

    op.drop_table("released_tables")
    with op.batch_alter_table("recommendation_impacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_impacts_recommendation_id"))

    op.drop_table("recommendation_impacts")
    with op.batch_alter_table("recommendation_findings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_findings_finding_id"))

    op.drop_table("recommendation_findings")
    with op.batch_alter_table("recommendation_addressees", schema=None) as batch_op:
        batch_op.drop_index("ix_recommendation_addressees_status")
        batch_op.drop_index(batch_op.f("ix_recommendation_addressees_force_id"))

    op.drop_table("recommendation_addressees")
    with op.batch_alter_table("practices", schema=None) as batch_op:
        batch_op.drop_index("ix_practices_status")

    op.drop_table("practices")
    op.drop_table("list_entries")
    with op.batch_alter_table("learning_finding_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_finding_codes_code_ref"))

    op.drop_table("learning_finding_codes")
    with op.batch_alter_table("code_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_code_versions_standing",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_code_versions_code_id"))

    op.drop_table("code_versions")
    with op.batch_alter_table("code_mappings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_code_mappings_standing",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_code_mappings_from_code_id"))

    op.drop_table("code_mappings")
    with op.batch_alter_table("benchmark_points", schema=None) as batch_op:
        batch_op.drop_index("ix_benchmark_points_source_ref")

    op.drop_table("benchmark_points")
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_status"))
        batch_op.drop_index(batch_op.f("ix_alerts_finding_id"))

    op.drop_table("alerts")
    with op.batch_alter_table("series_reopenings", schema=None) as batch_op:
        batch_op.drop_index("ix_series_reopenings_series")

    op.drop_table("series_reopenings")
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.drop_index("ix_releases_about")

    op.drop_table("releases")
    op.drop_table("reconciliations")
    with op.batch_alter_table("recommendations", schema=None) as batch_op:
        batch_op.drop_index("ix_recommendations_stage_due_on")
        batch_op.drop_index(batch_op.f("ix_recommendations_repeats_id"))

    op.drop_table("recommendations")
    op.drop_table("recommendation_years")
    op.drop_table("learning_findings")
    with op.batch_alter_table("evidence_sources", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_sources_superseded_at")

    op.drop_table("evidence_sources")
    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_codes_parent_id"))

    op.drop_table("codes")
    with op.batch_alter_table("codebook_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_codebook_versions_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.drop_table("codebook_versions")
    op.drop_table("benchmark_series")
