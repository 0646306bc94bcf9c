"""The forms of accounts: signing in, joining, changing a password, inviting."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from wtforms.validators import Length

from dhp.accounts.forces import force_with
from dhp.accounts.models import Force, Region
from dhp.accounts.passwords import LONGEST
from dhp.accounts.permissions import RoleName
from dhp.accounts.queries import check_email_is_free
from dhp.accounts.roles import ROLES
from dhp.accounts.rules import (
    check_email,
    check_force_follows_role,
    check_region_follows_role,
    normal_email,
)
from dhp.web.forms import Form
from dhp.web.inputs import OneOf, OneOfList, Password, Required, SelectChoice, Text

_NOT_LONGER = Length(max=LONGEST, message=f"Use at most {LONGEST} characters.")


class SignInForm(Form):
    """The first proof."""

    email = Text(
        "E-mail address",
        longest=254,
        validators=[Required("Enter your e-mail address.")],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false"},
    )
    password = Password("Password", validators=[Required("Enter your password."), _NOT_LONGER])


class CodeForm(Form):
    """The second proof, when signing in and when setting it up."""

    code = Text(
        "Code from your authenticator app",
        longest=20,
        description="6 numbers. The app shows a new code every 30 seconds.",
        validators=[Required("Enter the code that your app shows.")],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class PresentPasswordForm(Form):
    """The first proof of somebody whose address is known."""

    current_password = Password(
        "Password", validators=[Required("Enter your password."), _NOT_LONGER]
    )


class ProofForm(CodeForm, PresentPasswordForm):
    """Both proofs again, of somebody who is signed in."""


class RecoveryForm(Form):
    """Who lost their second factor."""

    email = Text(
        "E-mail address of the person",
        longest=254,
        validators=[Required("Enter the person’s e-mail address.")],
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )


class FirstPasswordForm(Form):
    """A new user's password."""

    password = Password(
        "Password", validators=[Required("Enter a password of your choice."), _NOT_LONGER]
    )


class ChangePasswordForm(Form):
    """A new password in place of the present one."""

    current_password = Password(
        "Present password", validators=[Required("Enter your present password."), _NOT_LONGER]
    )
    password = Password("New password", validators=[Required("Enter a new password."), _NOT_LONGER])


class RegionForm(Form):
    """Which region an analyst looks after."""

    region = OneOfList("Region", description="Only for a regional analyst.")

    def offer_regions(self, regions: Iterable[Region]) -> None:
        """Offer these regions, and none."""
        self._regions = {f"{region.system}: {region.name}": region for region in regions}
        titled = [SelectChoice(key, region.title) for key, region in self._regions.items()]
        self.region.choices = [SelectChoice("", "No region"), *titled]

    def start_from(self, region: Region | None) -> None:
        """Choose `region`."""
        self.region.data = f"{region.system}: {region.name}" if region else ""

    @property
    def chosen_region(self) -> Region | None:
        """The chosen region, if any. Only after `validate` succeeded."""
        return self._regions.get(self.region.data)


class CollarNumberForm(Form):
    """By which number a police force calls a person."""

    collar_number = Text(
        "Collar or staff number",
        longest=20,
        description="If the person works for the police. A lead is told where a death names it.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class InviteForm(RegionForm):
    """Who is invited, and as what."""

    name = Text(
        "Name",
        longest=120,
        validators=[Required("Enter the person’s name.")],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    email = Text(
        "E-mail address",
        longest=254,
        description="At work. It is what the person signs in with.",
        validators=[Required("Enter the person’s e-mail address.")],
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
    role = OneOf(
        "Role",
        choices=[SelectChoice(role.name.value, role.title) for role in ROLES.values()],
        validators=[Required("Choose a role.")],
    )
    force = OneOfList("Force", description="Only for the single point of contact of a force.")

    def offer(self, forces: Iterable[Force], regions: Iterable[Region]) -> None:
        """Offer these forces and regions, and none of each."""
        self.offer_regions(regions)
        named = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "No force"), *named]

    def checks(self) -> Iterator[Callable[[], object]]:
        """The address, and what goes with the role."""
        email = normal_email(self.email.data or "")
        if email:
            yield partial(check_email, email)
            yield partial(check_email_is_free, email)
        if not self.role.errors:
            force = (
                force_with(self.force.data) if self.force.data and not self.force.errors else None
            )
            yield partial(check_force_follows_role, self.role_name, force)
            yield partial(check_region_follows_role, self.role_name, self.chosen_region)

    @property
    def role_name(self) -> RoleName:
        """The chosen role. Only after `validate` succeeded."""
        return RoleName(self.role.data)
