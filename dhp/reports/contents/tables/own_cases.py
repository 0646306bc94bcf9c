"""What a force holds and has to do: its deaths, what is missing in them, and questions that wait."""

from dhp.calendar import london_date, short_date
from dhp.cases.wording import answer_words
from dhp.dictionary import DICTIONARY, columns_of
from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.asking import last_months
from dhp.reports.contents.tables.own import UNRESTRICTED, about, held
from dhp.statistics.force_record.held import Held
from dhp.statistics.tables import TOTAL, Cell, Column, Row, Table

_RECENT = 12  # months: older deaths are listed only while there is something to do
NONE = "Nothing"


def listed(brief: Brief) -> Table:
    """C1: each death that is recent, or in which something is overdue or asked, and what it lacks."""
    every = held(brief)
    since = last_months(brief, _RECENT).start
    shown = [
        one for one in every if one.late or one.asked or london_date(one.case.received_at) >= since
    ]
    rest = [one for one in every if one not in shown]
    rows = [
        Row(one.case.ref, f"{one.case.ref}, {one.type.label.lower()}", _cells(one)) for one in shown
    ]
    if rest:
        deaths = "1 older death" if len(rest) == 1 else f"{len(rest):,} older deaths"
        rows.append(Row("rest", f"{deaths}, nothing overdue", _totals(rest)))
    return Table(
        id="C1",
        **about(brief),
        title="Deaths that the force holds",
        unit="Deaths (victims)",
        base=f"In scope or not yet judged; listed where received in the last {_RECENT} months, or "
        "where something is overdue or asked",
        row_head="Reference and type of death",
        columns=(
            Column("received", "Received", numeric=False),
            Column("status", "Status", numeric=False),
            Column("late", "Overdue", numeric=False),
            Column("missing", "Fields missing"),
            Column("asked", "Questions"),
        ),
        rows=(*rows, Row(TOTAL, "All held", _totals(every))),
        rows_by="case",
        notes=(UNRESTRICTED,),
    )


def waiting(brief: Brief) -> Table:
    """C2: each question that waits with the force, the oldest first; its words are in the service."""
    today = london_date(brief.as_at)
    found = [(one, asked) for one in held(brief) for asked in one.asked]
    found.sort(key=lambda pair: (pair[1].on, pair[0].case.id))
    return Table(
        id="C2",
        **about(brief),
        title="Questions of the unit that wait for an answer",
        unit="Questions",
        base="Asked of the force and not answered; their words are in the service",
        row_head="Reference",
        columns=(
            Column("about", "About", numeric=False),
            Column("on", "Asked on", numeric=False),
            Column("days", "Days waiting"),
        ),
        rows=tuple(
            Row(
                f"{number}",
                one.case.ref,
                {
                    "about": Cell.words(_about(asked.about, one)),
                    "on": Cell.words(short_date(asked.on)),
                    "days": Cell.count((today - asked.on).days),
                },
            )
            for number, (one, asked) in enumerate(found, 1)
        ),
        rows_by="question",
    )


def column_words(name: str, suspects: int) -> str:
    """An answer of a case by the name of its column: “Date of death”."""
    for column in columns_of(DICTIONARY.values(), suspects=max(suspects, 1)):
        if column.name == name:
            return answer_words(column, suspects)
    return "An answer"


def _about(name: str, one: Held) -> str:
    return column_words(name, one.file.suspects) if name else "The death as a whole"


def _cells(one: Held) -> dict[str, Cell]:
    late = "; ".join(f"{late.clock.title}, {_days(late.days)}" for late in one.late)
    return {
        "received": Cell.words(short_date(london_date(one.case.received_at))),
        "status": Cell.words(one.status),
        "missing": Cell.count(one.missing),
        "late": Cell.words(late or NONE),
        "asked": Cell.count(len(one.asked)),
    }


def _totals(some: list[Held]) -> dict[str, Cell]:
    late = sum(len(one.late) for one in some)
    calls = sum(one.calls for one in some)
    deaths = "1 death" if len(some) == 1 else f"{len(some):,} deaths"
    return {
        "received": Cell(len(some), deaths),
        "status": Cell(calls, f"{calls:,} with something to do"),
        "late": Cell(late, "1 stage" if late == 1 else f"{late:,} stages"),
        "missing": Cell.count(sum(one.missing for one in some)),
        "asked": Cell.count(sum(len(one.asked) for one in some)),
    }


def _days(count: int) -> str:
    return "1 day late" if count == 1 else f"{count:,} days late"
