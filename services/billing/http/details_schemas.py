"""The body and the response of a payer's details for invoices (B13)."""

from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from kernel.http.fields import printed_line, read_email, upper
from kernel.http.forms import Form
from kernel.http.models import RequestBody, View
from services.billing.domain.billing_details import BillingDetails
from services.billing.domain.person import Payer

_ONE_LINE = Form(r"^[^\x00-\x1f\x7f\u2028\u2029]*$", "This is one line of text.")
_COUNTRY = Form(r"^([A-Z]{2})?$", "Enter a country's two letters, such as US.")
_TAX_ID = Form(r"^[A-Z0-9 ./-]*$", "Use letters A to Z, digits, spaces, dots, slashes, and dashes.")
_US_STATE, _ZIP_CODE = r"[A-Z]{2}", r"[0-9]{5}(-[0-9]{4})?"


def _is_country(code: str) -> bool:
    from importlib.resources import files

    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    return any(line.startswith(f"{code}\t") for line in table.splitlines())


def _known_country(code: str) -> str:
    if code and not _is_country(code):
        raise PydanticCustomError("not_a_choice", "There's no country with this code.")
    return code


def _email_or_none(text: str) -> str:
    return read_email(text) if text else ""


def _upper_line(typed: object) -> object:
    return upper(printed_line(typed))


_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), _ONE_LINE]
_Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), _ONE_LINE]
_TaxId = Annotated[str, StringConstraints(max_length=30), _TAX_ID, BeforeValidator(_upper_line)]
_Country = Annotated[str, _COUNTRY, AfterValidator(_known_country), BeforeValidator(upper)]
_Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_email_or_none)]


class NewBillingDetails(RequestBody):
    """What is printed on the invoices from now on; it replaces what was entered before."""

    payer: Payer | None = None
    company: _Line = ""
    country: _Country = Field(default="", description="ISO 3166, two letters.")
    address_lines: Annotated[list[_Line], Field(max_length=3)] = Field(default=[], validate_default=True)
    city: Annotated[_Line, Field(validate_default=True)] = ""
    state: Annotated[_Short, Field(validate_default=True)] = ""
    postal_code: Annotated[_Short, Field(validate_default=True)] = ""
    tax_id: _TaxId = ""
    tax_certificate: _Short = Field(default="", description="The number of a certificate that exempts from tax.")
    po_number: _Short = ""
    invoice_email: _Email = Field(default="", description="Where invoices are mailed to besides the payer.")

    @field_validator("address_lines")
    @classmethod
    def _without_empty(cls, lines: list[str]) -> list[str]:
        return [line for line in lines if line]

    @field_validator("city")
    @classmethod
    def _with_country(cls, city: str, known: ValidationInfo) -> str:
        if known.data.get("country") and not city:
            raise PydanticCustomError("missing", "Enter the city of this address.")
        if city and known.data.get("country") == "":
            raise PydanticCustomError("invalid_value", "Choose the country of this address.")
        return city

    @field_validator("state")
    @classmethod
    def _of_the_us(cls, state: str, known: ValidationInfo) -> str:
        return _match_in_us(state.upper(), known, _US_STATE, "Enter a state's two letters, such as CA.") or state

    @field_validator("postal_code")
    @classmethod
    def _zip_code(cls, code: str, known: ValidationInfo) -> str:
        return _match_in_us(code, known, _ZIP_CODE, "Enter a ZIP code such as 94105 or 94105-1234.") or code

    def details(self, before: BillingDetails) -> BillingDetails:
        """Return the details of the same payer in their next version."""
        given = self.model_dump(exclude={"payer", "address_lines"})
        return BillingDetails(
            payer=before.payer, address_lines=tuple(self.address_lines), version=before.version + 1, **given
        )


class BillingDetailsView(View):
    """What is printed on the invoices of a payer."""

    payer: Payer
    company: str
    address_lines: list[str]
    city: str
    state: str
    postal_code: str
    country: str
    tax_id: str
    tax_certificate: str
    po_number: str
    invoice_email: str

    @classmethod
    def of(cls, details: BillingDetails, payer: Payer) -> Self:
        """Return the view of a payer's details."""
        return cls(
            payer=payer,
            company=details.company,
            address_lines=list(details.address_lines),
            city=details.city,
            state=details.state,
            postal_code=details.postal_code,
            country=details.country,
            tax_id=details.tax_id,
            tax_certificate=details.tax_certificate,
            po_number=details.po_number,
            invoice_email=details.invoice_email,
        )


def _match_in_us(text: str, known: ValidationInfo, pattern: str, sentence: str) -> str:
    import re

    if known.data.get("country") != "US":
        return ""
    if not re.fullmatch(pattern, text):
        raise PydanticCustomError("invalid_format", "{sentence}", {"sentence": sentence})
    return text
