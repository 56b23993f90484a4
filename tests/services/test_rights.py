"""Every changing route with its caller's right taken away before each of its calls: never a success (E6)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from infra.doors import Doors
from kernel import aws
from services.teams.domain.consent import VERSION
from tests.carrier import RunningCarrier, one_carrier
from tests.in_process import texts
from tests.paypal import RunningPayPal, one_paypal
from tests.services.api_keys import make_key
from tests.services.cast import DOCUMENTS_BUCKET, PASSWORD, PORTAL, Cast, build_cast, phone_of, reset_password
from tests.services.identity.carrier import carrier_on_loopback
from tests.services.rights import Gap, Loss, Play, tables_of
from tests.services.rows import ROWS, Row

__all__ = ["one_carrier", "one_paypal"]

PLAYERS = ("admin", "owner", "other", "invited")
_OPEN = {route.key for name in ("identity", "teams", "billing", "numbers")
         for api in Doors.of(name).apis.values() for route in api.routes if route.open}  # fmt: skip
_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")

# Requests that succeed, where the row of all callers is one that does not.
_INSTEAD: dict[str, dict[str, Any]] = {
    "DELETE /v1/sessions/{id}": {"path": {"id": "current"}},
    "POST /v1/transfers/preview": {"body": {"code": "{code}"}},
    "POST /v1/factors": {"body": {"setup_id": "{factor_setup}", "code": "{factor_code}"}},
    "DELETE /v1/factors/{id}": {"path": {"id": "{factor}"}},
    "POST /v1/profile/login-id/{id}/confirm": {"path": {"id": "{login_change}"}, "body": {"code": "{login_code}"}},
    "POST /v1/port-ins/{id}/verify": {"body": {"code": "{port_code}"}},
    "POST /v1/exports/{id}/link": {"path": {"id": "{export}"}},
    "PATCH /v1/team/webhooks/{id}": {"path": {"id": "{endpoint}"}, "body": {"description": "Ours"}},
    "DELETE /v1/team/webhooks/{id}": {"path": {"id": "{endpoint}"}},
    "POST /v1/team/webhooks/{id}/secret": {"path": {"id": "{endpoint}"}},
    "POST /v1/team/webhooks/{id}/test": {"path": {"id": "{endpoint}"}},
    "POST /v1/team/webhooks/{id}/resend-missed": {"path": {"id": "{endpoint}"}},
    "POST /v1/team/webhooks/{id}/deliveries/{delivery_id}/resend": {
        "path": {"id": "{endpoint}", "delivery_id": "{delivery}"}
    },
    "POST /v1/team/api-keys/{id}/rotate": {"path": {"id": "{api_key}"}},
    "DELETE /v1/team/api-keys/{id}": {"path": {"id": "{api_key}"}},
    "POST /v1/sessions/step-up": {"body": {"method": "password", "password": PASSWORD}},
    "POST /v1/transfers": {"body": {"code": "{code}", "consent": VERSION}},
    "POST /v1/billing/payment-method/{setup_id}/confirm": {
        "path": {"setup_id": "{setup}"},
        "body": {"state": "{state}"},
    },
}


def _member(cast: Cast, caller: str, key: str, body: Any = None) -> None:
    reply = cast.world.call(key, as_=cast.ids["owner"], path={"user_id": cast.ids[caller]}, body=body)
    assert reply.status < 300, reply


def _hand_over(cast: Cast, caller: str) -> None:
    reply = cast.world.call("POST /v1/team/owner", as_=cast.ids[caller], body={"user_id": cast.ids["member"]})
    assert reply.status == 200, reply
    cast.world.settle()


def _close(cast: Cast, caller: str) -> None:
    if caller == "owner":
        _hand_over(cast, caller)
    reply = cast.world.call("DELETE /v1/profile", as_=cast.ids[caller])
    assert reply.status == 204, reply


def _sign_out(cast: Cast, caller: str) -> None:
    reply = cast.world.call("DELETE /v1/sessions/{id}", as_=cast.ids[caller], path={"id": "current"})
    assert reply.status == 204, reply


def _require_factor(cast: Cast, caller: str) -> None:
    cast.add_authenticator("owner")
    cast.world.settle()
    rule = {"second_factor_required_of": "everyone"}
    assert cast.world.call("PATCH /v1/team", as_=cast.ids["owner"], body=rule).status == 200


_USER = "PATCH /v1/team/users/{user_id}"
LOSSES = (
    Loss("demoted", ("admin",), partial(_member, key=_USER, body={"role": "member"})),
    Loss("suspended", ("admin", "other"), partial(_member, key=_USER, body={"status": "suspended"})),
    Loss("removed", ("admin", "other"), partial(_member, key="DELETE /v1/team/users/{user_id}")),
    Loss("factor required", ("admin", "other"), _require_factor),
    Loss("handed over", ("owner",), _hand_over),
    Loss("closed", PLAYERS, _close),
    Loss("session ended", PLAYERS, _sign_out),
    Loss("password reset", PLAYERS, reset_password),
)


def _cancel_number(cast: Cast) -> None:
    path = {"id": cast.ids["number"]}
    assert cast.world.call("DELETE /v1/numbers/{id}", as_=cast.ids["owner"], path=path).status == 204
    cast.world.settle()


def _cancel_plan(cast: Cast) -> None:
    path = {"id": cast.ids["plan"]}
    assert cast.world.call("POST /v1/subscriptions/{id}/cancel", as_=cast.ids["owner"], path=path).status == 200
    cast.world.settle()


def _give_credits(cast: Cast) -> None:
    path, body = {"user_id": cast.ids["other"]}, {"amount": {"amount": "2.00"}}
    given = cast.world.call("POST /v1/users/{user_id}/credits", as_=cast.ids["owner"], path=path, body=body)
    assert given.status == 201, given
    cast.world.settle()


def _set_allowance(cast: Cast) -> None:
    path, body = {"user_id": cast.ids["other"]}, {"amount": {"amount": "2.00"}}
    assert (
        cast.world.call("PUT /v1/users/{user_id}/allowance", as_=cast.ids["owner"], path=path, body=body).status == 200
    )
    cast.world.settle()


def _forward(cast: Cast, to: str = "+16135550199") -> None:
    """Forward the number to Canada, which a list of countries without it switches off."""
    path, body = {"id": cast.ids["number"]}, {"to": to, "mode": "always"}
    key = "PUT /v1/numbers/{id}/forwarding"
    assert cast.world.call(key, as_=cast.ids["owner"], path=path, body=body).status == 200
    cast.world.settle()


def _claim_purchase(cast: Cast) -> None:
    body = {"store": "app_store", "receipt": cast.ids["receipt"]}
    assert cast.world.call("POST /v1/store-subscriptions", as_=cast.ids["owner"], body=body).status == 201
    cast.world.settle()


def _export(cast: Cast) -> None:
    asked = cast.world.call("POST /v1/exports", as_=cast.ids["owner"], body={"of": "me"})
    cast.ids["export"] = asked.body["export_id"]
    cast.world.settle()


def _ask_port_code(cast: Cast) -> None:
    key, path = "POST /v1/port-ins/{id}/code", {"id": cast.ids["port"]}
    asked = cast.world.call(key, as_=cast.ids["owner"], path=path, body={"channel": "sms"})
    cast.world.settle()
    cast.ids["port_code"] = texts(asked.body["phone_number"])[-1][:6]


def _prove_port(cast: Cast) -> None:
    _ask_port_code(cast)
    key, path = "POST /v1/port-ins/{id}/verify", {"id": cast.ids["port"]}
    assert cast.world.call(key, as_=cast.ids["owner"], path=path, body={"code": cast.ids["port_code"]}).status == 200
    cast.world.settle()


def _submit_port(cast: Cast) -> None:
    _prove_port(cast)
    reply = cast.world.call("POST /v1/port-ins/{id}/submit", as_=cast.ids["owner"], path={"id": cast.ids["port"]})
    assert reply.status == 200, reply


def _remove(cast: Cast) -> None:
    _member(cast, "other", "DELETE /v1/team/users/{user_id}")
    cast.world.settle()


def _join_and_leave(cast: Cast) -> None:
    for key, body in (
        ("POST /v1/transfers", {"code": cast.ids["code"], "consent": VERSION}),
        ("POST /v1/team/leave", None),
    ):
        assert cast.world.call(key, as_=cast.ids["invited"], body=body).status < 300
        cast.world.settle()


def _add_endpoint(cast: Cast) -> None:
    body = {"url": "https://hooks.example.com/teamline", "events": ["member.joined"]}
    added = cast.world.call("POST /v1/team/webhooks", as_=cast.ids["owner"], body=body)
    cast.ids["endpoint"] = added.body["endpoint_id"]
    path = {"id": cast.ids["endpoint"]}
    tested = cast.world.call("POST /v1/team/webhooks/{id}/test", as_=cast.ids["owner"], path=path)
    cast.ids["delivery"] = tested.body["delivery_id"]


def _make_key(cast: Cast) -> None:
    cast.ids["api_key"] = make_key(cast)["key_id"]


_OF_AN_ENDPOINT = [
    "PATCH /v1/team/webhooks/{id}",
    "DELETE /v1/team/webhooks/{id}",
    "POST /v1/team/webhooks/{id}/secret",
    "POST /v1/team/webhooks/{id}/test",
    "POST /v1/team/webhooks/{id}/resend-missed",
    "POST /v1/team/webhooks/{id}/deliveries/{delivery_id}/resend",
]
_FIRST: dict[str, Callable[[Cast], None]] = {
    **dict.fromkeys(_OF_AN_ENDPOINT, _add_endpoint),
    "POST /v1/team/api-keys/{id}/rotate": _make_key,
    "DELETE /v1/team/api-keys/{id}": _make_key,
    "DELETE /v1/users/{user_id}/credits": _give_credits,
    "DELETE /v1/users/{user_id}/allowance": _set_allowance,
    "POST /v1/exports/{id}/link": _export,
    "POST /v1/factors": partial(Cast.start_authenticator, caller="owner"),
    "DELETE /v1/factors/{id}": partial(Cast.add_authenticator, caller="owner"),
    "POST /v1/profile/login-id/{id}/confirm": partial(Cast.start_login_id_change, caller="owner"),
    "POST /v1/factors/recovery-codes": partial(Cast.add_authenticator, caller="owner"),
    "POST /v1/numbers/{id}/restore": _cancel_number,
    "DELETE /v1/numbers/{id}/forwarding": _forward,
    "PUT /v1/calling/countries": _forward,
    "POST /v1/subscriptions/{id}/resume": _cancel_plan,
    "POST /v1/port-ins/{id}/verify": _ask_port_code,
    "POST /v1/port-ins/{id}/submit": _prove_port,
    "POST /v1/port-ins/{id}/comments": _submit_port,
    "POST /v1/store-subscriptions/move": _claim_purchase,
    "POST /v1/team/users/{user_id}/undo": _remove,
    "POST /v1/team/leave/undo": _join_and_leave,
}

CHANGING = [
    replace(row, **_INSTEAD.get(row.key, {})) for row in ROWS if not row.key.startswith("GET ") and row.key not in _OPEN
]


@pytest.fixture(scope="module")
def plays(moto_aws: None, one_paypal: RunningPayPal, one_carrier: RunningCarrier) -> Iterator[dict[str, Play]]:
    """Return the play of each first act; the one without any is under the empty name."""
    with carrier_on_loopback() as carrier:
        cast = build_cast(carrier, one_paypal, one_carrier)
        cast.ids["invited"] = cast.sign_up("invited")
        cast.ids["code"] = [code for text in texts(phone_of("invited")) for code in _CODE.findall(text)][-1]
        _approve_wallet(cast, one_paypal)
        _upload_papers(cast)
        cast.remember()
        wallets = dict(one_paypal.simulator.state.tokens)

        def restore_outside() -> None:
            one_paypal.simulator.state.tokens.update(wallets)
            _upload_papers(cast)

        yield {"": Play(cast, tables_of(cast), restore_outside, lambda: len(one_paypal.captures()))}
        cast.world.empty()


def _upload_papers(cast: Cast) -> None:
    for kind in ("authorization", "bill"):
        aws.client("s3").put_object(Bucket=DOCUMENTS_BUCKET, Key=f"{cast.ids['port']}/{kind}", Body=b"%PDF-1.7")


def _approve_wallet(cast: Cast, paypal: RunningPayPal) -> None:
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no"}
    started = cast.world.call("POST /v1/billing/payment-method", as_=cast.ids["owner"], body=urls)
    cast.ids["setup"] = started.body["setup_id"]
    cast.ids["state"] = paypal.approve(cast.ids["setup"])["state"]


def play_of(plays: dict[str, Play], row: Row) -> Play:
    first = _FIRST.get(row.key)
    if first is None:
        return plays[""]
    if row.key not in plays:
        cast = plays[""].cast
        cast.restore()
        first(cast)
        plays[row.key] = replace(plays[""], before=tables_of(cast), lost={})
    return plays[row.key]


def _gaps(play: Play, place: int, caller: str, row: Row) -> Iterator[Gap]:
    """Yield the gaps of each loss of the first caller, and of one loss of each other caller, so that it is quick."""
    losses = LOSSES if place == 0 else [loss for loss in LOSSES if caller in loss.of][place - 1 : place]
    for loss in play.losses(caller, row, tuple(losses)):
        yield from play.gaps(caller, row, loss)


@pytest.mark.parametrize("row", CHANGING, ids=str)
def test_a_right_that_is_lost_in_the_middle_is_lost(plays: dict[str, Play], row: Row) -> None:
    """Before each read after the first, and before the write: refused, and nothing is changed or charged."""
    play = play_of(plays, row)
    players = [caller for caller in PLAYERS if play.succeeds(caller, row)]
    found = [gap for place, caller in enumerate(players) for gap in _gaps(play, place, caller, row)]
    assert {gap.loss for gap in found} >= {"closed", "session ended", "password reset"}, f"{row} needs no right"
    assert [str(gap) for gap in found if not gap.is_refused and not _is_of_a_store(gap)] == []


def _is_of_a_store(gap: Gap) -> bool:
    """Return whether a purchase was refused as a member's; what its store says of it is kept all the same."""
    return gap.reply.status == 409 and gap.reply.body["code"] == "moved_to_web"
