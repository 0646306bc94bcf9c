"""Hostile workbooks and tables, made afresh: what no reader may be hurt by."""

import stat
import zipfile
from io import BytesIO
from random import Random

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def noise(seed, size):
    """Bytes that do not pack."""
    return Random(seed).randbytes(size)


def workbook(*rows, **sheets):
    """A sound workbook with `rows` on the sheet Deaths, and further `sheets` by their state."""
    book = Workbook()
    book.active.title = "Deaths"
    for row in rows:
        book.active.append(row)
    for title, state in sheets.items():
        book.create_sheet(title).sheet_state = state
    out = BytesIO()
    book.save(out)
    return out.getvalue()


SOUND = workbook(["force", "date_of_death"], ["btp", "2021-03-09"])


def remade(add=(), **replaced):
    """The sound workbook with parts added, as (ZipInfo or name, bytes), or put in place of others."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(SOUND)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
        for name, data in add:
            new.writestr(name, data)
    return out.getvalue()


def sheet_of(rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_sheet(data):
    return remade(**{SHEET: data})


def nested_zip():
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", 8) as new:
        new.writestr("a.xml", b"0" * 9_000_000)
    return remade([("xl/media/image1.png", inner.getvalue())])


def billion_laughs():
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    text = (
        f"<!DOCTYPE x [{''.join(lines)}]>"
        + sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>').decode()
    )
    return with_sheet(text.encode())


def four_million_cells():
    cells = "".join(f"<c><v>{digit}</v></c>" for digit in noise(1, 1_000))
    return with_sheet(sheet_of(f"<row>{cells}</row>" * 4_000))


def one_million_columns():
    """Within the ratio, because every cell holds another number."""
    cells = "".join(f"<c><v>{digit}</v></c>" for digit in noise(2, 1_000_000))
    return with_sheet(sheet_of(f'<row r="1">{cells}</row>'))


def lying_sizes():
    """A part that says it is small and is not."""
    part = b"<x>" + noise(3, 2_000_000).hex().encode() + b"</x>"
    data = bytearray(remade([("xl/zz.xml", part)]))
    true, told = len(part).to_bytes(4, "little"), (100).to_bytes(4, "little")
    while (place := data.find(true)) >= 0:
        data[place : place + 4] = told
    return bytes(data)


def symlink():
    link = zipfile.ZipInfo("xl/link.xml")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return remade([(link, b"/etc/passwd")])


def path_traversal():
    return remade([("../../tmp/evil.xml", b"<x/>")])


def xlsm():
    return remade([("xl/vbaProject.bin", b"\0" * 40)])


def xlsm_in_disguise():
    types = zipfile.ZipFile(BytesIO(SOUND)).read("[Content_Types].xml")
    changed = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return remade(**{"[Content_Types].xml": changed})


def external_link():
    return remade([("xl/externalLinks/externalLink1.xml", b"<externalLink/>")])


def truncated():
    return SOUND[: len(SOUND) // 2]


def encrypted():
    data = bytearray(SOUND)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + place] |= 1
            start += 4
    return bytes(data)


def ten_megabyte_cell():
    """Text that packs well enough for the limit of bytes, and too badly to be told by its ratio."""
    text = noise(4, 10_000_000).translate(b"abcd" * 64).decode()
    return with_sheet(sheet_of(f'<row r="1"><c t="inlineStr"><is><t>{text}</t></is></c></row>'))


def many_parts():
    return remade([(f"xl/p{n}.xml", b"<x/>") for n in range(201)])


def deep_rows():
    """One cell in the last row that there can be."""
    return with_sheet(sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def laughing_in_utf_16():
    text = billion_laughs_text().replace("<!DOCTYPE", '<?xml version="1.0"?><!DOCTYPE')
    return with_sheet(text.encode("utf-16"))


def billion_laughs_text():
    return zipfile.ZipFile(BytesIO(billion_laughs())).read(SHEET).decode()


def zip_of_notes():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", 8) as new:
        new.writestr("notes.txt", b"Hello")
    return out.getvalue()


# What it is, the bytes, the name it comes under, and what the answer must say.
BOMBS = (
    ("nested zip", nested_zip, "a.xlsx", "another packed file"),
    ("billion laughs", billion_laughs, "a.xlsx", "not as spreadsheets write it"),
    ("billion laughs in UTF-16", laughing_in_utf_16, "a.xlsx", "not as spreadsheets write it"),
    ("4 million cells", four_million_cells, "a.xlsx", "grows too large"),
    ("1 million columns", one_million_columns, "a.xlsx", "over 400,000 cells"),
    ("lying sizes", lying_sizes, "a.xlsx", "not as spreadsheets write it"),
    ("symbolic link", symlink, "a.xlsx", "outside itself"),
    ("path traversal", path_traversal, "a.xlsx", "outside itself"),
    ("macros", xlsm, "a.xlsx", "macros"),
    ("macros in disguise", xlsm_in_disguise, "a.xlsx", "macros"),
    ("external link", external_link, "a.xlsx", "links to other files"),
    ("truncated", truncated, "a.xlsx", "damaged or cut short"),
    ("encrypted parts", encrypted, "a.xlsx", "password"),
    ("encrypted whole", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 999, "a.xlsx", "password"),
    ("CSV as XLSX", lambda: b"force,date_of_death\r\nbtp,2021\r\n", "a.xlsx", "Save it as .xlsx"),
    ("XLSX as CSV", lambda: SOUND, "a.csv", "Name it .xlsx"),
    ("a cell of 10 MB", ten_megabyte_cell, "a.xlsx", "too much text"),
    ("a cell of 10 MB in CSV", lambda: b"force\r\n" + b"x" * 10_000_000, "a.csv", "Shorten it"),
    ("UTF-16", lambda: "force,date\r\n".encode("utf-16"), "a.csv", "UTF-16"),
    ("UTF-16 unmarked", lambda: "force,date\r\n".encode("utf-16-le"), "a.csv", "UTF-16"),
    ("many parts", many_parts, "a.xlsx", "over 200 parts"),
    ("the last cell of all", deep_rows, "a.xlsx", "names no columns"),
    ("another archive", zip_of_notes, "a.xlsx", "another file"),
)
