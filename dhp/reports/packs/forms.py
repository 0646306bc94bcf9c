"""The form that says which packs are approved or issued together."""

from wtforms import HiddenField, SelectMultipleField

from dhp.web.forms import Form


class ChosenForm(Form):
    """The packs that were chosen, each with the checksum of what was read, and their month."""

    month = HiddenField()
    chosen = SelectMultipleField(validate_choice=False)

    @property
    def read(self) -> list[tuple[str, str]]:
        """The reference and the checksum of each, in the order of the page."""
        pairs = (value.partition(" ") for value in self.chosen.data or ())
        return [(ref, checksum) for ref, _space, checksum in pairs]
