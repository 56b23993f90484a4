"""Which taxes a price includes, by the operator's table, and how much each is (B13, decision 042). Pure.

Prices include tax: what is quoted is what is charged. A tax is worked out of the gross amount of an invoice, once for
each rate, and rounded to cents, half to even.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from services.billing.domain.billing_details import BillingDetails

_CENT = 10_000  # micro-dollars
_WHOLE = 1_000_000  # 100 percent in ten-thousandths of a percent
_UNITS = 4  # decimal places of a percentage


class Sold(StrEnum):
    """What a payment is for; a rate says which of these it taxes."""

    PLANS = "plans"
    CREDITS = "credits"


class Treatment(StrEnum):
    """Whether a tax is charged, and if not, why."""

    CHARGED = "charged"
    EXEMPT = "exempt"
    REVERSE_CHARGE = "reverse_charge"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """One line of the operator's table: a tax in a country, or in one state of it, on what is sold there.

    `percent` is written with at most four decimals, such as `8.875`. Rates of a country and of its state add up.
    """

    country: str
    name: str
    percent: str
    sold: tuple[Sold, ...]
    state: str = ""
    reverse_charge: bool = False  # a buyer with a tax id in another country than the seller owes the tax instead

    @classmethod
    def read(cls, line: str) -> Self:
        """Return the rate of a line such as `US-NY|Sales tax|8.875|plans,credits|`; the inverse of `write`."""
        place, name, percent, sold, reverse = line.split("|")
        country, _, state = place.partition("-")
        return cls(country, name, percent, tuple(map(Sold, sold.split(","))), state, reverse == "reverse")

    def write(self) -> str:
        """Return the rate as one short line: a function's settings are limited to 4 KB."""
        place = f"{self.country}-{self.state}" if self.state else self.country
        return "|".join((place, self.name, self.percent, ",".join(self.sold), "reverse" if self.reverse_charge else ""))

    def applies_to(self, sold: Sold, buyer: BillingDetails) -> bool:
        """Return whether it taxes this for a buyer at that address."""
        return sold in self.sold and self.country == buyer.country and self.state in ("", buyer.state)

    def treat(self, buyer: BillingDetails, seller_country: str) -> Treatment:
        """Return whether the buyer pays it."""
        if buyer.tax_certificate:
            return Treatment.EXEMPT
        if self.reverse_charge and buyer.tax_id and buyer.country != seller_country:
            return Treatment.REVERSE_CHARGE
        return Treatment.CHARGED


@dataclass(frozen=True, slots=True)
class TaxLine:
    """A tax of an invoice: its amount in micro-dollars, which is zero unless it is charged."""

    name: str
    percent: str
    treatment: Treatment
    amount: int


def tax_lines(
    gross: int, sold: Sold, buyer: BillingDetails, seller_country: str, table: Iterable[TaxRate]
) -> tuple[TaxLine, ...]:
    """Return the taxes that a gross amount includes."""
    rates = [rate for rate in table if rate.applies_to(sold, buyer)]
    zero = tuple(TaxLine(rate.name, rate.percent, rate.treat(buyer, seller_country), 0) for rate in rates)
    return work_out(gross, zero)


def work_out(gross: int, taxes: tuple[TaxLine, ...]) -> tuple[TaxLine, ...]:
    """Return the same taxes with the amounts that this gross amount includes."""
    charged = sum(_units(tax.percent) for tax in taxes if tax.treatment is Treatment.CHARGED)
    return tuple(
        TaxLine(tax.name, tax.percent, tax.treatment, _share(gross, _units(tax.percent), charged))
        if tax.treatment is Treatment.CHARGED
        else tax
        for tax in taxes
    )


def change_of(before: tuple[TaxLine, ...], after: tuple[TaxLine, ...]) -> tuple[TaxLine, ...]:
    """Return the taxes of a document that corrects an invoice: what each amount has changed by, without its sign."""
    return tuple(
        TaxLine(one.name, one.percent, one.treatment, abs(one.amount - other.amount))
        for one, other in zip(before, after, strict=True)
    )


def _share(gross: int, units: int, charged: int) -> int:
    """Return a tax's part of a gross amount that includes `charged` units of taxes: whole cents, half to even."""
    cents, rest = divmod(2 * gross * units, 2 * (_WHOLE + charged) * _CENT)
    half = (_WHOLE + charged) * _CENT
    return (cents + (rest > half or (rest == half and cents % 2 == 1))) * _CENT


def _units(percent: str) -> int:
    whole, _, part = percent.partition(".")
    return int(whole + part.ljust(_UNITS, "0"))
