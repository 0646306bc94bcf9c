"""Every command and every setting that the runbook and the examples name is there."""

import json
import re
import subprocess
import sys

import pytest
from flask import Flask

from dhp import ROOT

PAGES = ["docs/runbook.md", "SECURITY.md", "docs/deploy/README.md"]
COMMAND = re.compile(r"`flask ([a-z-]+)(?: ([a-z-]+))?")


def settings() -> set[str]:
    """The names that are read from the environment."""
    texts = [(ROOT / "config.py").read_text(), (ROOT / "docs/deploy/gunicorn.conf.py").read_text()]
    return {name for text in texts for name in re.findall(r"\"(DHP_[A-Z_]+)\"", text)}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_page_exists(shared_app: Flask, page: str) -> None:
    commands = shared_app.cli.commands
    known = {"db", "routes", "run", "shell"}
    for group, name in COMMAND.findall((ROOT / page).read_text()):
        if group in known:
            continue
        assert group in commands, f"flask {group}"
        inner = getattr(commands[group], "commands", None)
        assert inner is None or name in inner, f"flask {group} {name}"


@pytest.mark.parametrize("page", [*PAGES, "docs/deploy/dhp.env", "docs/deploy/dhp.service"])
def test_every_setting_of_the_page_is_read(page: str) -> None:
    named = set(re.findall(r"DHP_[A-Z_]+[A-Z]", (ROOT / page).read_text())) - {
        "DHP_NAME",
        "DHP_NAME_FILE",
    }

    assert {name.removesuffix("_FILE") for name in named} <= settings()


def test_the_commands_are_looked_for_at_all() -> None:
    found = COMMAND.findall((ROOT / "docs/runbook.md").read_text())

    assert ("backup", "restore") in found
    assert ("audit", "who-saw") in found


def test_the_bill_of_materials_names_what_is_required_and_what_that_needs() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "sbom"], capture_output=True, text=True, check=True
    )

    bill = json.loads(done.stdout)
    named = {part["name"]: part for part in bill["components"]}
    assert {"flask", "reportlab", "prometheus-client", "psycopg", "psycopg-binary"} <= set(named)
    assert {"jinja2", "markupsafe"} <= set(named), "what others need"
    assert "pytest" not in named
    known = {part["bom-ref"] for part in named.values()}
    assert all(set(line["dependsOn"]) <= known for line in bill["dependencies"])
