"""The form that asks what is exported, and what for."""

from dhp.exchange.outgoing.actions import PARTS, Order
from dhp.web.forms import Form
from dhp.web.inputs import LongText, ManyOf, OneOf, Required, SelectChoice, Tick

_FORMS = {"csv": "CSV files, in one ZIP archive", "xlsx": "A workbook (XLSX)"}


class ExportForm(Form):
    """What, how, and why."""

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

    @property
    def order(self) -> Order:
        """What is asked for. Only after `validate` succeeded."""
        return Order(
            tuple(self.parts.data or ()),
            self.form.data or "",
            self.purpose.data or "",
            bool(self.identifying.data),
        )
