"""What changed in a force's deaths since the pack before, for the force to sign off."""

from dhp.reports.contents.contents import Brief
from dhp.reports.contents.tables.own import about, held, known
from dhp.reports.contents.tables.own_cases import column_words
from dhp.statistics.force_record.changed import changes_of
from dhp.statistics.tables import Cell, Column, Row, Table

_NAMED = 3  # answers that a row names


def since_the_pack_before(brief: Brief) -> Table:
    """C3: each case that came, left or was judged anew, and each whose answers the unit wrote."""
    rows = [
        ("Judgement", one.ref, one.before, one.now)
        for one in changes_of(brief.force or "", known(brief))
    ]
    for one in held(brief):
        if one.by_unit:
            names = [column_words(name, one.file.suspects) for name in one.by_unit[:_NAMED]]
            more = len(one.by_unit) - _NAMED
            words = "; ".join([*names, *([f"{more} more"] if more > 0 else [])])
            rows.append(("Answers written by the unit", one.case.ref, "As the force told", words))
    return Table(
        id="C3",
        **about(brief),
        title="What changed since the pack before",
        unit="Changes",
        base="Cases that the force held then or holds now",
        row_head="Reference",
        columns=(
            Column("what", "What changed", numeric=False),
            Column("before", "Before", numeric=False),
            Column("now", "Now", numeric=False),
        ),
        rows=tuple(
            Row(
                f"{number}",
                ref,
                {
                    "what": Cell.words(what),
                    "before": Cell.words(before),
                    "now": Cell.words(now),
                },
            )
            for number, (what, ref, before, now) in enumerate(rows, 1)
        ),
        rows_by="change",
    )
