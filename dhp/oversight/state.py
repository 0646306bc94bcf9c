"""How the trail stands: how long it is, when it was last anchored, and last found to be sound."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from dhp.audit.acts import Act
from dhp.audit.models import TrailEvent, TrailHead
from dhp.audit.queries import latest_anchor
from dhp.extensions import db

LATE = timedelta(hours=2)  # after which an hourly anchor is missing


@dataclass(frozen=True)
class Standing:
    """The end of the trail, the last anchor and the last verification.

    `late` where an anchor should have been written and was not; `store` whether one is set.
    """

    events: int
    head: str
    anchored: int | None
    anchored_at: datetime | None
    verified_at: datetime | None
    verified_code: int | None
    late: bool
    store: bool


def standing(at: datetime) -> Standing:
    """How the trail stands at `at` (aware)."""
    head = db.session.execute(select(TrailHead.seq, TrailHead.hash)).one()
    anchor = latest_anchor()
    last = select(TrailEvent).where(TrailEvent.act == Act.TRAIL_VERIFIED)
    verified = db.session.scalar(last.order_by(TrailEvent.seq.desc()).limit(1))
    store = bool(current_app.config["ANCHORS"])
    return Standing(
        head.seq,
        head.hash,
        anchor.seq if anchor else None,
        anchor.at if anchor else None,
        verified.at if verified else None,
        json.loads(verified.body).get("code") if verified else None,
        late=store and (anchor is None or at - anchor.at > LATE),
        store=store,
    )
