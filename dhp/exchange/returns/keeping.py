"""Confirming what a file of returns says: all of its periods, or none."""

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.errors import Refused
from dhp.exchange.returns.plan import RETURNS, Returns
from dhp.references import new_reference
from dhp.returns.actions import confirm


def keep_returns(returns: Returns, *, by: User) -> str:
    """Confirm every period by name; gives the import's reference, empty where nothing was new.

    Raises `Refused` where a row was refused, `Stale` where a return changed in between.
    """
    if returns.outcome.refused:
        raise Refused("Some rows are refused, so nothing is kept. Correct them and try again.")
    if not returns.confirmations:
        return ""
    run = returns.outcome.run = new_reference()
    for one in returns.confirmations:
        confirm(one.period, one.disputes, by=by, seen=one.seen, force=one.force)
    trail.record(
        Act.IMPORT_COMMITTED,
        by=by,
        about=run,
        force=by.force_code,
        scheme=RETURNS.name,
        returns=len(returns.confirmations),
    )
    return run
