"""The index of the library can be built anew from the command line."""

import sqlalchemy as sa

from dhp.accounts.permissions import RoleName
from dhp.practice.actions import submit
from dhp.practice.queries import Wanted, library
from tests.accounts.people import add_user
from tests.practice.conftest import words


def test_a_lost_index_is_built_anew(app, database):
    coder = add_user(RoleName.CODER)
    submit(words(title="Door chains"), "A charity", by=coder)
    database.session.execute(sa.text("DELETE FROM practice_fts"))
    database.session.commit()

    done = app.test_cli_runner().invoke(args=["practice", "index"])

    assert done.output == "Entries in the index: 1.\n"
    assert [one.wording.title for one in library(coder, Wanted(words="chain"))] == ["Door chains"]
