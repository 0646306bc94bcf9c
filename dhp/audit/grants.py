"""Who may do what to the trail on PostgreSQL, where the roles of the service exist.

The roles are made by whoever sets up the database; where one is missing, nothing is granted to it.
"""

from collections.abc import Collection, Iterator, Sequence

from dhp.audit.functions import SIGNATURES

APPLICATION, AUDITOR = "dhp_app", "dhp_auditor"
_TRAIL = ("trail_events", "trail_subjects", "trail_lists", "trail_repeats", "trail_head")


def grants(there: Collection[str], guarded: Sequence[str]) -> Iterator[str]:
    """The statements that narrow the application to appending and the auditor to reading.

    `there` are the tables of the database, `guarded` those of them whose rows stay.
    """
    trail = ", ".join(table for table in _TRAIL if table in there)
    others = ", ".join(table for table in guarded if table not in _TRAIL)
    yield _where(
        APPLICATION,
        f"REVOKE ALL ON {trail} FROM {APPLICATION}",
        f"GRANT SELECT ON {trail} TO {APPLICATION}",
        f"REVOKE DELETE, TRUNCATE ON {others} FROM {APPLICATION}",
        *(f"GRANT EXECUTE ON FUNCTION {name} TO {APPLICATION}" for name in SIGNATURES),
    )
    yield _where(
        AUDITOR,
        f"REVOKE ALL ON {trail}, trail_anchors FROM {AUDITOR}",
        f"GRANT SELECT ON {trail}, trail_anchors TO {AUDITOR}",
    )


def _where(role: str, *statements: str) -> str:
    body = " ".join(f"{statement};" for statement in statements)
    return (
        f"DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN {body}"
        " END IF; END $$"
    )
