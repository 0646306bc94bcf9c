"""Tries a rule on every combination of what it may be given, and tells what it said, a line each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any

from dhp.errors import DomainError

Options = Mapping[str, Any] | Iterable[Any]


@dataclass(frozen=True)
class Tried:
    """A rule, and for each of its parameters what it is tried with: values, by a word where it helps."""

    rule: Callable[..., Any]
    given: Mapping[str, Options]

    @property
    def name(self) -> str:
        """The rule by its room and its name, such as `cases.check_version`."""
        room = self.rule.__module__.removeprefix("dhp.").removesuffix(".rules")
        return f"{room}.{self.rule.__qualname__}"

    def told(self) -> str:
        """The rule with each thing that it says, and below it what it says this of."""
        cases: dict[str, list[str]] = {}
        for words, says in self._shortened((), self._each()):
            cases.setdefault(says, []).append(words)
        lines = [self.name]
        for says, of in cases.items():
            lines += [f"    {says}", *(f"        {words}" for words in of if words)]
        return "\n".join(lines)

    def _each(self) -> dict[tuple[str, ...], str]:
        """What the rule says of each combination, by the words for what it was given."""
        choices = [_by_word(options) for options in self.given.values()]
        return {
            tuple(word for word, _ in chosen): said(
                self.rule,
                {name: value for name, (_, value) in zip(self.given, chosen, strict=True)},
            )
            for chosen in product(*choices)
        }

    def _shortened(
        self, known: tuple[str, ...], each: Mapping[tuple[str, ...], str]
    ) -> Iterator[tuple[str, str]]:
        """The combinations that begin as `known`; what makes no difference after that is left out."""
        said_here = {words: says for words, says in each.items() if words[: len(known)] == known}
        if len(set(said_here.values())) == 1:
            named = zip(self.given.items(), known, strict=False)
            words = (f"{name} {word}" for (name, of), word in named if len(_by_word(of)) > 1)
            yield ", ".join(words), next(iter(said_here.values()))
            return
        for word in dict.fromkeys(words[len(known)] for words in said_here):
            yield from self._shortened((*known, word), said_here)


def tried(rule: Callable[..., Any], **given: Options) -> Tried:
    """`rule`, with what each of its parameters may be."""
    return Tried(rule, given)


def thing(**known: Any) -> Any:
    """A stand-in for a row, which has what a rule reads of it and nothing else."""
    return SimpleNamespace(**known)


def said(rule: Callable[..., Any], given: Mapping[str, Any]) -> str:
    """What the rule answers, or with which words, beside which field, it refuses."""
    try:
        return _plain(rule(**given))
    except DomainError as error:
        beside = f" (beside {error.field})" if error.field else ""
        return f"{type(error).__name__}{beside}: {error.message}"
    except ValueError as error:
        return f"{type(error).__name__}: {error}"


def _plain(value: object) -> str:
    if isinstance(value, tuple | Iterator):
        return "; ".join(map(_plain, value)) or "none"
    if is_dataclass(value):
        return ", ".join(_plain(getattr(value, field.name)) for field in fields(value))
    if callable(value):
        return value.__name__
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "yes", False: "no"}[value]
    return str(value) or "no words"


def _by_word(options: Options) -> list[tuple[str, Any]]:
    if isinstance(options, Mapping):
        return list(options.items())
    return [(_plain(value), value) for value in options]
