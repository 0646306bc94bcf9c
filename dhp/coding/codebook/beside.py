"""A place beside a version that is about to be published, for what rooms above know of what it touches."""

from dhp.accounts.models import User
from dhp.coding.codebook.models import CodebookVersion
from dhp.web.beside import Place

BESIDE_PUBLISHING: Place[CodebookVersion, User] = Place("beside_publishing")
