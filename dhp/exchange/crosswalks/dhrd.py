"""Published domestic homicide reviews (DHRD): three tables joined into incidents, deaths, people."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from dhp.cases.models import Source
from dhp.exchange.crosswalks import dhrd_values as values
from dhp.exchange.crosswalks.dhrd_join import ReviewedIncident, join
from dhp.exchange.crosswalks.police_areas import force_of, region_of
from dhp.exchange.crosswalks.scheme import Scheme, Tally, plain
from dhp.exchange.rows import Conversion, FileRow, Finding
from dhp.exchange.sheets import Sheet

ATTRIBUTION = "Cook and Cook 2026, Zenodo, https://doi.org/10.5281/zenodo.21648010, CC BY 4.0"
AGES = ("age_at_death", "age_at_fatal_incident")
CARRIED = frozenset(
    {
        *("incident_id", "victim_id", "perpetrator_id", "csp", "region", "death_date"),
        *("multiple_victims", "victim_suicide"),
        *(values.LOCATION.source, values.VICTIM_SEX.source, values.SUSPECT_SEX.source),
        *(values.RELATIONSHIP.source, *AGES, *values.ABUSE),
    }
)


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
    return Conversion(rows, findings, tally.values, tally.columns)


def _row_faults(row: FileRow, today: date) -> Iterator[Finding]:
    for column, text in row.cells.items():
        try:
            if values.is_flag(column):
                values.flagged(text)
            elif column in AGES:
                values.age(text, today)
            elif column == "death_date":
                values.date_of_death(text, today)
        except ValueError as error:
            yield row.refuse(column, str(error))


def _warnings(incident: ReviewedIncident) -> Iterator[Finding]:
    if not incident.victims:
        yield incident.row.warn(
            "incident_id", "No victim is described; the case is opened without."
        )
    if len(incident.perpetrators) > 1:
        for victim in incident.victims:
            yield victim.warn(
                values.RELATIONSHIP.source,
                "There are several perpetrators; the relationship is kept with the first.",
            )


def _deaths(incident: ReviewedIncident, tally: Tally, today: date) -> Iterator[FileRow]:
    shared = _incident_cells(incident, tally, today)
    suspects = _suspect_cells(incident, tally, today)
    for victim in incident.victims or (None,):
        cells = shared | suspects | {"death.suspected_intent": _intent(incident, victim)}
        if victim is not None:
            cells |= _victim_cells(victim, tally, today)
            if incident.perpetrators:
                tie = tally.translate(values.RELATIONSHIP, victim.cells)
                cells["suspect1.relationship"] = values.suspect_relationship(
                    tie, suspects["suspect1.sex"]
                )
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
    partnership, region = row.cell("csp"), row.cell("region")
    force = force_of(partnership, region)
    if partnership and force is None:
        tally.values["csp", f"{partnership} ({region})"] += 1
    if region and region_of(region) is None:
        tally.values["region", region] += 1
    abused = any(values.flagged(row.cell(tag)) for tag in values.ABUSE)
    return {
        "force": force or "",
        "incident_ref": row.cell("incident_id"),
        "date_of_death": values.date_of_death(row.cell("death_date"), today),
        values.LOCATION.to: tally.translate(values.LOCATION, row.cells),
        "death.da_history_known": "known" if abused else "",
        "death.suspect_identified": "yes" if incident.perpetrators else "",
    }


def _victim_cells(victim: FileRow, tally: Tally, today: date) -> dict[str, str]:
    return {
        "victim.age": values.age(victim.cell("age_at_death"), today),
        values.VICTIM_SEX.to: tally.translate(values.VICTIM_SEX, victim.cells),
    }


def _suspect_cells(incident: ReviewedIncident, tally: Tally, today: date) -> dict[str, str]:
    cells = {}
    for number, suspect in enumerate(incident.perpetrators, start=1):
        place = f"suspect{number}"
        cells[f"{place}.age"] = values.age(suspect.cell("age_at_fatal_incident"), today)
        cells[f"{place}.{values.SUSPECT_SEX.to}"] = tally.translate(
            values.SUSPECT_SEX, suspect.cells
        )
    return cells


def _intent(incident: ReviewedIncident, victim: FileRow | None) -> str:
    """What the review suggests of the kind of death; blank where it does not say."""
    if victim and values.flagged(victim.cell("victim_suicide")):
        return "suicide"
    verdicts = {plain(suspect.cell("court_verdict")) for suspect in incident.perpetrators}
    killed = (
        not verdicts.isdisjoint(values.KILLING_VERDICTS)
        or plain(incident.row.cell("cause_of_death")) in values.KILLING_CAUSES
        or any(values.flagged(incident.row.cell(tag)) for tag in values.KILLING_TAGS)
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
)
