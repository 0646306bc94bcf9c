"""A statement with one of its conditions left out, each in turn: as if somebody had forgotten it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, not_
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BooleanClauseList,
    ClauseElement,
    Grouping,
    UnaryExpression,
)
from sqlalchemy.sql.selectable import Exists, ScalarSelect, SelectStatementGrouping

Mutant = tuple[str, Any]  # what was left out, and what is left


def mutants(statement: Select[Any]) -> Iterator[Mutant]:
    """Each statement that lacks one condition of `statement`, also of one within another."""
    criteria = statement._where_criteria
    for number, condition in enumerate(criteria):
        others = criteria[:number], criteria[number + 1 :]
        yield str(condition), _with(statement, (*others[0], *others[1]))
        for name, left in _within(condition):
            yield name, _with(statement, (*others[0], left, *others[1]))


def _with(statement: Select[Any], criteria: tuple[Any, ...]) -> Select[Any]:
    changed = statement._generate()
    changed._where_criteria = criteria
    return changed


def _within(condition: Any) -> Iterator[Mutant]:
    """The conditions that lack a part of `condition`."""
    if isinstance(condition, BooleanClauseList):
        yield from _of_list(condition)
    elif isinstance(condition, Exists):
        yield from ((name, left.exists()) for name, left in _of_select(condition.element))
    elif isinstance(condition, Grouping):
        yield from _within(condition.element)
    elif isinstance(condition, UnaryExpression) and condition.operator is operators.inv:
        yield from ((name, not_(left)) for name, left in _within(condition.element))
    elif isinstance(condition, BinaryExpression):
        for name, left in _of_select(condition.right):
            yield name, condition.operator(condition.left, left)


def _of_list(condition: BooleanClauseList) -> Iterator[Mutant]:
    parts = list(condition.clauses)
    for number, part in enumerate(parts):
        before, after = parts[:number], parts[number + 1 :]
        yield str(part), _list(condition, [*before, *after])
        for name, left in _within(part):
            yield name, _list(condition, [*before, left, *after])


def _of_select(element: Any) -> Iterator[Mutant]:
    while isinstance(element, Grouping | SelectStatementGrouping | ScalarSelect):
        element = element.element
    if isinstance(element, Select):
        yield from mutants(element)


def _list(of: BooleanClauseList, parts: list[ClauseElement]) -> Any:
    return BooleanClauseList._construct_raw(
        of.operator, [part.self_group(of.operator) for part in parts]
    )
