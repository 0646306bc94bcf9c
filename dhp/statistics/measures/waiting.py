"""Notices that wait for acceptance, as rows beside those of deaths: what they say is not read yet."""

from datetime import datetime
from typing import TYPE_CHECKING

from dhp.calendar import london_date
from dhp.definitions import DeathType
from dhp.statistics.frame import NO_PLACE, SYSTEMS
from dhp.statistics.framing.columns import NOT_RECORDED
from dhp.statistics.framing.regions import regions
from dhp.statistics.received import notices_waiting

if TYPE_CHECKING:
    import pandas as pd


def with_waiting(
    data: "pd.DataFrame", as_at: datetime, *, restricted: bool = True
) -> "pd.DataFrame":
    """`data`, a frame of deaths, with a row for each notice that waited at `as_at`.

    Not yet classified, and nothing recorded of it but its force and when it was sent. Those that are
    restricted only where `restricted` says so.
    """
    import pandas as pd

    notices = notices_waiting(as_at, restricted=restricted)
    if not notices:
        return data
    more = data.iloc[:0].reindex(range(len(notices)))
    for name in more.columns[more.dtypes == "category"]:
        if NOT_RECORDED in more[name].cat.categories:
            more[name] = more[name].fillna(NOT_RECORDED)
    for name in more.select_dtypes("object").columns:
        more[name] = NOT_RECORDED
    more["case"], more["incident"] = 0, [-1 - number for number in range(len(notices))]
    more["force"] = pd.Series([code for code, _at in notices], dtype=data["force"].dtype)
    more["type"] = more["type"].fillna(DeathType.UNCLASSIFIED.value)
    more["counts"], more["back_record"], more["died"] = True, False, ""
    more["received_at"] = pd.to_datetime([at for _code, at in notices], utc=True)
    more["received_on"] = pd.to_datetime([london_date(at) for _code, at in notices])
    for name, system in SYSTEMS.items():
        if name in more:
            known = regions(system)
            there = [known.of(code, london_date(at)) or NO_PLACE for code, at in notices]
            more[name] = pd.Series(there, dtype=data[name].dtype)
    return pd.concat([data, more.astype(data.dtypes)], ignore_index=True)
