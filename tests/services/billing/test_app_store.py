"""Notifications of the App Store: genuine or refused, stored once, handled in any order, never lost (B9)."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import jwt
import pytest

from contracts.account_token import to_account_token
from contracts.identity import AccountClosed
from kernel import aws, clock
from simulators.apple.certificates import Signer
from tests.faults import Crash, counted, crashing
from tests.services.billing.storing import StoreHarness

_MOST = 14
_FORGERIES = (
    "tampered_payload",
    "tampered_signature",
    "foreign_root",
    "swapped_chain",
    "leaf_without_marker",
    "intermediate_without_marker",
    "two_certificates",
    "expired_leaf",
    "alg_none",
    "alg_hs256",
    "no_x5c",
    "other_bundle",
    "other_app_apple_id",
    "other_environment",
    "inner_transaction_forged",
)


def _payload(stores: StoreHarness) -> tuple[dict[str, Any], Callable[[dict[str, Any]], dict[str, str]]]:
    """Return the payload of the notification that arrived, and what signs another one as Apple does."""
    (delivery, *_) = stores.arrived()
    payload: dict[str, Any] = jwt.decode(
        json.loads(delivery.body)["signedPayload"], options={"verify_signature": False}
    )
    signer: Signer = stores.apple.simulator.signer
    return payload, lambda changed: {"signedPayload": signer.sign(changed)}


def test_every_forgery_is_tried(stores: StoreHarness) -> None:
    """The simulator knows no way of forging that the next test does not try."""
    assert list(stores.apple.simulator.forgeries) == list(_FORGERIES)


@pytest.mark.parametrize("forgery", _FORGERIES)
def test_a_forged_notification_is_refused(stores: StoreHarness, forgery: str) -> None:
    """401, and nothing is stored or published; also where only what is signed within it is forged (D1)."""
    stores.buy(stores.rosa)
    forged = stores.apple.control("forgeries", forgery=forgery)
    before = len(stores.billing.items(""))
    assert stores.receive({"signedPayload": forged["signedPayload"]}) == 401
    assert len(stores.billing.items("")) == before


@pytest.mark.parametrize("environment", ["Xcode", "LocalTesting"])
def test_what_apples_tools_sign_is_refused(stores: StoreHarness, environment: str) -> None:
    """In those environments Apple's library checks no signature: they are never tried, unsigned or signed (D1)."""
    stores.buy(stores.rosa)
    payload, sign = _payload(stores)
    payload["data"]["environment"] = environment
    unsigned = {"signedPayload": jwt.encode(payload, "", algorithm="none")}
    assert [stores.receive(it) for it in (unsigned, sign(payload))] == [401, 401]
    assert stores.known() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"signedPayload": 1}', b"\xff"])
def test_what_is_no_notification_is_refused(stores: StoreHarness, body: bytes) -> None:
    """400: there is nothing in it that anyone could have signed."""
    event = {"signedPayload": ""}
    assert stores.receive(event) == 401
    if body != b"\xff":
        assert stores.receive(body) == 400


def test_a_purchase_is_known_before_the_app_says_so(stores: StoreHarness) -> None:
    """The token that the app gave the store says whose it is; the app's proof then changes nothing."""
    bought = stores.buy(stores.rosa)
    stores.pass_on()
    (item,) = stores.shown()
    assert (item["status"], item["plan_id"]) == ("active", "local_monthly")
    (changed,) = stores.billing.events("StoreSubscriptionChanged")
    assert (changed["account_id"], changed["renews"], changed["revision"]) == (stores.rosa, True, 1)
    assert stores.claim(bought["receipt"]).body == item
    assert len(stores.billing.events("StoreSubscriptionChanged")) == 1


def test_a_purchase_without_a_token_waits_for_its_proof(stores: StoreHarness) -> None:
    """It is kept, of no one; who hands the proof in has it, with all that was reported meanwhile."""
    bought = stores.buy()
    stores.buy("", "renewed", subscription_id=bought["subscription_id"])
    stores.pass_on(2)
    (known,) = stores.known()
    assert (known.account_id, len(known.periods)) == ("", 2)
    assert stores.claim(bought["receipt"]).status == 201
    (known,) = stores.known()
    assert (known.account_id, known.is_owner_proved, len(known.periods)) == (stores.rosa, False, 2)


def test_a_notification_that_comes_again_changes_nothing(stores: StoreHarness) -> None:
    """Signed anew with the same id, or under another id and another transaction, it is the same month (D3)."""
    stores.apple.control("delivery", duplicate=2)
    stores.buy(stores.rosa)
    stores.pass_on(3)
    stores.apple.control("delivery", duplicate=0)
    stores.buy(stores.rosa, "repeated")
    stores.pass_on(4)
    (known,) = stores.known()
    assert len(known.periods) == 1
    assert len(stores.billing.items("WEBHOOK")) == 2
    assert len(stores.billing.events("StoreSubscriptionChanged")) == 1


def test_an_unknown_type_is_kept_and_read(stores: StoreHarness) -> None:
    """200 to a type newer than the library: what is signed within it counts all the same."""
    stores.buy(stores.rosa)
    payload, sign = _payload(stores)
    payload |= {"notificationType": "SOMETHING_NEW", "subtype": "BRAND_NEW"}
    assert stores.receive(sign(payload)) == 200
    assert len(stores.shown()) == 1


@pytest.mark.parametrize(("where", "name", "value"), [("", "notificationUUID", None), ("data", "status", "one")])
def test_what_cannot_be_read_comes_again(
    stores: StoreHarness, capsys: pytest.CaptureFixture[str], where: str, name: str, value: str | None
) -> None:
    """Signed by Apple, in a form that we do not know: 503, counted, and nothing is stored."""
    stores.buy(stores.rosa)
    payload, sign = _payload(stores)
    (payload[where] if where else payload)[name] = value
    assert stores.receive(sign(payload)) == 503
    assert "StoreNotificationUnreadable" in capsys.readouterr().out
    assert stores.billing.items("WEBHOOK") == []


def test_a_renewal_of_another_subscription_is_refused(stores: StoreHarness) -> None:
    """Renewal infos name no app: one that is crossed with another transaction is not believed."""
    stores.buy(stores.rosa)
    payload, sign = _payload(stores)
    renewal = jwt.decode(payload["data"]["signedRenewalInfo"], options={"verify_signature": False})
    signer: Signer = stores.apple.simulator.signer
    payload["data"]["signedRenewalInfo"] = signer.sign(renewal | {"originalTransactionId": "2000000999999999"})
    assert stores.receive(sign(payload)) == 401
    assert stores.known() == []


def test_apples_own_certificate_is_required(stores: StoreHarness) -> None:
    """A root in PEM is a fault of ours: 500, so that Apple sends it again, never a refusal (D9)."""
    import ssl
    from base64 import b64decode, b64encode

    stores.buy(stores.rosa)
    (delivery, *_) = stores.arrived()
    pem = ssl.DER_cert_to_PEM_cert(b64decode(stores.apple.settings["APP_STORE_ROOTS"])).encode()
    with stores.set(APP_STORE_ROOTS=b64encode(pem).decode()):
        assert stores.receive(delivery.body) == 500
    assert stores.receive(delivery.body) == 200


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, _MOST + 1))
def test_a_notification_survives_a_crash(stores: StoreHarness, at_call: int, after: bool) -> None:
    """Killed at any call, from the door to the record: Apple sends it again, the queue what was not done."""
    stores.buy(stores.rosa)
    (delivery, *_) = stores.arrived()
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        stores.receive(delivery.body)
    assert stores.receive(delivery.body) == 200
    (known,) = stores.known()
    assert (known.account_id, len(known.periods), known.version) == (stores.rosa, 1, 1)
    assert len(stores.billing.events("StoreSubscriptionChanged")) == 1


def test_the_crashes_cover_every_call(stores: StoreHarness) -> None:
    """A notification makes no more calls than the test above crashes at."""
    stores.buy(stores.rosa)
    (delivery, *_) = stores.arrived()
    with counted(aws.client("dynamodb")) as calls:
        stores.receive(delivery.body)
    assert len([name for name in calls.made if name != "Scan"]) <= _MOST


def test_what_never_came_is_found_by_the_daily_look(stores: StoreHarness, capsys: pytest.CaptureFixture[str]) -> None:
    """Apple says so, but nothing arrives: its history has it, and that it was missed is counted, once."""
    stores.apple.control("delivery", drop=True)
    past = clock.now() - timedelta(hours=2)
    bought = stores.buy(stores.rosa, at=clock.to_text(past))
    stores.billing.run("look_at_stores")
    (item,) = stores.shown()
    assert item["status"] == "active"
    assert capsys.readouterr().out.count('"StoreNewsMissed":[1.0]') == 1
    assert stores.claim(bought["receipt"]).status == 201
    stores.billing.run("look_at_stores")
    assert capsys.readouterr().out.count('"StoreNewsMissed":[1.0]') == 0


def test_of_a_closed_account_only_ids_are_kept(stores: StoreHarness) -> None:
    """Its subscriptions stay, by its id only, and so does what the store reports later: it is money (I10)."""
    stores.buy(stores.rosa)
    stores.pass_on()
    stores.billing.deliver_events(AccountClosed(account_id=stores.rosa, email="rosa@example.com"))
    stores.buy(stores.rosa, "renewed")
    stores.pass_on(2)
    (known,) = stores.known()
    assert (known.account_id, len(known.periods)) == (stores.rosa, 2)
    kept = [it for it in stores.billing.items("") if it["pk"].startswith(("STORE", "WEBHOOK"))]
    payloads = [jwt.decode(it["raw"], options={"verify_signature": False}) for it in kept if "raw" in it]
    said = json.dumps([kept, payloads], default=str).lower()
    assert not [word for word in ("rosa", "+1415", "@example.com") if word in said]
    assert to_account_token(stores.rosa) != stores.rosa
    assert stores.billing.ask("GET /v1/store-subscriptions", stores.rosa).status == 401


def test_who_comes_back_with_another_account_keeps_what_they_pay(stores: StoreHarness) -> None:
    """The store names the closed account for ever: its proof may be claimed anew, and stays with the new one."""
    bought = stores.buy(stores.rosa)
    stores.pass_on()
    assert stores.claim(bought["receipt"], as_=stores.sam).status == 409
    stores.billing.deliver_events(AccountClosed(account_id=stores.rosa, email="rosa@example.com"))
    assert stores.claim(bought["receipt"], as_=stores.sam).status == 201
    stores.buy(stores.rosa, "renewed")
    stores.pass_on(2)
    (known,) = stores.known()
    assert (known.account_id, known.is_owner_proved, len(known.periods)) == (stores.sam, False, 2)
