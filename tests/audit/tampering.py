"""What somebody with the file of the database could do to the trail."""

from dhp.audit.guards import lift


def unguard(database):
    """Take the guards away in the present transaction; on PostgreSQL only the owner can."""
    lift(database.session.connection())
