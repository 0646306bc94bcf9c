"""Modules, functions and views stay small enough to be read at once."""

import ast
from pathlib import PurePath
from statistics import median

from dhp import ROOT
from tests.house.sources import functions, modules

BANNED = {"utils", "helpers", "common", "misc", "base", "manager", "service"}
SLOW = {
    "pandas",
    "scipy",
    "numpy",
}  # may be imported inside a function: each takes long to load


def _length(node):
    return node.end_lineno - node.lineno + 1


def test_no_module_is_over_250_lines():
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in modules()}

    assert {path: lines for path, lines in lengths.items() if lines > 250} == {}


def test_half_of_the_modules_are_read_on_two_screens():
    lengths = [len((ROOT / path).read_text("utf-8").splitlines()) for path in modules()]

    assert median(lengths) <= 80


def test_no_function_is_over_40_lines():
    long = [
        f"{path}:{node.lineno} {node.name}: {_length(node)} lines"
        for path, module in modules().items()
        for node in functions(module)
        if _length(node) > 40
    ]

    assert long == []


def test_no_view_is_over_20_lines():
    long = [
        f"{path}:{node.lineno} {node.name}: {_length(node)} lines"
        for path, module in modules().items()
        if "views" in PurePath(path).stem or "views" in PurePath(path).parts
        for node in functions(module)
        if _length(node) > 20
    ]

    assert long == []


def test_no_module_has_a_name_that_says_nothing():
    parts = {path: set(PurePath(path).with_suffix("").parts) for path in modules()}

    assert [path for path, names in parts.items() if names & BANNED] == []


def test_nothing_is_imported_inside_a_function_save_what_is_slow_to_load():
    inside = []
    for path, module in modules().items():
        for function in functions(module):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                else:
                    continue
                slow = all(name.split(".")[0] in SLOW for name in names)
                inside += [] if slow else [f"{path}:{node.lineno} {', '.join(names)}"]

    assert sorted(set(inside)) == []
