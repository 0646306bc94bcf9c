"""The closed vocabulary of the trail: every act, its legal kind, and the words that tell it.

The kinds are those of section 62 of the Data Protection Act 2018, and four of our own.
"""

from enum import StrEnum


class Operation(StrEnum):
    """The legal kind of an act."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    AUTH = "auth"
    ADMIN = "admin"
    JOB = "job"
    VERIFY = "verify"


class Act(StrEnum):
    """What may happen. A caller picks a member; nobody can invent an act's name."""

    operation: Operation
    sentence: str

    def __new__(cls, value: str, operation: Operation, sentence: str) -> "Act":
        """A member with its kind and its words; `sentence` follows the actor's name."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.operation = operation
        member.sentence = sentence
        return member

    SIGNED_IN = "account.signed-in", Operation.AUTH, "signed in"
    SIGN_IN_FAILED = "account.sign-in-failed", Operation.AUTH, "failed to sign in"
    SIGNED_OUT = "account.signed-out", Operation.AUTH, "signed out"
    ACCOUNT_INVITED = "account.invited", Operation.ADMIN, "invited a user"
    ACCOUNT_JOINED = "account.joined", Operation.ADMIN, "accepted an invitation"
    ACCOUNT_DISABLED = "account.disabled", Operation.ADMIN, "disabled an account"
    ACCOUNT_ENABLED = "account.enabled", Operation.ADMIN, "enabled an account"
    PASSWORD_CHANGED = "account.password-changed", Operation.AUTH, "changed a password"
    REGION_CHANGED = "account.region-changed", Operation.ADMIN, "gave an analyst another region"
    AGREEMENT_RECORDED = "agreement.recorded", Operation.DISCLOSE, "recorded a reading agreement"
    AGREEMENT_WITHDRAWN = "agreement.withdrawn", Operation.ALTER, "ended a reading agreement"

    DRAFT_STARTED = "notification.started", Operation.COLLECT, "started a notification"
    DRAFT_SAVED = "notification.saved", Operation.COLLECT, "saved a draft notification"
    DRAFT_READ = "notification.read", Operation.CONSULT, "read a notification"
    DRAFT_DISCARDED = "notification.discarded", Operation.ERASE, "discarded a draft notification"
    NOTIFICATION_SENT = "notification.sent", Operation.COLLECT, "sent a notification"
    NOTIFICATION_RETURNED = "notification.returned", Operation.ALTER, "returned a notification"
    NOTIFICATION_WITHDRAWN = "notification.withdrawn", Operation.ALTER, "withdrew a notification"
    NOTIFICATION_ACCEPTED = "notification.accepted", Operation.ALTER, "accepted a notification"
    NOTIFICATIONS_LISTED = "notification.listed", Operation.CONSULT, "listed notifications"
    DUPLICATES_SHOWN = "notification.duplicates", Operation.CONSULT, "was shown possible duplicates"
    RECEIPT_READ = "notification.receipt", Operation.CONSULT, "opened a receipt"

    CASE_OPENED = "case.opened", Operation.COLLECT, "opened a case"
    CASE_READ = "case.read", Operation.CONSULT, "read a case"
    CASES_LISTED = "case.listed", Operation.CONSULT, "listed cases"
    CASE_CLASSIFIED = "case.classified", Operation.ALTER, "classified a case"
    CASE_RESTRICTED = "case.restricted", Operation.ALTER, "restricted a case"
    INCIDENT_JOINED = "case.joined", Operation.COMBINE, "put a death with an incident"
    LIKENESS_SHOWN = "case.likeness", Operation.CONSULT, "was shown cases that may be the same"
    CASES_MERGED = "case.merged", Operation.COMBINE, "found two cases to be the same death"
    CASES_PARTED = "case.parted", Operation.ALTER, "found two cases not to be the same"
    LINK_UNDONE = "case.link-undone", Operation.ALTER, "undid a decision about two cases"
    RESTRICTION_LIFTED = "case.unrestricted", Operation.ALTER, "lifted the restriction of a case"
    READER_NAMED = "case.reader-named", Operation.ADMIN, "named a person for a restricted case"
    READER_REMOVED = "case.reader-removed", Operation.ADMIN, "removed a person from a case"
    HAND_OVER_OFFERED = "hand-over.offered", Operation.DISCLOSE, "offered a hand-over"
    HAND_OVER_ACCEPTED = "hand-over.accepted", Operation.ALTER, "accepted a hand-over"
    HAND_OVER_DECLINED = "hand-over.declined", Operation.ALTER, "declined a hand-over"
    HAND_OVER_WITHDRAWN = "hand-over.withdrawn", Operation.ALTER, "took back an offered hand-over"
    HAND_OVERS_LISTED = "hand-over.listed", Operation.CONSULT, "listed hand-overs"
    ANSWER_RECORDED = "answer.recorded", Operation.COLLECT, "recorded answers"
    ANSWER_CORRECTED = "answer.corrected", Operation.ALTER, "corrected answers"
    WARNINGS_KEPT = "answer.warnings-kept", Operation.ALTER, "kept answers that a check questioned"
    PEOPLE_CHANGED = "case.people-changed", Operation.ALTER, "changed who is in a death"
    CONTACT_RECORDED = "contact.recorded", Operation.COLLECT, "recorded contact before a death"
    CONTACT_ENDED = "contact.taken-back", Operation.ALTER, "took back an entry of contact"

    QUESTION_ASKED = "question.asked", Operation.ALTER, "asked a force a question"
    QUESTION_ANSWERED = "question.answered", Operation.COLLECT, "answered a question"
    QUESTION_CLOSED = "question.closed", Operation.ALTER, "closed a question"
    QUESTION_WITHDRAWN = "question.withdrawn", Operation.ALTER, "withdrew a question"
    QUESTION_READ = "question.read", Operation.CONSULT, "read a question"
    QUESTIONS_LISTED = "question.listed", Operation.CONSULT, "listed questions"
    STAGE_CONFIRMED = "stage.confirmed", Operation.COLLECT, "said that answers are still open"
    STAGE_COMPLETED = "stage.completed", Operation.COLLECT, "completed a stage of follow-up"
    STAGE_REOPENED = "stage.reopened", Operation.ALTER, "reopened a stage of follow-up"

    MAIL_SENT = "mail.sent", Operation.JOB, "sent a message"
    MAIL_REFUSED = "mail.refused", Operation.JOB, "could not send a message"
    MAIL_UNSURE = "mail.unsure", Operation.JOB, "sent a message that may not have arrived"
    MAIL_SENT_AGAIN = "mail.sent-again", Operation.ADMIN, "had a message sent again"
    MAIL_LEFT = "mail.left", Operation.ADMIN, "left a message unsent"
    DIGEST_WRITTEN = "digest.written", Operation.JOB, "wrote a weekly digest"
    CHIEF_OFFICER_NAMED = "chief-officer.named", Operation.ADMIN, "named a chief officer"
    CHIEF_OFFICER_ENDED = "chief-officer.ended", Operation.ADMIN, "ended a chief officer’s naming"
    ESCALATED = "escalation.written", Operation.JOB, "told a chief officer what is overdue"
    FORCE_REMINDED = "force.reminded", Operation.ADMIN, "reminded a force of what has not come"
    RETURN_CONFIRMED = "return.confirmed", Operation.COLLECT, "confirmed a return"
    RETURN_WITHDRAWN = "return.withdrawn", Operation.ALTER, "took back a return"
    RETURN_READ = "return.read", Operation.CONSULT, "read a return"
    RETURN_TERMS_SET = "return.terms-set", Operation.ADMIN, "set when returns are due"
    DISPUTE_RESOLVED = "return.dispute-resolved", Operation.ALTER, "settled a disputed line"
    DISPUTES_LISTED = "return.disputes", Operation.CONSULT, "listed disputed lines"
    COVERAGE_READ = "coverage.read", Operation.CONSULT, "read which forces returned"
    COVERAGE_EXPORTED = "coverage.exported", Operation.DISCLOSE, "exported which forces returned"
    CAPTURES_RETURNED = "capture.returned", Operation.COLLECT, "returned weekly figures"
    CAPTURES_CORRECTED = "capture.corrected", Operation.ALTER, "corrected weekly figures"
    STRAND_ADDED = "strand.added", Operation.ADMIN, "added a strand of weekly figures"
    STRAND_ENDED = "strand.ended", Operation.ADMIN, "ended a strand of weekly figures"
    INSIGHT_RECORDED = "insight.recorded", Operation.COLLECT, "recorded an insight note"
    INSIGHT_CORRECTED = "insight.corrected", Operation.ALTER, "corrected an insight note"
    INSIGHT_RETRACTED = "insight.retracted", Operation.ALTER, "retracted an insight note"
    INSIGHT_LISTED = "insight.listed", Operation.CONSULT, "listed insight notes"
    INSIGHT_READ = "insight.read", Operation.CONSULT, "read an insight note"

    CODEBOOK_OPENED = "codebook.opened", Operation.ADMIN, "opened a version of the codebook"
    CODEBOOK_PUBLISHED = "codebook.published", Operation.ADMIN, "published the codebook"
    CODEBOOK_STARTED_OVER = "codebook.started-over", Operation.ADMIN, "gave up codebook changes"
    CODEBOOK_IMPORTED = "codebook.imported", Operation.ADMIN, "imported a codebook"
    CODE_DEFINED = "code.defined", Operation.ADMIN, "defined a code"
    CODE_REVISED = "code.revised", Operation.ADMIN, "revised a code"
    CODE_RETIRED = "code.retired", Operation.ADMIN, "retired a code"
    CODE_BROUGHT_BACK = "code.brought-back", Operation.ADMIN, "brought back a code"
    CODES_MERGED = "code.merged", Operation.ADMIN, "merged a code into another"
    CODE_SPLIT = "code.split", Operation.ADMIN, "split a code"
    CODING_ASSIGNED = "coding.assigned", Operation.ADMIN, "gave cases to coders"
    NARRATIVE_OPENED = "coding.opened", Operation.CONSULT, "opened a narrative to code it"
    NARRATIVE_READ = "coding.read", Operation.CONSULT, "read a narrative"
    CODING_PASSED_ON = "coding.passed-on", Operation.ALTER, "passed a case on without coding it"
    CODING_FINISHED = "coding.finished", Operation.ALTER, "finished coding a case"
    CODING_LISTED = "coding.listed", Operation.CONSULT, "listed cases to code"
    CODING_LIMIT_SET = "coding.limit-set", Operation.ADMIN, "changed an own limit of coding"
    MARKS_MADE = "mark.made", Operation.COLLECT, "marked a narrative"
    MARK_CHANGED = "mark.changed", Operation.ALTER, "changed a mark"
    MARK_REMOVED = "mark.removed", Operation.ALTER, "took a mark away"
    MARK_RECODED = "mark.recoded", Operation.ALTER, "chose a code for a mark whose code was split"
    MARKS_READ = "mark.read", Operation.CONSULT, "read marks on a case"
    DISAGREEMENT_SETTLED = "coding.settled", Operation.ALTER, "settled where readings differ"
    PRACTICE_SUBMITTED = "practice.submitted", Operation.COLLECT, "submitted a practice"
    PRACTICE_REVISED = "practice.revised", Operation.ALTER, "changed the words of a practice"
    PRACTICE_REVIEWED = "practice.reviewed", Operation.ALTER, "reviewed a practice"
    ADOPTION_RECORDED = "practice.adoption", Operation.COLLECT, "said what a force does with one"
    ALERT_WRITTEN = "alert.written", Operation.COLLECT, "wrote an alert"
    ALERT_CHANGED = "alert.changed", Operation.ALTER, "changed a draft alert"
    ALERT_HANDED_IN = "alert.handed-in", Operation.ALTER, "handed an alert in to be checked"
    ALERT_CHECKED = "alert.checked", Operation.ALTER, "checked an alert"
    ALERT_SENT_BACK = "alert.sent-back", Operation.ALTER, "sent an alert back to its writer"
    ALERT_SENT = "alert.sent", Operation.DISCLOSE, "sent an alert"
    ALERT_WITHDRAWN = "alert.withdrawn", Operation.ALTER, "withdrew an alert"
    ALERT_READ = "alert.read", Operation.CONSULT, "read an alert"
    ALERTS_LISTED = "alert.listed", Operation.CONSULT, "listed alerts"
    FINDING_RECORDED = "finding.recorded", Operation.COLLECT, "recorded a finding"
    FINDING_CHANGED = "finding.changed", Operation.ALTER, "changed what a finding rests on"
    FINDING_WITHDRAWN = "finding.withdrawn", Operation.ALTER, "withdrew a finding"
    FINDING_READ = "finding.read", Operation.CONSULT, "read a finding"
    FINDINGS_LISTED = "finding.listed", Operation.CONSULT, "listed findings"
    RECOMMENDATION_WRITTEN = "recommendation.written", Operation.COLLECT, "wrote a recommendation"
    RECOMMENDATION_CHANGED = "recommendation.changed", Operation.ALTER, "changed a recommendation"
    RECOMMENDATION_ISSUED = "recommendation.issued", Operation.DISCLOSE, "issued a recommendation"
    RECOMMENDATION_CLOSED = "recommendation.closed", Operation.ALTER, "closed a recommendation"
    RECOMMENDATION_READ = "recommendation.read", Operation.CONSULT, "read a recommendation"
    RECOMMENDATION_ANSWERED = (
        "recommendation.answered",
        Operation.COLLECT,
        "answered a recommendation",
    )
    RECOMMENDATION_JUDGED = (
        "recommendation.judged",
        Operation.ALTER,
        "set where an addressee stands with a recommendation",
    )
    IMPACT_CHECKED = "recommendation.impact", Operation.COLLECT, "recorded an impact check"

    SOURCE_KEPT = "evidence.source", Operation.COLLECT, "kept what is known of a source"
    SERIES_ADDED = "evidence.series", Operation.ADMIN, "added a series of published figures"
    FIGURES_KEPT = "evidence.figures", Operation.COLLECT, "kept published figures"
    LIST_OPENED = "list.opened", Operation.COLLECT, "took in a list of another body"
    LIST_READ = "list.read", Operation.COMBINE, "read a list of another body beside ours"
    LIST_DECIDED = "list.decided", Operation.COMBINE, "decided of a death on one of two lists"
    THEME_CASES_LISTED = "theme.cases", Operation.CONSULT, "listed the cases of a theme"
    THEMES_DOWNLOADED = "theme.downloaded", Operation.DISCLOSE, "downloaded figures of themes"

    IMPORT_COMMITTED = "import.committed", Operation.COLLECT, "imported a file"
    REPORT_BUILT = "report.built", Operation.JOB, "built a report"
    REPORT_ISSUED = "report.issued", Operation.DISCLOSE, "issued a report"
    REPORT_READ = "report.read", Operation.DISCLOSE, "opened a report"
    QUALITY_DOWNLOADED = "quality.downloaded", Operation.DISCLOSE, "downloaded figures on quality"
    RELEASE_PREPARED = "release.prepared", Operation.JOB, "prepared figures for sharing"
    RELEASE_READ = "release.read", Operation.CONSULT, "read what a release hides"
    RELEASE_SIGNED = "release.signed", Operation.ALTER, "signed off what a release hides"
    RELEASE_WITHDRAWN = "release.withdrawn", Operation.ALTER, "withdrew a release"
    RELEASE_ISSUED = "release.issued", Operation.DISCLOSE, "issued a release"
    SERIES_REOPENED = "series.reopened", Operation.ALTER, "let hidden figures be shown again"
    TRAIL_VERIFIED = "trail.verified", Operation.VERIFY, "verified the trail"
    TRAIL_READ = "trail.read", Operation.CONSULT, "read the trail"
