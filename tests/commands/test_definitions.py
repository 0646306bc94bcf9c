from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from dhp.accounts.models import User
from dhp.audit import queries as trail
from dhp.audit.acts import Act
from dhp.cases.actions import classify
from dhp.cases.judging.facts import propose
from dhp.cases.judging.replay import replay
from dhp.cases.models import Answer, Case, Classification
from dhp.cases.rules import Decision
from dhp.definitions import DEFINITIONS, DeathType, Scope
from dhp.extensions import db
from dhp.references import shown_reference
from tests.cases.conftest import HOMICIDE, MakeCase, Statements, given

UNEXPLAINED = HOMICIDE | given(
    death__suspected_intent="unexplained", death__da_history_known="police"
)


def run(app: Flask, *words: str) -> tuple[int, str]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["definitions", *words])
    return result.exit_code, result.output


def judged(case: Case, kind: DeathType, by: User) -> Case:
    classify(case, Decision(Scope.IN, kind, "dhp-2023", "So."), propose(HOMICIDE), by=by)
    db.session.commit()
    return case


def test_every_definition_is_listed_with_its_source(app: Flask, database: SQLAlchemy) -> None:
    code, said = run(app, "list")

    assert code == 0
    assert [d.name for d in DEFINITIONS.values() if d.name not in said] == []
    assert [d.source for d in DEFINITIONS.values() if d.source not in said] == []


def test_a_replay_shows_what_would_change_and_changes_nothing(
    app: Flask, database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    same = judged(make_case(), DeathType.IPH, coder)
    other = judged(make_case(UNEXPLAINED), DeathType.UNEXPECTED, coder)
    fresh = make_case()

    code, said = run(app, "replay", "dhp-2020")

    assert code == 0
    assert "3 cases judged under dhp-2020. Nothing was changed." in said
    assert "1 as they stand." in said
    assert "1 that nobody has judged yet." in said
    move = "Unexpected death -> Intimate partner homicide"
    assert f"1  {move}" in said
    assert f"{shown_reference(other.ref)}  {move}" in said
    assert shown_reference(same.ref) not in said
    assert shown_reference(fresh.ref) not in said
    db.session.expire_all()
    assert other.type is DeathType.UNEXPECTED
    assert db.session.scalar(select(func.count()).select_from(Classification)) == 2


def test_a_replay_is_a_reading_of_the_cases_it_names(
    app: Flask, database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    same = judged(make_case(), DeathType.IPH, coder)
    other = judged(make_case(UNEXPLAINED), DeathType.UNEXPECTED, coder)

    run(app, "replay", "dhp-2020")

    assert trail.latest_about(other.ref, Act.CASES_LISTED) is not None
    assert trail.latest_about(same.ref, Act.CASES_LISTED) is None


def test_a_definition_without_types_changes_no_type(
    app: Flask, database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    judged(make_case(), DeathType.IPH, coder)

    _, said = run(app, "replay", "dardr-2024")

    assert "0 would change." in said


def test_a_definition_that_does_not_exist_is_refused(app: Flask, database: SQLAlchemy) -> None:
    assert run(app, "replay", "dhp-1999")[0] == 2


def test_a_replay_reads_many_cases_together(
    database: SQLAlchemy, make_case: MakeCase, statements: Statements
) -> None:
    for _ in range(5):
        make_case()
    statements.clear()

    found = list(replay("dhp-2023"))

    assert len(found) == 5
    assert len(statements) == 5  # a batch, its links, answers and people, and that there is no more
    assert db.session.scalar(select(func.count()).select_from(Answer)) == 50


def test_the_schemes_tell_what_maps_and_what_does_not(
    app: Flask, database: SQLAlchemy, make_case: MakeCase, coder: User
) -> None:
    judged(make_case(), DeathType.IPH, coder)

    code, said = run(app, "schemes", "homicide-index")

    assert code == 0
    assert "Cases in scope: 1." in said
    assert "0  Carer, not a relative -> does not map" in said
    assert "-> Partner or ex-partner" in said
    assert "Other known: none of our answers falls here" in said
    assert "(iccs, " not in said
    assert "(iccs, " in run(app, "schemes")[1]
