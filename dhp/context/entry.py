"""What the page of one force and week shows: its form, its standing, its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from dhp.accounts.models import Force
from dhp.calendar import Week, now
from dhp.cases.queries import names_of
from dhp.context.actions import Entry, mark_of, standing
from dhp.context.forms import FiguresForm, figures_form
from dhp.context.models import Capture, Strand
from dhp.context.queries import history, told
from dhp.context.rules import Figure, figure_of, is_late, latest_week, stands_in
from dhp.context.strands import strands


@dataclass(frozen=True)
class EntryPage:
    """One force and week. `figures` are those that stand, by strand id."""

    force: Force
    week: Week
    strands: Sequence[Strand]
    figures: dict[int, Figure]
    form: FiguresForm
    past: Sequence[Capture]
    mark: int

    @property
    def given(self) -> bool:
        """Whether anything was told of this week already."""
        return bool(self.past)

    @property
    def late(self) -> bool:
        """Whether what is told now comes after the cut-off."""
        return is_late(self.week, now())

    @property
    def due(self) -> Week:
        """The week whose last day is the cut-off."""
        return self.week.next

    @property
    def briefing(self) -> Week:
        """The week in whose briefing a figure told now first stands."""
        return stands_in(self.week, now())

    @property
    def following(self) -> Week | None:
        """The week after, once it is over."""
        return self.week.next if self.week < latest_week() else None

    @property
    def names(self) -> dict[int, str]:
        """The names of the strands by id, ended ones too."""
        return {strand.id: strand.name for strand in strands()}

    @property
    def people(self) -> dict[str, str]:
        """The names of all who told something, by their references."""
        return names_of({row.recorded_by for row in self.past})

    @property
    def entry(self) -> Entry:
        """What the form tells."""
        return Entry(self.force, self.week, self.form.counts)


def entry_page(force: Force, week: Week) -> EntryPage:
    """The page of `force` and `week` as it stands, or as it was sent in this request."""
    asked = [strand for strand in strands() if strand.asked_in(week)]
    rows = standing([Entry(force, week, {})])
    figures = {row.strand_id: figure_of(row.count) for row in rows.values()}
    before = {one.strand_id: figure_of(one.number) for one in told([force], [week.previous])}
    mark = mark_of(rows.values())
    form = figures_form(asked, figures, before, mark)
    return EntryPage(force, week, asked, figures, form, history(force, week), mark)
