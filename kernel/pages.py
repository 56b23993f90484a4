"""Pages of lists: what a caller may ask for, and what it gets (E4)."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Row = TypeVar("Row")


class PageQuery(BaseModel):
    """Which part of a list is wanted."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=25, ge=1, le=100, description="How many items at most.")
    cursor: str | None = Field(default=None, max_length=2000, description="`next_cursor` of the page before this one.")


class Listed(BaseModel, Generic[Row]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[Row]
    next_cursor: str | None
