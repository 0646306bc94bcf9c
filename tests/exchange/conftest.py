from collections.abc import Mapping

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from dhp.accounts.models import Force
from dhp.exchange.reading import workbook

FORCES = {
    "E23000001": "Metropolitan Police",
    "E23000010": "West Yorkshire",
    "E23000032": "Kent",
    "W15000002": "Gwent",
    "btp": "British Transport Police",
}


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a workbook takes by the clock says how busy the machine is; the processor still counts."""
    monkeypatch.setattr(workbook, "_PATIENCE", 120)


@pytest.fixture
def forces(database: SQLAlchemy) -> Mapping[str, Force]:
    """The forces of the sample files, by code."""
    found = {force.code: force for force in database.session.scalars(select(Force))}
    for code, name in FORCES.items():
        if code not in found:
            found[code] = Force(code=code, name=name, territorial=code != "btp")
            database.session.add(found[code])
    database.session.commit()
    return found
