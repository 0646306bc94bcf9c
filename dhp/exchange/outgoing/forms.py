"""The form that asks what is exported, and what for."""

from collections.abc import Callable, Iterator
from typing import Any

from wtforms import StringField

from dhp.exchange.outgoing.actions import PARTS, Order, check_purpose
from dhp.identifiers import NAMING
from dhp.recognition import Look, OutgoingForm
from dhp.web.inputs import LongText, ManyOf, OneOf, Required, SelectChoice, Tick

_UNCONFIRMED = (
    "The file holds narratives. Read what is counted in them, and say that the purpose needs them, or "
    "leave out what names people."
)
_FORMS = {"csv": "CSV files, in one ZIP archive", "xlsx": "A workbook (XLSX)"}


class ExportForm(OutgoingForm):
    """What, how, and why. Others read the purpose, so it is looked over as it was typed.

    Narratives are too many to read on a page: whoever takes them out is told how much may point to people.
    """

    leaving = ("purpose",)
    only = NAMING

    parts = ManyOf(
        "What to export",
        choices=[SelectChoice(name, label) for name, label in PARTS.items()],
        validators=[Required("Choose what to export.")],
    )
    form = OneOf(
        "Form of the file",
        choices=[SelectChoice(name, label) for name, label in _FORMS.items()],
        validators=[Required("Choose a form of file.")],
    )
    identifying = Tick(
        "Include what names people or may point to them",
        description="Names, references and narratives. Leave this unticked unless the purpose needs it.",
    )
    purpose = LongText(
        "What is the export for?",
        longest=500,
        description="Kept with your name. Say who will use it and what for; name no person in it.",
        validators=[Required("Say what the export is for, in a sentence.")],
    )

    narratives_read = Tick("I have read these counts, and the purpose needs the narratives")
    narratives_mark = StringField()  # drawn by hand, with what it confirms
    narratives = Look((), "")

    def carry(self, narratives: Look) -> None:
        """Ask for a confirmation of what these narratives of the file hold."""
        self.narratives = narratives

    def checks(self) -> Iterator[Callable[[], object]]:
        """The purpose."""
        yield lambda: check_purpose(self.purpose.data or "")

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """As every form whose texts leave, and that what the narratives hold was confirmed."""
        sound = bool(super().validate(*arguments, **options))
        same = self.narratives_mark.data == self.narratives.mark
        if not self.narratives.count or (same and self.narratives_read.data):
            return sound
        self.narratives_read.data, self.narratives_read.raw_data = False, None
        self.narratives_read.errors = [_UNCONFIRMED]
        return False

    @property
    def order(self) -> Order:
        """What is asked for. Only after `validate` succeeded."""
        return Order(
            tuple(self.parts.data or ()),
            self.form.data or "",
            self.purpose.data or "",
            bool(self.identifying.data),
        )
