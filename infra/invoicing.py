"""The operator's settings for invoices: who sells, and which taxes the prices include (decision 042)."""

import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.billing.domain.tax import Sold, TaxRate

Line = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]*$")]
_MOST = 2_500  # characters of both settings: a function takes 4 KB of them


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SellerConfig(_Part):
    """Who sells, as invoices say it. `prefix` begins each number: choose another one for another company."""

    name: Line
    address_lines: tuple[Line, ...] = Field(min_length=1, max_length=3)
    city: Line
    country: str = Field(pattern=r"^[A-Z]{2}$")
    state: str = Field(default="", max_length=40)
    postal_code: str = Field(default="", max_length=20)
    tax_id: str = Field(default="", max_length=30)
    prefix: str = Field(default="", pattern=r"^([A-Z0-9]{1,8}-)?$")


class TaxConfig(_Part):
    """One tax in a country, or in one state of it, on plans or credits; the rates that apply to a buyer add up."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    state: str = Field(default="", pattern=r"^[A-Z0-9]{0,3}$")
    name: str = Field(min_length=1, max_length=30, pattern=r"^[^|\x00-\x1f]*$")
    percent: str = Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,4})?$")
    sold: tuple[Literal["plans", "credits"], ...] = ("plans", "credits")
    reverse_charge: bool = Field(default=False, description="a buyer abroad with a tax id owes it instead")


class Invoicing(_Part):
    """Without a seller there are no invoices, only receipts; without taxes the prices include none."""

    seller: SellerConfig | None = None
    taxes: tuple[TaxConfig, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.taxes and self.seller is None:
            raise ValueError("taxes: set the seller as well; without one there are no invoices")
        if sum(map(len, self.environment().values())) > _MOST:
            raise ValueError(f"seller and taxes are longer than {_MOST} characters: see docs/decisions/042")
        return self

    def environment(self) -> dict[str, str]:
        """Return the settings of billing's functions."""
        rates = [
            TaxRate(tax.country, tax.name, tax.percent, tuple(map(Sold, tax.sold)), tax.state, tax.reverse_charge)
            for tax in self.taxes
        ]
        seller = json.dumps(self.seller.model_dump(), ensure_ascii=False) if self.seller else ""
        return {"SELLER": seller, "TAX_RATES": "\n".join(rate.write() for rate in rates)}
