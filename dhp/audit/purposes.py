"""Why an act happens and where it shows, derived from the act: nobody types either."""

from collections.abc import Mapping
from enum import StrEnum

from dhp.audit.operations import Operation, Told


class Purpose(StrEnum):
    """What an act is for, in the words of the unit's task."""

    NOTIFY = "notify deaths"
    KEEP = "keep the record"
    CODE = "code narratives"
    ASK = "settle questions"
    RETURN = "confirm returns"
    LEARN = "learn from deaths"
    REPORT = "report figures"
    EXCHANGE = "take in and hand out data"
    ACCOUNTS = "keep accounts"
    OVERSEE = "oversee the service"
    RIGHTS = "answer people about themselves"


_BY_ROOM = {
    Purpose.NOTIFY: "notification",
    Purpose.KEEP: "case hand-over answer contact stage erasure retention",
    Purpose.CODE: "codebook code coding mark",
    Purpose.ASK: "question",
    Purpose.RETURN: "return year coverage force chief-officer escalation digest mail",
    Purpose.LEARN: "alert finding recommendation practice theme insight evidence list look",
    Purpose.REPORT: (
        "report release series signal explore quality comment recipient copy capture strand"
    ),
    Purpose.EXCHANGE: "import export everything",
    Purpose.ACCOUNTS: "account agreement api-key",
    Purpose.OVERSEE: "trail access flag key",
    Purpose.RIGHTS: "subject",
}
_PURPOSES = {room: purpose for purpose, rooms in _BY_ROOM.items() for room in rooms.split()}


def purpose_of(act: Told) -> Purpose:
    """What `act` is for. An act of a new room is the keeping of the record until it is listed."""
    return _PURPOSES.get(act.value.partition(".")[0], Purpose.KEEP)


def surface_of(act: Told, surface: str, facts: Mapping[str, object]) -> str:
    """Where an act showed: `surface` of the request, sharper where the act tells: a list, a file."""
    if surface != "page":
        return surface
    if facts.get("form") == "pdf":
        return "pdf"
    if act.operation is Operation.DISCLOSE or act.value.endswith(".downloaded"):
        return "export" if act.value.endswith((".made", ".downloaded", ".exported")) else surface
    return "list" if act.value.endswith((".listed", ".cases")) else surface
