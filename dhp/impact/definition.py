"""What reads the classification that a definition proposes: measures, and tables of reports."""

from dhp.accounts.models import User
from dhp.definitions.definition import Definition
from dhp.impact.uses import measures_of_scope, tables_by_report, tables_of_types
from dhp.web.beside import Beside, BesideLine


def beside_definition(_definition: Definition, _user: User) -> Beside:
    """What moves once people decide as a definition proposes; the same for each of them."""
    measures = measures_of_scope()
    lines = (
        BesideLine(f"{len(measures)} measures count what is in scope", note=", ".join(measures)),
        *(
            BesideLine(f"{title}: {len(ids)} tables tell types of death apart", note=", ".join(ids))
            for title, ids in tables_by_report(tables_of_types())
        ),
    )
    return Beside("What reads the classification", lines)
