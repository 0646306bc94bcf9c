"""A place beside a theme for what rooms know of it: practice that fits, recommendations that follow."""

from dhp.accounts.models import User
from dhp.coding.codebook import Entry
from dhp.web.beside import Place

BESIDE_THEME: Place[Entry, User] = Place("beside_theme")
