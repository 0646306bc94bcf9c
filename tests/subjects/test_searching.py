"""Which tables are looked through for a person, and which never are."""

from dhp.extensions import Base
from dhp.subjects.searching import NOT_SEARCHED, searched

# Looked through for everybody who may answer: they belong to no case, and the unit reads them all.
OF_NO_CASE = {
    "account_checks",
    "alerts",
    "approvals",
    "captures",
    "chief_officers",
    "drawn_reads",
    "exports",
    "flag_findings",
    "insight_notes",
    "learning_finding_wordings",
    "learning_findings",
    "list_entries",
    "reading_agreements",
    "recommendation_impacts",
    "recommendation_judgements",
    "recommendation_responses",
    "reconciliations",
    "releases",
    "report_comments",
    "report_runs",
    "returns",
    "series_reopenings",
    "signal_reviews",
    "year_disputes",
    "year_signatures",
}
PRACTICE = {"rehearsals", "case_rehearsals"}


def of_a_case(table):
    return table.name in {"cases", "notifications"} or bool(
        {"case_id", "notification_id"} & set(table.columns.keys())
    )


def test_a_table_of_no_case_is_looked_through_on_purpose_or_not_at_all():
    assert {table.name for table, _columns in searched() if not of_a_case(table)} == OF_NO_CASE


def test_what_people_practise_on_is_nobodys_but_theirs():
    assert NOT_SEARCHED.keys() >= PRACTICE
    assert {name for name in Base.metadata.tables if name.endswith("rehearsals")} == PRACTICE
