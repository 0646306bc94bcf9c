"""What takes two people: nobody does the second act after the first, whatever role they have by then.

For every pair of roles of which one may do the first act and the other the second, the second is
tried by another person, and by the same one, who may have got the second role since.
"""

from itertools import product

import pytest

from dhp.accounts.approval_models import Approval
from dhp.accounts.models import User
from dhp.accounts.permissions import Permission, RoleName
from dhp.accounts.roles import ROLES
from dhp.accounts.rules import check_may_decide, check_may_disable
from dhp.coding.passes.rules import check_third_person
from dhp.errors import Refused
from dhp.learning.rules import check_second_person
from dhp.oversight.flagging import close
from dhp.oversight.models import Conclusion, Flag, FlagFinding
from dhp.practice.rules import check_reviewer
from dhp.reports.models import Run, RunStatus
from dhp.reports.rules import check_may_approve, check_may_issue
from dhp.statistics.releases.models import Release, ReleaseStatus
from dhp.statistics.releases.rules import check_may_sign

_SPOC, CODER, LEAD, _ANALYST, _READER, ADMINISTRATOR, AUDITOR = RoleName


def approve_built(first, second):
    check_may_approve(Run(status=RunStatus.DRAFT, built_by=first.ref), second.ref, ())


def approve_commented(first, second):
    check_may_approve(Run(status=RunStatus.DRAFT, built_by="Z"), second.ref, {"Y", first.ref})


def issue_built(first, second):
    check_may_issue(Run(status=RunStatus.APPROVED, built_by=first.ref), second.ref)


def sign_made(first, second):
    release = Release(status=ReleaseStatus.PREPARED, made_by=first.ref, against="")
    check_may_sign(release, second.ref, "")


def check_written(first, second):
    check_second_person(first.ref, second.ref)


def review_written(first, second):
    check_reviewer(second.ref, first.ref)


def decide_asked(first, second):
    check_may_decide(Approval(asked_by=first.ref, user=User(ref="Z")), by=second)


def decide_about(first, second):
    check_may_decide(Approval(asked_by="Z", user=first), by=second)


def adjudicate_first(first, second):
    check_third_person(second.id, (first.id, 9))


def adjudicate_second(first, second):
    check_third_person(second.id, (9, first.id))


def disable(first, second):
    check_may_disable(first, by=second)


def close_about(first, second):
    flag = Flag(person=first.ref, finding=FlagFinding())
    try:
        close(flag, Conclusion.WORK, "Looked at.", by=second)
    except Refused as refused:
        if "about you" in refused.message:
            raise


# What is done second: who may do the first act and who the second, and the rule in between.
ACTS = {
    "approve a report that one built": (
        Permission.BUILD_REPORTS,
        Permission.APPROVE_REPORTS,
        approve_built,
    ),
    "approve a report that one wrote in": (
        Permission.COMMENT_ON_REPORTS,
        Permission.APPROVE_REPORTS,
        approve_commented,
    ),
    "issue a report that one built": (
        Permission.BUILD_REPORTS,
        Permission.ISSUE_REPORTS,
        issue_built,
    ),
    "sign off what one cleared": (Permission.BUILD_REPORTS, Permission.SIGN_RELEASES, sign_made),
    "check an alert that one wrote": (
        Permission.WRITE_LEARNING,
        Permission.CHECK_ALERTS,
        check_written,
    ),
    "review practice that one wrote up": (
        Permission.SUBMIT_PRACTICE,
        Permission.REVIEW_PRACTICE,
        review_written,
    ),
    "decide on access that one asked for": (
        Permission.MANAGE_ACCOUNTS,
        Permission.GRANT_ACCESS,
        decide_asked,
    ),
    "decide on one’s own access": (None, Permission.GRANT_ACCESS, decide_about),
    "adjudicate what one coded first": (
        Permission.CODE_THEMES,
        Permission.ADJUDICATE,
        adjudicate_first,
    ),
    "adjudicate what one coded second": (
        Permission.CODE_THEMES,
        Permission.ADJUDICATE,
        adjudicate_second,
    ),
    "close a flag about oneself": (None, Permission.REVIEW_FLAGS, close_about),
    "disable one’s own account": (None, Permission.MANAGE_ACCOUNTS, disable),
}
# Who may do both acts on different days, written out by hand: a slip in a declaration shows here.
BOTH = {
    (Permission.BUILD_REPORTS, Permission.APPROVE_REPORTS): {LEAD},
    (Permission.COMMENT_ON_REPORTS, Permission.APPROVE_REPORTS): {LEAD},
    (Permission.BUILD_REPORTS, Permission.ISSUE_REPORTS): {LEAD},
    (Permission.BUILD_REPORTS, Permission.SIGN_RELEASES): {LEAD},
    (Permission.WRITE_LEARNING, Permission.CHECK_ALERTS): {CODER, LEAD},
    (Permission.SUBMIT_PRACTICE, Permission.REVIEW_PRACTICE): {LEAD},
    (Permission.MANAGE_ACCOUNTS, Permission.GRANT_ACCESS): set(),
    (Permission.CODE_THEMES, Permission.ADJUDICATE): {LEAD},
    (None, Permission.GRANT_ACCESS): {LEAD},
    (None, Permission.REVIEW_FLAGS): {LEAD, AUDITOR},
    (None, Permission.MANAGE_ACCOUNTS): {ADMINISTRATOR},
}


def who(permission):
    """The roles that may do an act; all of them where anybody may."""
    return {
        role for role in RoleName if permission is None or permission in ROLES[role].permissions
    }


@pytest.mark.parametrize("act", ACTS)
def test_the_second_act_is_another_person_s(act):
    first_may, second_may, try_it = ACTS[act]
    pairs = list(product(who(first_may), who(second_may)))

    for one, other in pairs:
        first = User(id=1, ref="A", role=one)
        try_it(first, User(id=2, ref="B", role=other))
        with pytest.raises(Refused):
            try_it(first, User(id=1, ref="A", role=other))
    assert pairs


def test_who_may_do_both_is_known():
    found = {(first, second): who(first) & who(second) for first, second, _try in ACTS.values()}

    assert found == BOTH
