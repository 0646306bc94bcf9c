"""Every command and every setting that the runbook and the examples name is there."""

import re

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
