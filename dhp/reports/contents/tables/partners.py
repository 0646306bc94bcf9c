"""What partners told in the days of a report, in their own words, where they let it be told on."""

from dhp.calendar import end_of, long_date, start_of
from dhp.context.insight_queries import quotable
from dhp.context.insight_rules import Consent
from dhp.context.models import InsightNote
from dhp.reports.contents.contents import Brief
from dhp.statistics.tables import Cell, Column, Row, Table

MOST_QUOTED = 8


def told(brief: Brief) -> Table | None:
    """Their words, a row each, and how many more there are; None where there are none."""
    notes = quotable(start_of(brief.period.start), end_of(brief.period.end), brief.as_at)
    if not notes:
        return None
    more = len(notes) - MOST_QUOTED
    words = "1 more note may be quoted." if more == 1 else f"{more} more may be quoted."
    return Table(
        id="W8",
        title="What partners told",
        unit="Notes",
        base="Notes of these days that may be told on",
        row_head="Strand",
        columns=(Column("words", "Words", numeric=False), Column("who", "Told by", numeric=False)),
        rows=tuple(
            Row(f"{number}", note.strand.name, _cells(note))
            for number, note in enumerate(notes[:MOST_QUOTED], 1)
        ),
        period=brief.period,
        as_at=brief.as_at,
        source="Notes of what partner organisations told the unit",
        rows_by="note",
        notes=(words,) if more > 0 else (),
    )


def _cells(note: InsightNote) -> dict[str, Cell]:
    """The words with who told them: by name only where the organisation agreed."""
    who = note.organisation if note.consent is Consent.NAMED else "A partner organisation"
    told_on = f"{who}, {long_date(note.told_on)} ({note.basis.label.lower()})"
    return {
        "words": Cell.words(f"“{' '.join(note.words.split())}”"),
        "who": Cell.words(told_on),
    }
