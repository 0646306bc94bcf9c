import csv
from io import StringIO

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from dhp.accounts.models import Force
from dhp.audit.models import TrailEvent
from dhp.cases.models import Case
from dhp.commands.files import import_
from dhp.exchange.deaths_file import template
from dhp.extensions import db
from tests.exchange.files import SAMPLES, TABLES, csv_of, death

REVIEWS = [str(SAMPLES / f"{name}.csv") for name in TABLES]


@pytest.fixture
def flask(app, database):
    """Runs a command of the service; gives what it printed and how it ended."""
    present = set(db.session.scalars(select(Force.code)))
    names = {"E23000032": "Kent", "E23000010": "West Yorkshire", "W15000002": "Gwent"}
    names |= {"E23000001": "Metropolitan Police", "btp": "British Transport Police"}
    for code, name in names.items():
        if code not in present:
            db.session.add(Force(code=code, name=name, territorial=True))
    db.session.commit()

    def run(*args):
        db.session.rollback()
        result = FlaskCliRunner(app).invoke(import_, [str(arg) for arg in args])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def deaths_csv(tmp_path):
    """Writes a deaths file."""

    def write(*rows):
        path = tmp_path / "deaths.csv"
        path.write_text(csv_of(rows), encoding="utf-8", newline="")
        return path

    return write


def stored():
    db.session.rollback()
    counted = [select(func.count()).select_from(model) for model in (Case, TrailEvent)]
    return [db.session.scalar(statement) for statement in counted]


def test_the_template_is_a_header_line(flask):
    result = flask("template", "deaths", "--suspects", 2)

    assert list(csv.reader(StringIO(result.output))) == [list(template(2))]


def test_a_rehearsal_changes_nothing_and_says_so(flask, deaths_csv):
    result = flask("deaths", deaths_csv(death()))

    assert result.exit_code == 0
    assert "This was a rehearsal and nothing is changed. Add --commit" in result.output
    assert stored() == [0, 0]


def test_a_commit_keeps_the_rows(flask, deaths_csv):
    result = flask("deaths", deaths_csv(death(), death(type="iph")), "--commit")

    assert result.exit_code == 0
    assert "Intimate partner homicide: 1" in result.output
    assert "Not yet classified: 1" in result.output
    assert stored()[0] == 2
    assert result.stderr == ""


def test_again_there_is_nothing_to_import(flask, deaths_csv):
    path = deaths_csv(death())
    flask("deaths", path, "--commit")
    before = stored()

    result = flask("deaths", path, "--commit")

    assert result.exit_code == 0
    assert "Nothing to import." in result.output
    assert stored() == before


def test_refused_rows_are_named_and_nothing_is_kept(flask, deaths_csv):
    result = flask("deaths", deaths_csv(death(), death(type="x")), "--commit")

    assert result.exit_code == 1
    assert "deaths.csv row 3, type: “x” is not a type of death." in result.output
    assert "Nothing is imported: 1 fault to correct" in result.output
    assert stored() == [0, 0]


def test_the_report_tells_of_every_row(flask, deaths_csv, tmp_path):
    report = tmp_path / "report.csv"

    flask("deaths", deaths_csv(death(), death(type="x")), "--report", report)

    with report.open(encoding="utf-8-sig", newline="") as lines:
        found = [(line["row"], line["verdict"], line["column"]) for line in csv.DictReader(lines)]
    assert found == [("2", "sound", ""), ("3", "refused", "type")]


def test_published_reviews_are_imported_with_their_attribution(flask):
    result = flask("deaths", *REVIEWS, "--crosswalk", "dhrd", "--commit")

    assert result.exit_code == 0
    assert "New: 7 deaths in 6 incidents." in result.output
    assert "Cook and Cook 2026, Zenodo, https://doi.org/10.5281/zenodo.21648010, CC BY 4.0" in (
        result.output
    )
    assert "relationship_to_perpetrator “Other (non-relative)”: 1" in result.output
    assert stored()[0] == 7


def test_two_imports_at_once_do_not_both_win(flask, deaths_csv, monkeypatch):
    flask("deaths", deaths_csv(death()), "--commit")
    before = stored()
    monkeypatch.setattr("dhp.exchange.importing.sort_out", lambda _scheme, deaths: (deaths, []))

    result = flask("deaths", deaths_csv(death()), "--commit")

    assert result.exit_code == 1
    assert "imported by somebody else" in result.output
    assert stored() == before


def test_a_file_that_is_not_there_is_an_error_of_use(flask, tmp_path):
    assert flask("deaths", tmp_path / "none.csv").exit_code == 2
