"""The few errors of the domain. Raised in rules and actions, turned into pages in one place (`web`)."""


class DomainError(Exception):
    """Something the domain does not allow.

    `message` is a full sentence for the person who tried, saying what to do. `field` is the form
    field that it belongs to, where there is one.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Refused(DomainError):
    """The thing is not in a state that allows this act."""


class Stale(DomainError):
    """Somebody else changed the thing since the person opened it."""


class Absent(DomainError):
    """No such thing, or not for this person: the two look alike from outside."""

    def __init__(self, message: str = "Not found.") -> None:
        super().__init__(message)
