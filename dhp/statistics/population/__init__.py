"""How many people live in each force's area: dated reference data, one file an edition.

The files beside this module are the editions. A new official estimate is a new file; a file is
never changed, so that any table can be built again. `docs/how-to/load-populations.md` has the form.
"""

from dhp.statistics.population.editions import (
    Edition,
    UnsoundPopulations,
    edition_at,
    editions,
    read_edition,
)

__all__ = ["Edition", "UnsoundPopulations", "edition_at", "editions", "read_edition"]
