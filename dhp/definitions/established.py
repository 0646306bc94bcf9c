"""Facts as a rule reads them: each one is there, or the rule stops and says which it needed."""

from typing import Generic, TypeVar

from dhp.definitions.facts import Facts, History, Kind, Relationship, Sex, Suspect

Value = TypeVar("Value")


class NotEstablishedError(Exception):
    """A rule asked for the fact `name`, which is not established."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Needed(Generic[Value]):
    """One fact, without its None."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, established: "Established", owner: type) -> Value:
        value: Value | None = getattr(established.facts, self._name)
        if value is None or value is History.OPEN:  # open enquiries settle nothing
            raise NotEstablishedError(self._name)
        return value


class Established:
    """`facts`, taken as known; reading one that is not raises NotEstablishedError."""

    kind = _Needed[Kind]()
    victim_age = _Needed[int]()
    suspect_age = _Needed[int]()
    victim_sex = _Needed[Sex]()
    suspect_sex = _Needed[Sex]()
    relationship = _Needed[Relationship]()
    household = _Needed[bool]()
    history = _Needed[History]()
    suspect = _Needed[Suspect]()

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
