"""What each role may do, in words and in permissions: a change of policy is a change of this page.

Only the role is stored with a user; what it allows is derived here.
"""

from dataclasses import dataclass

from dhp.accounts.permissions import Permission, RoleName


@dataclass(frozen=True)
class Role:
    """A role in words that a policy owner can check, with what it allows."""

    name: RoleName
    title: str
    description: str
    permissions: frozenset[Permission]
    of_a_force: bool = False
    of_a_region: bool = False


_CODER = frozenset(
    {
        Permission.READ_NOTIFICATIONS,
        Permission.ACCEPT_NOTIFICATIONS,
        Permission.READ_CASES,
        Permission.OPEN_CASE_PAGES,
        Permission.CLASSIFY_CASES,
        Permission.ASK_QUESTIONS,
        Permission.LINK_CASES,
        Permission.BUILD_REPORTS,
        Permission.READ_ISSUED_REPORTS,
        Permission.READ_COVERAGE,
        Permission.READ_QUALITY,
        Permission.ENTER_CAPTURES,
        Permission.SETTLE_DISPUTES,
        Permission.KEEP_INSIGHT,
        Permission.CHASE_FORCES,
        Permission.CODE_THEMES,
        Permission.SUBMIT_PRACTICE,
        Permission.READ_PRACTICE,
        Permission.WRITE_LEARNING,
        Permission.CHECK_ALERTS,
        Permission.READ_LEARNING,
        Permission.KEEP_EVIDENCE,
        Permission.RECONCILE,
        Permission.READ_THEMES,
        Permission.READ_SIGNALS,
        Permission.READ_ANALYSIS,
        Permission.COMMENT_ON_REPORTS,
        Permission.IMPORT_DEATHS,
        Permission.SEE_EMERGENCIES,
        Permission.DECLARE_CONFLICTS,
    }
)

ROLES = {
    role.name: role
    for role in (
        Role(
            RoleName.SPOC,
            "Single point of contact of a force",
            "Notifies deaths for one force, one by one or from a file, tells what is learnt later, "
            "answers the unit’s questions, confirms the force’s return for each period, signs its "
            "figures of each year, enters its weekly figures, submits practice, answers recommendations, "
            "reads the packs issued to that force, and sees its notifications, deaths and data quality "
            "only. Sees who outside the unit may read the force’s deaths, and says every quarter which "
            "other accounts of the force are still needed.",
            frozenset(
                {
                    Permission.NOTIFY,
                    Permission.FOLLOW_UP,
                    Permission.READ_NOTIFICATIONS,
                    Permission.ANSWER_QUESTIONS,
                    Permission.CONFIRM_RETURNS,
                    Permission.READ_QUALITY,
                    Permission.ENTER_CAPTURES,
                    Permission.SEE_AGREEMENTS,
                    Permission.SUBMIT_PRACTICE,
                    Permission.READ_PRACTICE,
                    Permission.RESPOND_TO_RECOMMENDATIONS,
                    Permission.READ_LEARNING,
                    Permission.READ_FORCE_PACKS,
                    Permission.IMPORT_DEATHS,
                    Permission.CONFIRM_ACCOUNTS,
                    Permission.SIGN_YEARS,
                    Permission.SEE_EMERGENCIES,
                }
            ),
            of_a_force=True,
        ),
        Role(
            RoleName.CODER,
            "Coder in the central unit",
            "Accepts notifications, imports deaths from files, keeps, links and classifies cases, codes "
            "the themes of their narratives, reads how often themes are found, the charts of analysis and "
            "which figures left their limits, builds reports and comments on them. Sees the returns and "
            "the data quality of every force, enters weekly figures, and reminds forces of what has not "
            "come. Writes findings, recommendations and alerts, and checks the alerts of others. Does not "
            "see a restricted case unless named for it, or for an hour in an emergency, of which "
            "everybody whom it concerns is told. Declares a conflict of interest before opening a case, "
            "and then does not see it.",
            _CODER | {Permission.OPEN_IN_EMERGENCY},
        ),
        Role(
            RoleName.LEAD,
            "Lead of the central unit",
            "Does what a coder does, restricts cases and sees restricted ones, tries out "
            "definitions, says what a signal means, signs off what is hidden in shareable figures, "
            "approves and issues reports, where somebody else made them, corrects and withdraws them, "
            "names their recipients and sees who opened them, records which forces agree that the "
            "analysts of their region read their cases, names chief officers, edits the codebook, "
            "agrees to who reads deaths, says every quarter which accounts of the unit are still needed, "
            "reviews practice, exports tables of the record for a stated purpose, erases a case where "
            "another lead agrees, reviews how long cases are kept, answers people about "
            "themselves, and sends mail again that may not have arrived. Declares a conflict of interest "
            "like a coder: the case is then for the other leads to read and to decide.",
            _CODER
            | {
                Permission.READ_RESTRICTED_CASES,
                Permission.RESTRICT_CASES,
                Permission.REPLAY_DEFINITIONS,
                Permission.ISSUE_REPORTS,
                Permission.SEND_MAIL_AGAIN,
                Permission.NAME_CHIEF_OFFICERS,
                Permission.KEEP_AGREEMENTS,
                Permission.SET_RETURN_TERMS,
                Permission.DEFINE_STRANDS,
                Permission.EDIT_CODEBOOK,
                Permission.ADJUDICATE,
                Permission.REVIEW_PRACTICE,
                Permission.SIGN_RELEASES,
                Permission.REVIEW_SIGNALS,
                Permission.APPROVE_REPORTS,
                Permission.CORRECT_REPORTS,
                Permission.KEEP_RECIPIENTS,
                Permission.READ_REPORT_LOG,
                Permission.EXPORT_DATA,
                Permission.REVIEW_FLAGS,
                Permission.GRANT_ACCESS,
                Permission.CONFIRM_ACCOUNTS,
                Permission.ERASE_CASES,
                Permission.REVIEW_RETENTION,
                Permission.SEE_RETENTION,
                Permission.ANSWER_SUBJECTS,
            },
        ),
        Role(
            RoleName.ANALYST,
            "Regional analyst",
            "Sees the returns and the data quality of the forces of one region, enters weekly "
            "figures for them, reminds them of what has not come, and reads issued reports. Reads a "
            "force’s cases only while that force’s agreement is on record, never a restricted "
            "one, and changes none. Sees nothing of other regions.",
            frozenset(
                {
                    Permission.OPEN_CASE_PAGES,
                    Permission.READ_ISSUED_REPORTS,
                    Permission.READ_COVERAGE,
                    Permission.READ_QUALITY,
                    Permission.ENTER_CAPTURES,
                    Permission.CHASE_FORCES,
                    Permission.READ_PRACTICE,
                    Permission.READ_LEARNING,
                }
            ),
            of_a_region=True,
        ),
        Role(
            RoleName.READER,
            "Reader",
            "Reads issued reports, restricted ones only when named as a recipient, alerts, "
            "recommendations and the library of practice: policy leads and police leaders. Sees which "
            "recommendations are overdue, no case and no draft.",
            frozenset(
                {
                    Permission.READ_ISSUED_REPORTS,
                    Permission.READ_PRACTICE,
                    Permission.READ_LEARNING,
                }
            ),
        ),
        Role(
            RoleName.ADMINISTRATOR,
            "Administrator",
            "Invites, disables and enables users; for those who read deaths a lead must agree and sends "
            "the link. Says every quarter which accounts are still needed. Sees no case data at all.",
            frozenset({Permission.MANAGE_ACCOUNTS, Permission.CONFIRM_ACCOUNTS}),
        ),
        Role(
            RoleName.AUDITOR,
            "Auditor",
            "Reads and verifies the trail: who saw and did what, and who opened a report. Reads alerts "
            "that are sent to auditors, and recommendations. Sees how long everything is kept. "
            "Edits nothing.",
            frozenset(
                {
                    Permission.READ_TRAIL,
                    Permission.READ_LEARNING,
                    Permission.READ_REPORT_LOG,
                    Permission.REVIEW_FLAGS,
                    Permission.SEE_RETENTION,
                }
            ),
        ),
    )
}


def roles_with(permission: Permission) -> list[RoleName]:
    """The roles that have `permission`."""
    return [name for name, role in ROLES.items() if permission in role.permissions]
