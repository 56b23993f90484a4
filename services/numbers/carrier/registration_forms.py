"""Writes registrations as the carrier's forms, and reads which of our fields its reviewers object to (N14)."""

from typing import Any

from services.numbers.domain.registration import Business, Registration
from services.numbers.domain.us_states import US_STATES

Json = dict[str, Any]
_ENTITIES = {"private_company": "PRIVATE_PROFIT", "nonprofit": "NON_PROFIT"}
_USE_CASE, _SUB_USE_CASES = "LOW_VOLUME", ["CUSTOMER_CARE", "ACCOUNT_NOTIFICATION"]
_TOLL_FREE_USE, _TOLL_FREE_VOLUME = "Conversational / Alerts", "10,000"
_OUR_FIELDS = {
    "companyName": "legal_name",
    "displayName": "name",
    "ein": "tax_id",
    "entityType": "kind",
    "vertical": "industry",
    "website": "website",
    "email": "email",
    "phone": "phone_number",
    "street": "street",
    "city": "city",
    "state": "state",
    "postalCode": "postal_code",
    "firstName": "first_name",
    "lastName": "last_name",
    "messageFlow": "how_people_agree",
    "sample1": "first_example",
    "sample2": "second_example",
    "description": "purpose",
    "privacyPolicyLink": "privacy_link",
}


def brand_form(registration: Registration, webhook_url: str) -> Json:
    """Return the brand of a registration."""
    business = registration.business
    return {
        "entityType": _ENTITIES[business.kind],
        "displayName": business.name,
        "companyName": business.legal_name,
        "ein": business.tax_id,
        "country": "US",
        "vertical": business.industry.upper(),
        "website": business.website,
        "email": business.email,
        "phone": business.phone_number,
        "street": business.street,
        "city": business.city,
        "state": business.state,
        "postalCode": business.postal_code[:5],
        "firstName": business.first_name,
        "lastName": business.last_name,
        "webhookURL": webhook_url,
    }


def campaign_form(registration: Registration, webhook_url: str) -> Json:
    """Return the campaign of a registration; STOP, START and HELP are answered for every team alike."""
    business, messages = registration.business, registration.messages
    return {
        "brandId": registration.brand_id,
        "referenceId": registration.reference,
        "usecase": _USE_CASE,
        "subUsecases": _SUB_USE_CASES,
        "description": messages.purpose,
        **changed_campaign(registration),
        "privacyPolicyLink": messages.privacy_link,
        "helpMessage": f"{business.name}: for help, call {business.phone_number}. Reply STOP to opt out.",
        "helpKeywords": "HELP",
        "optinMessage": f"{business.name}: you are subscribed to texts. Reply HELP for help, STOP to opt out.",
        "optinKeywords": "START",
        "optoutMessage": f"{business.name}: you will get no more texts. Reply START to get them again.",
        "optoutKeywords": "STOP",
        "subscriberHelp": True,
        "subscriberOptin": True,
        "subscriberOptout": True,
        "embeddedLink": False,
        "embeddedPhone": False,
        "termsAndConditions": True,
        "autoRenewal": True,
        "webhookURL": webhook_url,
    }


def changed_campaign(registration: Registration) -> Json:
    """Return what can be changed of a campaign that exists."""
    messages = registration.messages
    return {
        "messageFlow": messages.how_people_agree,
        "sample1": messages.first_example,
        "sample2": messages.second_example,
    }


def verification_form(registration: Registration, phone_number: str) -> Json:
    """Return the request to verify a toll-free number."""
    business, messages = registration.business, registration.messages
    return {
        "businessName": business.legal_name,
        "doingBusinessAs": business.name,
        "corporateWebsite": business.website,
        **_address(business),
        "businessContactFirstName": business.first_name,
        "businessContactLastName": business.last_name,
        "businessContactEmail": business.email,
        "businessContactPhone": business.phone_number,
        "businessRegistrationNumber": business.tax_id,
        "businessRegistrationType": "EIN",
        "businessRegistrationCountry": "US",
        "entityType": _ENTITIES[business.kind],
        "messageVolume": _TOLL_FREE_VOLUME,
        "useCase": _TOLL_FREE_USE,
        "useCaseSummary": messages.purpose,
        "productionMessageContent": messages.first_example,
        "optInWorkflow": messages.how_people_agree,
        "optInWorkflowImageURLs": [{"url": messages.agreement_link}],
        "privacyPolicyURL": messages.privacy_link,
        "additionalInformation": "Texts are written by the people of this business, one at a time.",
        "phoneNumbers": [{"phoneNumber": phone_number}],
    }


def _address(business: Business) -> Json:
    return {
        "businessAddr1": business.street,
        "businessCity": business.city,
        "businessState": US_STATES.get(business.state, business.state),
        "businessZip": business.postal_code,
    }


def our_fields(names: Any) -> tuple[str, ...]:
    """Return our fields for the carrier's members; what is unknown is left out."""
    found = [_OUR_FIELDS[name] for name in names if name in _OUR_FIELDS] if isinstance(names, list) else []
    return tuple(dict.fromkeys(found))
