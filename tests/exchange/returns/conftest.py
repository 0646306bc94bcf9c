"""Two forces with their contacts, the unit, and a collection that began in August 2026."""

from tests.returns.conftest import (
    begun,
    clock,
    coder,
    colleague,
    essex,
    kent,
    lead,
    make_case,
    make_death,
    make_return,
    make_user,
    october,
    sign_in,
    spoc,
    stranger,
)

__all__ = [
    "begun",
    "clock",
    "coder",
    "colleague",
    "essex",
    "kent",
    "lead",
    "make_case",
    "make_death",
    "make_return",
    "make_user",
    "october",
    "sign_in",
    "spoc",
    "stranger",
]
