"""The people, forces and cases of the rhythm's tests, and a mail server."""

from tests.cases.conftest import coder, kent, make_case, make_user, sign_in, statements
from tests.mail.conftest import mail_set, sink
from tests.questions.conftest import case, essex, make_question, spoc, stranger

__all__ = [
    "case",
    "coder",
    "essex",
    "kent",
    "mail_set",
    "make_case",
    "make_question",
    "make_user",
    "sign_in",
    "sink",
    "spoc",
    "statements",
    "stranger",
]
