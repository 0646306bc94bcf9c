"""The forms of coding: a mark, what is said of one, a decision, who codes what, and an own limit."""

from wtforms import HiddenField, StringField

from dhp.coding.marks.actions import LONGEST_MEMO
from dhp.coding.marks.desk import Marked
from dhp.coding.passes.actions import MOST_A_DAY
from dhp.coding.passes.rules import Polarity, Ruling
from dhp.coding.passes.sampling import MOST
from dhp.coding.settling.adjudication import LONGEST_REASON, Settling
from dhp.web.forms import Form
from dhp.web.inputs import (
    LongText,
    ManyOf,
    OneOf,
    OneOfList,
    Required,
    SelectChoice,
    Tick,
    WholeNumber,
)

_POLARITIES = [SelectChoice(one.value, one.label) for one in Polarity]


class SaysForm(Form):
    """What a coder says of a mark beside its code."""

    polarity = OneOf(
        "How does it hold?",
        choices=_POLARITIES,
        default=Polarity.PRESENT.value,
        validators=[Required("Choose how the code holds.")],
    )
    memo = LongText(
        "Note to yourself and to whoever adjudicates (optional)",
        longest=LONGEST_MEMO,
        description="Do not include names.",
    )
    unsure = Tick("I am unsure: raise this in the unit’s meeting")

    @property
    def way(self) -> Polarity:
        """The polarity that was chosen."""
        return Polarity(self.polarity.data)

    def start_from(self, said: Marked) -> None:
        """Fill in what is said of a mark now."""
        self.polarity.data, self.unsure.data = said.polarity.value, said.unsure
        self.memo.data = said.memo or ""


class MarkForm(SaysForm):
    """Sets one mark. `place` and `code` are drawn by hand; a script sends `selection` and `quote`."""

    place = StringField("Which words?")
    selection = HiddenField()
    quote = HiddenField()
    code = StringField("Which code?")

    @property
    def wanted(self) -> str:
        """The place: the words selected with a script, or else the sentence that was chosen."""
        return self.selection.data or self.place.data or ""


class DecideForm(Form):
    """Settles one code on which two readings differ."""

    code = HiddenField()
    ruling = OneOf(
        "What holds?",
        choices=[SelectChoice(one.value, one.label) for one in Ruling],
        validators=[Required("Choose what holds.")],
    )
    reason = LongText(
        "Why?",
        longest=LONGEST_REASON,
        description="Do not include names, or anything by which the case could be known.",
        validators=[Required("Say why, in a sentence. Other coders learn from it.")],
    )
    teaches = Tick("Show this reason beside the code in the codebook")

    @property
    def decision(self) -> Settling:
        """What was decided."""
        said, teaches = self.reason.data or "", bool(self.teaches.data)
        return Settling(Ruling(self.ruling.data), said, teaches)


class LimitForm(Form):
    """How many cases a day somebody wants to open at most."""

    most = WholeNumber(
        "The most cases I want to open in one day",
        least=1,
        most=MOST_A_DAY,
        description="Only you see this. Leave it empty for no limit.",
    )

    @property
    def chosen(self) -> int | None:
        """The limit; None for none."""
        return self.most.data

    def start_from(self, most: int | None) -> None:
        """Show the limit that stands."""
        self.most.data = most


class CalibrationForm(Form):
    """Gives settled cases to a coder, who is not told. `coder` is a user's reference."""

    coder = OneOfList("Coder", validators=[Required("Choose a coder.")])
    count = WholeNumber(
        "How many cases?",
        least=1,
        most=20,
        default=3,
        description="Drawn by lot from settled cases that the coder has not had.",
        validators=[Required("Enter how many cases.")],
    )


class GiveOutForm(Form):
    """Gives cases to coders. `coders` are users' references."""

    count = WholeNumber(
        "How many cases?",
        least=1,
        most=MOST,
        description="The longest known first.",
        validators=[Required("Enter how many cases to give out.")],
    )
    double = WholeNumber(
        "How many of 100 are coded by two people?",
        least=0,
        most=100,
        default=100,
        description="Which of them is drawn by lot. 100 means all.",
    )
    coders = ManyOf("Who codes?", validators=[Required("Choose who codes.")])

    @property
    def share(self) -> float:
        """The share that two people code, from 0 to 1."""
        return int(self.double.data or 0) / 100


class CoderForm(Form):
    """Gives one case to one coder, by reference."""

    coder = OneOfList("Coder", validators=[Required("Choose a coder.")])
