"""Which page of a long list an address asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request

from dhp.web.text import number_in

Row = TypeVar("Row")


@dataclass(frozen=True)
class Paging:
    """One page of a list, counted from 1, with how many rows a page has and the list altogether."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page: 1 for an empty list."""
        return max(1, -(-self.total // self.size))

    def rows(self, listed: Sequence[Row]) -> Sequence[Row]:
        """Those of the whole list that the page shows."""
        return listed[(self.number - 1) * self.size : self.number * self.size]


def paging(total: int, size: int) -> Paging:
    """The page that the address asks for with `page`, or the first for anything that is no page."""
    page = Paging(number_in(request.args.get("page"), digits=5) or 1, size, total)
    return page if page.number <= page.last else Paging(1, size, total)
