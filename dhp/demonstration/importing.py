"""A file that somebody of the unit took in and has not confirmed yet, to look at."""

from dhp.demonstration.accounts import Staff
from dhp.exchange.incoming.actions import take_in
from dhp.exchange.incoming.looking import waiting
from dhp.exchange.schemes import DEATHS_FILE

_NAME = "deaths-collected.csv"
_ROWS = (
    "force,force_ref,date_of_death,victim.sex,victim.age,suspect1.sex,suspect1.relationship\r\n"
    "E23000032,COLLECTED/1,2019-03-09,female,34,male,spouse\r\n"
    "E23000010,COLLECTED/2,2018-11,female,71,male,son\r\n"
    "btp,COLLECTED/3,,male,52,,\r\n"
    "E23000001,COLLECTED/4,2019-02-30,female,old,male,ex-partner\r\n"
)


def leave_a_file(staff: Staff) -> None:
    """Take in a file of which one row is refused and one is warned of, if none waits already.

    At the present hour, after the history: it is removed after a day.
    """
    coder = staff.coders[0]
    if not waiting(coder):
        take_in(_ROWS.encode(), _NAME, DEATHS_FILE.name, by=coder)
