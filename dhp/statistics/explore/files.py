"""The forms in which a table leaves: two of our own, and what rooms above can make of one."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, current_app

from dhp.calendar import london_date
from dhp.errors import Absent
from dhp.statistics.tables import Laid
from dhp.statistics.themes.coded_table import as_csv

_NAME = "explore_files"


@dataclass(frozen=True)
class FileForm:
    """One form of a file: its ending, its words in a link, its media type, and how a table is made it."""

    ending: str
    words: str
    media_type: str
    render: Callable[[Laid], str | bytes]


def as_json(table: Laid) -> str:
    """The table as JSON, with all that has to be said of it, as reports keep it."""
    return json.dumps(table.to_data(), indent=2, allow_nan=False) + "\n"


_OWN = (
    FileForm("csv", "spreadsheet, CSV", "text/csv; charset=utf-8", as_csv),
    FileForm("json", "data, JSON", "application/json; charset=utf-8", as_json),
)


def add_file_form(app: Flask, form: FileForm) -> None:
    """Offer explored and issued tables in another form too, such as a workbook."""
    app.extensions.setdefault(_NAME, []).append(form)


def file_forms() -> tuple[FileForm, ...]:
    """Every form that a table can be had in."""
    return (*_OWN, *current_app.extensions.get(_NAME, ()))


def file_form(ending: str) -> FileForm:
    """The form with this ending; raises `Absent`."""
    found = next((form for form in file_forms() if form.ending == ending), None)
    if found is None:
        raise Absent
    return found


def as_file(table: Laid, name: str, form: FileForm) -> Response:
    """The table as a download, named after what it is and the day of its figures."""
    answer = Response(form.render(table), content_type=form.media_type)
    plain = "".join(one if one.isalnum() else "-" for one in name.lower())
    day = london_date(table.as_at).isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain}-{day}.{form.ending}"'
    return answer
