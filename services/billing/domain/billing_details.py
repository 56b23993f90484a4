"""What a payer wants on their invoices: company, address, tax id and the like (B13). Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BillingDetails:
    """The buyer's details of a payer, which is an account or a team. What was not entered is empty.

    An invoice keeps a copy, so that a change never alters one that is issued. `tax_certificate` is the number of a
    certificate that exempts the buyer from tax.
    """

    payer: str
    company: str = ""
    address_lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""  # ISO 3166, two letters
    tax_id: str = ""
    tax_certificate: str = ""
    po_number: str = ""
    invoice_email: str = ""
    version: int = 0

    @property
    def address(self) -> tuple[str, ...]:
        """Return the lines of the address as they are printed."""
        return print_address(self.address_lines, self.city, self.state, self.postal_code, self.country)


def print_address(lines: tuple[str, ...], city: str, state: str, postal_code: str, country: str) -> tuple[str, ...]:
    """Return an address as printed lines, without empty ones."""
    region = " ".join(part for part in (state, postal_code) if part)
    place = ", ".join(part for part in (city, region) if part)
    return tuple(line for line in (*lines, place, country) if line)
