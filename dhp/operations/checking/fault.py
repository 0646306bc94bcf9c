"""One thing that is wrong with the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Config = Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """`name` is the setting or the thing at fault; `words` say what is wrong and what to do.

    The words never hold a secret or a part of one.
    """

    name: str
    words: str

    def __str__(self) -> str:
        """The fault as one line."""
        return f"{self.name}: {self.words}"
