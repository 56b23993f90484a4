"""Each sample of the App Store has a counterpart with the same fields, and Apple's library judges both alike."""

from typing import Any

import pytest
import requests
from appstoreserverlibrary.signed_data_verifier import VerificationException

from tests.simulators.app_store import RunningAppStore, at_app_store, one_app_store, payload_of
from tests.simulators.running_store import PHONE, USER, Json, read_sample, sample_names

__all__ = ["at_app_store", "one_app_store"]

_BUY: tuple[str, Json] = ("subscribed", {"account_token": USER})
_YEAR, _MONTH = {"product": "phone.us.yearly"}, {"product": "phone.us.monthly"}


def _story(*events: str, **last: Any) -> list[tuple[str, Json]]:
    """Return what happens after the purchase; what `last` says belongs to the last event."""
    steps: list[tuple[str, Json]] = [_BUY, *((event, {}) for event in events)]
    return [*steps[:-1], (steps[-1][0], steps[-1][1] | last)]


STORIES = {
    "01_subscribed_initial_buy": _story(),
    "02_did_renew": _story("renewed"),
    "03_did_renew_after_move": _story("renewed", "renewed"),
    "04_auto_renew_disabled": _story("renewed", "renewal_off"),
    "05_auto_renew_enabled_again": _story("renewed", "renewal_off", "renewal_on"),
    "06_expired_voluntary": _story("renewed", "renewal_off", "expired"),
    "07_refund_of_month_3": _story("renewed", "refunded"),
    "08_refund_reversed": _story("renewed", "refunded", "refund_reversed"),
    "09_did_fail_to_renew_grace": _story("grace"),
    "10_did_fail_to_renew": _story("billing_retry"),
    "11_grace_period_expired": _story("grace", "grace_expired"),
    "12_did_renew_billing_recovery": _story("grace", "recovered"),
    "13_expired_billing_retry": _story("billing_retry", "expired"),
    "14_resubscribed_without_token": _story("renewal_off", "expired", "resubscribed", outside=True),
    "15_upgrade": _story("upgraded", **_YEAR),
    "16_downgrade": [(_BUY[0], _BUY[1] | _YEAR), ("downgraded", _MONTH)],
    "17_renewal_extended": _story("renewed", "extended"),
    "18_revoke_family": _story("renewed", "revoked"),
    "19_test": [("test", {})],
    "20_unknown_type": _story("renewed", "unknown"),
    "21_duplicate_of_02": _story("renewed"),
    "22_same_month_other_transaction_id": _story("renewed", "repeated"),
}
_SAID = {
    "notification": ("notificationType", "subtype", "version"),
    "transaction": ("bundleId", "productId", "inAppOwnershipType", "transactionReason", "currency",
                    "revocationType", "revocationPercentage", "environment", "appAccountToken"),
    "renewal": ("autoRenewProductId", "autoRenewStatus", "expirationIntent", "isInBillingRetryPeriod", "environment"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        *(("notifications", name) for name in STORIES),
        *(("notifications_production", name) for name in STORIES if name[:2] in {"01", "02", "03", "04", "07", "19"}),
    ],
)
def test_a_notification_has_the_fields_of_its_sample(at_app_store: RunningAppStore, folder: str, name: str) -> None:
    """The same fields, types, states and reasons as in the sample; Apple's library verifies all of it."""
    sample = read_sample(f"apple/{folder}", name)["decoded"]
    environment = sample["notification"]["data"]["environment"].lower()
    for event, how in STORIES[name]:
        answer = at_app_store.control(event=event, **({"phone_number": PHONE, "environment": environment} | how))
    (signed,) = at_app_store.delivered(answer["notification_id"])
    at_app_store.verify(signed, sandbox=environment == "sandbox")
    made = _decoded(signed)
    for part, said in _SAID.items():
        ours, theirs = made[part] or {}, sample[part] or {}
        assert set(ours) == set(theirs), part
        assert {word: ours.get(word) for word in said} == {word: theirs.get(word) for word in said}
    data = made["notification"]["data"]
    assert {key: value for key, value in data.items() if not key.startswith("signed")} == sample["notification"]["data"]


def _decoded(signed: str) -> Json:
    notification = payload_of(signed)
    inner = {part: notification["data"].get(f"signed{part.title()}Info") for part in ("transaction", "renewal")}
    return {"notification": notification} | {part: payload_of(it) if it else None for part, it in inner.items()}


def test_every_notification_of_the_samples_has_a_counterpart() -> None:
    """No sample is without one."""
    assert set(STORIES) == sample_names("apple/notifications")
    assert sample_names("apple/notifications_production") < set(STORIES)


def test_a_duplicate_is_the_same_notification_signed_anew(at_app_store: RunningAppStore) -> None:
    """Its UUID is the same, its bytes are not."""
    at_app_store.control("/delivery", duplicate=1)
    first, second = at_app_store.delivered(at_app_store.subscribe()["notification_id"], 2)
    assert first != second
    assert payload_of(first) == payload_of(second)


_ENVIRONMENT_ONLY = {"production_at_sandbox_verifier", "sandbox_at_production_verifier"}
REFUSED = {
    "alg_hs256", "alg_none", "expired_leaf", "foreign_root", "inner_transaction_forged", "intermediate_without_marker",
    "leaf_without_marker", "no_x5c", "other_app_apple_id", "other_bundle", "swapped_chain", "tampered_payload",
    "tampered_signature", "two_certificates",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_forgery_is_refused_as_its_sample_is(at_app_store: RunningAppStore, name: str) -> None:
    """Apple's library refuses it with the status that it has for the sample."""
    sample = read_sample("apple/refuse", name)
    sandbox = sample.get("verifier", "Sandbox") == "Sandbox"
    at_app_store.subscribe(environment="sandbox" if sandbox else "production")
    signed = at_app_store.control("/forgeries", forgery=name)["signedPayload"]
    assert signed in at_app_store.signed_payloads(2)
    if sample.get("inner"):
        at_app_store.verifier(sandbox=sandbox).verify_and_decode_notification(signed)
    with pytest.raises(VerificationException) as refusal:
        at_app_store.verify(signed, sandbox=sandbox)
    assert refusal.value.status.name == sample["library_status"]


@pytest.mark.parametrize("name", sorted(_ENVIRONMENT_ONLY))
def test_a_notification_is_of_one_environment(at_app_store: RunningAppStore, name: str) -> None:
    """The verifier of the other environment refuses it, with the status that it has for the sample."""
    sample = read_sample("apple/refuse", name)
    at_app_store.subscribe(environment=name.split("_", maxsplit=1)[0])
    (signed,) = at_app_store.signed_payloads(1)
    with pytest.raises(VerificationException) as refusal:
        at_app_store.verify(signed, sandbox=name.startswith("production"))
    assert refusal.value.status.name == sample["library_status"]


def test_every_refused_sample_has_a_counterpart(at_app_store: RunningAppStore) -> None:
    """No sample is without one; one forgery more is a genuine signature over the other environment."""
    assert sample_names("apple/refuse") == REFUSED | _ENVIRONMENT_ONLY
    assert set(at_app_store.simulator.forgeries) == REFUSED | {"other_environment"}


PROOFS = {
    "api_rate_limited", "api_transaction_history", "api_transaction_not_found", "proof_of_another_user",
    "proof_original_transaction_id", "proof_signed_transaction",
}  # fmt: skip


def test_every_proof_of_the_samples_has_a_counterpart() -> None:
    """No sample is without one."""
    assert sample_names("apple/proofs") == PROOFS


@pytest.mark.parametrize("name", ["proof_signed_transaction", "proof_of_another_user"])
def test_a_receipt_has_the_fields_of_its_sample(at_app_store: RunningAppStore, name: str) -> None:
    """What the app hands over is a signed transaction that names the account it was bought for."""
    sample = read_sample("apple/proofs", name)["decoded"]
    receipt = at_app_store.subscribe(environment="sandbox", account_token=sample["appAccountToken"])["receipt"]
    verified = at_app_store.verifier(sandbox=True).verify_and_decode_signed_transaction(receipt)
    assert verified.appAccountToken == sample["appAccountToken"]
    assert set(payload_of(receipt)) == set(sample)


@pytest.mark.parametrize("name", ["proof_original_transaction_id", "api_transaction_history"])
def test_an_answer_has_the_fields_of_its_sample(at_app_store: RunningAppStore, name: str) -> None:
    """Apple's client reads it, and it has the members of the sample's."""
    sample = read_sample("apple/proofs", name)["api_answer"]
    bought = at_app_store.subscribe(environment="sandbox")
    path = sample["path"].rpartition("/")[0] + f"/{bought['transaction_id']}"
    bearer = {"authorization": f"Bearer {at_app_store.client()._generate_token()}"}
    answer = requests.get(f"{at_app_store.url}/sandbox{path}", headers=bearer, timeout=5)
    assert (answer.status_code, _shape(answer.json())) == (sample["status"], _shape(sample["body"]))


def _shape(value: Any) -> Any:
    """Return the members of a value, without what they say."""
    if isinstance(value, dict):
        return {name: _shape(member) for name, member in value.items()}
    return [_shape(value[0])] if isinstance(value, list) else type(value).__name__


@pytest.mark.parametrize(("name", "fault"), [("api_transaction_not_found", ""), ("api_rate_limited", "rate_limited")])
def test_an_error_is_that_of_its_sample(at_app_store: RunningAppStore, name: str, fault: str) -> None:
    """Status and body are the sample's; so are the headers' names."""
    sample = read_sample("apple/proofs", name)["api_answer"]
    if fault:
        at_app_store.control("/behaviour", fault=fault)
    bearer = {"authorization": f"Bearer {at_app_store.client()._generate_token()}"}
    url = f"{at_app_store.url}/inApps/v1/transactions/4300000000000000"
    answer = requests.get(url, headers=bearer, timeout=5)
    assert (answer.status_code, answer.json()) == (sample["status"], sample["body"])
    assert set(sample.get("headers", {})) <= set(answer.headers)
    assert answer.headers["content-type"] == "application/json"
