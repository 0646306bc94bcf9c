"""Imports go down only, and siblings never meet: the contract in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from dhp import ROOT


def test_the_storeys_hold():
    lint_imports = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [lint_imports, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
