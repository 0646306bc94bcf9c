"""A place beside what was decided about a case and others, for what rooms above know of merged ones."""

from dhp.accounts.models import User
from dhp.cases.models import Case
from dhp.web.beside import Place

BESIDE_LINKS: Place[Case, User] = Place("beside_links")
