"""On the first page: flags on how records are read, and reads that a lot drew, until looked at."""

from collections.abc import Iterator

from dhp.accounts.models import User
from dhp.home.panels import Panel, kinds_panel
from dhp.home.queries import counted
from dhp.oversight.drawing import drawn_for
from dhp.oversight.flagging import open_for


def flag_panels(user: User) -> Iterator[Panel]:
    """What this person looks at and closes with a finding."""
    flags, reads = counted(open_for(user), drawn_for(user))
    yield kinds_panel(
        "Look at how records are read",
        "Each was raised or drawn by itself and accuses nobody. Look, and say what you found.",
        ("Flags without a finding", "flags.index", flags),
        ("Reads drawn by lot", "flags.index", reads),
    )
