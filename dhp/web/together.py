"""Several forms on one page."""

from collections.abc import Iterator
from itertools import chain

from wtforms import Field

from dhp.web.fields import QuestionForm
from dhp.web.forms import Form


class Together:
    """Several forms as one, for the summary of what is wrong."""

    def __init__(self, *forms: Form | QuestionForm) -> None:
        self._forms = forms

    @property
    def form_errors(self) -> list[str]:
        """What is wrong with no one field."""
        return [message for form in self._forms for message in form.form_errors]

    @property
    def errors(self) -> bool:
        """Whether anything is wrong."""
        return any(form.errors for form in self._forms)

    def __iter__(self) -> Iterator[Field]:
        """Every field, in the order of the page."""
        return chain.from_iterable(self._forms)
