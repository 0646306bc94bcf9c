"""Sections that more than one kind of periodic report has, each of its own tables."""

from collections.abc import Callable, Iterator
from datetime import date

from dhp.calendar import long_date
from dhp.reports.blocks import Block
from dhp.reports.contents.contents import RESTRICTED, Brief, Section, Told
from dhp.reports.contents.sections import charts, methods
from dhp.reports.contents.sections import people as of_people
from dhp.reports.contents.sections import places as of_places
from dhp.reports.contents.sections import quality as of_quality
from dhp.reports.contents.sections.parts import (
    Part,
    chart,
    charts_under,
    filled,
    fixed,
    lay,
    notes_alike,
    support,
    table,
    text,
)
from dhp.reports.document import Edition


def rare(key: str) -> Part:
    """Types of death that are rare, by the days between their incidents."""
    drawn = charts_under(key, charts.days_between)

    def laid(told: Told) -> Iterator[Block]:
        if pictures := tuple(drawn(told)):
            yield from fixed(methods.BETWEEN)(told)
            yield from pictures

    return laid


def people(victims: str, suspects: str, ties: str) -> Section:
    """Victims and suspects by sex and age, and how they were related."""
    return Section(
        "Victims, suspects and how they were related",
        lay(text(of_people.women_and_girls(victims)), table(victims, suspects, ties)),
        RESTRICTED,
        key="people",
    )


def places(chart_id: str, limits: str, regions: str, forces: str) -> Section:
    """Regions and forces beside the limits of chance."""
    return Section(
        "Regions and forces, three years together",
        lay(
            fixed(methods.FUNNEL),
            chart(limits, of_places.funnel(chart_id)),
            text(of_places.outside(forces)),
            table(regions, forces),
        ),
        RESTRICTED,
        key="places",
    )


def codes_found(chart_id: str, key: str) -> Part:
    """The codes found in the most cases, drawn and told."""
    return lay(chart(key, charts.shares(chart_id, "Codes found in the most cases")), table(key))


def signals(key: str) -> Section:
    """What was signalled in the days of the report."""
    return Section("Signals", lay(text(of_quality.signals(key)), filled(key)), RESTRICTED)


def about(*words: str) -> Section:
    """How figures are made, and whom to turn to."""
    return Section("About these figures", lay(*map(fixed, words), notes_alike, support), RESTRICTED)


def subtitle(name: Callable[[date], str], reach: str) -> Callable[[Brief], str]:
    """The name of the days; in the restricted edition also how far back it reaches."""

    def said(brief: Brief) -> str:
        end = brief.period.end
        if brief.edition is Edition.SHAREABLE:
            return f"{name(end)}, for sharing"
        return f"{name(end)}, and {reach} to {long_date(end)}"

    return said
