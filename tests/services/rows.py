"""Who may call what: every route, and the status for each caller. A route without a row fails the test."""

from dataclasses import dataclass
from typing import Any

CALLERS = ("anonymous", "stranger", "suspended", "member", "admin", "owner")
SIGNED_OUT = ("ended_session", "reset_password", "closed")  # an owner's tokens of before, and of an account that closed


@dataclass(frozen=True)
class Row:
    """A request that every caller sends, and the status that each of CALLERS gets."""

    key: str
    expected: tuple[int, ...]
    path: dict[str, str] | None = None
    body: Any = None
    query: dict[str, str] | None = None

    def expected_status(self, caller: str) -> int:
        """Return the status for a caller; who is signed out gets what an anonymous caller gets."""
        return self.expected[0] if caller in SIGNED_OUT else self.expected[CALLERS.index(caller)]

    def __str__(self) -> str:
        return self.key


def _every_caller(status: int) -> tuple[int, ...]:
    return (status,) * len(CALLERS)


def _signed_in(status: int) -> tuple[int, ...]:
    return (401, *(status,) * (len(CALLERS) - 1))


_REMOVAL = {"action": "remove", "user_id": "{other}"}
_INVITATION = {"phone_number": "+14155550177", "email": "new@example.com"}
_API_KEY = {"name": "Books", "scopes": ["usage:read"], "expires_in_days": 30}

IDENTITY = [
    Row("POST /v1/signups", _every_caller(202), body={"phone_number": "+14155550199"}),
    Row("POST /v1/signups/{id}/resend", _every_caller(404), path={"id": "sig_unknown"}, body={}),
    Row("POST /v1/signups/{id}/verify", _every_caller(404), path={"id": "sig_unknown"}, body={"code": "123456"}),
    Row(
        "POST /v1/accounts",
        _every_caller(410),
        body={"registration_token": "wrong", "name": "A", "email": "a@example.com", "password": "correct horse 1"},
    ),
    Row("POST /v1/sessions", _every_caller(401), body={"phone_number": "+14155550100", "password": "not it"}),
    Row("POST /v1/sessions/refresh", _every_caller(401), body={"refresh_token": "ses_1.wrong"}),
    Row("GET /v1/sessions", _signed_in(200)),
    Row("DELETE /v1/sessions/{id}", _signed_in(404), path={"id": "ses_of_somebody_else"}),
    Row("POST /v1/password-resets", _every_caller(202), body={"phone_number": "+14155550199"}),
    Row(
        "POST /v1/password-resets/{id}",
        _every_caller(410),
        path={"id": "rst_unknown"},
        body={"code": "123456", "new_password": "correct horse 1"},
    ),
    Row("GET /v1/profile", _signed_in(200)),
    Row("PATCH /v1/profile", _signed_in(200), body={"name": "Somebody Else"}),
    Row("GET /v1/profile/consequences", _signed_in(200), query={"action": "close"}),
    Row("POST /v1/profile/email/confirm", _every_caller(410), body={"token": "wrong"}),
    Row("DELETE /v1/profile", (401, 204, 204, 204, 204, 409)),
    Row("GET /.well-known/jwks.json", _every_caller(200)),
    Row("GET /v1/factors", _signed_in(200)),
    Row("POST /v1/factors/options", _signed_in(200), body={"kind": "totp"}),
    Row("POST /v1/factors", _signed_in(410), body={"setup_id": "prf_unknown", "code": "123456"}),
    Row("DELETE /v1/factors/{id}", _signed_in(404), path={"id": "fac_of_another_account"}),
    Row("POST /v1/factors/recovery-codes", _signed_in(409)),
    Row("POST /v1/sessions/second-factor/options", _every_caller(410), body={"challenge": "wrong"}),
    Row(
        "POST /v1/sessions/second-factor",
        _every_caller(410),
        body={"challenge": "wrong", "method": "totp", "code": "123456"},
    ),
    Row("POST /v1/profile/login-id", _signed_in(202), body={"phone_number": "+14155550198"}),
    Row("POST /v1/profile/login-id/{id}/confirm", _signed_in(410), path={"id": "lic_unknown"}, body={"code": "123456"}),
    Row("POST /v1/profile/login-id/{id}/undo", _every_caller(410), path={"id": "lic_1"}, body={"token": "wrong"}),
    Row("POST /v1/recoveries", _every_caller(202), body={"phone_number": "+14155550199", "email": "a@example.com"}),
    *(
        Row(f"POST /v1/recoveries/{{id}}/{step}", _every_caller(410), path={"id": "rec_1"}, body={"token": "no"} | more)
        for step, more in {
            "verify": {"code": "123456"},
            "status": {},
            "second-factor/options": {},
            "second-factor": {"method": "totp", "code": "123456"},
            "login-id": {"phone_number": "+14155550198"},
            "complete": {"change_id": "lic_1", "code": "123456", "new_password": "correct horse 1"},
            "stop": {},
        }.items()
    ),
    Row("POST /v1/security/denials", _every_caller(410), body={"token": "wrong"}),
    Row("GET /v1/erasures/{token}", _every_caller(410), path={"token": "acc_1-wrong"}),
    Row("POST /v1/exports", _signed_in(202), body={"of": "me"}),
    Row("GET /v1/exports", _signed_in(200)),
    Row("GET /v1/exports/{id}", _signed_in(404), path={"id": "exp_of_another_account"}),
    Row("POST /v1/exports/{id}/link", _signed_in(404), path={"id": "exp_of_another_account"}),
    Row("GET /v1/team/api-keys", (401, 200, 403, 403, 403, 200)),
    Row("POST /v1/team/api-keys", (401, 201, 403, 403, 403, 201), body=_API_KEY),
    Row("GET /v1/team/api-keys/{id}", (401, 404, 403, 403, 403, 404), path={"id": "key_unknown"}),
    Row(
        "POST /v1/team/api-keys/{id}/rotate",
        (401, 404, 403, 403, 403, 404),
        path={"id": "key_unknown"},
        body={"expires_in_days": 30},
    ),
    Row("DELETE /v1/team/api-keys/{id}", (401, 404, 403, 403, 403, 404), path={"id": "key_unknown"}),
    Row("POST /v1/sessions/step-up/options", _signed_in(200)),
    Row("POST /v1/sessions/step-up", _signed_in(422), body={"method": "password", "password": "not it"}),
]

TEAMS = [
    Row("GET /v1/team", (401, 200, 403, 200, 200, 200)),
    Row("PATCH /v1/team", (401, 200, 403, 403, 200, 200), body={"name": "Another name"}),
    Row("GET /v1/team/users", (401, 200, 403, 403, 200, 200)),
    Row("GET /v1/team/users/{user_id}", (401, 404, 403, 404, 200, 200), path={"user_id": "{other}"}),
    Row(
        "PATCH /v1/team/users/{user_id}",
        (401, 404, 403, 403, 200, 200),
        path={"user_id": "{other}"},
        body={"status": "suspended"},
    ),
    Row("DELETE /v1/team/users/{user_id}", (401, 404, 403, 403, 204, 204), path={"user_id": "{other}"}),
    Row(
        "POST /v1/team/users/bulk",
        (401, 207, 403, 403, 207, 207),
        body={"rows": [{"action": "suspend", "user_id": "{other}"}]},
    ),
    Row("POST /v1/team/invitations", (401, 201, 403, 403, 201, 201), body=_INVITATION),
    Row("POST /v1/team/invitations/batch", (401, 207, 403, 403, 207, 207), body={"invitations": [_INVITATION]}),
    Row("POST /v1/team/invitations/{id}/resend", (401, 404, 403, 403, 200, 200), path={"id": "{invitation}"}),
    Row("DELETE /v1/team/invitations/{id}", (401, 404, 403, 403, 204, 204), path={"id": "{invitation}"}),
    Row("POST /v1/transfers/preview", _signed_in(404), body={"code": "00000-00000"}),
    Row("POST /v1/transfers", _signed_in(404), body={"code": "00000-00000"}),
    Row("POST /v1/team/leave", (401, 409, 204, 204, 204, 409)),
    Row("POST /v1/team/owner", (401, 404, 403, 403, 403, 200), body={"user_id": "{other}"}),
    Row("DELETE /v1/team", (401, 204, 403, 403, 403, 204)),
    Row("GET /v1/team/leave/undo", _signed_in(404)),
    Row("POST /v1/team/leave/undo", _signed_in(404)),
    Row("POST /v1/team/deputy/objection", _every_caller(410), body={"token": "wrong"}),
    Row("GET /v1/team/departures", (401, 200, 403, 403, 200, 200)),
    Row("POST /v1/team/users/{user_id}/undo", (401, 404, 403, 403, 404, 404), path={"user_id": "{other}"}),
    Row("GET /v1/team/consequences", (401, 404, 403, 403, 200, 200), query=_REMOVAL),
    Row("GET /v1/team/activity", (401, 200, 403, 403, 200, 200)),
    Row("GET /v1/webhook-events", _every_caller(200)),
    Row("GET /v1/team/webhooks", (401, 200, 403, 403, 403, 200)),
    Row(
        "POST /v1/team/webhooks",
        (401, 201, 403, 403, 403, 201),
        body={"url": "https://hooks.example.com/teamline", "events": ["member.joined"]},
    ),
    Row("GET /v1/team/webhooks/{id}", (401, 404, 403, 403, 403, 404), path={"id": "whk_unknown"}),
    Row("PATCH /v1/team/webhooks/{id}", (401, 404, 403, 403, 403, 404), path={"id": "whk_unknown"}, body={}),
    Row("DELETE /v1/team/webhooks/{id}", (401, 404, 403, 403, 403, 404), path={"id": "whk_unknown"}),
    Row("POST /v1/team/webhooks/{id}/secret", (401, 404, 403, 403, 403, 404), path={"id": "whk_unknown"}),
    Row("POST /v1/team/webhooks/{id}/test", (401, 404, 403, 403, 403, 404), path={"id": "whk_unknown"}),
    Row("POST /v1/team/webhooks/{id}/resend-missed", (401, 404, 403, 403, 403, 404), path={"id": "whk_unknown"}),
    Row("GET /v1/team/webhooks/{id}/deliveries", (401, 404, 403, 403, 403, 404), path={"id": "whk_unknown"}),
    Row(
        "POST /v1/team/webhooks/{id}/deliveries/{delivery_id}/resend",
        (401, 404, 403, 403, 403, 404),
        path={"id": "whk_unknown", "delivery_id": "msg_unknown"},
    ),
]

_URLS = {"return_url": "https://portal.teamline.example/ok", "cancel_url": "https://portal.teamline.example/no"}
_DOLLAR = {"amount": {"amount": "1.00"}}
_LARGE = {"amount": {"amount": "200.01"}, "payer": "team"}
_LARGE_SHOWN = {"amount": {"amount": "200.01"}}
_TOP_UP = {name: {"amount": amount} for name, amount in (("threshold", "5"), ("amount", "10"), ("monthly_cap", "50"))}
_TEAM = {"payer": "team"}
_RUNNERS = (401, 404, 404, 404, 200, 200)  # what only those who run the team see

BILLING = [
    Row("GET /v1/billing", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("POST /v1/billing/payment-method", (401, 201, 404, 403, 403, 201), body=_URLS | _TEAM),
    Row(
        "POST /v1/billing/payment-method/{setup_id}/confirm",
        _signed_in(404),
        path={"setup_id": "SETUP-UNKNOWN"},
        body={"state": "unknown"},
    ),
    Row("POST /v1/billing/payment-method/disconnect", _every_caller(404), body={"token": "unknown"}),
    Row("DELETE /v1/billing/payment-method", (401, 204, 404, 403, 403, 204), query=_TEAM | {"confirm": "true"}),
    Row("POST /v1/billing/credits", (401, 402, 404, 403, 201, 201), body=_DOLLAR | _TEAM),
    Row("PUT /v1/billing/auto-top-up", (401, 402, 404, 403, 403, 200), body=_TOP_UP, query=_TEAM),
    Row("GET /v1/billing/checks", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("GET /v1/users/{user_id}/credits", (401, 404, 404, 403, 200, 200), path={"user_id": "{other}"}),
    Row("POST /v1/users/{user_id}/credits", (401, 404, 404, 403, 201, 201), path={"user_id": "{other}"}, body=_DOLLAR),
    Row("GET /v1/users/credits", (401, 200, 404, 403, 200, 200), query={"user_ids": "{other}"}),
    Row(
        "POST /v1/users/credits/batch",
        (401, 207, 404, 403, 207, 207),
        body={"allocations": [{"user_id": "{other}", "amount": "0.50"}]},
    ),
    Row("DELETE /v1/users/{user_id}/credits", (401, 404, 404, 403, 200, 200), path={"user_id": "{other}"}),
    Row("GET /v1/users/{user_id}/allowance", (401, 404, 404, 403, 200, 200), path={"user_id": "{other}"}),
    Row("PUT /v1/users/{user_id}/allowance", (401, 404, 404, 403, 200, 200), path={"user_id": "{other}"}, body=_DOLLAR),
    Row("DELETE /v1/users/{user_id}/allowance", (401, 404, 404, 403, 204, 204), path={"user_id": "{other}"}),
    Row(
        "PUT /v1/users/allowances/batch",
        (401, 207, 404, 403, 207, 207),
        body={"allowances": [{"user_id": "{other}", "amount": "0.50"}]},
    ),
    Row(
        "PUT /v1/users/{user_id}/spend-limit", (401, 404, 404, 403, 200, 200), path={"user_id": "{other}"}, body=_DOLLAR
    ),
    Row("GET /v1/users/{user_id}/admin-limit", (401, 404, 404, 403, 200, 200), path={"user_id": "{admin}"}),
    Row(
        "PUT /v1/users/{user_id}/admin-limit", (401, 404, 404, 403, 403, 200), path={"user_id": "{admin}"}, body=_DOLLAR
    ),
    Row("GET /v1/approvals", (401, 200, 404, 403, 200, 200)),
    Row("POST /v1/approvals", (401, 409, 404, 403, 201, 409), body={"idempotency_key": "k", "credits": _LARGE}),
    Row(
        "POST /v1/approvals/{id}/approve", (401, 404, 404, 403, 403, 200), path={"id": "{approval}"}, body=_LARGE_SHOWN
    ),
    Row("POST /v1/approvals/{id}/decline", (401, 404, 404, 403, 403, 200), path={"id": "{approval}"}),
    Row(
        "PATCH /v1/billing/payment-method",
        (401, 402, 402, 402, 402, 200),
        body={"step_up_above": {"amount": "100.00"}},
    ),
    Row("GET /v1/billing/details", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("PUT /v1/billing/details", (401, 200, 404, 403, 403, 200), body={"payer": "team", "company": "Rosa's Cafe"}),
    Row("GET /v1/payments", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("GET /v1/payments/{payment_id}", (401, 404, 404, 404, 200, 200), path={"payment_id": "{payment}"}),
    Row(
        "POST /v1/payments/{payment_id}/refund",
        (401, 404, 404, 404, 403, 202),
        path={"payment_id": "{payment}"},
        body={"amount": "0.50"},
    ),
    Row("GET /v1/payments/{payment_id}/receipt", (401, 404, 404, 404, 200, 200), path={"payment_id": "{payment}"}),
    Row("GET /v1/invoices", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("GET /v1/invoices/{invoice_id}", (401, 404, 404, 404, 200, 200), path={"invoice_id": "{invoice}"}),
    Row("GET /v1/statements/{month}", (401, 200, 404, 403, 200, 200), path={"month": "2026-01"}, query=_TEAM),
    Row("GET /v1/allocations/{allocation_id}", _signed_in(404), path={"allocation_id": "alc_unknown"}),
    Row("GET /v1/ledger", (401, 404, 404, 403, 200, 200), query={"user_id": "{other}"}),
    Row("GET /v1/usage", _RUNNERS, query={"user_id": "{other}"}),
    Row("GET /v1/usage/records", _RUNNERS, query={"user_id": "{other}"}),
    Row("GET /v1/usage/reports", (401, 200, 404, 403, 200, 200)),
    Row("PUT /v1/usage/reports", (401, 200, 404, 403, 403, 200), body={"every": "weekly"}),
    Row("GET /v1/plans", _every_caller(200)),
    Row("GET /v1/app-links", _every_caller(200)),
    Row("GET /v1/rates", _every_caller(200), query={"prefix": "+44"}),
    Row("GET /v1/subscriptions", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("GET /v1/subscriptions/{id}/unused-days", _RUNNERS, path={"id": "{plan}"}),
    Row("POST /v1/subscriptions/{id}/cancel", _RUNNERS, path={"id": "{plan}"}),
    Row("POST /v1/subscriptions/{id}/resume", _RUNNERS, path={"id": "{plan}"}),
    Row("PUT /v1/subscriptions/{id}/plan", _RUNNERS, path={"id": "{plan}"}, body={"plan_id": "local_yearly"}),
    Row("GET /v1/store-subscriptions", _signed_in(200)),
    Row(
        "POST /v1/store-subscriptions",
        (401, 201, 409, 409, 409, 201),
        body={"store": "app_store", "receipt": "{receipt}"},
    ),
    Row("POST /v1/store-subscriptions/move", _signed_in(409)),
    Row("GET /v1/billing/upcoming", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("GET /v1/billing/consequences", (401, 404, 404, 403, 200, 200), query=_REMOVAL),
    Row("GET /v1/billing/leftover", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("GET /v1/users/{user_id}/upcoming", (401, 404, 404, 403, 200, 200), path={"user_id": "{other}"}),
]

_PURCHASE = {"phone_number": "+14155551234", "plan_id": "local_monthly", "payer": "team"}

NUMBERS = [
    Row("GET /v1/numbers/available", _signed_in(200), query={"area_code": "415", "limit": "1"}),
    Row("POST /v1/numbers", (401, 402, 404, 403, 202, 202), body=_PURCHASE),
    Row("GET /v1/numbers", _RUNNERS, query={"user_id": "{other}"}),
    Row("GET /v1/numbers/consequences", (401, 404, 404, 403, 200, 200), query=_REMOVAL),
    Row("GET /v1/numbers/{id}", _RUNNERS, path={"id": "{number}"}),
    Row("PATCH /v1/numbers/{id}", _RUNNERS, path={"id": "{number}"}, body={"label": "Front harness"}),
    Row("DELETE /v1/numbers/{id}", (401, 404, 404, 404, 204, 204), path={"id": "{number}"}),
    Row("POST /v1/numbers/{id}/restore", (401, 404, 404, 404, 409, 409), path={"id": "{number}"}, body={}),
]

_CALLED = {"id": "{number}"}

CALLS = [
    Row("PUT /v1/numbers/{id}/forwarding", _RUNNERS, path=_CALLED, body={"to": "+14155550199", "mode": "always"}),
    Row("DELETE /v1/numbers/{id}/forwarding", (401, 404, 404, 404, 204, 204), path=_CALLED),
    Row("GET /v1/numbers/{id}/hours", _RUNNERS, path=_CALLED),
    Row("PUT /v1/numbers/{id}/hours", _RUNNERS, path=_CALLED, body={"time_zone": "America/New_York", "open": {}}),
    Row("GET /v1/numbers/{id}/voicemail", _RUNNERS, path=_CALLED),
    Row("PUT /v1/numbers/{id}/voicemail", _RUNNERS, path=_CALLED, body={"kept_days": 7}),
    Row("GET /v1/numbers/{id}/ring", _RUNNERS, path=_CALLED),
    Row("PUT /v1/numbers/{id}/ring", _RUNNERS, path=_CALLED, body={"others": ["{admin}"]}),
    Row("GET /v1/numbers/{id}/blocked", _RUNNERS, path=_CALLED),
    Row("PUT /v1/numbers/{id}/blocked", _RUNNERS, path=_CALLED, body={"phone_numbers": ["+14155550199"]}),
    Row("GET /v1/calling/countries", (401, 200, 404, 200, 200, 200), query=_TEAM),
    Row("PUT /v1/calling/countries", (401, 200, 404, 403, 200, 200), query=_TEAM, body={"countries": ["US"]}),
    Row("GET /v1/calling/emergency-address", _signed_in(200)),
    Row(
        "PUT /v1/calling/emergency-address",
        _signed_in(200),
        body={"line1": "1 Main St", "city": "San Francisco", "state": "CA", "postal_code": "94105"},
    ),
    Row("POST /v1/calling/emergency-acknowledgment", _signed_in(200)),
]

_TEXT = {"number_id": "{number}", "to": "+14155550199", "text": "Hello"}

MESSAGES = [
    Row("GET /v1/messages", (401, 404, 404, 404, 404, 404), query={"number_id": "{number}"}),
    Row("POST /v1/messages", (401, 404, 404, 404, 403, 403), body=_TEXT),
]

PORT = {
    "phone_number": "+14155551235",
    "plan_id": "local_monthly",
    "payer": "team",
    "carrier": {"account_number": "A-1234567", "pin": "4711"},
    "holder": {
        "name": "Rosa's",
        "authorized_person": "Rosa",
        "address": {"street": "1 Main St", "city": "San Francisco", "state": "CA", "postal_code": "94105"},
    },
}

SIGNATURE = {"words": "{letter}", "name": "Rosa", "consent": True, "current_carrier": "AT&T"}

PORT_INS = [
    Row("POST /v1/port-ins", (401, 201, 404, 403, 201, 201), body=PORT),
    Row("GET /v1/port-ins", (401, 200, 404, 403, 200, 200), query=_TEAM),
    Row("GET /v1/port-ins/{id}", _RUNNERS, path={"id": "{port}"}),
    Row("PATCH /v1/port-ins/{id}", _RUNNERS, path={"id": "{port}"}, body={"wanted_on": None}),
    Row("POST /v1/port-ins/{id}/code", (401, 404, 404, 404, 202, 202), path={"id": "{port}"}, body={"channel": "sms"}),
    Row(
        "POST /v1/port-ins/{id}/verify", (401, 404, 404, 404, 422, 422), path={"id": "{port}"}, body={"code": "123456"}
    ),
    Row("GET /v1/port-ins/{id}/letter", _RUNNERS, path={"id": "{port}"}),
    Row("POST /v1/port-ins/{id}/signature", (401, 404, 404, 404, 201, 201), path={"id": "{port}"}, body=SIGNATURE),
    Row("POST /v1/port-ins/{id}/submit", (401, 404, 404, 404, 409, 409), path={"id": "{port}"}),
    Row("GET /v1/port-ins/{id}/comments", _RUNNERS, path={"id": "{port}"}),
    Row("POST /v1/port-ins/{id}/comments", (401, 404, 404, 404, 409, 409), path={"id": "{port}"}, body={"body": "Hi"}),
    Row("POST /v1/port-ins/{id}/cancel", _RUNNERS, path={"id": "{port}"}),
]

PORT_OUTS = [
    Row("GET /v1/port-outs", _signed_in(200)),
    Row("POST /v1/port-outs/{id}/object", _RUNNERS, path={"id": "{port_out}"}),
    Row("GET /v1/numbers/{id}/port-out-pin", (401, 404, 404, 404, 403, 200), path={"id": "{number}"}),
    Row("POST /v1/numbers/{id}/port-out-pin", (401, 404, 404, 404, 403, 200), path={"id": "{number}"}),
]

_BUSINESS = {
    "legal_name": "Rosa's LLC",
    "name": "Rosa's",
    "kind": "private_company",
    "tax_id": "12-3456789",
    "industry": "CONSTRUCTION",
    "website": "https://rosas.example.com",
    "email": "office@rosas.example.com",
    "phone_number": "+14155550190",
    "street": "1 Main St",
    "city": "San Francisco",
    "state": "CA",
    "postal_code": "94105",
    "first_name": "Rosa",
    "last_name": "Ruiz",
}
_MESSAGES = {
    "purpose": "We text customers about their appointments with us.",
    "how_people_agree": "Customers ask for texts when they book on our website.",
    "agreement_link": "https://rosas.example.com/book",
    "first_example": "Rosa's: we come on Tuesday. Reply STOP to opt out.",
    "second_example": "Rosa's: your invoice is ready. Reply STOP to opt out.",
    "privacy_link": "https://rosas.example.com/privacy",
}
REGISTRATION = {"business": _BUSINESS, "messages": _MESSAGES}
_REGISTRATION = {"id": "{registration}"}

TEXTING = [
    Row("GET /v1/texting/registrations", _signed_in(200)),
    Row("POST /v1/texting/registrations", (401, 201, 403, 403, 409, 409), body=REGISTRATION),
    Row(
        "PATCH /v1/texting/registrations/{id}",
        _RUNNERS,
        path=_REGISTRATION,
        body={"messages": _MESSAGES | {"purpose": "We tell customers when we come, and answer their questions."}},
    ),
    Row("POST /v1/texting/registrations/{id}/submit", (401, 404, 404, 404, 202, 202), path=_REGISTRATION),
]

_ITS_USERS = (401, 404, 404, 404, 404, 404)  # of another member: no caller here
_VOICEMAIL = {"id": "{voicemail}"}

VOICEMAILS = [
    Row("POST /v1/calls", (401, 404, 404, 404, 403, 403), body={"number_id": "{number}", "to": "+14155550199"}),
    Row("POST /v1/calls/registration", _signed_in(200)),
    Row("GET /v1/calls", _RUNNERS, query={"number_id": "{number}"}),
    Row("GET /v1/voicemails", _ITS_USERS, query={"number_id": "{number}"}),
    Row("GET /v1/voicemails/{id}/recording", _ITS_USERS, path=_VOICEMAIL),
    Row("PATCH /v1/voicemails/{id}", _ITS_USERS, path=_VOICEMAIL, body={"is_new": False}),
    Row("DELETE /v1/voicemails/{id}", _ITS_USERS, path=_VOICEMAIL),
    Row("GET /v1/messages/{id}/media/{place}", _ITS_USERS, path={"id": "{picture}", "place": "0"}),
    Row("GET /v1/conversations", _signed_in(200)),
    Row("PATCH /v1/conversations/{id}", _ITS_USERS, path={"id": "{conversation}"}, body={"read_until": "{picture}"}),
]

ROWS = [*IDENTITY, *TEAMS, *BILLING, *NUMBERS, *CALLS, *MESSAGES, *PORT_INS, *PORT_OUTS, *TEXTING, *VOICEMAILS]
