"""The form of a text that leaves the unit: it is sent once a person changed or confirmed each remark."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar

from wtforms import StringField

from dhp.identifiers import Kind
from dhp.recognition.look import Look, look_over
from dhp.web.forms import Form
from dhp.web.inputs import Tick


class OutgoingForm(Form):
    """A form whose texts others read afterwards: those of its fields `leaving`, or those given to `look_at`.

    Where something in them may point to a person, the page draws it (`components/look.html`), and the
    form is sound once the person confirmed exactly these texts. `only` limits the kinds of remarks.
    """

    leaving: ClassVar[tuple[str, ...]] = ()
    only: ClassVar[Collection[Kind] | None] = None

    look_read = Tick("I have read the remarks")
    look_mark = StringField()  # drawn by hand, with what it confirms

    def look_at(self, texts: Mapping[str, str], known: Iterable[str] = ()) -> None:
        """Look over `texts`, by what they are called, which are kept already; `known` as `look_over`."""
        self._kept, self._known = dict(texts), tuple(known)

    def know(self, known: Iterable[str]) -> None:
        """Count words that stand in the record of those whom the typed text is about as remarks."""
        self._known = tuple(known)

    @property
    def look(self) -> Look:
        """What is remarked on the texts as they are now."""
        typed = {str(self[name].label.text): self[name].data or "" for name in self.leaving}
        texts = {**getattr(self, "_kept", {}), **typed}
        return look_over(texts, getattr(self, "_known", ()), self.only)

    def looked(self) -> Look:
        """The same, with the words beside the box that confirms it; for the page."""
        look = self.look
        self.look_read.label.text = look.claim
        return look

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """As every form, and that what is remarked was confirmed."""
        sound = bool(super().validate(*arguments, **options))
        look = self.look
        if not look.count:
            return sound
        same = self.look_mark.data == look.mark
        if same and self.look_read.data:
            return sound
        self.look_read.data, self.look_read.raw_data = False, None
        self.look_read.errors = [_unconfirmed(look, changed=bool(self.look_mark.data) and not same)]
        return False


def _unconfirmed(look: Look, *, changed: bool) -> str:
    if changed:
        return (
            "The text has changed. Read what is marked in it now, and tick that you have read it."
        )
    what = "What is marked may" if look.count > 1 else "One thing that is marked may"
    return f"{what} point to a person. Change the text, or tick that you have read it."
