"""A copy of a restricted report that was made for one recipient, and says so on every page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Copy:
    """Copy `number` of `of`, for `recipient`; `code` is the short mark that leads back to it.

    Raises ValueError for a number that is not one of them, or for a copy without a code.
    """

    number: int
    of: int
    recipient: str
    code: str

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"There is no copy {self.number} of {self.of}.")
        if not self.code.strip():
            raise ValueError("A copy carries the code of its recipient.")

    @property
    def words(self) -> str:
        """What stands at the foot of its pages."""
        return f"Copy {self.number} of {self.of}: {self.recipient} ({self.code})"
