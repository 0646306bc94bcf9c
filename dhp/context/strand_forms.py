"""The forms of the strands of weekly figures: adding one, and ending it."""

from dhp.web.forms import Form
from dhp.web.inputs import Day, LongText, Required, Text


class StrandForm(Form):
    """A new strand."""

    name = Text("Name", longest=80, validators=[Required("Enter the name.")])
    code = Text(
        "Code",
        longest=40,
        description="For files, for example stalking_crimes. It can never be used again.",
        validators=[Required("Enter the code.")],
    )
    definition = LongText(
        "What counts",
        longest=1000,
        description="Forces read this beside the box. It cannot be changed later.",
        validators=[Required("Enter what counts.")],
    )
    unit = Text(
        "What is counted, in one word",
        longest=80,
        description="For example: Crimes.",
        validators=[Required("Enter what is counted.")],
    )
    since = Day(
        "First day",
        phrase="The first day",
        description="Forces are asked for each reporting week that begins on or after this day.",
        validators=[Required("Enter the first day.")],
    )


class EndForm(Form):
    """The end of a strand."""

    last = Day(
        "Last day",
        phrase="The last day",
        description="Forces are no longer asked for weeks that end after this day.",
        validators=[Required("Enter the last day.")],
    )
