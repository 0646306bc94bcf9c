"""A request for a mark, read and answered: for a script the text and the list, else the page again."""

from collections.abc import Callable

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from dhp.coding.marks.actions import NewMark
from dhp.coding.marks.desk import Desk, code_named, place_in
from dhp.coding.marks.forms import MarkForm
from dhp.web.acting import say_done


def wanted(form: MarkForm, found: Desk) -> NewMark:
    """The mark that a sound form asks for; raises `DomainError` for a place or code that is none."""
    return NewMark(
        code_named(form.code.data or "", found.book),
        place_in(form.wanted, form.quote.data or "", found.narratives),
        form.way,
        form.memo.data or "",
        bool(form.unsure.data),
    )


def marked(ref: str, said: str, desk: Callable[[], Desk]) -> ResponseReturnValue:
    """What follows a change of the marks of the reading `ref`: the page, or its parts for a script."""
    if not _by_script():
        return say_done(said, ".text", ref=ref, _anchor="marking")
    found = desk()
    text = render_template("coding/_marked.html", desk=found)
    return jsonify(said=said, text=text, marks=render_template("coding/_marks.html", desk=found))


def refused(form: MarkForm, page: Callable[[], str]) -> ResponseReturnValue:
    """What is wrong with a mark, on the page or for a script."""
    if not _by_script():
        return page(), 422
    faults = [*form.form_errors, *(text for field in form for text in field.errors)]
    return jsonify(said=" ".join(map(str, faults))), 422


def _by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
