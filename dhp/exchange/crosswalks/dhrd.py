"""Published domestic homicide reviews (DHRD): three tables joined into incidents, deaths, people."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from dhp.cases.models import Source
from dhp.exchange.crosswalks import dhrd_values as values
from dhp.exchange.crosswalks.dhrd_court import KILLING_VERDICTS, VERDICT, compare_with_death
from dhp.exchange.crosswalks.dhrd_event import (
    CAUSE,
    DEATH_COLUMNS,
    INCIDENT_COLUMNS,
    INCIDENT_TAGS,
    KILLING_CAUSES,
    KILLING_TAGS,
)
from dhp.exchange.crosswalks.dhrd_join import ReviewedIncident, join
from dhp.exchange.crosswalks.dhrd_person import SUSPECT, VICTIM
from dhp.exchange.crosswalks.dhrd_tie import ABUSE_TAGS, RELATIONSHIP, tie_cells
from dhp.exchange.crosswalks.police_areas import force_of, region_of
from dhp.exchange.crosswalks.scheme import Scheme, Tally, is_set, plain, tagged
from dhp.exchange.reading.sheets import Sheet
from dhp.exchange.rows import Conversion, FileRow, Finding

ATTRIBUTION = "Cook and Cook 2026, Zenodo, https://doi.org/10.5281/zenodo.21648010, CC BY 4.0"
AGES = ("age_at_death", "age_at_fatal_incident")
MAPPED = (*INCIDENT_COLUMNS, *DEATH_COLUMNS, *VICTIM.columns, *SUSPECT.columns, RELATIONSHIP)
CARRIED = values.FLAGS | {
    *("incident_id", "victim_id", "perpetrator_id", "csp", "region", "death_date", *AGES),
    *(mapped.source for mapped in MAPPED),
}


def convert(sheets: Sequence[Sheet], today: date) -> Conversion:
    """Rows of our columns, one for each victim, made of the three tables in any order."""
    joined = join(sheets)
    tally = Tally()
    rows: list[FileRow] = []
    findings = list(joined.findings)
    for incident in joined.incidents:
        people = (incident.row, *incident.victims, *incident.perpetrators)
        faults = [fault for row in people for fault in _row_faults(row, today)]
        findings += faults
        if faults:
            continue
        for row in people:
            tally.leave(CARRIED, row.cells)
        findings += _warnings(incident)
        rows += _deaths(incident, tally, today)
    return Conversion(rows, findings, tally.values, tally.columns, tally.differing)


def _row_faults(row: FileRow, today: date) -> Iterator[Finding]:
    for column, text in row.cells.items():
        try:
            if values.is_flag(column):
                is_set(text)
            elif column in AGES:
                values.age(text, today)
            elif column == "death_date":
                values.date_of_death(text, today)
        except ValueError as error:
            yield row.refuse(column, str(error))


def _warnings(incident: ReviewedIncident) -> Iterator[Finding]:
    if not incident.victims:
        several = is_set(incident.row.cell("multiple_victims"))
        yield incident.row.warn(
            "incident_id",
            "Several died and none is described; one case stands for all of them."
            if several
            else "No victim is described; the case is opened without.",
        )
    if len(incident.perpetrators) > 1:
        for row in incident.victims or [incident.row]:
            yield row.warn(
                RELATIONSHIP.source,
                "There are several perpetrators; the relationship and the abuse are kept with the first.",
            )


def _deaths(incident: ReviewedIncident, tally: Tally, today: date) -> Iterator[FileRow]:
    shared = _incident_cells(incident, tally, today) | _suspect_cells(incident, tally, today)
    for victim in incident.victims or (None,):
        cells = shared | {"death.suspected_intent": _intent(incident, victim)}
        if victim is not None:
            cells["victim.age"] = values.age(victim.cell("age_at_death"), today)
            cells |= VICTIM.cells(victim.cells, "victim", tally)
        told = victim.cells if victim else {}
        if incident.perpetrators:
            cells |= tie_cells(incident.row.cells, told, shared, "suspect1", tally)
        row = victim or incident.row
        yield FileRow(
            row.file,
            row.number,
            cells,
            source=Source.PUBLISHED_REVIEW,
            key=f"{incident.row.cell('incident_id')}/{victim.cell('victim_id') if victim else ''}",
            content=_content(incident, victim),
            region=region_of(incident.row.cell("region")),
        )


def _incident_cells(incident: ReviewedIncident, tally: Tally, today: date) -> dict[str, str]:
    row = incident.row
    cells = {
        "force": _force(row, tally),
        "incident_ref": row.cell("incident_id"),
        "date_of_death": values.date_of_death(row.cell("death_date"), today),
        "incident.csp": row.cell("csp"),
        "death.suspect_identified": "yes" if incident.perpetrators else "",
    }
    for place, columns in (("incident", INCIDENT_COLUMNS), ("death", DEATH_COLUMNS)):
        for mapped in columns:
            cells |= tally.translate(mapped, row.cells, place)
    cells |= tagged(INCIDENT_TAGS, row.cells, "incident")
    if any(is_set(row.cell(tag.source)) for tag in ABUSE_TAGS):
        cells["death.da_history_known"] = "known"
    return cells


def _force(row: FileRow, tally: Tally) -> str:
    """The force of the partnership’s area. Blank, and counted, where that is not certain."""
    partnership, region = row.cell("csp"), row.cell("region")
    if region and region_of(region) is None:
        tally.values["region", region] += 1
    force = force_of(partnership, region)
    if partnership and force is None:
        elsewhere = force_of(partnership, "") is not None
        counts = tally.differing if elsewhere else tally.values
        counts["csp", f"{partnership} ({region})"] += 1
    return force or ""


def _suspect_cells(incident: ReviewedIncident, tally: Tally, today: date) -> dict[str, str]:
    cells = {}
    for number, suspect in enumerate(incident.perpetrators, start=1):
        place = f"suspect{number}"
        cells[f"{place}.age"] = values.age(suspect.cell("age_at_fatal_incident"), today)
        cells |= SUSPECT.cells(suspect.cells, place, tally)
        compare_with_death(incident.row.cells, suspect.cells, tally)
    return cells


def _intent(incident: ReviewedIncident, victim: FileRow | None) -> str:
    """What the review suggests of the kind of death; blank where it does not say."""
    if victim and is_set(victim.cell("victim_suicide")):
        return "suicide"
    verdicts = {plain(suspect.cell(VERDICT.source)) for suspect in incident.perpetrators}
    killed = (
        not verdicts.isdisjoint(KILLING_VERDICTS)
        or plain(incident.row.cell(CAUSE.source)) in KILLING_CAUSES
        or any(is_set(incident.row.cell(tag)) for tag in KILLING_TAGS)
    )
    return "homicide" if killed else ""


def _content(incident: ReviewedIncident, victim: FileRow | None) -> str:
    """All that the source says of a death, so that a changed row is noticed."""
    rows = [incident.row, *([victim] if victim else []), *incident.perpetrators]
    return json.dumps([sorted(row.cells.items()) for row in rows], ensure_ascii=False)


DHRD = Scheme(
    name="dhrd",
    title="Published domestic homicide reviews",
    convert=convert,
    by_rule=True,
    attribution=ATTRIBUTION,
    several=True,
)
