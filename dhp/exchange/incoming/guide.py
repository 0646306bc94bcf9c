"""The file to fill in, and its guide: both made from the dictionary, so that they are never behind."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from dhp.dictionary import DICTIONARY, Characteristic, Kind, Stage, columns_of, states_offered
from dhp.exchange.deaths_file import FIXED, SHORT, column_of, template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOTICE_FIRST = ("force", "force_ref", "date_of_death")
_LONG = set(SHORT.values())
_HEADS = ("Column", "What it asks", "What to write")
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FIXED_SAYS = {
    "force": ("The force", "The ONS code, such as E23000032, or btp."),
    "incident_ref": ("Which deaths happened in one incident", "The same text in each of its rows."),
    "received_on": ("When the unit was told", "A whole date. Blank makes a back-record."),
    "type": ("The unit’s own classification", "iph, afh, child, svsda, unexpected or other."),
}
_WRITE = {
    Kind.DATE: "A date such as 2021-03-09.",
    Kind.PARTIAL_DATE: "2021-03-09, or 2021-03 or 2021 where only that is known.",
    Kind.SHORT_TEXT: "Text.",
    Kind.LONG_TEXT: "Text.",
}


def columns_for(*, notices: bool, suspects: int = 1) -> tuple[str, ...]:
    """The columns of the file that a force fills in for `notices`, or else the unit for cases."""
    if not notices:
        return template(suspects)
    asked = columns_of(DICTIONARY.values(), stage=Stage.NOTICE, suspects=suspects)
    return _NOTICE_FIRST + tuple(one.name for one in asked if one.name not in _LONG)


def guide(columns: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """For each column its name, what it asks, and what to write."""
    for name in columns:
        column = column_of(name)
        if column is not None:
            entry = column.characteristic
            said = f"{column.phrase()}. {entry.definition}"
            yield name, said[:1].upper() + said[1:], _what_to_write(entry)
        elif name in FIXED:
            yield name, *_FIXED_SAYS[name]


def workbook(
    columns: Sequence[str],
    lines: Iterable[tuple[str, str, str]] | None = None,
    rows: Iterable[Sequence[str]] = (),
    *,
    name: str = "Deaths",
) -> bytes:
    """A workbook to fill in: a sheet of text cells under the columns, and the guide beside it.

    `lines` are those of the guide, from the dictionary where None; `rows` are filled in already.
    """
    out = BytesIO()
    with Workbook(out, _SAFE) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"num_format": "@"})  # or the spreadsheet makes dates of answers
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(name)
        sheet.set_column(0, len(columns) - 1, 24, plain)
        sheet.write_row(0, 0, columns, bold)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row, plain)
        sheet.freeze_panes(1, 1)
        explained = book.add_worksheet("Guide")
        explained.set_column(0, 0, 34, wrapped)
        explained.set_column(1, 2, 70, wrapped)
        explained.write_row(0, 0, _HEADS, bold)
        explained.freeze_panes(1, 1)
        for number, line in enumerate(guide(columns) if lines is None else lines, start=1):
            explained.write_row(number, 0, line, wrapped)
    return out.getvalue()


def _what_to_write(entry: Characteristic) -> str:
    if entry.options:
        options = "; ".join(f"{one.code} = {one.label}" for one in entry.options)
        several = (
            "Several, separated by semicolons, of: " if entry.kind is Kind.ANY_OF else "One of: "
        )
        said = f"{several}{options}."
    else:
        said = _WRITE.get(entry.kind) or _number(entry)
    states = ", ".join(f"[{state.value}]" for state in states_offered(entry))
    return f"{said} Or {states}." if states else said


def _number(entry: Characteristic) -> str:
    said = f"A whole number from {entry.least} to {entry.most}"
    return f"{said}, or a range such as 35-44." if entry.ranges else f"{said}."
