"""How long everything beside the record is kept, said once: what, how long, what happens then, who does it.

Whoever ends something by itself takes its time from here. Settings of the service that are times
too are named, not repeated. Cases have no clock: they are reviewed, by their groups.
"""

from dataclasses import dataclass
from datetime import timedelta

from dhp.accounts.actions import INVITATION_DAYS

_DAY = timedelta(days=1)
_OPERATOR = "Whoever runs the service, by the runbook"
_DUE = "The service, on its timer"


@dataclass(frozen=True)
class Clock:
    """One kind of thing: how long it is `kept` after `since`, and how it ends.

    `kept` is None where no fixed time ends it; `words` then say what does. `duties` are the names
    of the duties that end it.
    """

    what: str
    kept: timedelta | None
    since: str
    end: str
    who: str
    duties: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How long in words: "30 days after it was last saved"."""
        if self.kept is None:
            return self.since
        days = self.kept // _DAY
        long = "1 day" if days == 1 else f"{days:,} days"
        return f"{long} after {self.since}"


DRAFTS_KEPT, DRAFT_NOTICE = timedelta(days=30), timedelta(days=7)
FILES_KEPT = timedelta(days=1)
DIGESTS_KEPT = timedelta(days=30)
FORMS_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=400)
GUESSES_KEPT = timedelta(days=1)  # they count for a few minutes
MAIL_KEPT = timedelta(days=90)
REQUESTS_KEPT = timedelta(days=730)

CLOCKS = (
    Clock(
        "Drafts of notices that nobody sent",
        DRAFTS_KEPT,
        "they were last saved",
        "Whoever saved it is told 7 days before. Then it is discarded with its key.",
        _DUE,
        ("draft-notice", "draft-end"),
    ),
    Clock(
        "Files of imports that nobody confirmed",
        FILES_KEPT,
        "they were taken in",
        "The file is removed.",
        _DUE,
        ("clearing imports",),
    ),
    Clock(
        "Digests of what forces’ systems sent; the requests themselves are not kept",
        DIGESTS_KEPT,
        "the notice was sent",
        "The digest is removed. The key of the request stays, so that it cannot stand for another one.",
        _DUE,
        ("old-digests",),
    ),
    Clock(
        "What was typed in a form that first asked for a proof of who one is",
        FORMS_KEPT,
        "the session was last used, or at once when it ends",
        "The text is removed.",
        _DUE,
        ("old-sessions",),
    ),
    Clock(
        "Sessions: when somebody signed in and was last here",
        SESSIONS_KEPT,
        "they were last used",
        "The row is removed. The last one of each account stays, so that unused accounts are found.",
        _DUE,
        ("old-sessions",),
    ),
    Clock(
        "Wrong tries at passwords, codes and keys, under digests of the account and of the address",
        GUESSES_KEPT,
        "they were made",
        "The row is removed.",
        _DUE,
        ("old-guesses",),
    ),
    Clock(
        "Messages that were sent or left, and their addresses",
        MAIL_KEPT,
        "they were settled",
        "Text and address are removed. That there was a message stays, so that it is not sent twice.",
        _DUE,
        ("old-mail",),
    ),
    Clock(
        "Requests of people for what is held about them",
        REQUESTS_KEPT,
        "they were made",
        "Names and choices are removed. Who gave which digest, and when, stays.",
        _DUE,
        ("old-requests",),
    ),
    Clock(
        "Sign-ins that are open",
        None,
        "As the settings DHP_SESSION_IDLE_MINUTES and DHP_SESSION_HOURS say",
        "The person signs in again.",
        "The service, at each request",
    ),
    Clock(
        "Links of invitations",
        timedelta(days=INVITATION_DAYS),
        "they were made",
        "The link no longer works. Only a digest of it was kept.",
        "The service, at each request",
    ),
    Clock(
        "Accounts",
        None,
        "Shut when nobody uses or confirms them (DHP_DORMANT_DAYS, and every quarter)",
        "Name and e-mail address stay: the trail says who did what.",
        _DUE,
        ("accounts nobody confirmed", "accounts nobody used"),
    ),
    Clock(
        "Files of exports, reports drawn for a person, bundles for a person",
        None,
        "Not kept by the service: made, handed over, and only their digest recorded",
        "Whoever received the file answers for it.",
        "The person who received it",
    ),
    Clock(
        "Issued reports",
        None,
        "For ever: they are the published record, cleared for issue",
        "Nothing. A correction replaces one, in the open.",
        "Nobody",
    ),
    Clock(
        "The trail",
        None,
        "As long as the case, and 10 years after it was erased",
        "Nothing by itself. It holds references, no answers and no names of people in cases.",
        "The data protection officer decides",
    ),
    Clock(
        "Backups and archived write-ahead logs",
        timedelta(days=365),
        "they were made",
        "They are destroyed. An erasure is complete when the last one from before it is gone.",
        _OPERATOR,
    ),
    Clock(
        "Logs of the servers",
        timedelta(days=90),
        "they were written",
        "They are rotated away. They hold no personal data.",
        _OPERATOR,
    ),
)
