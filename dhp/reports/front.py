"""What every rendering says about a report, in the same words: dates, coverage, the front block."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dhp.reports.copies import Copy
from dhp.reports.document import Coverage, Document, MadeFrom, Notice

_LONDON = ZoneInfo("Europe/London")


def day_in_words(day: date) -> str:
    """A day as `20 November 2025`."""
    return f"{day.day} {day:%B %Y}"


def instant_in_words(instant: datetime) -> str:
    """An instant in London time as `20 November 2025, 23:59`."""
    local = instant.astimezone(_LONDON)
    return f"{day_in_words(local)}, {local:%H:%M}"


def period_in_words(document: Document) -> str:
    """The days of a report as `14 to 20 November 2025`, no month or year said twice."""
    first, last = document.period.start, document.period.end
    start = day_in_words(first)
    if first.year == last.year:
        start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    return f"{start} to {day_in_words(last)}"


NOTICE_TITLE = "Correction"


def notice_words(notice: Notice) -> str:
    """The notice of a correction as one paragraph."""
    return (
        f"{day_in_words(notice.on)}: {notice.wrong} {notice.apology} "
        f"This replaces version {notice.replaces}."
    )


MOST_NAMED = 8  # more names than this would bury the front block


def coverage_in_words(coverage: Coverage) -> str:
    """Which forces are in the figures, with the names of those that are not where they are few."""
    if not coverage.due:
        return "No return of the forces was due yet."
    text = (
        f"{coverage.returned} of {coverage.due} forces made the last return due, "
        f"{coverage.nil} of them confirming no death."
    )
    silent = len(coverage.missing)
    if silent > MOST_NAMED:
        return f"{text} Nothing from the other {silent}, named further on."
    return f"{text} Nothing from {', '.join(coverage.missing)}." if silent else text


def front_rows(document: Document) -> tuple[tuple[str, str], ...]:
    """The front block as pairs of a label and its words; what was not given is left out."""
    front = document.front
    rows = (
        (
            "Classification, FOI",
            f"{document.marking}. {front.foi}" if front.foi else document.marking,
        ),
        ("Organisation", front.organisation),
        ("Author", front.author),
        ("Contact", front.contact),
        ("Committee", front.portfolio),
        ("Period", period_in_words(document)),
        ("Data as at", instant_in_words(document.as_at)),
        ("Issued", instant_in_words(document.issued) if document.issued else "Not issued: draft"),
        ("Next edition", day_in_words(front.next_edition) if front.next_edition else ""),
        ("Recipients", front.recipients),
        ("Coverage", coverage_in_words(document.coverage)),
    )
    return tuple((label, words) for label, words in rows if words)


def edition_line(document: Document) -> str:
    """What names this very edition: its reference, edition and version."""
    return f"{document.reference}, {document.edition} edition, version {document.version}"


def imprint_rows(document: Document, copy: Copy | None = None) -> tuple[tuple[str, str], ...]:
    """What stands at the end of every form: whose copy it is, of what the edition was made, and its
    checksum, which is the same for every copy.
    """
    made = document.made_from
    rows = (
        ("This copy", copy.words if copy else ""),
        (
            "Made from",
            f"dictionary {made.dictionary}, definition {made.definition}, {_service(made)}",
        ),
        ("Checksum of report.json", document.checksum),
        ("Audit trail at the data's instant", made.trail_head),
    )
    return tuple((label, words) for label, words in rows if words)


def _service(made: MadeFrom) -> str:
    return f"service {made.version}"
