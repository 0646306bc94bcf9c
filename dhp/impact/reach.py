"""What a declaration comes to use: every word that a function, and what it calls, is written with.

Nobody keeps a list of which table uses which question. It is read from the functions that make the
tables: their constants, what they were made with, and what they name, in some packages only.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache, partial
from types import CellType, CodeType, FunctionType, MethodType, ModuleType

from dhp.dictionary import DICTIONARY, Characteristic
from dhp.dictionary.derived import DERIVED, Derived
from dhp.statistics.measures import MEASURES

_Cached = type(lru_cache(int))  # a function whose answers are kept is none to Python
_WHOLE = (DICTIONARY, DERIVED, MEASURES)  # naming all of a list is using none of it


@dataclass(frozen=True)
class Reached:
    """The words that are reached, and the modules of the functions that are."""

    words: frozenset[str]
    modules: frozenset[str]

    def uses(self, code: str) -> bool:
        """Whether a question, or a value worked out from it, is named, at a place or alone."""
        named = {word.rpartition(".")[2] for word in self.words}
        return code in named or any(code in DERIVED[one].codes for one in named & DERIVED.keys())


def reached(start: object, within: tuple[str, ...]) -> Reached:
    """What is reached from `start` through functions of the packages `within`."""
    words: set[str] = set()
    modules: set[str] = set()
    seen: set[int] = set()
    waiting: list[object] = [start]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or any(one is whole for whole in _WHOLE):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            words.add(one)
        elif isinstance(one, FunctionType):
            if one.__module__.startswith(within):
                modules.add(one.__module__)
                waiting += _of_function(one, within)
        else:
            waiting += _inside(one)
    return Reached(frozenset(words), frozenset(modules))


def _inside(one: object) -> Iterator[object]:
    """What a plain value holds; nothing of an entry of the dictionary, which is no use of it."""
    if isinstance(one, Characteristic | Derived | type | ModuleType):
        return
    if isinstance(one, partial):
        yield from (one.func, *one.args, *one.keywords.values())
    elif isinstance(one, MethodType):
        yield from (one.__func__, one.__self__)
    elif isinstance(one, _Cached):
        yield one.__wrapped__
    elif is_dataclass(one):
        yield from (getattr(one, each.name) for each in fields(one))
    elif isinstance(one, Mapping):
        yield from (*one.keys(), *one.values())
    elif isinstance(one, Sequence | Set) and not isinstance(one, str | bytes):
        yield from one


def _of_function(function: FunctionType, within: tuple[str, ...]) -> Iterator[object]:
    """The constants of a function, what it was made with, and what it names."""
    wrapped = getattr(function, "__wrapped__", None)
    if wrapped is not None:
        yield wrapped
    for cell in function.__closure__ or ():
        yield from _held_in(cell)
    yield from function.__defaults__ or ()
    yield from (function.__kwdefaults__ or {}).values()
    constants, names = _written(function.__code__)
    yield from (one for one in constants if one != function.__doc__)
    for name in names & function.__globals__.keys():
        named = function.__globals__[name]
        if isinstance(named, ModuleType):
            if named.__name__.startswith(within):
                yield from (getattr(named, each) for each in names if hasattr(named, each))
        else:
            yield named


@lru_cache(maxsize=4096)
def _written(code: CodeType) -> tuple[tuple[object, ...], frozenset[str]]:
    """The constants and the names in a piece of code and in what is defined within it."""
    constants, names = (
        [one for one in code.co_consts if not isinstance(one, CodeType)],
        set(code.co_names),
    )
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            more, others = _written(inner)
            constants += more
            names |= others
    return tuple(constants), frozenset(names)


def _held_in(cell: CellType) -> tuple[object, ...]:
    try:
        return (cell.cell_contents,)
    except ValueError:  # it is empty
        return ()
