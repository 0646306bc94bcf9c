"""Ten stories of misuse, each put into the month by what the trail would hold of it."""

from datetime import timedelta

from dhp.accounts.permissions import RoleName
from dhp.audit import trail
from dhp.audit.account_acts import AccountAct
from dhp.audit.acts import Act
from dhp.extensions import db
from dhp.notifications.models import Notification
from dhp.references import new_reference
from tests.oversight.month import DAYS


def tell_all(month):
    """Put every story into the month."""
    coders = month.people[RoleName.CODER]
    browses(month, coders[0], DAYS[4])
    harvests(month, coders[1], DAYS[2:14])
    flocks(month, coders[2:8], DAYS[6])
    meets_own_name(month, coders[8], DAYS[7])
    copies(month, coders[9], DAYS[9])
    reads_at_night(month, coders[10], DAYS[10])
    exports(month, month.people[RoleName.LEAD][0], DAYS[11])
    makes_an_account(month, DAYS[12])
    probes(month, coders[11], DAYS[15])
    lends_a_password(month, month.people[RoleName.SPOC][0], DAYS[16])


def browses(month, coder, day):
    """Opens nine cases of others in one afternoon."""
    _reads(month, coder, day, 13, 9)
    month.tells("outside-own-work", coder, day)
    month.blames(coder, day)


def harvests(month, coder, days):
    """Opens two or three cases of others a day, for two weeks: 25 by the tenth day."""
    for number, day in enumerate(days):
        _reads(month, coder, day, 15, 2 + number % 2)
        month.blames(coder, day)
    month.tells("many-over-weeks", coder, days[9])


def flocks(month, coders, day):
    """Six people open the case that is in the news."""
    famous = new_reference()
    for coder in coders:
        month.does(day, 12, coder, Act.CASE_READ, famous)
        month.blames(coder, day)
    month.stories["many-readers"] = ("", day)


def meets_own_name(month, coder, day):
    """Opens a notification in whose words the own surname stands."""
    force = month.people[RoleName.SPOC][0].force
    surname = coder.name.split()[-1]
    words = f'{{"death.circumstances": "The suspect is PC {surname} of this force."}}'
    named = Notification(
        force=force, start_key="k", started_by=month.people[RoleName.SPOC][0], answers=words
    )
    db.session.add(named)
    db.session.flush()
    month.own[coder.ref].append(named.ref)
    month.does(day, 11, coder, Act.DRAFT_READ, named.ref)
    month.tells("own-surname", coder, day)
    month.blames(coder, day)


def copies(month, coder, day):
    """Opens every case of the own queue in an hour, and more."""
    month.own[coder.ref] += (more := [new_reference() for _ in range(15)])
    month.does(day - timedelta(days=3), 9, coder, Act.ANSWER_RECORDED, more)
    for ref in month.own[coder.ref]:
        month.does(day, 16, coder, Act.CASE_READ, ref)
    month.tells("volume", coder, day)
    month.blames(coder, day)


def reads_at_night(month, coder, day):
    """Opens own cases at two in the morning."""
    for ref in month.own[coder.ref][:5]:
        month.does(day, 2, coder, Act.CASE_READ, ref)
    month.tells("odd-hours", coder, day)
    month.blames(coder, day)


def exports(month, lead, day):
    """Looks five people up and takes a file away."""
    _reads(month, lead, day, 17, 5)
    month.does(day, 17.5, lead, Act.EXPORT_MADE, new_reference())
    month.tells("read-then-export", lead, day)
    month.blames(lead, day)


def makes_an_account(month, day):
    """The administrator invites somebody, who reads, and disables the account again."""
    admin = month.people[RoleName.ADMINISTRATOR][0]
    guest = trail.Command(ref=new_reference(), role_name="lead")
    month.does(day - timedelta(days=1), 16, admin, AccountAct.ACCOUNT_INVITED, guest.ref)
    for hour in (9, 10):
        month.does(day, hour, guest, Act.CASE_READ, new_reference())
    month.does(day, 18, admin, AccountAct.ACCOUNT_DISABLED, guest.ref)
    month.tells("used-and-disabled", admin, day)
    month.blames(admin, day)


def probes(month, coder, day):
    """Tries references of restricted cases."""
    for _ in range(5):
        month.does(day, 13, coder, AccountAct.ACCESS_REFUSED, new_reference(), result=trail.DENIED)
    month.tells("probes", coder, day)
    month.blames(coder, day)


def lends_a_password(month, spoc, day):
    """Works at the desk while a colleague uses the same account elsewhere."""
    for hour, source in ((11.0, "10.0.0.7"), (11.05, "172.16.4.9"), (11.1, "10.0.0.7")):
        ref = month.own[spoc.ref][0]
        month.does(day, hour, spoc, Act.CASE_READ, ref, source=source)
    month.tells("two-places", spoc, day)
    month.blames(spoc, day)


def _reads(month, person, day, hour, number):
    for _ in range(number):
        month.does(day, hour, person, Act.CASE_READ, new_reference())
