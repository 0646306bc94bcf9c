"""The form that names a chief officer."""

from dhp.web.forms import Form
from dhp.web.inputs import Required, Text


class OfficerForm(Form):
    """Who is told when a force is late."""

    name = Text(
        "Name",
        longest=120,
        validators=[Required("Enter the chief officer’s name.")],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    email = Text(
        "E-mail address",
        longest=254,
        validators=[Required("Enter the chief officer’s e-mail address.")],
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
