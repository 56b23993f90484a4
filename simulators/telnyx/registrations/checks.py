"""What the simulated carrier refuses of a registration: as its document says, and what its reviewers refuse anyway.

Read in November 2026 from the telnyx SDK 4.189.0 (made from the OpenAPI document) and developers.telnyx.com
(docs/messaging/10dlc): docs/decisions/081-registered-texts.md names the sources.
"""

import re
from collections.abc import Callable
from typing import Any

from simulators.telnyx.lines import is_valid

Json = dict[str, Any]
ENTITIES = ("PRIVATE_PROFIT", "PUBLIC_PROFIT", "NON_PROFIT", "GOVERNMENT", "SOLE_PROPRIETOR")
VERTICALS = (
    "AGRICULTURE", "COMMUNICATION", "CONSTRUCTION", "EDUCATION", "ENERGY", "ENTERTAINMENT", "FINANCIAL", "GAMBLING",
    "GOVERNMENT", "HEALTHCARE", "HOSPITALITY", "HUMAN_RESOURCES", "INSURANCE", "LEGAL", "MANUFACTURING", "NGO",
    "POLITICAL", "POSTAL", "PROFESSIONAL", "REAL_ESTATE", "RETAIL", "TECHNOLOGY", "TRANSPORTATION",
)  # fmt: skip
USE_CASES = (
    "2FA",
    "ACCOUNT_NOTIFICATION",
    "CUSTOMER_CARE",
    "DELIVERY_NOTIFICATION",
    "LOW_VOLUME",
    "MARKETING",
    "MIXED",
)
VOLUMES = (
    "10", "100", "1,000", "10,000", "100,000", "250,000", "500,000", "750,000", "1,000,000", "5,000,000", "10,000,000+",
)  # fmt: skip
_BRAND = {
    "country", "displayName", "email", "entityType", "vertical", "businessContactEmail", "city", "companyName", "ein",
    "firstName", "ipAddress", "isReseller", "lastName", "mobilePhone", "mock", "phone", "postalCode", "state",
    "stockExchange", "stockSymbol", "street", "webhookFailoverURL", "webhookURL", "website",
}  # fmt: skip
_BRAND_UPDATE = _BRAND - {"mock"} | {"altBusinessId", "altBusinessIdType", "identityStatus"}
_CAMPAIGN = {
    "brandId", "description", "usecase", "ageGated", "autoRenewal", "directLending", "embeddedLink",
    "embeddedLinkSample", "embeddedPhone", "helpKeywords", "helpMessage", "messageFlow", "mnoIds", "numberPool",
    "optinKeywords", "optinMessage", "optoutKeywords", "optoutMessage", "privacyPolicyLink", "referenceId",
    "resellerId", "sample1", "sample2", "sample3", "sample4", "sample5", "subscriberHelp", "subscriberOptin",
    "subscriberOptout", "subUsecases", "tag", "termsAndConditions", "termsAndConditionsLink", "webhookFailoverURL",
    "webhookURL",
}  # fmt: skip
_CAMPAIGN_UPDATE = {
    "autoRenewal", "helpMessage", "messageFlow", "resellerId", "sample1", "sample2", "sample3", "sample4", "sample5",
    "webhookFailoverURL", "webhookURL",
}  # fmt: skip
_VERIFICATION_NEEDS = (
    "additionalInformation", "businessAddr1", "businessCity", "businessContactEmail", "businessContactFirstName",
    "businessContactLastName", "businessContactPhone", "businessName", "businessState", "businessZip",
    "corporateWebsite", "messageVolume", "optInWorkflow", "optInWorkflowImageURLs", "phoneNumbers",
    "productionMessageContent", "useCase", "useCaseSummary",
    "businessRegistrationNumber", "businessRegistrationType", "businessRegistrationCountry",  # since January 2026
)  # fmt: skip
_VERIFICATION = {
    *_VERIFICATION_NEEDS, "ageGatedContent", "businessAddr2", "campaignVerifyAuthorizationToken", "doingBusinessAs",
    "entityType", "helpMessageResponse", "isvReseller", "optInConfirmationResponse", "optInKeywords",
    "privacyPolicyURL", "termsAndConditionURL", "webhookUrl",
}  # fmt: skip
_SHORTEST_TEXT, _LONGEST_TEXT, _MOST_NUMBERS = 40, 4096, 5
Rule = tuple[str, Callable[[Any], bool], str]


def brand_fault(body: Json, *, is_update: bool = False) -> str:
    """Return what is wrong with a brand, or ""."""
    rules: list[Rule] = [
        ("displayName", _is_text(1, 255), "is missing or too long"),
        ("companyName", _is_text(1, 255), "is missing or too long"),
        ("country", lambda it: it == "US", "is not a served country"),
        ("email", lambda it: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(it))), "is no email address"),
        ("entityType", lambda it: it in ENTITIES, "is no entity type"),
        ("vertical", lambda it: it in VERTICALS, "is no vertical"),
        ("ein", lambda it: bool(re.fullmatch(r"\d{2}-?\d{7}", str(it))), "has 9 digits"),
        ("phone", lambda it: is_valid(str(it)), "is not in +E.164 format"),
        ("street", _is_text(1, 100), "is missing"),
        ("city", _is_text(1, 100), "is missing"),
        ("state", lambda it: bool(re.fullmatch(r"[A-Z]{2}", str(it))), "has two letters"),
        ("postalCode", lambda it: bool(re.fullmatch(r"\d{5}", str(it))), "has five digits"),
    ]
    if body.get("entityType") == "PUBLIC_PROFIT":
        rules += [(it, _is_text(1, 255), "is missing") for it in ("stockSymbol", "stockExchange")]
        rules += [("businessContactEmail", _is_text(3, 255), "is missing")]
    return _fault(body, _BRAND_UPDATE if is_update else _BRAND, rules)


def campaign_fault(body: Json) -> str:
    """Return what is wrong with a campaign, or ""; that its brand is verified is checked elsewhere."""
    rules: list[Rule] = [
        ("usecase", lambda it: it in USE_CASES, "is no use case"),
        ("description", _is_text(_SHORTEST_TEXT, _LONGEST_TEXT), "has 40 to 4096 characters"),
        ("messageFlow", _is_text(_SHORTEST_TEXT, _LONGEST_TEXT), "has 40 to 4096 characters"),
        ("sample1", _is_text(20, 1024), "has 20 to 1024 characters"),
        ("sample2", _is_text(20, 1024), "has 20 to 1024 characters"),
        ("helpMessage", _is_text(20, 320), "has 20 to 320 characters"),
        ("optinMessage", _is_text(20, 320), "has 20 to 320 characters"),
        ("optoutMessage", _is_text(20, 320), "has 20 to 320 characters"),
        ("privacyPolicyLink", lambda it: str(it).startswith("https://"), "is no link"),
        *((it, lambda said: said is True, "is required") for it in
          ("termsAndConditions", "subscriberHelp", "subscriberOptin", "subscriberOptout")),
    ]  # fmt: skip
    if body.get("usecase") in ("LOW_VOLUME", "MIXED"):
        rules.append(("subUsecases", lambda it: isinstance(it, list) and 2 <= len(it) <= 5, "has two to five"))
    return _fault(body, _CAMPAIGN, rules)


def campaign_update_fault(body: Json) -> str:
    """Return what is wrong with an update of a campaign, or "": few members can be changed."""
    lengths = {"sample1": (20, 1024), "sample2": (20, 1024), "messageFlow": (_SHORTEST_TEXT, _LONGEST_TEXT)}
    changed: list[Rule] = [(it, _is_text(*lengths[it]), "has too few characters") for it in lengths if it in body]
    return _fault(body, _CAMPAIGN_UPDATE, changed)


def verification_fault(body: Json) -> str:
    """Return what is wrong with the verification of a toll-free number, or ""."""
    rules: list[Rule] = [(it, bool, "is missing") for it in _VERIFICATION_NEEDS if it != "additionalInformation"]
    rules += [
        ("messageVolume", lambda it: it in VOLUMES, "is no volume"),
        ("businessState", lambda it: len(str(it)) > 2, "is the full name of the state"),
        ("businessContactPhone", lambda it: is_valid(str(it)), "is not in +E.164 format"),
        ("corporateWebsite", lambda it: str(it).startswith("http"), "has no scheme"),
        ("phoneNumbers", lambda it: 1 <= len(it) <= _MOST_NUMBERS, "has one to five numbers"),
        (
            "optInWorkflowImageURLs",
            lambda it: all(str(one.get("url", "")).startswith("http") for one in it),
            "are URLs",
        ),
        ("businessRegistrationCountry", lambda it: len(str(it)) == 2, "has two letters"),
    ]
    return _fault(body, _VERIFICATION, rules)


def _is_text(shortest: int, longest: int) -> Callable[[Any], bool]:
    return lambda it: isinstance(it, str) and shortest <= len(it) <= longest


def _fault(body: Json, known: set[str], rules: list[Rule]) -> str:
    if unknown := body.keys() - known:
        return f"unknown: {', '.join(sorted(unknown))}"
    return next((f"{name} {what}" for name, is_right, what in rules if not is_right(body.get(name))), "")
