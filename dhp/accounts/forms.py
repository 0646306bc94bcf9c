"""The forms of accounts: signing in, joining, changing a password, inviting."""

from govuk_frontend_wtf.wtforms_widgets import (
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovSubmitInput,
    GovTextInput,
)
from wtforms import (
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    SubmitField,
)
from wtforms.validators import InputRequired, Length

from dhp.accounts.models import Force
from dhp.accounts.passwords import LONGEST
from dhp.accounts.permissions import ROLES, RoleName
from dhp.web.forms import Form

_NOT_LONGER = Length(max=LONGEST, message=f"Use at most {LONGEST} characters.")


class SignInForm(Form):
    """The first proof."""

    email = EmailField(
        "E-mail address",
        widget=GovTextInput(),
        validators=[InputRequired("Enter your e-mail address."), Length(max=254)],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password."), _NOT_LONGER],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField("Sign in", widget=GovSubmitInput())


class CodeForm(Form):
    """The second proof, when signing in and when setting it up."""

    code = StringField(
        "Code from your authenticator app",
        description="6 numbers. The app shows a new code every 30 seconds.",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the code that your app shows."), Length(max=20)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    submit = SubmitField("Continue", widget=GovSubmitInput())


class FirstPasswordForm(Form):
    """A new user's password."""

    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter a password of your choice."), _NOT_LONGER],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField("Continue", widget=GovSubmitInput())


class ChangePasswordForm(Form):
    """A new password in place of the present one."""

    current_password = PasswordField(
        "Present password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your present password."), _NOT_LONGER],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        "New password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter a new password."), _NOT_LONGER],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField("Change password", widget=GovSubmitInput())


class InviteForm(Form):
    """Who is invited, and as what."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter the person’s name."),
            Length(max=120, message="Use at most 120 characters."),
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    email = EmailField(
        "E-mail address",
        description="At work. It is what the person signs in with.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter the person’s e-mail address."),
            Length(max=254, message="Use at most 254 characters."),
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    role = RadioField(
        "Role",
        widget=GovRadioInput(),
        choices=[SelectChoice(role.name.value, role.title) for role in ROLES.values()],
        validators=[InputRequired("Choose a role.")],
    )
    force = SelectField(
        "Force",
        description="Only for the single point of contact of a force.",
        widget=GovSelect(),
        validate_choice=True,
    )
    submit = SubmitField("Make an invitation", widget=GovSubmitInput())

    def offer(self, forces: list[Force]) -> None:
        """Offer these forces, and none."""
        named = [SelectChoice(force.code, force.name) for force in forces]
        self.force.choices = [SelectChoice("", "No force"), *named]

    @property
    def role_name(self) -> RoleName:
        """The chosen role. Only after `validate` succeeded."""
        return RoleName(self.role.data)


class ButtonForm(Form):
    """A button that changes something: only the form's token."""
