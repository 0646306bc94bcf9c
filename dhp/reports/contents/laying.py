"""From a declaration and a brief to tables and blocks; for everybody the tables are cleared first."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dhp.reports.blocks import Block, Comment, Heading, Laid
from dhp.reports.contents.contents import Brief, Contents, TablesOf, Told, returned
from dhp.reports.contents.gathered import alike, lightened
from dhp.reports.document import Edition
from dhp.returns.coverage import Summary
from dhp.statistics.disclosure import Clearing
from dhp.statistics.measures.laying import COVERAGE
from dhp.statistics.releases.queries import cleared_with_ledger
from dhp.statistics.tables import Table

Commentary = Mapping[str, tuple[Comment, ...]]


def tables_of(contents: Contents, brief: Brief) -> dict[str, Table]:
    """The tables of the edition that `brief` names, with their true numbers, by their ids."""
    made: dict[str, Table] = {}
    for spec in contents.tables:
        if isinstance(spec, TablesOf):
            if brief.edition is Edition.RESTRICTED or spec.shared:
                many = enumerate(spec.make(brief), 1)
                made |= {f"{spec.id}.{number}": table for number, table in many}
            continue
        maker = spec.maker(brief.edition)
        table = maker(brief) if maker else None
        if table is not None:
            made[spec.id] = table
    return {key: _in_report(table, key) for key, table in made.items()}


def _in_report(table: Table, key: str) -> Table:
    """The table with its number; which forces returned is told once, on the front of a report."""
    notes, shared = (
        tuple(note for note in some if not note.startswith(COVERAGE))
        for some in (table.notes, table.open_notes)
    )
    return replace(table, id=key, notes=notes, open_notes=shared)


def told_of(contents: Contents, brief: Brief) -> tuple[Told, Clearing | None]:
    """What the edition may tell; and how it was cleared, where it is for everybody."""
    tables, returns = tables_of(contents, brief), returns_of(brief)
    if brief.edition is Edition.RESTRICTED:
        plain: dict[str, Laid] = {key: table.plain() for key, table in tables.items()}
        said = alike(plain)
        return Told(brief, dict(lightened(plain, said)), returns, said), None
    clearing = cleared_with_ledger(list(tables.values()))
    cleared: dict[str, Laid] = dict(zip(tables, clearing.tables, strict=True))
    return Told(brief, cleared, returns), clearing


def returns_of(brief: Brief) -> Summary:
    """The latest period whose return was due: silence in it is missing, never none.

    Everybody, and each force, is told how many forces are missing, and not which.
    """
    returns = returned(brief)
    told = returns.summary(0) if returns.periods else Summary(None)
    named = brief.edition is Edition.RESTRICTED and brief.force is None
    return told if named else replace(told, missing=())


def blocks_of(contents: Contents, told: Told, commentary: Commentary) -> Iterator[Block]:
    """The blocks of every section that the edition has, comments right after their heading."""
    for section in contents.sections:
        if told.brief.edition not in section.editions:
            continue
        if laid := tuple(section.lay(told)):
            yield Heading(2, section.title, section.name)
            yield from commentary.get(section.name, ())
            yield from laid
