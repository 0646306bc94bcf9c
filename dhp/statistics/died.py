"""When people died, as the measures read it: the rule lives with the record, below all who count."""

from dhp.cases.died import dates_of_death

__all__ = ["dates_of_death"]
