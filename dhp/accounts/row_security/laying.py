"""Laying the second wall: its functions, its policies, and what each role of the database may do.

It is laid anew, from the models, whenever migrations have run, in their transaction. So it always
says what this version of the application means, and no migration has to know of it.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, MetaData

from dhp.accounts.row_security.policies import walled

POLICY = "second_wall"
OWNER, APPLICATION, BACKUP = "dhp_owner", "dhp_app", "dhp_backup"

# What was told at the beginning of the transaction; nothing told is an empty text, or null.
_TOLD = {
    "wall_reach": ("text", "coalesce(current_setting('dhp.reach', true), '')"),
    "wall_user": ("integer", "nullif(current_setting('dhp.user', true), '')::integer"),
    "wall_force": ("integer", "nullif(current_setting('dhp.force', true), '')::integer"),
    "wall_client": ("integer", "nullif(current_setting('dhp.client', true), '')::integer"),
    "wall_instant": (
        "timestamptz",
        "nullif(current_setting('dhp.instant', true), '')::timestamptz",
    ),
    "wall_day": ("date", "nullif(current_setting('dhp.day', true), '')::date"),
    "wall_is_lead": ("boolean", "wall_reach() IN ('service', 'everything')"),
    # A lead whom no conflict of interest keeps from anything is spared the question for each row.
    "wall_sees_all": (
        "boolean",
        """CASE wall_reach() WHEN 'service' THEN true
           WHEN 'everything' THEN NOT EXISTS (SELECT FROM wall_conflicted_cases()) ELSE false END""",
    ),
    "wall_is_unit": ("boolean", "wall_reach() IN ('service', 'everything', 'unit')"),
}
# Each gives keys, is asked once for a statement, and sees every row while it looks.
_KEYS = {
    # Named for it, or for the hour of an opening in an emergency: `dhp.cases.naming`.
    "wall_named_cases": """
        SELECT r.case_id FROM case_readers r WHERE r.user_id = wall_user()
        UNION SELECT e.case_id FROM emergency_openings e
        WHERE e.user_id = wall_user() AND e.ended_at IS NULL AND e.until > wall_instant()
    """,
    "wall_conflicted_cases": """
        SELECT c.id FROM cases c WHERE c.incident_id IN (
            SELECT o.incident_id FROM cases o JOIN conflicts d ON d.case_id = o.id
            WHERE d.user_id = wall_user() AND d.ended_at IS NULL)
    """,
    "wall_restricted_cases": "SELECT c.id FROM cases c WHERE c.restricted",
    "wall_cases_with_a_part": """
        SELECT p.case_id FROM force_roles p WHERE p.force_id = wall_force() AND p.until IS NULL
        UNION SELECT h.case_id FROM hand_overs h
        WHERE h.to_force_id = wall_force() AND h.state = 'offered'
    """,
    "wall_forces_of_region": """
        SELECT m.force_id FROM region_memberships m
        JOIN users u ON u.region_system = m.system AND u.region_name = m.region
        WHERE u.id = wall_user()
    """,
    # As `dhp.cases.forces.agreed` says: every force of the event agrees, nothing of it is restricted, and
    # it was never put with another one and taken away again.
    "wall_agreed_cases": """
        WITH agreed AS (
            SELECT a.force_id FROM reading_agreements a
            JOIN region_memberships m ON m.force_id = a.force_id
            JOIN users u ON u.region_system = m.system AND u.region_name = m.region
            WHERE u.id = wall_user() AND a.withdrawn_at IS NULL AND a.given_on <= wall_day()
              AND (a.until IS NULL OR a.until >= wall_day()) AND m.since <= a.given_on
              AND (m.until IS NULL OR m.until >= wall_day()))
        SELECT c.id FROM cases c WHERE c.force_id IN (SELECT force_id FROM agreed)
          AND NOT EXISTS (
            SELECT FROM cases o WHERE o.incident_id = c.incident_id AND (o.restricted
              OR o.force_id IS NULL OR o.force_id NOT IN (SELECT force_id FROM agreed)
              OR EXISTS (SELECT FROM force_roles p WHERE p.case_id = o.id
                         AND p.force_id NOT IN (SELECT force_id FROM agreed))))
          AND NOT EXISTS (
            SELECT FROM case_links l WHERE l.kind <> 'not the same' AND l.undone_at IS NOT NULL
              AND (c.id IN (l.case_id, l.other_id)
                OR c.incident_id IN (l.incident_id, l.former_incident_id)))
    """,
}
_TELLING = """
CREATE OR REPLACE FUNCTION {name}() RETURNS {kind} LANGUAGE sql STABLE AS $wall$ SELECT {value} $wall$
"""
# The setting is put back before the rows are given; an error rolls it back with the transaction.
_LOOKING = """
CREATE OR REPLACE FUNCTION {name}() RETURNS SETOF integer LANGUAGE plpgsql STABLE AS $wall$
DECLARE before text := wall_reach();
BEGIN
    PERFORM set_config('dhp.reach', 'service', true);
    RETURN QUERY {query};
    PERFORM set_config('dhp.reach', before, true);
END $wall$
"""
_POLICIES = "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"
# Both flags, and one policy alone: a second one beside it would let through what ours does not.
_STANDING = """
    SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
    GROUP BY c.relname
    HAVING count(*) = 1 AND bool_and(p.polname = %s AND p.polcmd = '*'
        AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)
"""
_PRESENT = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# What the application may do with the tables that only grow; all others it may also change.
_GROW = {
    "trail_events": "SELECT",  # appended to by functions of the owner: `dhp/audit/guards.py`
    "trail_subjects": "SELECT",
    "trail_lists": "SELECT",
    "trail_repeats": "SELECT",
    "trail_head": "SELECT",
    "alembic_version": "SELECT",
    "retention_reviews": "SELECT, INSERT",
}


def lift(connection: Connection) -> None:
    """Take the policies away, so that migrations may change columns that they speak of.

    The owner is let through meanwhile: a migration that fills a column must see the rows.
    """
    if connection.dialect.name == "postgresql":
        for table, name in connection.exec_driver_sql(_POLICIES).all():
            connection.exec_driver_sql(f"DROP POLICY {name} ON {table}")
            connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")


def lay(connection: Connection, metadata: MetaData, *, closed: bool) -> None:
    """Lay functions, policies and grants for the tables that are there; on SQLite nothing.

    Only where it is `closed` does the wall stand in anybody's way. The roles are made by whoever
    runs the server. A role that is not there is given nothing.
    """
    if connection.dialect.name != "postgresql":
        return
    present = set(connection.exec_driver_sql(_PRESENT).scalars())
    connection.exec_driver_sql("SET LOCAL check_function_bodies = off")
    for name, (kind, value) in _TOLD.items():
        connection.exec_driver_sql(_TELLING.format(name=name, kind=kind, value=value))
    for name, query in _KEYS.items():
        connection.exec_driver_sql(_LOOKING.format(name=name, query=query))
    for table, condition in walled(metadata).items():
        if table in present:
            for statement in (*policy(table, condition), *shutting(table, closed=closed)):
                connection.exec_driver_sql(statement)
    for statement in grants(present, _roles(connection)):
        connection.exec_driver_sql(statement)


def left_open(connection: Connection, metadata: MetaData) -> list[str]:
    """The tables before which no wall stands although one should, in order; on SQLite none."""
    if connection.dialect.name != "postgresql":
        return []
    standing = set(connection.exec_driver_sql(_STANDING, (POLICY,)).scalars())
    return sorted(walled(metadata).keys() - standing)


def policy(table: str, condition: str) -> Iterator[str]:
    """The statements that say which rows of one table are given to whom."""
    yield f"DROP POLICY IF EXISTS {POLICY} ON {table}"
    yield f"CREATE POLICY {POLICY} ON {table} USING ({condition}) WITH CHECK ({condition})"


def shutting(table: str, *, closed: bool) -> Iterator[str]:
    """The statements that close the wall around one table, also against its owner, or open it."""
    yield f"ALTER TABLE {table} {'ENABLE' if closed else 'DISABLE'} ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} {'FORCE' if closed else 'NO FORCE'} ROW LEVEL SECURITY"


def grants(tables: set[str], roles: set[str]) -> Iterator[str]:
    """The statements that give the roles of the database what each needs, and no more."""
    if APPLICATION in roles:
        yield f"GRANT USAGE ON SCHEMA public TO {APPLICATION}"
        for table in sorted(tables):
            may = _GROW.get(table, "SELECT, INSERT, UPDATE, DELETE")
            yield f"REVOKE ALL ON {table} FROM {APPLICATION}"
            yield f"GRANT {may} ON {table} TO {APPLICATION}"
        yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION}"
    if BACKUP in roles:
        yield f"GRANT USAGE ON SCHEMA public TO {BACKUP}"
        yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {BACKUP}"
        yield f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP}"


def _roles(connection: Connection) -> set[str]:
    names = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'dhp_%%'"
    return set(connection.exec_driver_sql(names).scalars())
