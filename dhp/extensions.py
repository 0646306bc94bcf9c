"""What the whole application shares: the database, migrations and the sign-in manager."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import CursorResult, Delete, MetaData, Select, Update
from sqlalchemy.orm import DeclarativeBase

from dhp.opening import writing

__all__ = [
    "NAMING",
    "Base",
    "Model",
    "csrf",
    "db",
    "hold_rows",
    "migrate",
    "rows_changed",
    "sign_in_manager",
    "writing",
]

# Names by one convention, so that a refused constraint can be traced to its form field.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every model."""

    metadata = MetaData(naming_convention=NAMING)


# A read of case data must stay readable after its event is committed, so nothing expires at commit.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(render_as_batch=True)
sign_in_manager = LoginManager()
csrf = CSRFProtect()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def hold_rows(statement: Select[Any], given: Mapping[str, object] | None = None) -> None:
    """Hold what the statement, which says `with_for_update`, finds until the transaction ends.

    Read to its last row, though nobody asks for one: SQLite keeps its shared lock, even past the
    commit, for as long as a result waits to be read, and then no other connection can commit.
    """
    db.session.execute(statement, given).all()


def rows_changed(statement: Update | Delete) -> int:
    """How many rows the statement changed or removed, past the objects that the session holds."""
    result = db.session.execute(statement, execution_options={"synchronize_session": False})
    return cast(CursorResult[object], result).rowcount
