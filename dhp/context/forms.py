"""The form of a force's weekly figures, with a field for each strand."""

from collections.abc import Mapping, Sequence

from wtforms import HiddenField

from dhp.absence import Absence
from dhp.context.actions import LONGEST_REASON
from dhp.context.models import Strand
from dhp.context.rules import HIGHEST, Figure, returned
from dhp.web.forms import Form
from dhp.web.inputs import LongText, WholeNumber
from dhp.web.text import number_in

_PREFIX = "strand-"


class FiguresForm(Form):
    """The figures of one force and week; made by `figures_form`, with a field for each strand."""

    saw = HiddenField()
    reason = LongText(
        "Why do figures change? (optional)",
        longest=LONGEST_REASON,
        description="For example: crimes of the week were recorded later. Do not include names.",
    )

    @property
    def figures(self) -> list[WholeNumber]:
        """The fields of the strands, in their order."""
        return [field for field in self if field.name.startswith(_PREFIX)]

    @property
    def counts(self) -> dict[str, int | None]:
        """What was typed, by the strand's code; None for a blank, which is no figure."""
        return {field.name.removeprefix(_PREFIX): field.data for field in self.figures}

    @property
    def seen(self) -> int:
        """The mark of the figures that the page showed; -1, which is never one, if unreadable."""
        mark = number_in(self.saw.data, digits=18)
        return -1 if mark is None else mark


def figures_form(
    strands: Sequence[Strand],
    standing: Mapping[int, Figure],
    before: Mapping[int, Figure],
    mark: int,
) -> FiguresForm:
    """The form for `strands`, filled from what stands. Figures are by the strand's id.

    What stood the week `before` is told beside each box and never put into it: a figure that
    nobody counted must not be sent by mistake.
    """
    fields = {
        _name(strand): WholeNumber(
            strand.name,
            most=HIGHEST,
            phrase=strand.name,
            description=_hint(strand, before.get(strand.id)),
        )
        for strand in strands
    }
    form_class = type("Figures", (FiguresForm,), fields)
    filled = {
        _name(strand): returned(standing.get(strand.id, Absence.NOT_RETURNED)) for strand in strands
    }
    form: FiguresForm = form_class(data=filled | {"saw": str(mark)})
    return form


def _name(strand: Strand) -> str:
    return f"{_PREFIX}{strand.code}"


def _hint(strand: Strand, before: Figure | None) -> str:
    if isinstance(before, int):
        last = f"Last week: {before:,}."
    elif before is Absence.CONFIRMED_NONE:
        last = "Last week: none."
    else:
        last = "Last week: not returned."
    return f"{strand.definition} {last}"
