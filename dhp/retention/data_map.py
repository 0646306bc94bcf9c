"""The data map: every store of the service, what it says of people, and how an erasure reaches it.

Each table of the database stands in one store; the tests see that a new one is put here.
"""

from dataclasses import dataclass

from dhp.worded import Worded


class Reach(Worded):
    """How what a store says of the people of a case ends when the case is erased."""

    words: str

    KEY = "key", "Its texts are under the key of the case: nobody can read them again."
    CLOCK = "clock", "It has a clock of its own, which ends it."
    NOTHING = "nothing", "It holds no text about a person of a case."
    PERSON = "person", "It is no part of a case. Two leads look through it before they agree."


@dataclass(frozen=True)
class Store:
    """One place where data lies: its `tables` in the database, or none where it lies outside."""

    title: str
    holds: str
    reach: Reach
    tables: tuple[str, ...] = ()


def _tables(names: str) -> tuple[str, ...]:
    return tuple(names.split())


STORES = (
    Store(
        "The record",
        "Answers and their history, narratives, contact, classifications, links, who may see it",
        Reach.KEY,
        _tables(
            "answers case_keys case_links case_readers cases classifications conflicts contact_events "
            "emergency_openings force_roles hand_overs incidents involvements kept_warnings people "
            "relationships restrictions retention_reviews system_searches"
        ),
    ),
    Store(
        "What forces sent",
        "Notices as typed, drafts, receipts, follow-up, what forces say in returns",
        Reach.KEY,
        _tables("notifications receipts return_lines stage_looks stage_turns"),
    ),
    Store("Questions and replies", "Asked of a force, told by it", Reach.KEY, ("questions",)),
    Store(
        "Codings",
        "Passages quoted from narratives, notes of coders, what was decided between two readings",
        Reach.KEY,
        _tables(
            "abstraction_rulings abstraction_samples abstractions coding_decisions coding_marks "
            "coding_limits coding_passes"
        ),
    ),
    Store(
        "Comparisons with lists of others",
        "What the unit said of a death on another body’s list",
        Reach.KEY,
        ("list_decisions",),
    ),
    Store(
        "What waits for a moment",
        "Files to be imported, digests of requests, sessions, mail, requests of people, practice of "
        "contacts and of the unit",
        Reach.CLOCK,
        _tables(
            "api_sendings case_rehearsals import_files mail_messages rehearsals sign_ins "
            "subject_requests"
        ),
    ),
    Store(
        "Learning and insight",
        "Findings, alerts, recommendations, practice, insight notes, lists of other bodies",
        Reach.PERSON,
        _tables(
            "alerts captures insight_notes learning_finding_cases learning_finding_codes "
            "learning_finding_wordings learning_findings list_entries practice_adoptions "
            "practice_judgements practice_wordings practices recommendation_addressees "
            "recommendation_findings recommendation_impacts recommendation_judgements "
            "recommendation_responses recommendation_years recommendations reconciliations"
        ),
    ),
    Store(
        "Reports and figures",
        "Issued reports, drafts and comments, tables cleared for issue, signals, years that forces signed",
        Reach.PERSON,
        _tables(
            "released_cells released_tables releases report_comments report_copies "
            "report_recipients report_runs series_reopenings signal_reviews signals "
            "year_disputes year_signatures"
        ),
    ),
    Store(
        "The trail and what oversees it",
        "Who did what to which reference; reasons that name nobody",
        Reach.NOTHING,
        _tables(
            "drawn_reads duties_done erasures exports flag_findings flags imported_rows returns "
            "trail_anchors trail_events trail_head trail_lists trail_repeats trail_subjects"
        ),
    ),
    Store(
        "Accounts",
        "People who use the service, their roles, keys and agreements",
        Reach.NOTHING,
        _tables(
            "account_checks api_calls api_clients api_keys approvals chief_officers escalations "
            "forces guesses identities invitations passkeys reading_agreements recoveries "
            "region_memberships return_terms users"
        ),
    ),
    Store(
        "Reference",
        "The codebook, published figures, strands",
        Reach.NOTHING,
        _tables(
            "benchmark_points benchmark_series code_mappings code_versions codebook_versions codes "
            "evidence_sources strands"
        ),
    ),
    Store("Backups", "Everything, encrypted, as it was when they were made", Reach.CLOCK),
    Store("Logs of the servers", "Requests and faults, without what was typed", Reach.NOTHING),
    Store(
        "What left the service",
        "Exports, copies of reports, bundles for a person, mail",
        Reach.PERSON,
    ),
)
