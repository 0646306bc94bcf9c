"""The auditor's look-ups."""

from dhp.web.forms import Form
from dhp.web.inputs import Required, Text


class VerifyForm(Form):
    """Asks for a walk over the whole chain."""


class WhoSawForm(Form):
    """Asks who saw one thing."""

    ref = Text(
        "Reference",
        longest=20,
        description="Of a case, an incident, a notification, a receipt or an account.",
        validators=[Required("Enter a reference, such as 4Q7T9-KD2M0-XW3E.")],
    )


class WhatDidForm(Form):
    """Asks what one person did."""

    email = Text(
        "E-mail address",
        longest=254,
        description="The one that the person signs in with.",
        validators=[Required("Enter the person’s e-mail address.")],
    )
