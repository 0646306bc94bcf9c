"""A place beside a definition that is tried out, for what rooms above know of what it would touch."""

from dhp.accounts.models import User
from dhp.definitions.definition import Definition
from dhp.web.beside import Place

BESIDE_DEFINITION: Place[Definition, User] = Place("beside_definition")
