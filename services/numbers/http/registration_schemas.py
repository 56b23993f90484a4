"""Request bodies of the routes of registrations of texts (N14)."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from kernel.http.fields import Email, upper
from kernel.http.forms import Form
from kernel.http.models import RequestBody
from services.numbers.domain.registration import BusinessKind
from services.numbers.http.port_in_schemas import Name, Phone, PostalCode, State

_LINK = Form(r"^https://[^\s/]+\.[^\s/]+(/\S*)?$", "Enter a link that begins with https://.")
_TAX_ID = Form(r"^[0-9]{2}-?[0-9]{7}$", "Enter the nine digits of the EIN, such as 12-3456789.")
_SENTENCES = Form(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", "The text has a character that cannot be sent.")
_SHORTEST, _SHORTEST_EXAMPLE = 40, 20  # what reviewers refuse as too short

Link = Annotated[str, StringConstraints(strip_whitespace=True, max_length=255), _LINK]
TaxId = Annotated[str, StringConstraints(strip_whitespace=True), _TAX_ID]
Sentences = Annotated[str, StringConstraints(strip_whitespace=True, min_length=_SHORTEST, max_length=2048), _SENTENCES]
Example = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=_SHORTEST_EXAMPLE, max_length=1024), _SENTENCES
]
Industry = Annotated[
    Literal[
        "AGRICULTURE", "COMMUNICATION", "CONSTRUCTION", "EDUCATION", "ENERGY", "ENTERTAINMENT", "FINANCIAL",
        "GOVERNMENT", "HEALTHCARE", "HOSPITALITY", "HUMAN_RESOURCES", "INSURANCE", "LEGAL", "MANUFACTURING", "NGO",
        "POSTAL", "PROFESSIONAL", "REAL_ESTATE", "RETAIL", "TECHNOLOGY", "TRANSPORTATION",
    ],
    BeforeValidator(upper),
]  # fmt: skip


class BusinessForm(RequestBody):
    """The business as the tax office knows it, and whom reviewers may ask."""

    legal_name: Name = Field(description="As on the IRS's letter about the EIN, with LLC or Inc.")
    name: Name = Field(description="What customers know it as; texts begin with it.")
    kind: BusinessKind
    tax_id: TaxId
    industry: Industry
    website: Link
    email: Email
    phone_number: Phone
    street: Name
    city: Name
    state: State
    postal_code: PostalCode
    first_name: Name
    last_name: Name


class MessagesForm(RequestBody):
    """What the business texts, and how the recipients agree to it."""

    purpose: Sentences
    how_people_agree: Sentences
    agreement_link: Link = Field(description="A page or picture that shows where they agree.")
    first_example: Example
    second_example: Example
    privacy_link: Link


class NewRegistration(RequestBody):
    """The form of a registration."""

    business: BusinessForm
    messages: MessagesForm


class RegistrationChange(RequestBody):
    """The parts of the form to change; those left out stay as they are."""

    business: BusinessForm | None = None
    messages: MessagesForm | None = None
