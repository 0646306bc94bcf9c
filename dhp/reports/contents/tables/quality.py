"""How good the figures are: how much is coded, and which forces returned."""

from dataclasses import replace

from dhp.accounts.forces import forces
from dhp.calendar import financial_year
from dhp.reports.contents.contents import Brief, Sure
from dhp.reports.contents.tables.asking import asked, last_months
from dhp.statistics.tables import Table
from dhp.statistics.years.queries import signed_at


def completeness(months: int) -> Sure:
    """Fields with a valid code of those due, by the stage that asks for them first."""
    return lambda brief: asked(brief, "completeness", last_months(brief, months))


def coverage(months: int) -> Sure:
    """Forces that returned each period of the last months, of those due."""
    return lambda brief: asked(brief, "coverage", last_months(brief, months))


def coverage_and_signatures(months: int) -> Sure:
    """The same, with the forces that signed the year of the report as their own figures."""

    def make(brief: Brief) -> Table:
        table = coverage(months)(brief)
        return replace(table, notes=(*table.notes, _signed(brief)))

    return make


def _signed(brief: Brief) -> str:
    """Which forces signed: by name those that did or those that did not, whichever are fewer."""
    year = financial_year(brief.period.end)
    codes, names = set(signed_at(year, brief.as_at)), {one.code: one.name for one in forces()}
    told = f"{len(codes)} of {len(names)} forces signed their figures for {year} as their own"
    others = [name for code, name in names.items() if code not in codes]
    if not codes or not others:
        return f"{told}."
    if len(others) < len(codes):
        return f"{told}. Not signed: {', '.join(others)}."
    return f"{told}: {', '.join(name for code, name in names.items() if code in codes)}."
