"""Every change that no caller has to sign in for, with a conflict at each of its transactions: the same result (E2)."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from infra.doors import Doors
from tests.carrier import RunningCarrier, one_carrier
from tests.in_process import Reply, mails, texts
from tests.paypal import RunningPayPal, one_paypal
from tests.services.cast import PASSWORD, phone_of
from tests.services.conflicts import FAULTS, Change, Made, content
from tests.services.deputies import name_deputy
from tests.services.rights import Play, tables_of
from tests.services.stage import Stage
from tests.services.test_conflicts import _without_pauses, let_time_pass
from tests.services.test_rights import plays

__all__ = ["_without_pauses", "one_carrier", "one_paypal", "plays"]

Request = tuple[str, dict[str, object]]  # the key of the route, and its path and body
NEW, NEXT = "+14155550188", "+14155550187"
_CODE = re.compile(r"\b[0-9]{6}\b")
ROUTES = {route.key for name in ("identity", "teams", "billing", "numbers")
          for api in Doors.of(name).apis.values() for route in api.routes
          if route.open and not route.key.startswith("GET ")}  # fmt: skip


def _code(number: str) -> str:
    return _CODE.findall(texts(number)[-1])[-1]


def _sign_up(stage: Stage) -> str:
    return str(stage.ask("POST /v1/signups", "", body={"phone_number": NEW}).body["signup_id"])


def _signup(stage: Stage) -> Request:
    return "POST /v1/signups", {"body": {"phone_number": NEW}}


def _resend(stage: Stage) -> Request:
    signup_id = _sign_up(stage)
    stage.forget_pauses("identity")
    return "POST /v1/signups/{id}/resend", {"path": {"id": signup_id}, "body": {}}


def _verify(stage: Stage) -> Request:
    return "POST /v1/signups/{id}/verify", {"path": {"id": _sign_up(stage)}, "body": {"code": _code(NEW)}}


def _register(stage: Stage) -> Request:
    key, request = _verify(stage)
    proved = stage.ask(key, "", **request).body
    return "POST /v1/accounts", {"body": {"name": "New", "email": "new@example.com", "password": PASSWORD} | proved}


def _credentials() -> dict[str, str]:
    return {"phone_number": phone_of("other"), "password": PASSWORD}


def _sign_in(stage: Stage) -> Request:
    return "POST /v1/sessions", {"body": _credentials()}


def _refresh(stage: Stage) -> Request:
    token = stage.ask("POST /v1/sessions", "", body=_credentials()).body["refresh_token"]
    return "POST /v1/sessions/refresh", {"body": {"refresh_token": token}}


def _ask_reset(stage: Stage) -> Request:
    stage.forget_pauses("identity")
    return "POST /v1/password-resets", {"body": {"phone_number": phone_of("other")}}


def _reset(stage: Stage) -> Request:
    key, request = _ask_reset(stage)
    reset_id = stage.ask(key, "", **request).body["reset_id"]
    body = {"code": _code(phone_of("other")), "new_password": "nine violet trumpets"}
    return "POST /v1/password-resets/{id}", {"path": {"id": reset_id}, "body": body}


def _confirm_email(stage: Stage) -> Request:
    stage.ask("PATCH /v1/profile", "other", body={"email": "other.new@example.com"})
    token = re.findall(r"token=([A-Za-z0-9_.-]+)", mails("other.new@example.com")[-1])[-1]
    return "POST /v1/profile/email/confirm", {"body": {"token": token}}


def _deny(stage: Stage) -> Request:
    stage.ask("POST /v1/sessions", "", body=_credentials(), address="192.0.2.9")
    return "POST /v1/security/denials", {"body": {"token": stage.token("not-me", "other")}}


def _undo(stage: Stage) -> Request:
    change = stage.ask("POST /v1/profile/login-id", "other", body={"phone_number": NEXT}).body["change_id"]
    confirm = "POST /v1/profile/login-id/{id}/confirm"
    stage.ask(confirm, "other", path={"id": change}, body={"code": _code(NEXT)})
    return "POST /v1/profile/login-id/{id}/undo", {
        "path": {"id": change},
        "body": {"token": stage.token("undo-login-id", "other")},
    }


def _recover(stage: Stage) -> Request:
    key, request = _confirm_email(stage)
    stage.ask(key, "", **request)
    return "POST /v1/recoveries", {"body": {"phone_number": phone_of("other"), "email": "other.new@example.com"}}


def _verify_recovery(stage: Stage) -> Request:
    key, request = _recover(stage)
    token = str(stage.ask(key, "", **request).body["token"])
    code = next(_CODE.findall(mail)[0] for mail in reversed(mails("other.new@example.com")) if "to recover" in mail)
    path = {"id": token.partition(".")[0]}
    return "POST /v1/recoveries/{id}/verify", {"path": path, "body": {"token": token, "code": code}}


def _status(stage: Stage) -> Request:
    key, request = _verify_recovery(stage)
    stage.ask(key, "", **request)
    body = {"token": request["body"]["token"]}  # type: ignore[index]
    return "POST /v1/recoveries/{id}/status", request | {"body": body}


def _stop(stage: Stage) -> Request:
    _, request = _status(stage)
    return "POST /v1/recoveries/{id}/stop", request | {"body": {"token": stage.token("stop-recovery", "other")}}


def _disconnect(stage: Stage) -> Request:
    confirm = "POST /v1/billing/payment-method/{setup_id}/confirm"
    stage.ask(confirm, path={"setup_id": "{setup}"}, body={"state": "{state}"})
    payer = stage.ask("GET /v1/billing", query={"payer": "team"}).body["payment_method"]["payer_email"]
    token = re.findall(r"/paypal/disconnect\?token=([A-Za-z0-9_.-]+)", mails(payer)[-1])[-1]
    return "POST /v1/billing/payment-method/disconnect", {"body": {"token": token}}


def _object(stage: Stage) -> Request:
    name_deputy(stage)
    return "POST /v1/team/deputy/objection", {"body": {"token": stage.token("keep-team", "owner")}}


PREPARED: dict[str, Callable[[Stage], Request]] = {
    "POST /v1/signups": _signup,
    "POST /v1/signups/{id}/resend": _resend,
    "POST /v1/signups/{id}/verify": _verify,
    "POST /v1/accounts": _register,
    "POST /v1/sessions": _sign_in,
    "POST /v1/sessions/refresh": _refresh,
    "POST /v1/password-resets": _ask_reset,
    "POST /v1/password-resets/{id}": _reset,
    "POST /v1/profile/email/confirm": _confirm_email,
    "POST /v1/security/denials": _deny,
    "POST /v1/profile/login-id/{id}/undo": _undo,
    "POST /v1/team/deputy/objection": _object,
    "POST /v1/recoveries": _recover,
    "POST /v1/recoveries/{id}/verify": _verify_recovery,
    "POST /v1/recoveries/{id}/stop": _stop,
    "POST /v1/billing/payment-method/disconnect": _disconnect,
}

_FACTORS = "a code of an app is good for one try: tests/services/identity/test_second_factors.py"
LEFT_OUT = {
    "POST /v1/sessions/second-factor/options": _FACTORS,
    "POST /v1/sessions/second-factor": _FACTORS,
    "POST /v1/recoveries/{id}/second-factor/options": _FACTORS,
    "POST /v1/recoveries/{id}/second-factor": _FACTORS,
    "POST /v1/recoveries/{id}/status": "reads only",
    "POST /v1/recoveries/{id}/login-id": "has to wait for three days: tests/services/identity/test_recoveries.py",
    "POST /v1/recoveries/{id}/complete": "has to wait for three days: tests/services/identity/test_recoveries.py",
    "POST /webhooks/paypal": "delivered again until it is stored: tests/services/billing/test_webhooks.py",
    "POST /webhooks/app-store": "sent again until it is stored: tests/services/billing/test_app_store.py",
    "POST /webhooks/google-play": "pushed again until it is stored: tests/services/billing/test_google_crashes.py",
    "POST /webhooks/carrier/voice": "delivered again until it is applied: tests/services/numbers/test_voice_door.py",
    "POST /webhooks/carrier": "delivered again until it is stored: tests/services/numbers/test_webhooks.py",
}


# Its look-up at the carrier is under way for a while: who repeats the request sooner is asked to wait.
LOOKS_UP = {"POST /v1/signups"}


def test_none_is_left_out() -> None:
    """Each open route is played, or it is said why not."""
    assert PREPARED.keys() | LEFT_OUT.keys() == ROUTES
    assert not PREPARED.keys() & LEFT_OUT.keys()


@pytest.mark.parametrize("key", PREPARED)
def test_a_conflict_changes_nothing_in_what_is_done(
    plays: dict[str, Play], one_paypal: RunningPayPal, one_carrier: RunningCarrier, key: str
) -> None:
    """Conflicts that pass are hidden; those that last are a 503, and the repeated request is done once."""
    play = plays[""]
    play.put_back(play.before)
    stage = Stage(play.cast, one_paypal, one_carrier, play.before)
    route, request = PREPARED[key](stage)
    assert route == key
    before, delivered = tables_of(play.cast), set(play.cast.world.delivered)
    idempotency = ""

    def restore() -> None:
        nonlocal idempotency
        play.put_back(before)
        play.cast.world.delivered = set(delivered)
        idempotency = uuid4().hex

    def send() -> bool:
        reply: Reply = play.cast.world.call(key, headers={"idempotency-key": idempotency}, **request)
        let_time_pass(play.cast)
        stage.forget_pauses("identity")  # which the answer names, if the first part of the request was done
        assert reply.status < 400 or reply.headers.get("retry-after"), reply
        return reply.status < 400

    def made() -> Made:
        play.cast.world.settle()
        return content(play.cast.world.tables, but=("EVENT#", "ACTIVITY#", "PROOF#", "DENIAL#")), 0

    found = list(Change(restore, send, made).differences(FAULTS[: 1 if key in LOOKS_UP else 2]))
    assert not found, "\n".join(found)
