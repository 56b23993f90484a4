"""The bodies and queries of billing's routes about what a team gives its members: now, and each month."""

from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from contracts.money import Money
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from kernel.http.rows import MOST_ROWS, Documented
from services.billing.http.payer_queries import Id
from services.billing.http.schemas import Amount


class UsersQuery(RequestBody):
    """The people whose credits are asked for."""

    user_ids: Annotated[str, Field(min_length=1, max_length=8_000), Form(r"^[A-Za-z0-9_,]+$", "Send ids.")] = Field(
        description="Up to 100 account ids, separated by commas."
    )

    @field_validator("user_ids")
    @classmethod
    def _few(cls, user_ids: str) -> str:
        if len(user_ids.split(",")) > MOST_ROWS:
            raise PydanticCustomError("too_many", "Send at most 100.")
        return user_ids


class NewAllocation(RequestBody):
    """Credits for a member of the team."""

    amount: Amount

    @field_validator("amount")
    @classmethod
    def _something(cls, amount: Money) -> Money:
        if not amount.micros:
            raise PydanticCustomError("out_of_range", "Enter an amount above zero.")
        return amount


class AllocationRow(NewAllocation):
    """Credits for one of several members of the team."""

    user_id: Id


class NewAllocations(RequestBody):
    """Credits for up to 100 members; each row succeeds or fails on its own."""

    allocations: Annotated[list[Annotated[Any, Documented(AllocationRow)]], Field(min_length=1, max_length=MOST_ROWS)]


class NewAllowance(NewAllocation):
    """Credits for a member of the team, each month."""


class AllowanceRow(RequestBody):
    """Credits each month for one of several members of the team; null for none any more."""

    user_id: Id
    amount: Amount | None

    @field_validator("amount")
    @classmethod
    def _something(cls, amount: Money | None) -> Money | None:
        if amount and not amount.micros:
            raise PydanticCustomError("out_of_range", "Enter an amount above zero.")
        return amount


class NewAllowances(RequestBody):
    """Allowances of up to 100 members; each row succeeds or fails on its own."""

    allowances: Annotated[list[Annotated[Any, Documented(AllowanceRow)]], Field(min_length=1, max_length=MOST_ROWS)]
