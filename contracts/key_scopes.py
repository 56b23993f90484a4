"""What API keys open: the scopes, and for each route of the API the scope that opens it, or none (decision 093).

What a route does for some requests only can need one more scope, for which its use case asks: credits on an
invitation, numbers that a removed person takes along.

A route that is not in the table is closed to keys. `contracts.closed_to_keys` lists those that are so for good, and a
test fails for a route that is in neither.
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


def scopes_that_open(route: str, *, is_quote: bool = False) -> frozenset[Scope]:
    """Return the scopes of which a key needs one for a route, such as `GET /v1/team`; none if it is closed to keys."""
    scope = OPENED.get(route)
    if scope is None:
        return frozenset()
    return frozenset({scope, _QUOTED_BY.get(scope, scope)}) if is_quote else frozenset({scope})
