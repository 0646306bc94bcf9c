"""Rates per million residents a year, by type of death, and of women, men and children."""

from dataclasses import replace

from dhp.calendar import london_date
from dhp.reports.contents.contents import Brief, Sure
from dhp.reports.contents.tables.asking import asked, last_months
from dhp.reports.contents.tables.shaping import with_columns, with_marked_rows
from dhp.statistics.measures.rates import RATE_COLUMNS, Exposure, rate_cells, years_in
from dhp.statistics.population import Edition, edition_at
from dhp.statistics.tables import TOTAL, Period, Row, Table

_CHILD = ("0", "1-4", "5-15")
# Group: its label, the sex and the ages whose residents it is of, in an edition of population figures.
GROUPS = {
    "women": ("Women, 16 and over", "female", "16+"),
    "men": ("Men, 16 and over", "male", "16+"),
    "children": ("Children, 0 to 15", "all", "0-15"),
}
OTHERS = "others"


def by_type(months: int) -> Sure:
    """Deaths and their rate by type, over the last months."""
    return lambda brief: with_marked_rows(
        asked(brief, "rate", last_months(brief, months), "type"), "rate"
    )


def by_group(months: int) -> Sure:
    """Deaths and their rate of women, men and children, as far as residents are known by sex and age."""

    def make(brief: Brief) -> Table:
        period = last_months(brief, months)
        crossed = asked(brief, "deaths", period, "victim.age_band", "victim.sex")
        edition = edition_at(london_date(brief.as_at))
        counts = _counts(crossed)
        rows = [Row(key, label, {}) for key, (label, _sex, _ages) in GROUPS.items()] + [
            Row(OTHERS, "Sex or age not known, or other", {}),
            Row(TOTAL, "All", {}),
        ]
        cells = {
            row.key: rate_cells(
                counts[row.key], _exposure(row.key, period, edition), known=row.key == OTHERS
            )
            for row in rows
        }
        # Which residents are known differs by edition, so that the note says what is missing.
        silent = any(cells[key]["rate"].value is None and counts[key] >= 3 for key in GROUPS)
        note = "No rate where residents by sex and age are not in the population figures."
        table = with_marked_rows(with_columns(crossed, RATE_COLUMNS, cells, rows), "rate")
        return replace(
            table,
            title=crossed.title.replace("by age band and sex", "by sex and age"),
            row_head="Group",
            rows_by="sex_and_age",
            notes=(*crossed.notes, *((note,) if silent else ())),
            asked=None,
        )

    return make


def _counts(crossed: Table) -> dict[str, int]:
    counts = dict.fromkeys((*GROUPS, OTHERS), 0)
    for row in crossed.rows:
        if row.key == TOTAL:
            continue
        for sex, cell in row.cells.items():
            if sex != TOTAL:
                counts[_group(row, sex)] += int(cell.value or 0)
    return counts | {TOTAL: sum(counts.values())}


def _group(row: Row, sex: str) -> str:
    if row.key in _CHILD:
        return "children"
    adults = {"female": "women", "male": "men"}
    return OTHERS if row.missing else adults.get(sex, OTHERS)


def _exposure(key: str, period: Period, edition: Edition | None) -> Exposure | None:
    """The residents of a group; None where the edition does not tell of them."""
    if edition is None or key == OTHERS:
        return None
    _label, sex, ages = GROUPS.get(key, ("", "all", "all"))
    year = edition.year_for(period.start + (period.end - period.start) / 2)
    forces = {force for force, of, *_rest in edition.people if of == year}
    try:
        people = edition.residents(forces, year, sex, ages)
    except KeyError:
        return None
    return Exposure(people, years_in(period.start, period.end))
