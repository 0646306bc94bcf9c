"""The pages of issued figures: all of them, and one table with its earlier issues."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dhp.accounts.permissions import Permission
from dhp.statistics.explore.files import file_forms
from dhp.statistics.explore.issued import issued_table, issued_tables, latest_of_each, other_issues
from dhp.statistics.explore.pictures import caption, pictures
from dhp.statistics.explore.views import bp
from dhp.web.access import requires


@bp.get("/issued")
@requires(Permission.READ_ISSUED_REPORTS)
def issued() -> ResponseReturnValue:
    """What readers can explore: the latest issue of every cleared table."""
    tables = latest_of_each(issued_tables(current_user))
    return render_template("explore/issued.html", tables=tables)


@bp.get("/issued/<ref>/<int:number>")
@requires(Permission.READ_ISSUED_REPORTS)
def issued_one(ref: str, number: int) -> ResponseReturnValue:
    """One cleared table, as it was issued."""
    one, table = issued_table(ref, number, current_user)
    return render_template(
        "explore/issued_table.html",
        one=one,
        table=table,
        pictures=pictures(table),
        caption=caption(table),
        others=other_issues(one, current_user),
        files=file_forms(),
    )
