"""What is said of how figures changed since the edition before."""

from dhp.reports.contents.contents import Told
from dhp.reports.contents.sections.parts import Sentence
from dhp.reports.contents.words import deaths
from dhp.statistics.tables import TOTAL


def since_the_edition_before(key: str) -> Sentence:
    """What moved the total of these months since the edition before, by its cause."""

    def said(told: Told) -> str:
        table = told[key]
        cells = {row.key: row for row in table.rows}[TOTAL].cells
        moves = [column for column in table.columns if column.key not in ("opening", "closing")]
        parts = [
            f"{column.label.lower()} {cells[column.key].shown}"
            for column in moves
            if cells[column.key].value
        ]
        if not parts:
            return "Nothing changed in these months since the edition before."
        return (
            f"The edition before told of {deaths(cells['opening'])} in these months, this one of "
            f"{cells['closing'].shown}: {', '.join(parts)}."
        )

    return said
