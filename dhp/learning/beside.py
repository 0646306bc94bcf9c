"""A place beside a recommendation for what rooms above know of its codes, such as practice that fits."""

from collections.abc import Sequence

from dhp.accounts.models import User
from dhp.web.beside import Place

# By the references of the codes that the recommendation is about.
BESIDE_RECOMMENDATION: Place[Sequence[str], User] = Place("beside_recommendation")
