"""What the domain asks of a form is told beside its fields at once, whatever else is wrong with it."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask

from dhp.errors import DomainError
from dhp.web.forms import Form
from dhp.web.inputs import Required, Text


def refuse(message: str, field: str | None = None) -> None:
    raise DomainError(message, field)


class Asking(Form):
    """Two fields, and a check of each and of both."""

    name = Text("Name", longest=3, validators=[Required("Enter a name.")])
    other = Text("Other")

    def checks(self) -> Iterator[Callable[[], object]]:
        if self.name.data != "Jo":
            yield partial(refuse, "Not Jo.", "name")
        if self.other.data == "bad":
            yield partial(refuse, "Not bad.", "other")
            yield partial(refuse, "Not bad twice.", "other")
        if self.other.data == "both":
            yield partial(refuse, "Not both.")


@pytest.mark.parametrize(
    ("typed", "errors", "about_all"),
    [
        ({"name": "Jo", "other": ""}, {}, []),
        (
            {"name": "Joan", "other": "bad"},
            {"name": ["Shorten this by 1 character: it can hold 3."], "other": ["Not bad."]},
            [],
        ),
        ({"name": "", "other": "both"}, {"name": ["Enter a name."]}, ["Not both."]),
        ({"name": "Al", "other": "bad"}, {"name": ["Not Jo."], "other": ["Not bad."]}, []),
    ],
)
def test_every_fault_is_told_and_one_of_a_field(
    app: Flask, typed: dict[str, str], errors: dict[str, list[str]], about_all: list[str]
) -> None:
    with app.test_request_context("/", method="POST", data=typed):
        form = Asking(meta={"csrf": False})

        assert form.validate() is not bool(errors or about_all)
        assert {field.name: list(field.errors) for field in form if field.errors} == errors
        assert form.form_errors == about_all
        assert {field.name: field.data for field in form} == typed
