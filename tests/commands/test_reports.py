import json
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from dhp.accounts.forces import force_with, load_forces


def test_building_a_report_writes_its_files(app: Flask, database: SQLAlchemy, tmp_path: Path):
    words = ["report", "build", "weekly", "--ending", "2026-03-05", "--out", str(tmp_path)]

    result = app.test_cli_runner().invoke(args=words)

    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} >= {
        "report.json",
        "report.html",
        "report.pdf",
    }
    data = json.loads((tmp_path / "report.json").read_text())
    assert data["period"] == {"from": "2026-02-27", "to": "2026-03-05"}
    assert data["front"]["author"] == app.config["UNIT_NAME"]


def test_the_packs_of_all_forces_are_built_in_one_act_in_a_folder_each(
    app: Flask, database: SQLAlchemy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    load_forces(database.session)
    database.session.commit()
    two = [force_with("E23000032"), force_with("E23000033")]
    monkeypatch.setattr("dhp.reports.building.forces", lambda: two)
    words = ["report", "build", "force-pack", "--ending", "2026-02-28", "--out", str(tmp_path)]

    result = app.test_cli_runner().invoke(args=[*words, "--all-forces"])

    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"E23000032", "E23000033"}
    for force in two:
        data = json.loads((tmp_path / force.code / "report.json").read_text())
        assert data["force"] == force.code
        assert data["subtitle"].startswith(force.name)


def test_one_force_and_all_forces_are_not_asked_for_together(app: Flask, tmp_path: Path):
    words = ["report", "build", "force-pack", "--ending", "2026-02-28", "--out", str(tmp_path)]

    result = app.test_cli_runner().invoke(args=[*words, "--all-forces", "--force", "E23000032"])

    assert result.exit_code == 2
    assert "not both" in result.output
