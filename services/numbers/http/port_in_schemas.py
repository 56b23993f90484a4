"""What callers send of a number that they bring along (N7)."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from kernel.http.pages import PageQuery
from services.numbers.domain.person import Payer
from services.numbers.domain.port_in import PortStatus
from services.numbers.http.schemas import Body, Id

_WORDS = r"^[^\x00-\x1f\x7f]*$"
_NAME = StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=_WORDS)
_LINE = StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=_WORDS)

Name = Annotated[str, _NAME]
Line = Annotated[str, _LINE]
Phone = Annotated[str, StringConstraints(min_length=1, max_length=40)]
State = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Z]{2}$")]
PostalCode = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{5}(-[0-9]{4})?$")]
AccountNumber = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[A-Za-z0-9 ./_-]+$")
]
Pin = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20, pattern=r"^[A-Za-z0-9]*$")]


class OldAccount(Body):
    """The account at the old carrier. Mobile lines always have a PIN; others may have none."""

    account_number: AccountNumber
    pin: Pin = ""
    billing_phone_number: Phone | None = Field(default=None, description="Its main number; this number unless said.")
    new_billing_phone_number: Phone | None = Field(default=None, description="The main one of those that stay.")
    keeps_other_numbers: bool = Field(default=False, description="Whether other numbers stay on that account.")


class OldAccountChange(Body):
    """What is to be another way of the account at the old carrier; what is left out stays."""

    account_number: AccountNumber | None = None
    pin: Pin | None = None
    billing_phone_number: Phone | None = None
    new_billing_phone_number: Phone | None = None
    keeps_other_numbers: bool | None = None


class ServiceAddress(Body):
    """The service address as on the bill: where the line is, not where the bill is sent to."""

    street: Line
    extended: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=_WORDS)] = ""
    city: Line
    state: State
    postal_code: PostalCode
    country: Annotated[str, StringConstraints(pattern="^US$")] = "US"


class AccountHolder(Body):
    """Who the old carrier knows: the name on the bill, and who may move its numbers."""

    name: Name
    authorized_person: Name
    address: ServiceAddress


class NewPortIn(Body):
    """A number to bring along, its plan, and what stands on its bill."""

    phone_number: Phone
    plan_id: Id
    user_id: Id | None = Field(default=None, description="Who uses it; `me` is the caller. Nobody unless said.")
    payer: Payer | None = None
    carrier: OldAccount
    holder: AccountHolder
    wanted_on: date | None = Field(default=None, description="The day that suits best; the old carrier decides.")


class PortInChange(Body):
    """What is to be another way; what is left out stays, `user_id: null` leaves it to nobody."""

    plan_id: Id | None = None
    user_id: Id | None = None
    carrier: OldAccountChange | None = None
    holder: AccountHolder | None = None
    wanted_on: date | None = None


class PortInsQuery(PageQuery):
    """Which transfers are wanted."""

    model_config = ConfigDict(defer_build=True)

    status: PortStatus | None = None
    payer: Payer | None = None
