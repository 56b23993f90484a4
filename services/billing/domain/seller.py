"""Who sells, as invoices say it (B13)."""

from dataclasses import dataclass

from services.billing.domain.billing_details import print_address


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, from the operator's settings. `prefix` begins every number of this seller."""

    name: str
    address_lines: tuple[str, ...]
    city: str
    country: str
    state: str = ""
    postal_code: str = ""
    tax_id: str = ""
    prefix: str = ""

    @property
    def address(self) -> tuple[str, ...]:
        """Return the lines of the address as they are printed."""
        return print_address(self.address_lines, self.city, self.state, self.postal_code, self.country)
