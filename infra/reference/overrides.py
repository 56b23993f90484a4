"""What an example of one schema says otherwise: fields that exclude each other, and values that belong together."""

from typing import Any

from infra.reference.values import OMIT

_TEAM = "Greenfield Plumbing"
_USER = "acc_01KBCW5RZ0E4MJ8Q2T6VXN9H3D"
_TRANSFER_CODE = "7KQ2M-V9XTR"
_PROOF = {"method": "totp", "code": "482915", "password": OMIT, "credential": OMIT}


def _usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


OVERRIDES: dict[str, dict[str, Any]] = {
    "ApiKeyView": {"name": "Payroll"},
    "ApiKeyWithSecret": {"name": "Payroll"},
    "NewApiKey": {"name": "Payroll"},
    "ApprovedSetup": {"state": "st_3fN8qYt6Rk2LxV0w"},
    "AutoTopUp": {"threshold": _usd("5.00"), "amount": _usd("25.00"), "monthly_cap": _usd("100.00")},
    "BusinessForm": {"name": _TEAM, "industry": "CONSTRUCTION"},
    "EndpointWithSecret": {"secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
    "NewApproval": {"credits": OMIT, "allocation": OMIT, "restoration": OMIT, "port_in": OMIT},
    "NewFactor": {"code": "482915", "credential": OMIT},
    "NewNumber": {"store_subscription_id": OMIT},
    "NewPortIn": {"with_numbers": OMIT},
    "NewSignature": {"drawing": [[[10, 20], [14, 26], [22, 18]]], "consent": True, "name": "Olivia Owner"},
    "NewUsageReports": {"every": "monthly"},
    "NumberChange": {"user_id": OMIT, "is_default": OMIT},
    "ProfileChange": {"email": OMIT, "manages_team": OMIT},
    "RecoveryProof": _PROOF | {"challenge": OMIT},
    "Redemption": {"code": _TRANSFER_CODE},
    "RegistrationChange": {"business": OMIT},
    "Restoration": {"store_subscription_id": OMIT},
    "SecondFactorProof": _PROOF,
    "StepUpProof": _PROOF | {"challenge": OMIT},
    "TeamChange": {"name": _TEAM},
    "TeamView": {"name": _TEAM},
    "UserChange": {"status": OMIT},
    "UserRows": {"rows": [{"action": "set_role", "user_id": _USER, "role": "admin"}]},
    "services__teams__http__schemas__TypedCode": {"code": _TRANSFER_CODE},
}
