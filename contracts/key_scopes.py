"""What API keys open: the scopes, and for each route of the API the scope that opens it, or none (decision 093).

A route that is in neither table is closed to keys, and a test fails for it: here is where that is decided. Closed for
good are sign-in, profile and security, API keys and webhooks themselves, payment methods, handing over or dissolving
the team, and all that needs a fresh proof of a person.
"""

from typing import Literal, get_args

Scope = Literal[
    "team:read",
    "users:read",
    "users:write",
    "credits:write",
    "billing:read",
    "documents:read",
    "usage:read",
    "numbers:read",
    "numbers:write",
    "numbers:buy",
    "calls:read",
    "texts:read",
    "texts:send",
]
SCOPES: tuple[Scope, ...] = get_args(Scope)

# A quote (`?dry_run=true`) does nothing, so that who may read may ask for it.
_QUOTED_BY: dict[Scope, Scope] = {
    "users:write": "users:read",
    "credits:write": "users:read",
    "numbers:write": "numbers:read",
    "numbers:buy": "numbers:read",
    "texts:send": "texts:read",
}

_ROUTES: dict[Scope, str] = {
    "team:read": """
        GET /v1/team
        GET /v1/team/activity
        GET /v1/team/departures
        GET /v1/team/consequences
    """,
    "users:read": """
        GET /v1/team/users
        GET /v1/team/users/{user_id}
        GET /v1/users/credits
        GET /v1/users/{user_id}/credits
        GET /v1/users/{user_id}/allowance
        GET /v1/users/{user_id}/admin-limit
        GET /v1/users/{user_id}/upcoming
        GET /v1/allocations/{allocation_id}
    """,
    "users:write": """
        POST /v1/team/invitations
        POST /v1/team/invitations/batch
        POST /v1/team/invitations/{id}/resend
        DELETE /v1/team/invitations/{id}
        PATCH /v1/team/users/{user_id}
        POST /v1/team/users/bulk
        DELETE /v1/team/users/{user_id}
    """,
    "credits:write": """
        POST /v1/users/{user_id}/credits
        DELETE /v1/users/{user_id}/credits
        POST /v1/users/credits/batch
        PUT /v1/users/{user_id}/allowance
        DELETE /v1/users/{user_id}/allowance
        PUT /v1/users/allowances/batch
        PUT /v1/users/{user_id}/spend-limit
    """,
    "billing:read": """
        GET /v1/billing
        GET /v1/billing/checks
        GET /v1/billing/upcoming
        GET /v1/billing/consequences
        GET /v1/billing/leftover
        GET /v1/payments
        GET /v1/payments/{payment_id}
        GET /v1/approvals
        GET /v1/subscriptions
        GET /v1/subscriptions/{id}/unused-days
    """,
    "documents:read": """
        GET /v1/invoices
        GET /v1/invoices/{invoice_id}
        GET /v1/payments/{payment_id}/receipt
        GET /v1/statements/{month}
    """,
    "usage:read": """
        GET /v1/usage
        GET /v1/usage/records
        GET /v1/usage/reports
        GET /v1/ledger
    """,
    "numbers:read": """
        GET /v1/numbers
        GET /v1/numbers/available
        GET /v1/numbers/consequences
        GET /v1/numbers/{id}
        GET /v1/numbers/{id}/hours
        GET /v1/numbers/{id}/voicemail
        GET /v1/numbers/{id}/ring
        GET /v1/numbers/{id}/blocked
        GET /v1/calling/countries
        GET /v1/port-outs
    """,
    "numbers:write": """
        PATCH /v1/numbers/{id}
        PUT /v1/numbers/{id}/forwarding
        DELETE /v1/numbers/{id}/forwarding
        PUT /v1/numbers/{id}/hours
        PUT /v1/numbers/{id}/voicemail
        PUT /v1/numbers/{id}/ring
        PUT /v1/numbers/{id}/blocked
    """,
    "numbers:buy": """
        POST /v1/numbers
        DELETE /v1/numbers/{id}
        POST /v1/numbers/{id}/restore
        POST /v1/subscriptions/{id}/cancel
        POST /v1/subscriptions/{id}/resume
        PUT /v1/subscriptions/{id}/plan
    """,
    "calls:read": """
        GET /v1/calls
        GET /v1/voicemails
    """,
    "texts:read": """
        GET /v1/messages
        GET /v1/conversations
    """,
    "texts:send": "POST /v1/messages",
}
OPENED: dict[str, Scope] = {
    line.strip(): scope for scope, lines in _ROUTES.items() for line in lines.strip().splitlines()
}

CLOSED: frozenset[str] = frozenset(
    line.strip()
    for line in """
    GET /v1/sessions
    DELETE /v1/sessions/{id}
    GET /v1/profile
    PATCH /v1/profile
    GET /v1/profile/consequences
    DELETE /v1/profile
    POST /v1/exports
    GET /v1/exports
    GET /v1/exports/{id}
    POST /v1/exports/{id}/link
    GET /v1/factors
    POST /v1/factors/options
    POST /v1/factors
    DELETE /v1/factors/{id}
    POST /v1/factors/recovery-codes
    POST /v1/sessions/step-up/options
    POST /v1/sessions/step-up
    POST /v1/profile/login-id
    POST /v1/profile/login-id/{id}/confirm
    GET /v1/team/api-keys
    POST /v1/team/api-keys
    GET /v1/team/api-keys/{id}
    POST /v1/team/api-keys/{id}/rotate
    DELETE /v1/team/api-keys/{id}
    PATCH /v1/team
    DELETE /v1/team
    POST /v1/team/owner
    POST /v1/team/leave
    GET /v1/team/leave/undo
    POST /v1/team/leave/undo
    POST /v1/team/users/{user_id}/undo
    POST /v1/transfers/preview
    POST /v1/transfers
    GET /v1/team/webhooks
    POST /v1/team/webhooks
    GET /v1/team/webhooks/{id}
    PATCH /v1/team/webhooks/{id}
    DELETE /v1/team/webhooks/{id}
    POST /v1/team/webhooks/{id}/secret
    POST /v1/team/webhooks/{id}/test
    GET /v1/team/webhooks/{id}/deliveries
    POST /v1/team/webhooks/{id}/deliveries/{delivery_id}/resend
    POST /v1/team/webhooks/{id}/resend-missed
    PUT /v1/users/{user_id}/admin-limit
    POST /v1/billing/credits
    PUT /v1/billing/auto-top-up
    GET /v1/billing/details
    PUT /v1/billing/details
    POST /v1/billing/payment-method
    POST /v1/billing/payment-method/{setup_id}/confirm
    DELETE /v1/billing/payment-method
    PATCH /v1/billing/payment-method
    POST /v1/payments/{payment_id}/refund
    POST /v1/approvals
    POST /v1/approvals/{id}/approve
    POST /v1/approvals/{id}/decline
    PUT /v1/usage/reports
    GET /v1/store-subscriptions
    POST /v1/store-subscriptions
    POST /v1/store-subscriptions/move
    PUT /v1/calling/countries
    GET /v1/calling/emergency-address
    PUT /v1/calling/emergency-address
    POST /v1/calling/emergency-acknowledgment
    POST /v1/calls
    POST /v1/calls/registration
    GET /v1/voicemails/{id}/recording
    PATCH /v1/voicemails/{id}
    DELETE /v1/voicemails/{id}
    PATCH /v1/conversations/{id}
    GET /v1/messages/{id}/media/{place}
    GET /v1/port-ins/{id}/letter
    POST /v1/port-ins/{id}/signature
    POST /v1/port-ins
    GET /v1/port-ins
    GET /v1/port-ins/{id}
    PATCH /v1/port-ins/{id}
    POST /v1/port-ins/{id}/code
    POST /v1/port-ins/{id}/verify
    POST /v1/port-ins/{id}/submit
    GET /v1/port-ins/{id}/comments
    POST /v1/port-ins/{id}/comments
    POST /v1/port-ins/{id}/cancel
    POST /v1/port-outs/{id}/object
    GET /v1/numbers/{id}/port-out-pin
    POST /v1/numbers/{id}/port-out-pin
    GET /v1/texting/registrations
    POST /v1/texting/registrations
    PATCH /v1/texting/registrations/{id}
    POST /v1/texting/registrations/{id}/submit
    """.strip().splitlines()
)


def scopes_that_open(route: str, *, is_quote: bool = False) -> frozenset[Scope]:
    """Return the scopes of which a key needs one for a route, such as `GET /v1/team`; none if it is closed to keys."""
    scope = OPENED.get(route)
    if scope is None:
        return frozenset()
    return frozenset({scope, _QUOTED_BY.get(scope, scope)}) if is_quote else frozenset({scope})
