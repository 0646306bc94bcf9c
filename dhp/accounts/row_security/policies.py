"""What PostgreSQL asks of each row: a policy for every table of a case or a force, from the models.

A row that carries a case's key is given to whoever is given the case; one that carries a force's
key, to that force, to the analysts of its region and to the unit. What is told of a notification or
a return follows it. Only what those rules cannot say is written out by hand.
"""

from collections.abc import Mapping

from sqlalchemy import ForeignKey, MetaData, Table

# Whether a notification is kept from nobody who may read its force's.
_OPEN_NOTICE = """
    NOT restricted AND (case_id IS NULL OR case_id NOT IN (SELECT wall_restricted_cases()))
"""

# Tables with the key of a case or a force, or of a row of one, that have no policy, and why.
OPEN = {
    "users": "an account is no case data, and is looked up before anybody is known",
    "region_memberships": "which force lies in which region is public",
    "api_clients": "a key is looked up before anybody is known",
    "api_keys": "a key is looked up before anybody is known",
    "api_calls": "calls are counted before anybody is known",
    "practices": "a library for all forces; it names no death",
    "practice_adoptions": "a library for all forces; it names no death",
}

# Functions that take no row stand in a SELECT: they are asked once for a statement.
BY_HAND: Mapping[str, str] = {
    "cases": """
        (SELECT wall_sees_all())
        OR ((SELECT wall_is_unit())
            AND (NOT restricted OR (SELECT wall_is_lead()) OR id IN (SELECT wall_named_cases()))
            AND id NOT IN (SELECT wall_conflicted_cases()))
        OR ((SELECT wall_reach()) = 'force'
            AND (NOT restricted OR id IN (SELECT wall_named_cases()))
            AND (force_id = (SELECT wall_force()) OR id IN (SELECT wall_cases_with_a_part())))
        OR ((SELECT wall_reach()) = 'region' AND id IN (SELECT wall_agreed_cases()))
    """,
    # The unit sees what was ever sent, a force its own, its system what it may be compared with.
    "notifications": """
        (SELECT wall_reach()) = 'service'
        OR ((SELECT wall_is_unit()) AND sent_at IS NOT NULL
            AND ((SELECT wall_is_lead()) OR (OPEN_NOTICE) OR case_id IN (SELECT wall_named_cases()))
            AND (case_id IS NULL OR case_id NOT IN (SELECT wall_conflicted_cases())))
        OR ((SELECT wall_reach()) = 'force' AND force_id = (SELECT wall_force())
            AND (started_by_id = (SELECT wall_user()) OR saved_by_id = (SELECT wall_user())
                OR (OPEN_NOTICE) OR case_id IN (SELECT wall_named_cases())))
        OR ((SELECT wall_reach()) = 'client' AND force_id = (SELECT wall_force())
            AND (client_id = (SELECT wall_client()) OR (OPEN_NOTICE)))
    """.replace("OPEN_NOTICE", _OPEN_NOTICE),
    "questions": """
        (SELECT wall_sees_all())
        OR (((SELECT wall_reach()) <> 'force' OR force_id = (SELECT wall_force()))
            AND EXISTS (SELECT FROM cases c WHERE c.id = questions.case_id))
    """,
    "receipts": """
        (SELECT wall_reach()) = 'service'
        OR (((SELECT wall_reach()) <> 'client' OR client_id = (SELECT wall_client()))
            AND EXISTS (SELECT FROM notifications n WHERE n.id = receipts.notification_id))
    """,
    "recommendation_addressees": """
        (SELECT wall_is_unit()) OR (SELECT wall_reach()) IN ('region', 'reader')
        OR ((SELECT wall_reach()) = 'force' AND force_id = (SELECT wall_force()))
    """,
    # Its force is a code, empty for a national report; the unit alone knows of drafts.
    "report_runs": """
        (SELECT wall_is_unit())
        OR (issued_at IS NOT NULL AND (
            ((SELECT wall_reach()) IN ('region', 'reader') AND force = '')
            OR ((SELECT wall_reach()) = 'force'
                AND force = (SELECT f.code FROM forces f WHERE f.id = wall_force()))))
    """,
    # What somebody practises on is for that person alone, whatever the record is asked for.
    "rehearsals": """
        (SELECT wall_reach()) = 'service' OR started_by_id = (SELECT wall_user())
    """,
    "case_rehearsals": """
        (SELECT wall_reach()) = 'service' OR coder_id = (SELECT wall_user())
    """,
    # What a force's file holds, before it is a notification, is for whoever took it in.
    "import_files": """
        (SELECT wall_reach()) = 'service' OR taken_by_id = (SELECT wall_user())
    """,
    # It names people, and whoever answers them is told of no case that is closed to them.
    "subject_requests": "(SELECT wall_is_lead())",
}


def walled(metadata: MetaData) -> dict[str, str]:
    """The condition of each table that has a policy, by its name, in order."""
    tables = {name for name in metadata.tables if name in BY_HAND}
    reached = {"cases", "forces"}
    while True:
        more = {
            name
            for name, table in metadata.tables.items()
            if name not in tables | OPEN.keys()
            and any(_parent(key) in reached for key in table.foreign_keys)
        }
        if not more:
            break
        tables |= more
        reached = {"cases", "forces", *tables}
    return {name: BY_HAND.get(name) or _derived(metadata.tables[name]) for name in sorted(tables)}


def _parent(key: ForeignKey) -> str:
    return key.column.table.name


def _derived(table: Table) -> str:
    """A row with a case follows the case; without, its force, and else whatever it is told of."""
    keys = sorted(table.foreign_keys, key=lambda key: key.parent.name)
    of_cases = [key for key in keys if _parent(key) == "cases"]
    conditions = [_follows(table, key) for key in of_cases]
    if all(key.parent.nullable for key in of_cases):
        of_force = [key for key in keys if key.parent.name == "force_id"]
        if of_force:
            conditions.append(_of_force(of_force[0].parent.name))
        others = {"cases", "forces", table.name, *OPEN}
        told_of = [key for key in keys if _parent(key) not in others and _walled(key)]
        conditions += [_follows(table, key) for key in told_of]
    together = " AND ".join(conditions)
    return f"(SELECT wall_sees_all()) OR ({together})" if of_cases else together


def _walled(key: ForeignKey) -> bool:
    table = key.column.table
    return table.name in BY_HAND or any(
        _parent(other) in ("cases", "forces")
        or (other.column.table is not table and _walled(other))
        for other in table.foreign_keys
    )


def _follows(table: Table, key: ForeignKey) -> str:
    column, parent = f"{table.name}.{key.parent.name}", _parent(key)
    seen = f"EXISTS (SELECT FROM {parent} p WHERE p.{key.column.name} = {column})"
    return f"({column} IS NULL OR {seen})" if key.parent.nullable else seen


def _of_force(column: str) -> str:
    return (
        f"((SELECT wall_is_unit()) OR ((SELECT wall_reach()) = 'force'"
        f" AND {column} = (SELECT wall_force())) OR ((SELECT wall_reach()) = 'region'"
        f" AND {column} IN (SELECT wall_forces_of_region())))"
    )
