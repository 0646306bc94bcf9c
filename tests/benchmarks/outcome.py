"""Saying what was measured: a table for people, a file for programs."""

import json
import statistics
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.timing import Result

_HEAD = ("what", "deaths", "median ms", "floor ms", "ratio", "aim", "verdict")


def table_of(results: Iterable[Result]) -> str:
    """One line for each result, in columns."""
    rows = [_HEAD, *(_row(result) for result in results)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in (0, len(_HEAD) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def write_json(results: Iterable[Result], database: str, path: Path) -> None:
    """Write every result with its spread to `path`."""
    measured = [_data(result) for result in results]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"database": database, "results": measured}, indent=2) + "\n")


def _row(result: Result) -> tuple[str, ...]:
    return (
        result.what,
        f"{result.deaths:,}",
        f"{result.median:.1f}",
        f"{result.floor:.1f}",
        f"{result.ratio:.1f}",
        "" if result.aim is None else f"<= {result.aim:g}",
        result.verdict,
    )


def _data(result: Result) -> dict[str, object]:
    return {
        "what": result.what,
        "deaths": result.deaths,
        "repeats": len(result.times),
        "median_ms": round(result.median, 3),
        "quartiles_ms": _quartiles(result.times),
        "floor_ms": round(result.floor, 3),
        "floor_quartiles_ms": _quartiles(result.floors),
        "ratio": round(result.ratio, 2),
        "aim": result.aim,
        "verdict": result.verdict,
    }


def _quartiles(times: tuple[float, ...]) -> list[float]:
    return [round(cut, 3) for cut in statistics.quantiles(times, n=4)]
