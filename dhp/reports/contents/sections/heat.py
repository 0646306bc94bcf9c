"""Tables of shares as pictures that say their numbers: shaded cells."""

from dhp.charts.gaps import number
from dhp.charts.heat import Heat, HeatRow, Shaded
from dhp.reports.contents.picture import Drawn, drawn
from dhp.reports.contents.sections.charts import PLACE, Draw
from dhp.statistics.tables import TOTAL, Laid


def shares_by_type(chart_id: str, title: str) -> Draw:
    """Every cell shaded by its share, where its base bears one; all types together are not drawn."""

    def draw(table: Laid) -> Drawn:
        shown = [column for column in table.columns if column.key != TOTAL]
        return Drawn(
            id=chart_id,
            title=title,
            subtitle=f"Share of deaths for which it is known, by type, {PLACE}",
            chart=Heat(
                across=table.row_head,
                measure="Share of deaths for which it is known",
                columns=tuple(column.label for column in shown),
                rows=tuple(
                    HeatRow(
                        row.label,
                        tuple(
                            Shaded(number(drawn(cell)), cell.shown)
                            for cell in (row.cells[column.key] for column in shown)
                        ),
                    )
                    for row in table.rows
                ),
            ),
        )

    return draw
