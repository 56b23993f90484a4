"""Request and response bodies about emergency calls (N11)."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BeforeValidator, StringConstraints

from kernel.http.fields import upper
from kernel.http.forms import Form
from kernel.http.models import RequestBody, View
from services.numbers.domain.emergency import NOTICE, Address, Emergency

_WORDS = Form(r"^[^\x00-\x1f\x7f]*$", "This is one line of text.")
_STATE = Form(r"^[A-Z]{2}$", "Enter the two letters of a state or province, such as CA.")
_POSTAL_CODE = Form(
    r"^([0-9]{5}(-[0-9]{4})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])$",
    "Enter a ZIP code such as 94105, or K1A 0B1 in Canada.",
)
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), _WORDS]
SecondLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), _WORDS]


class AddressBody(RequestBody):
    """Where you usually are, in the United States or Canada."""

    line1: Line
    line2: SecondLine = ""
    city: Line
    state: Annotated[str, _STATE, BeforeValidator(upper)]
    postal_code: Annotated[str, _POSTAL_CODE, BeforeValidator(upper)]


class AddressView(View):
    """An address in the United States or Canada."""

    line1: str
    line2: str
    city: str
    state: str
    postal_code: str

    @classmethod
    def of(cls, address: Address) -> Self:
        """Return the view of an address."""
        return cls(
            line1=address.line1,
            line2=address.line2,
            city=address.city,
            state=address.state,
            postal_code=address.postal_code,
        )


class EmergencyView(View):
    """What emergency calls need, in words; your address; and when you acknowledged it, if you have."""

    notice: str
    address: AddressView | None
    acknowledged_at: datetime | None

    @classmethod
    def of(cls, emergency: Emergency) -> Self:
        """Return the view of what an account has said."""
        address = AddressView.of(emergency.address) if emergency.address else None
        return cls(notice=NOTICE, address=address, acknowledged_at=emergency.acknowledged_at)
