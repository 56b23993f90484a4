"""The bill of the old carrier, as a port-in needs it; erased once the port-in is over (N7)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """The service address as on the bill."""

    street: str
    city: str
    state: str
    postal_code: str
    country: str = "US"
    extended: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """What is on the old carrier's bill; account number and PIN are sealed, and only the consumer can open them."""

    name: str
    authorized_person: str
    address: Address
    sealed_account_number: str
    account_number_ends: str
    sealed_pin: str = ""
    billing_phone_number: str = ""
    new_billing_phone_number: str = ""
    keeps_other_numbers: bool = False


ERASED_BILL = Bill("", "", Address("", "", "", ""), sealed_account_number="", account_number_ends="")  # once it is over
