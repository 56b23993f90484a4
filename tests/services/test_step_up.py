"""Step-up: which routes ask for a fresh proof of who the caller is, and that each refuses an old one (I12)."""

from typing import Any

import pytest

from kernel import clock
from tests.events import http_event
from tests.services.test_document import apis

ALWAYS = {
    "DELETE /v1/billing/payment-method",
    "DELETE /v1/factors/{id}",
    "DELETE /v1/profile",
    "DELETE /v1/team",
    "GET /v1/numbers/{id}/port-out-pin",
    "PATCH /v1/billing/payment-method",
    "POST /v1/billing/payment-method",
    "POST /v1/exports",
    "POST /v1/exports/{id}/link",
    "POST /v1/factors",
    "POST /v1/factors/options",
    "POST /v1/factors/recovery-codes",
    "POST /v1/numbers/{id}/port-out-pin",
    "POST /v1/profile/login-id",
    "POST /v1/profile/login-id/{id}/confirm",
    "POST /v1/team/api-keys",
    "POST /v1/team/api-keys/{id}/rotate",
    "POST /v1/team/owner",
    "POST /v1/team/webhooks",
    "POST /v1/team/webhooks/{id}/secret",
    "POST /v1/team/users/{user_id}/undo",
    "PUT /v1/calling/countries",
    "PUT /v1/users/{user_id}/admin-limit",
}
FOR_SOME_BODIES = {
    "POST /v1/payments/{payment_id}/refund",
    "PATCH /v1/profile",
    "PATCH /v1/team",
    "PATCH /v1/team/users/{user_id}",
    "PATCH /v1/team/webhooks/{id}",
    "POST /v1/team/invitations",
    "POST /v1/team/invitations/batch",
    "POST /v1/team/users/bulk",
}
BY_AMOUNT = {  # the owner sets which, so that the wallet is read first: `tests/services/billing/test_step_up.py`
    "POST /v1/approvals/{id}/approve",
    "POST /v1/billing/credits",
    "POST /v1/users/{user_id}/credits",
    "PUT /v1/billing/auto-top-up",
}
_INVITED = {"phone_number": "+14155550123", "email": "new@example.com"}
_BODIES = {
    "PATCH /v1/profile": {"email": "new@example.com"},
    "PATCH /v1/team": {"second_factor_required_of": "admins"},
    "PATCH /v1/team/users/{user_id}": {"role": "admin"},
    "PATCH /v1/team/webhooks/{id}": {"url": "https://hooks.example.com/"},
    "POST /v1/team/webhooks": {"url": "https://hooks.example.com/", "events": ["member.joined"]},
    "POST /v1/team/invitations": _INVITED | {"role": "admin"},
    "POST /v1/team/invitations/batch": {"invitations": [_INVITED, _INVITED | {"role": "admin"}]},
    "POST /v1/team/users/bulk": {"rows": [{"action": "set_role", "user_id": "acc_2", "role": "admin"}]},
    "PATCH /v1/billing/payment-method": {"step_up_above": "1000"},
    "POST /v1/billing/payment-method": {"return_url": "https://a.example", "cancel_url": "https://a.example"},
    "POST /v1/exports": {"of": "me"},
    "POST /v1/factors": {"setup_id": "prf_1"},
    "POST /v1/factors/options": {"kind": "totp"},
    "POST /v1/profile/login-id": {"phone_number": "+14155550198"},
    "POST /v1/profile/login-id/{id}/confirm": {"code": "123456"},
    "POST /v1/payments/{payment_id}/refund": {"amount": "1.00"},
    "POST /v1/team/api-keys": {"name": "Books", "scopes": ["usage:read"], "expires_in_days": 30},
    "POST /v1/team/api-keys/{id}/rotate": {"expires_in_days": 30},
    "POST /v1/team/owner": {"user_id": "acc_2"},
    "PUT /v1/calling/countries": {"countries": ["GB"]},
    "PUT /v1/users/{user_id}/admin-limit": {"amount": {"amount": "900.00"}},
}


def test_these_routes_ask_for_a_fresh_proof() -> None:
    """Hand-over, dissolve, close, wallet, email, Login ID, second factor, large purchases, and new admins."""
    routes = [route for api in apis() for route in api.routes]
    assert {route.key for route in routes if route.step_up is True} == ALWAYS
    assert {route.key for route in routes if callable(route.step_up)} == FOR_SOME_BODIES
    assert {route.key for route in routes if route.step_up == "by_handler"} == BY_AMOUNT


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("PATCH /v1/team/users/{user_id}", {"role": "member"}),
        ("PATCH /v1/team/users/{user_id}", {"status": "suspended"}),
        ("POST /v1/team/invitations", _INVITED),
        ("POST /v1/team/invitations/batch", {"invitations": [_INVITED, "admin"]}),
        ("POST /v1/team/users/bulk", {"rows": [{"action": "suspend", "user_id": "acc_2"}, None]}),
    ],
)
def test_only_making_an_admin_asks_for_a_proof(key: str, body: dict[str, Any]) -> None:
    """What an owner does every day, and what takes rights away, asks for none; rows may be anything."""
    (route,) = [route for api in apis() for route in api.routes if route.key == key]
    assert callable(route.step_up)
    assert not route.step_up(route.body.model_validate(body), None)


@pytest.mark.parametrize("key", sorted(ALWAYS | FOR_SOME_BODIES))
@pytest.mark.parametrize("age", [601, 10**6, None])
def test_an_old_proof_is_refused_before_anything_is_read(
    key: str, age: int | None, table_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """401 `step_up_required` with what is accepted, for a proof of more than 10 minutes and for none."""
    monkeypatch.setenv("TABLE_NAME", table_name)
    (api,) = [api for api in apis() if key in {route.key for route in api.routes}]
    proved_at = clock.to_epoch(clock.now()) - age if age else 0
    path = {"id": "fac_1", "user_id": "acc_2", "payment_id": "pay_1"}
    answer = api.handler(
        http_event(key, body=_BODIES.get(key), path=path, headers={"idempotency-key": "k"}, proved_at=proved_at), None
    )
    assert answer["statusCode"] == 401
    assert '"code": "step_up_required"' in answer["body"]
    assert '"accepts": ["passkey", "totp", "recovery_code", "password"]' in answer["body"]
