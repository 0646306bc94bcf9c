"""Schemes of one table with a row for each death: all that differs between them is declared."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dhp.cases.models import Source
from dhp.exchange.crosswalks.scheme import UNTOLD, Mapped, Tally, plain
from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.rows import Conversion, FileRow, Finding


@dataclass(frozen=True)
class Flat:
    """What one table says, column by column.

    `key` is the column that names a death in the source for ever; `needed` columns must be there.
    `same` goes by their column and names ours, where both write the same (a code, a number, a
    text); dates there may be written 31/03/2021. `mapped` are their columns whose values are
    translated, each with the place that it describes: `incident`, `death`, `victim`, `suspect1`.
    """

    key: str
    needed: tuple[str, ...]
    same: Mapping[str, str]
    mapped: Sequence[tuple[str, Mapped]] = ()
    source: Source = Source.UNIT
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def carried(self) -> frozenset[str]:
        """Their columns that find a place here."""
        return frozenset({self.key, *self.same, *(mapped.source for _, mapped in self.mapped)})

    def convert(self, sheets: Sequence[Sheet], _today: date) -> Conversion:
        """Rows of our columns, one for each row of theirs."""
        tally, rows = Tally(), []
        findings: list[Finding] = []
        seen: dict[str, int] = {}
        for sheet in sheets:
            missing = [name for name in self.needed if sheet.columns and name not in sheet.columns]
            findings += [
                sheet.refuse(1, name, "This column is missing. Compare the file with its scheme.")
                for name in missing
            ]
            for row in sheet.rows if not missing else ():
                key = row.cells[self.key].strip()
                if not key or key in seen:
                    reason = f"Row {seen[key]} has the same." if key else "The row has none."
                    fault = f"{reason} Give each death its own."
                    findings.append(sheet.refuse(row.number, self.key, fault))
                    continue
                seen[key] = row.number
                rows.append(self._row(sheet.name, row.number, row.cells, tally))
        return Conversion(rows, findings, tally.values, tally.columns, tally.differing)

    def _row(self, file: str, number: int, theirs: Mapping[str, str], tally: Tally) -> FileRow:
        cells = dict(self.fixed)
        for column, ours in self.same.items():
            text = theirs.get(column, "").strip()
            if plain(text) not in UNTOLD:
                cells[ours] = _iso(text)
        for place, mapped in self.mapped:
            cells |= tally.translate(mapped, theirs, place)
        tally.leave(self.carried, theirs)
        content = json.dumps(sorted(theirs.items()), ensure_ascii=False)
        key = theirs[self.key].strip()
        return FileRow(file, number, cells, self.source, key=key, content=content)


def _iso(text: str) -> str:
    """A British date as 2021-03-31; any other text as it is, to be judged by its question."""
    parts = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    return f"{parts[3]}-{int(parts[2]):02}-{int(parts[1]):02}" if parts else text
