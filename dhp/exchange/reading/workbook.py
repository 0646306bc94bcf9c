"""Workbooks: checked from the outside, then read by another process that cannot do harm."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dhp.exchange.reading.package import MOST_UNPACKED, fault_in

MOST_ROWS = 2_000
MOST_COLUMNS = 1_000
MOST_CELLS = 400_000
MOST_CHARACTERS = 5_000_000
_SECONDS, _PATIENCE = 8, 20  # of processor, and on the clock of a busy machine
_MEMORY = 700_000_000  # bytes of address space
_WORKER = Path(__file__).with_name("worker.py")
_TOO_HEAVY = "The workbook takes too long to read. Copy the table into a new workbook, or save CSV."


class Unreadable(Exception):
    """A workbook that is not read; its sentence says what to do."""


@dataclass(frozen=True)
class Workbook:
    """What one sheet of a workbook says, and which others there are.

    `lines` are row numbers with texts; `faults` are (row, place in the row from 1, reason).
    """

    sheet: str
    others: Sequence[str]
    hidden: Sequence[str]
    lines: Sequence[tuple[int, Sequence[str]]]
    faults: Sequence[tuple[int, int, str]]


def read_workbook(data: bytes) -> Workbook:
    """The table on the sheet “Deaths” of a workbook, or else on its first. Raises `Unreadable`."""
    fault = fault_in(data)
    if fault:
        raise Unreadable(fault)
    limits = (_SECONDS, _MEMORY, MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_CHARACTERS)
    command = [sys.executable, "-I", str(_WORKER), *map(str, (*limits, MOST_UNPACKED))]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file is only its input
            command, input=data, capture_output=True, timeout=_PATIENCE, env={}, check=False
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unreadable(_TOO_HEAVY) from None
    if "fault" in found:
        raise Unreadable(found["fault"])
    return Workbook(**found)
