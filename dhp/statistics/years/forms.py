"""The forms of a year: signing it group by group, and settling what is disputed."""

from collections.abc import Mapping

from wtforms import HiddenField

from dhp.identifiers import NAMING
from dhp.recognition import OutgoingForm
from dhp.statistics.years.actions import LONGEST
from dhp.statistics.years.figures import GROUPS
from dhp.statistics.years.queries import Present
from dhp.web.inputs import LongText, Required, Tick

_WRONG = "wrong_"


class SignForm(OutgoingForm):
    """Signs a year; made by `sign_form` with a tick for each group and a box for each line.

    What is written in a box goes to the unit, so what names somebody in it is remarked.
    """

    only = NAMING

    seen = HiddenField()

    @property
    def disputes(self) -> Mapping[str, str]:
        """What was written against lines, by their keys."""
        return {
            field.name.removeprefix(_WRONG): field.data
            for field in self
            if field.name.startswith(_WRONG) and field.data
        }


def sign_form(present: Present) -> SignForm:
    """The form for these figures, filled from the request, or from what is still disputed."""
    ticks = {
        f"checked_{group}": Tick(
            f"I have checked: {title.lower()}",
            validators=[Required(f"Say that you have checked: {title.lower()}.")],
        )
        for group, title in GROUPS.items()
    }
    standing = {key: one.words for key, one in present.disputes.items() if not one.resolution}
    boxes = {
        f"{_WRONG}{line.key}": LongText(
            f"What is wrong with “{line.label}”?",
            longest=LONGEST,
            description="The central unit reads this. Do not include names.",
            default=standing.get(line.key, ""),
        )
        for line in present.lines
    }
    fields = {**ticks, **boxes, "leaving": tuple(boxes)}
    form: SignForm = type("Signing", (SignForm,), fields)(seen=present.seen)
    return form


class SettleForm(OutgoingForm):
    """Settles a disputed line in words that its force reads: what names somebody is remarked."""

    leaving = ("resolution",)
    only = NAMING

    resolution = LongText(
        "What did you decide, and why?",
        longest=LONGEST,
        description="The force reads this. Do not include names.",
        validators=[Required("Write what you decided.")],
    )
