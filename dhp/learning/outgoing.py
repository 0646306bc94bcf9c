"""What of an alert or a recommendation others read, and what the record says of the cases behind it."""

from collections.abc import Iterable, Mapping

from dhp.accounts.models import User
from dhp.accounts.permissions import Permission
from dhp.learning.finding_models import Alert, Finding
from dhp.learning.finding_queries import cases_behind, findings_behind
from dhp.learning.models import Recommendation
from dhp.references import shown_reference


def outgoing_alert(alert: Alert, user: User) -> tuple[Mapping[str, str], Iterable[str]]:
    """The texts of an alert by what they are called, and what is known of its cases to `user`."""
    texts = {
        "The alert in one line": alert.title,
        "What was learnt": alert.words,
        "What to do now": alert.ask,
    }
    return texts, known_to(user, [alert.finding] if alert.finding else [])


def outgoing(one: Recommendation, user: User) -> tuple[Mapping[str, str], Iterable[str]]:
    """The texts of a recommendation by what they are called, and what is known of its cases."""
    texts = {
        "The recommendation in one line": one.title,
        "What should change": one.words,
        "Who owns it": one.owner,
        "What will show whether it worked": one.indicator,
    }
    return texts, known_to(user, findings_behind(one, user))


def known_to(user: User, findings: Iterable[Finding]) -> list[str]:
    """The references, ours and the force’s, of the cases behind `findings` that `user` may read."""
    if not user.may(Permission.OPEN_CASE_PAGES):
        return []
    cases = [case for finding in findings for case in cases_behind(finding, user)]
    own = [word for case in cases for word in (case.ref, shown_reference(case.ref))]
    return own + [case.force_ref for case in cases if case.force_ref]
