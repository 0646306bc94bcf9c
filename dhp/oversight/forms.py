"""The forms of oversight: look-ups in the trail, and what somebody found who looked."""

from dhp.audit.operations import Operation
from dhp.oversight.models import Conclusion
from dhp.web.forms import Form
from dhp.web.inputs import Day, LongText, OneOf, OneOfList, Required, SelectChoice, Text

_KINDS = {
    Operation.CONSULT: "Reading",
    Operation.COLLECT: "Recording something new",
    Operation.ALTER: "Changing something",
    Operation.COMBINE: "Putting records together",
    Operation.DISCLOSE: "Passing on or exporting",
    Operation.ERASE: "Removing something",
    Operation.AUTH: "Signing in, and being refused",
    Operation.ADMIN: "Managing accounts and settings",
    Operation.JOB: "What the service did by itself",
    Operation.VERIFY: "Checking the trail and flags",
}


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


class SearchForm(Form):
    """Asks for events by thing, person, days and kind, any of which may be left open."""

    ref = Text("Reference, if one thing is meant", longest=20)
    email = Text("E-mail address, if one person is meant", longest=254)
    since = Day("First day", phrase="The first day", description="Leave empty for the beginning.")
    until = Day("Last day", phrase="The last day", description="Leave empty for today.")
    kind = OneOfList(
        "Kind of act",
        choices=[
            SelectChoice("", "All kinds"),
            *(SelectChoice(kind.value, words) for kind, words in _KINDS.items()),
        ],
    )


class FindingForm(Form):
    """What somebody found who looked at a flag."""

    conclusion = OneOf(
        "What was it?",
        choices=[SelectChoice(one.value, one.label) for one in Conclusion],
        validators=[Required("Choose what it was.")],
    )
    words = LongText(
        "What did you look at, and what did you find?",
        longest=4000,
        description="Kept with the flag and never changed. Do not name people of a case.",
        validators=[Required("Say what you looked at and what you found.")],
    )


class LookForm(Form):
    """What a supervisor found who looked at a read that was drawn by lot."""

    conclusion = OneOf(
        "What was it?",
        choices=[SelectChoice(one.value, one.label) for one in Conclusion],
        validators=[Required("Choose what it was.")],
    )
    words = LongText(
        "Anything to add?",
        longest=4000,
        description="Needed where you pass on a concern. Do not name people of a case.",
    )
