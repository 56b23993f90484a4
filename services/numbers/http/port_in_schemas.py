"""Request bodies and queries of the routes of port-ins (N7)."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from kernel.http.fields import Code, printed_line, upper
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from services.numbers.domain.control_code import CodeChannel
from services.numbers.domain.person import Payer
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.domain.port_in_terms import MOST_NUMBERS
from services.numbers.http.schemas import Id

_WORDS = Form(r"^[^\x00-\x1f\x7f]*$", "This is one line of text.")
_STATE = Form(r"^[A-Z]{2}$", "Enter a state's two letters, such as CA.")
_POSTAL_CODE = Form(r"^[0-9]{5}(-[0-9]{4})?$", "Enter a ZIP code such as 94105 or 94105-1234.")
# As the old carrier prints them: which signs they may have is not for us to decide.
_ACCOUNT = Form(r"^[ -~]+$", "Use letters A to Z, digits, spaces and signs as on the bill.")
_PIN = Form(r"^[!-~]*$", "A PIN has letters A to Z, digits and signs, without spaces.")
_US = Form(r"^US$", "The service address must be in the US.")

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), _WORDS]
Line = Name
Phone = Annotated[str, StringConstraints(min_length=1, max_length=40)]
State = Annotated[str, _STATE, BeforeValidator(upper)]
PostalCode = Annotated[str, StringConstraints(strip_whitespace=True), _POSTAL_CODE]
AccountNumber = Annotated[str, StringConstraints(min_length=1, max_length=40), _ACCOUNT, BeforeValidator(printed_line)]
Pin = Annotated[str, StringConstraints(max_length=20), _PIN, BeforeValidator(printed_line)]


class OldAccount(RequestBody):
    """The account at the old carrier. Mobile lines always have a PIN; other lines may have none."""

    account_number: AccountNumber
    pin: Pin = ""
    billing_phone_number: Phone | None = Field(
        default=None, description="Its main number; the (first) that moves if omitted."
    )
    new_billing_phone_number: Phone | None = Field(default=None, description="The main number among those that stay.")
    keeps_other_numbers: bool = Field(default=False, description="Whether other numbers stay on that account.")


class OldAccountChange(RequestBody):
    """The fields to change of the account at the old carrier; those left out stay as they are."""

    account_number: AccountNumber | None = None
    pin: Pin | None = None
    billing_phone_number: Phone | None = None
    new_billing_phone_number: Phone | None = None
    keeps_other_numbers: bool | None = None


class ServiceAddress(RequestBody):
    """The service address as on the bill: where the line is, not where the bill is sent to."""

    street: Line
    extended: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), _WORDS] = ""
    city: Line
    state: State
    postal_code: PostalCode
    country: Annotated[str, _US] = "US"


class AccountHolder(RequestBody):
    """The customer of the old carrier: the name on the bill, and the person authorized to move its numbers."""

    name: Name
    authorized_person: Name | None = Field(default=None, description="The same as `name` if omitted.")
    address: ServiceAddress


_USER = "Who uses it; `me` is the caller. No one if omitted."


class AnotherNumber(RequestBody):
    """Another number of the same account at the old carrier, which moves along: same bill, holder and letter."""

    phone_number: Phone
    plan_id: Id | None = Field(default=None, description="Its plan; the same as that of the first number if omitted.")
    user_id: Id | None = Field(default=None, description=_USER)


class NewPortIn(RequestBody):
    """A number to port in, its plan, and what is on its bill; others of the same account can move with it."""

    phone_number: Phone
    plan_id: Id
    user_id: Id | None = Field(default=None, description=_USER)
    with_numbers: list[AnotherNumber] = Field(
        default=[], max_length=MOST_NUMBERS - 1, description="The other numbers of the same account that move with it."
    )
    payer: Payer | None = None
    carrier: OldAccount
    holder: AccountHolder
    wanted_on: date | None = Field(default=None, description="The preferred day; the old carrier decides.")


class PortInChange(RequestBody):
    """The fields to change; those left out stay as they are, `user_id: null` removes the user.

    Number, plan and user are those of this number; what is on the bill, and the day, change for all numbers of its
    request that can be changed. Another `phone_number` needs a code of its own.
    """

    phone_number: Phone | None = None
    plan_id: Id | None = None
    user_id: Id | None = None
    carrier: OldAccountChange | None = None
    holder: AccountHolder | None = None
    wanted_on: date | None = None


class NewComment(RequestBody):
    """What is written to the carrier's staff."""

    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class CodeChoice(RequestBody):
    """How the code is to reach the number: by text, or by a call that speaks it."""

    channel: CodeChannel


class TypedCode(RequestBody):
    """The code as typed."""

    code: Code


class CancelQuery(RequestBody):
    """With `?whole_request=true` all numbers of the request are canceled."""

    whole_request: bool = False


class PortInsQuery(PageQuery):
    """Filters of the list of port-ins."""

    model_config = ConfigDict(defer_build=True)

    status: PortStatus | None = None
    payer: Payer | None = None
