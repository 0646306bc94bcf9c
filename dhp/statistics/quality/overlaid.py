"""Deaths whose answers come in part from another case, because both were found to be one."""

from collections.abc import Sequence
from datetime import datetime

from dhp.cases.models import Case
from dhp.cases.overlay import linked, read_standing
from dhp.dictionary import Given


def answers_laid_over(cases: Sequence[Case], as_at: datetime) -> dict[int, dict[str, Given]]:
    """The answers by column name of those of `cases` to which links give answers, by case id.

    There are never many, so these are read as the pages of a case read them; at most four
    statements.
    """
    if not cases:
        return {}
    links = [link for link in linked(cases, as_at).links if link.columns_taken]
    ids, incidents = {link.case_id for link in links}, {link.incident_id for link in links}
    found = [case for case in cases if case.id in ids or case.incident_id in incidents]
    return read_standing(found, as_at)[0] if found else {}
