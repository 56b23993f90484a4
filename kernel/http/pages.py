"""Pages of lists: what a caller may ask for, and what it gets (E4)."""

from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from kernel.dynamodb.cursors import InvalidCursor

Row = TypeVar("Row")


class PageQuery(BaseModel):
    """Which part of a list is wanted."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=25, ge=1, le=100, description="How many items at most.")
    cursor: str | None = Field(default=None, max_length=2000, description="`next_cursor` of the page before this one.")


class PlacedQuery(PageQuery):
    """Which part of a list is wanted whose order is made on reading: its cursor is a place in it."""

    @property
    def start(self) -> int:
        """How many items come before the page. Raises InvalidCursor."""
        if self.cursor is None:
            return 0
        if not (self.cursor.isascii() and self.cursor.isdecimal() and len(self.cursor) < 9):
            raise InvalidCursor(field="cursor")
        return int(self.cursor)


class Page(BaseModel, Generic[Row]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[Row]
    next_cursor: str | None

    @classmethod
    def part(cls, rows: Sequence[Row], query: PlacedQuery) -> Self:
        """The page of a list that is all there."""
        upto = query.start + query.limit
        return cls(items=list(rows[query.start : upto]), next_cursor=str(upto) if upto < len(rows) else None)
