"""The form that a list of dictionary columns makes: one field per kind, behind one table."""

from collections.abc import Iterable, Mapping
from datetime import date

from wtforms import Field

from dhp.calendar import london_date, now
from dhp.dictionary.columns import Column
from dhp.dictionary.entry import Kind
from dhp.web.box_fields import BoxField, DateField, NumberField
from dhp.web.choice_field import ChoiceField
from dhp.web.forms import Form
from dhp.web.question_fields import QuestionField

_FIELDS: dict[Kind, type[QuestionField]] = {
    Kind.ONE_OF: ChoiceField,
    Kind.ANY_OF: ChoiceField,
    Kind.WHOLE_NUMBER: NumberField,
    Kind.DATE: DateField,
    Kind.PARTIAL_DATE: DateField,
    Kind.SHORT_TEXT: BoxField,
    Kind.LONG_TEXT: BoxField,
}


class QuestionForm(Form):
    """A form of dictionary questions; made by `question_form`."""

    @property
    def questions(self) -> list[Field]:
        """Its questions, in the order given."""
        return [field for field in self if isinstance(field, QuestionField)]

    @property
    def answers(self) -> dict[str, str]:
        """The text of each column by its name. After `validate` succeeded, canonical."""
        return {field.name: field.data for field in self.questions}


def question_form(
    columns: Iterable[Column],
    answers: Mapping[str, str],
    *,
    complete: bool = False,
    died: date | None = None,
    today: date | None = None,
    alone: bool = False,
) -> QuestionForm:
    """The form that asks `columns`, filled from `answers` (column name to text) or the request.

    Validity is always checked, a blank is refused only when `complete`. `died` decides which
    options are offered; `today` bounds dates and is the present day in London unless given; `alone`
    says that there is one suspect at most, who needs no number in messages.
    """
    day = today or london_date(now())
    fields = {
        column.name: _FIELDS[column.characteristic.kind](
            column, today=day, died=died, complete=complete, alone=alone
        )
        for column in columns
    }
    form_class = type("Questions", (QuestionForm,), fields)
    form: QuestionForm = form_class(data={name: answers.get(name, "") for name in fields})
    return form
