"""What the unit learnt from the invented record: coded twice, recommended, and compared with others."""

from datetime import date

from dhp.accounts.forces import force_with
from dhp.accounts.permissions import RoleName
from dhp.calendar import clock_at
from dhp.cases.models import Case, Classification
from dhp.coding.codebook import book
from dhp.coding.codebook.loading import load_codebook
from dhp.coding.marks.actions import NewMark, mark
from dhp.coding.passes.actions import assign, lock, open_reading
from dhp.coding.passes.models import CodingPass
from dhp.definitions import DeathType
from dhp.evidence.actions import About, NewSeries, add_series, add_source, keep_points
from dhp.evidence.list_actions import Choice, NewList, decide, open_list
from dhp.evidence.list_file import COLUMNS, list_in
from dhp.evidence.list_models import ListEntry
from dhp.evidence.points_file import Point
from dhp.evidence.rules import Outcome, Reason, SourceKind
from dhp.learning.actions import Draft, issue, write
from dhp.learning.answering import answer, judge
from dhp.learning.models import Addressee
from dhp.learning.rules import Status
from tests.accounts.people import add_user
from tests.harness.record import at

TWO, ONE, RARE, NOISY = "1.02.01", "2.01.01", "4.01.01", "5.03.01"
ROWS = (
    "HI1,E23000032,2025-03-01,female,34,male,36,ex-partner,",
    "HI2,,2025-06-15,male,70,,,,",
    "HI3,E23000028,2025-09,female,,,,,",
    "HI4,E23000028,2025-10-01,female,50,,,,",
)


def learn(database):
    """All of it, in the order of time, before the instant of the report."""
    people = {name: add_user(RoleName.CODER, email=f"{name}@example.org") for name in ("a", "b")}
    people["lead"] = add_user(RoleName.LEAD)
    people["kent"] = add_user(RoleName.SPOC, force=force_with("E23000032"))
    for instant, part in (
        ("2026-01-06", coded),
        ("2026-01-09", recommended),
        ("2026-01-12", compared),
    ):
        with clock_at(at(f"{instant}T10:00")):
            part(database, people)
            database.session.commit()


def said(number, second):
    """The codes that one of two readers finds in the case with this number; some they see otherwise."""
    found = {TWO: number % 2 == 0, ONE: number % 3 != 0, RARE: number % 4 == 0}
    found[NOISY] = number % 5 == second
    if second and number in (7, 20):
        found[ONE] = not found[ONE]
    return [ref for ref, here in found.items() if here]


def coded(database, people):
    """Every case that was judged, read by two people."""
    load_codebook(database.session())
    present = book()
    cases = database.session.query(Case).join(Classification).distinct().order_by(Case.id).all()
    for number, case in enumerate(cases):
        assign(case, people["a"], people["b"], by=people["lead"])
        readings = database.session.query(CodingPass).filter_by(case_id=case.id)
        for second, reading in enumerate(readings.order_by(CodingPass.id).all()):
            reader = people["b" if second else "a"]
            open_reading(reading, by=reader)
            marks = [NewMark(present.with_ref(ref).id) for ref in said(number, second)]
            mark(reading, marks, present, by=reader)
            lock(reading, by=reader)


def recommended(database, people):
    """One recommendation that is overdue, one that is not, and one force that is done."""
    for title, due in (
        ("Search every system", date(2026, 1, 15)),
        ("Ask the family", date(2026, 6, 1)),
    ):
        words = f"{title} before a death is treated as not suspicious, and record it."
        draft = Draft(
            title,
            words,
            "Head of crime",
            due,
            national=due.month == 1,
            bodies=() if due.month == 1 else ("A board",),
            compared=True,
        )
        one = write(draft, by=people["a"])
        issue(one, by=people["a"], version=one.version)
        database.session.flush()
    rows = database.session.query(Addressee).order_by(Addressee.id)
    kent = next(row for row in rows if row.force_id == people["kent"].force_id)
    answer(kent, "It is done.", "A policy.", by=people["kent"])
    judge(kent, Status.DONE, "Evidence was seen.", by=people["a"], version=kent.version)
    other = rows.first()
    judge(other, Status.NOT_ACCEPTED, "It has its reasons.", by=people["a"], version=other.version)


def compared(database, people):
    """A published series of three years, and a list of four deaths, of which two are decided."""
    fixed = {"publisher": "An office", "citation": "An office (2025).", "licence": "Not stated"}
    about = About(
        SourceKind.REPORT,
        "A report",
        covers="Homicides.",
        published_on=date(2025, 3, 25),
        url="https://example.org/report",
        **fixed,
    )
    source = add_source(about, by=people["a"])
    kinds = (DeathType.IPH, DeathType.AFH)
    words = ("Theirs count convictions.", "Ours count suspicions.")
    add_series(NewSeries("homicides", "Homicides", "Deaths", *words, kinds), by=people["a"])
    points = [
        Point("homicides", year, date(2025, 3, 25), value, "")
        for year, value in (("2023-24", "9"), ("2024-25", "12"), ("2021-22", "31"))
    ]
    keep_points(points, source, by=people["a"])
    data = "\r\n".join([",".join(COLUMNS), *ROWS]).encode()
    forces = {code: force_with(code) for code in ("E23000032", "E23000028")}
    told = list_in(data, forces, date(2026, 1, 12))
    year = (date(2025, 1, 1), date(2025, 12, 31))
    opened = open_list(NewList(source, "A list", *year, kinds), told.deaths, by=people["a"])
    first, second, third, _last = database.session.query(ListEntry).order_by(ListEntry.id).all()
    mine, other = database.session.query(Case).order_by(Case.id.desc()).limit(2)
    for choice in (
        Choice(Outcome.MATCHED, first, mine),
        Choice(Outcome.ONE_ONLY, second, reason=Reason.MISSED),
        Choice(Outcome.ONE_ONLY, third, reason=Reason.OTHER_RULE),
        Choice(Outcome.ONE_ONLY, case=other, reason=Reason.NOT_YET),
    ):
        decide(opened, choice, by=people["a"])
