"""What the simulated carrier has of registrations: brands, campaigns, their numbers, toll-free verifications."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
CAMPAIGN_WORDS = (
    "TCR_PENDING", "TCR_SUSPENDED", "TCR_EXPIRED", "TCR_ACCEPTED", "TCR_FAILED", "TELNYX_ACCEPTED", "TELNYX_FAILED",
    "MNO_PENDING", "MNO_ACCEPTED", "MNO_REJECTED", "MNO_PROVISIONED", "MNO_PROVISIONING_FAILED",
)  # fmt: skip
VERIFICATION_WORDS = (
    "Verified", "Rejected", "Waiting For Vendor", "Waiting For Customer", "Waiting For Telnyx", "In Progress",
)  # fmt: skip
IDENTITIES = ("VERIFIED", "UNVERIFIED", "SELF_DECLARED", "VETTED_VERIFIED")
ASSIGNMENTS = (
    "FAILED_ASSIGNMENT", "PENDING_ASSIGNMENT", "ASSIGNED", "PENDING_UNASSIGNMENT", "FAILED_UNASSIGNMENT",
)  # fmt: skip


@dataclass
class RegistrationRecords:
    """Everything that is registered, by the carrier's ids; assignments by phone number; what it charged us, in USD."""

    brands: dict[str, Json] = field(default_factory=dict)
    campaigns: dict[str, Json] = field(default_factory=dict)
    assignments: dict[str, Json] = field(default_factory=dict)
    verifications: dict[str, Json] = field(default_factory=dict)
    feedback: dict[str, list[Json]] = field(default_factory=dict)
    fees: list[str] = field(default_factory=list)

    def clear(self) -> None:
        """Forget everything."""
        for kept in (self.brands, self.campaigns, self.assignments, self.verifications, self.feedback, self.fees):
            kept.clear()

    def new_brand(self, body: Json) -> Json:
        """Keep a new brand."""
        brand = body | {
            "brandId": str(uuid.uuid4()),
            "brandRelationship": "BASIC_ACCOUNT",
            "status": "REGISTRATION_PENDING",
            "createdAt": now(),
        }
        self.fees.append("brand")
        self.brands[brand["brandId"]] = brand
        return brand

    def new_campaign(self, body: Json) -> Json:
        """Keep a new campaign."""
        campaign = body | {
            "campaignId": str(uuid.uuid4()),
            "cspId": "S000001",
            "mock": False,
            "subUsecases": body.get("subUsecases", []),
            "campaignStatus": "TCR_PENDING",
            "submissionStatus": "CREATED",
            "status": "ACTIVE",
            "createDate": now(),
        }
        self.fees.append("campaign")
        self.campaigns[campaign["campaignId"]] = campaign
        return campaign

    def end_campaign(self, campaign: Json) -> None:
        """End a campaign for good: its numbers are in none."""
        campaign |= {"status": "EXPIRED", "campaignStatus": "TCR_EXPIRED"}
        for phone_number, assigned in list(self.assignments.items()):
            if assigned["campaignId"] == campaign["campaignId"]:
                del self.assignments[phone_number]

    def assign(self, phone_number: str, campaign_id: str, status: str) -> Json:
        """Assign a number to a campaign, in place of another."""
        brand_id = self.campaigns[campaign_id]["brandId"] if campaign_id in self.campaigns else ""
        self.assignments[phone_number] = {
            "phoneNumber": phone_number,
            "campaignId": campaign_id,
            "brandId": brand_id,
            "assignmentStatus": status,
            "createdAt": now(),
            "updatedAt": now(),
        }
        return self.assignments[phone_number]

    def new_verification(self, body: Json) -> Json:
        """Keep a new request to verify toll-free numbers."""
        made = body | {"id": str(uuid.uuid4()), "verificationStatus": "Waiting For Vendor", "createdAt": now()}
        self.verifications[made["id"]] = made
        return made

    def may_text(self, phone_number: str) -> bool:
        """Return whether a local number is assigned to a campaign that the mobile carriers have."""
        assigned = self.assignments.get(phone_number, {})
        campaign = self.campaigns.get(assigned.get("campaignId", ""), {})
        return assigned.get("assignmentStatus") == "ASSIGNED" and campaign.get("campaignStatus") == "MNO_PROVISIONED"

    def is_verified(self, phone_number: str) -> bool:
        """Return whether a toll-free number is verified."""
        wanted = {"phoneNumber": phone_number}
        return any(
            wanted in it["phoneNumbers"] and it["verificationStatus"] == "Verified"
            for it in self.verifications.values()
        )

    def plant(self, phone_number: str) -> None:
        """Let a number text, without anything that leads to it."""
        if "planted" not in self.campaigns:
            self.campaigns["planted"] = {
                "campaignId": "planted",
                "brandId": "",
                "cspId": "S000001",
                "mock": False,
                "usecase": "LOW_VOLUME",
                "subUsecases": [],
                "description": "Planted by the control.",
                "termsAndConditions": True,
                "campaignStatus": "MNO_PROVISIONED",
            }
        self.assign(phone_number, "planted", "ASSIGNED")
        self.new_verification({"phoneNumbers": [{"phoneNumber": phone_number}]})["verificationStatus"] = "Verified"


def now() -> str:
    """Return the present time, as the carrier writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
