"""From plain lists, words and numbers back to the dataclasses that they came from."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")


def read(kind: type[Made], data: Mapping[str, Any]) -> Made:
    """The `kind` of dataclass whose `asdict` is `data`; a field that is missing keeps its default.

    Raises ValueError for a word that no field has.
    """
    hints = get_type_hints(kind)
    names = {field.name for field in fields(kind)}
    if strange := data.keys() - names:
        raise ValueError(f"{kind.__name__} has no field called {', '.join(sorted(strange))}.")
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


def _value(hint: Any, data: Any) -> Any:
    origin = get_origin(hint)
    if origin is tuple:
        return _items(get_args(hint), data)
    if origin in (Union, UnionType):
        return _one_of([one for one in get_args(hint) if one is not NoneType], data)
    if is_dataclass(hint) and isinstance(hint, type):
        return read(hint, data)
    return hint(data) if isinstance(hint, type) and issubclass(hint, Enum) else data


def _items(hints: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if hints[-1] is Ellipsis:
        return tuple(_value(hints[0], one) for one in data)
    return tuple(_value(hint, one) for hint, one in zip(hints, data, strict=True))


def _one_of(hints: list[Any], data: Any) -> Any:
    """A word is one of an enumeration where the field may hold one; numbers stay numbers."""
    if data is None or isinstance(data, int | float):
        return data
    kinds = [hint for hint in hints if hint not in (int, float, str)]
    return _value(kinds[0], data) if kinds else data
