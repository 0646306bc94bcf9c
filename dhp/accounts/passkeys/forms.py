"""The forms of passkeys. A script of ours puts the browser's answer into the hidden field."""

from wtforms import HiddenField

from dhp.web.forms import Form
from dhp.web.inputs import Required, Text


class UsePasskeyForm(Form):
    """The answer of a passkey that is used."""

    answer = HiddenField()


class AddPasskeyForm(UsePasskeyForm):
    """A new passkey and what its owner calls it."""

    name = Text(
        "Name of the device",
        longest=60,
        description="So that you know it again, such as “work laptop”.",
        validators=[Required("Enter a name for the device.")],
        render_kw={"autocomplete": "off"},
    )
