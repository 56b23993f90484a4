"""Registrations as the carrier's document wants them, and the control of what becomes of them."""

from typing import Any

Json = dict[str, Any]
BRAND: Json = {
    "entityType": "PRIVATE_PROFIT",
    "displayName": "Rosa's Plumbing",
    "companyName": "Rosa's Plumbing LLC",
    "ein": "123456789",
    "phone": "+14155550100",
    "street": "600 Congress Avenue",
    "city": "Austin",
    "state": "TX",
    "postalCode": "78701",
    "country": "US",
    "email": "rosa@example.com",
    "vertical": "CONSTRUCTION",
    "website": "https://rosas.example.com",
}
CAMPAIGN: Json = {
    "usecase": "LOW_VOLUME",
    "subUsecases": ["CUSTOMER_CARE", "ACCOUNT_NOTIFICATION"],
    "description": "Rosa's Plumbing texts customers about appointments and answers their questions.",
    "messageFlow": "Customers ask for texts when they book on https://rosas.example.com or by phone.",
    "sample1": "Rosa's Plumbing: we come on Tuesday at 9 AM. Reply STOP to opt out.",
    "sample2": "Rosa's Plumbing: your invoice is ready. Reply STOP to opt out.",
    "helpMessage": "Rosa's Plumbing: call +14155550100 for help.",
    "optinMessage": "Rosa's Plumbing: you get texts now. Reply STOP to opt out.",
    "optoutMessage": "Rosa's Plumbing: you get no more texts.",
    "privacyPolicyLink": "https://rosas.example.com/privacy",
    "termsAndConditions": True,
    "subscriberHelp": True,
    "subscriberOptin": True,
    "subscriberOptout": True,
}
VERIFICATION: Json = {
    "additionalInformation": "None.",
    "businessAddr1": "600 Congress Avenue",
    "businessCity": "Austin",
    "businessState": "Texas",
    "businessZip": "78701",
    "businessContactEmail": "rosa@example.com",
    "businessContactFirstName": "Rosa",
    "businessContactLastName": "Ruiz",
    "businessContactPhone": "+14155550100",
    "businessName": "Rosa's Plumbing LLC",
    "corporateWebsite": "https://rosas.example.com",
    "messageVolume": "1,000",
    "optInWorkflow": "Customers ask for texts when they book.",
    "optInWorkflowImageURLs": [{"url": "https://rosas.example.com/book"}],
    "productionMessageContent": "Rosa's Plumbing: we come on Tuesday at 9 AM. Reply STOP to opt out.",
    "useCase": "Conversational / Alerts",
    "useCaseSummary": "Appointments and answers.",
    "businessRegistrationNumber": "123456789",
    "businessRegistrationType": "EIN",
    "businessRegistrationCountry": "US",
}
