"""The form that every form starts from: clean text in, one place for what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, HiddenField, PasswordField
from wtforms.i18n import messages_path

from dhp.errors import DomainError
from dhp.language import Language, present
from dhp.web.text import LONGEST, clean_text, number_in
from dhp.web.widgets import DateInput


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose every text was stripped and passed the gate for text.

    A text that the gate refuses is an error beside its field and stays as it was typed.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # nor here
        """How fields are bound: each text field with the gate as its last filter."""

        def get_translations(self, form: Any) -> NullTranslations:
            """The library's own messages in the reader's language."""
            return _messages(present())

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Add the gate to the field's own filters."""
            field: Field = unbound_field.bind(form=form, **options)
            if not isinstance(field, FormField | FieldList):  # their inner fields have their own
                field.filters = (*field.filters, partial(_through_gate, field))
            return field

    def checks(self) -> Iterable[Callable[[], object]]:
        """What the domain asks of what was typed alone: checks that raise `DomainError` with a field.

        Each is tried whatever else is wrong, so that all faults of a form are told at once.
        """
        return ()

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Whether every field is sound and every check passes."""
        sound = bool(super().validate(extra_validators))
        for check in self.checks():
            try:
                check()
            except DomainError as error:
                sound = False
                if not (error.field in self and self[error.field].errors):  # one fault a field
                    self.fail(error)
        return sound

    def fail(self, error: DomainError) -> None:
        """Show `error` beside the field that it names, or at the top of the form."""
        if error.field and error.field in self:
            field = self[error.field]
            field.errors = [*field.errors, error.message]
        else:
            self.form_errors.append(error.message)


class SeenForm(Form):
    """A form about a thing that has versions. `version` is the one that the person saw."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """That version; 0, which nothing has, for anything that is no number."""
        return number_in(self.version.data, digits=9) or 0


def form_errors(form: FlaskForm) -> list[dict[str, str | None]]:
    """Every fault as `text` and `href`, in the order of the page; the summary shows them."""
    faulty = (field for field in form if field.errors)
    return [
        *({"text": message, "href": None} for message in form.form_errors),
        *({"text": str(field.errors[0]), "href": _address_of(field)} for field in faulty),
    ]


def init_app(app: Flask) -> None:
    """Let templates list a form's faults."""
    app.jinja_env.globals["form_errors"] = form_errors


def _address_of(field: Field) -> str | None:
    """Where the field stands on the page; nowhere when it is hidden."""
    if isinstance(field, HiddenField):
        return None
    return f"#{field.id}-day" if isinstance(field.widget, DateInput) else f"#{field.id}"


@cache
def _messages(language: Language) -> NullTranslations:
    """The messages of the library, read from its file once and not for each form."""
    return Translations.load(messages_path(), [language.value], domain="wtforms")


def _through_gate(field: Field, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        text = clean_text(value, longest=getattr(field, "longest", LONGEST))
    except DomainError as error:
        raise ValueError(error.message) from None
    return text if isinstance(field, PasswordField) else text.strip()
