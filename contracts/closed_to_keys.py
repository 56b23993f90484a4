"""The routes that no API key opens, as someone has decided (decision 093). No function reads this.

They are sign-in, profile and security, API keys and webhooks themselves, payment methods, handing over or dissolving
the team, personal papers, and all that needs a fresh proof of a person.
"""

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
