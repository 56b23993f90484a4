"""Money on the wire: a decimal string with its currency, whole micro-dollars inside (B2)."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

MICROS_PER_DOLLAR = 1_000_000
_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def _read_amount(text: str) -> str:
    """Return an amount in its one spelling, with two decimals or as many more as needed."""
    if not _AMOUNT.fullmatch(text):
        raise PydanticCustomError("invalid_amount", 'Write the amount as a decimal string, such as "12.50".')
    whole, _, fraction = text.partition(".")
    return f"{int(whole)}.{fraction.rstrip('0').ljust(2, '0')}"


class Money(BaseModel):
    """An amount in USD, such as `{"amount": "12.50", "currency": "USD"}`; never a float."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    amount: Annotated[
        str,
        AfterValidator(_read_amount),
        WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,6})?$"}),
    ]
    currency: Literal["USD"] = "USD"

    @property
    def micros(self) -> int:
        """Return the amount in whole micro-dollars (10^-6 USD)."""
        whole, _, fraction = self.amount.partition(".")
        return int(whole) * MICROS_PER_DOLLAR + int(fraction.ljust(6, "0"))

    @classmethod
    def of(cls, micros: int) -> Self:
        """Return whole micro-dollars in wire form."""
        whole, fraction = divmod(micros, MICROS_PER_DOLLAR)
        return cls(amount=f"{whole}.{fraction:06d}")


def dollars(micros: int) -> str:
    """Return micro-dollars as a decimal string in USD, with its sign: cents, and parts of a cent if there are any."""
    whole, rest = divmod(abs(micros), MICROS_PER_DOLLAR)
    return f"{'-' if micros < 0 else ''}{whole}.{f'{rest:06d}'.rstrip('0').ljust(2, '0')}"
