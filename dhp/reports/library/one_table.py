"""One table of the pages that explore figures as a workbook, as reports write theirs."""

from flask import current_app

from dhp.cases.judging.facts import CURRENT
from dhp.dictionary import VERSION
from dhp.reports.actions import front_block
from dhp.reports.building import SERVICE_VERSION
from dhp.reports.document import Coverage, Document, Edition, MadeFrom
from dhp.reports.workbook.rendering import render_workbook
from dhp.returns.coverage import last_coverage
from dhp.statistics.explore import FileForm
from dhp.statistics.tables import ClearedTable, Laid


def as_workbook(table: Laid) -> bytes:
    """The table with its cover and notes; a cleared one is marked as what everybody may read."""
    edition = Edition.SHAREABLE if isinstance(table, ClearedTable) else Edition.RESTRICTED
    covered = last_coverage(table.as_at)
    told = covered.summary(0) if covered.periods else None
    document = Document(
        report="explore",
        edition=edition,
        title=table.title,
        subtitle="One table, laid out on request",
        period=table.period,
        as_at=table.as_at,
        issued=table.as_at,
        made_from=MadeFrom(VERSION, CURRENT, SERVICE_VERSION),
        coverage=Coverage(told.due, told.returned, told.nil) if told else Coverage(0, 0, 0),
        front=front_block(current_app.config, current_app.config["UNIT_NAME"], edition),
        blocks=(table,),
    )
    return render_workbook(document)


WORKBOOK = FileForm(
    "xlsx",
    "spreadsheet, XLSX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    as_workbook,
)
