"""Pages of lists: the query parameters and the response (E4)."""

from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from kernel.dynamodb.cursors import InvalidCursor

Row = TypeVar("Row")


class PageQuery(BaseModel):
    """The page of a list that a caller asks for."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    limit: int = Field(default=25, ge=1, le=100, description="How many items at most.")
    cursor: str | None = Field(default=None, max_length=2000, description="`next_cursor` of the page before this one.")


class PlacedQuery(PageQuery):
    """The page of a list that is sorted when it is read: its cursor is a position."""

    @property
    def start(self) -> int:
        """The number of items before the page. Raise InvalidCursor."""
        if self.cursor is None:
            return 0
        if not (self.cursor.isascii() and self.cursor.isdecimal() and len(self.cursor) < 9):
            raise InvalidCursor(field="cursor")
        return int(self.cursor)


class Page(BaseModel, Generic[Row]):
    """One page of a list; `next_cursor` is null on the last."""

    model_config = ConfigDict(defer_build=True)

    items: list[Row]
    next_cursor: str | None

    @classmethod
    def part(cls, rows: Sequence[Row], query: PlacedQuery) -> Self:
        """Return the page of a list that is loaded completely."""
        upto = query.start + query.limit
        return cls(items=list(rows[query.start : upto]), next_cursor=str(upto) if upto < len(rows) else None)
