import json
from pathlib import Path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy


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
