"""Each sample of Google Play has a counterpart with the same fields, and the check of pushes judges both alike."""

import json
from typing import Any

import jwt
import pytest
import requests

from tests.simulators.google_play import RunningGooglePlay, at_google_play, event_of, one_google_play
from tests.simulators.running_store import PHONE, USER, Json, read_sample, sample_names

__all__ = ["at_google_play", "one_google_play"]

_BUY: tuple[str, Json] = ("subscribed", {"account_token": USER})
_ACKNOWLEDGE = "acknowledge"  # by us, as the samples are from the second month on


def _story(*events: str, **last: Any) -> list[tuple[str, Json]]:
    """Return what happens after the purchase; what `last` says belongs to the last event."""
    steps: list[tuple[str, Json]] = [_BUY, *((event, {}) for event in events)]
    return [*steps[:-1], (steps[-1][0], steps[-1][1] | last)]


def _later(*events: str, **last: Any) -> list[tuple[str, Json]]:
    return _story(_ACKNOWLEDGE, *events, **last)


STORIES = {
    "01_purchased": _story(),
    "02_renewed": _later("renewed"),
    "03_renewed_after_move": _later("renewed", "renewed"),
    "04_canceled_by_us": _later("renewed", "cancel"),
    "05_canceled_by_user": _later("renewed", "renewal_off"),
    "06_restarted": _later("renewed", "renewal_off", "renewal_on"),
    "07_in_grace_period": _later("grace"),
    "08_on_hold": _later("grace", "on_hold"),
    "09_recovered": _later("grace", "on_hold", "recovered"),
    "10_revoked": _later("renewed", "revoked"),
    "11_expired": _later("renewed", "renewal_off", "expired"),
    "12_resubscribed_linked": _later("renewal_off", "resubscribed"),
    "13_out_of_app_purchase": _later("renewal_off", "expired", "resubscribed", outside=True),
    "14_pending": [("pending", _BUY[1])],
    "15_pending_canceled": [("pending", _BUY[1]), ("pending_canceled", {})],
    "16_no_account_id": [("subscribed", {})],
    "17_test_purchase": _story(environment="sandbox"),
    "18_without_latest_order_id": _later("renewed"),
    "19_voided": _later("renewed", "refunded"),
    "20_test": [("test", {})],
    "21_one_time": [("one_time", {})],
    "22_unknown_code": _story("unknown"),
    "23_duplicate_of_02": _later("renewed"),
    "24_same_renewal_other_message": _later("renewed", "repeated"),
}
_VALUES = ("kind", "subscriptionState", "acknowledgementState", "externalAccountIdentifiers", "testPurchase")


def _play(at_google_play: RunningGooglePlay, steps: list[tuple[str, Json]]) -> Json:
    """Let it all happen, and return the answer to the last event."""
    answer: Json = {}
    for event, how in steps:
        if event == _ACKNOWLEDGE:
            assert at_google_play.acknowledge(answer["receipt"]).status_code == 204
        elif event == "cancel":
            assert at_google_play.cancel(answer["receipt"]).json() == {}
            last = at_google_play.listener.wait_for(lambda received: len(received) == 3)[-1]
            answer = answer | {"notification_id": json.loads(last.body)["message"]["messageId"]}
        else:
            answer = at_google_play.control(event=event, **({"phone_number": PHONE} | how))
    return answer


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_push_has_the_fields_of_its_sample(at_google_play: RunningGooglePlay, name: str) -> None:
    """The same members and codes as in the sample; the token is accepted."""
    sample = read_sample("google/pushes", name)
    answer = _play(at_google_play, STORIES[name])
    (push,) = at_google_play.delivered(answer["notification_id"])
    event = at_google_play.verify(push).event
    assert _shape(event) == _shape(sample["decoded"])
    assert _said(event) == _said(sample["decoded"])
    assert _shape(json.loads(push.body)) == _shape(sample["request"]["body"])
    assert _claims(push.headers["authorization"]) == _claims(sample["request"]["headers"]["Authorization"])
    assert json.loads(push.body)["subscription"] == sample["request"]["body"]["subscription"]


def _said(event: Json) -> list[Any]:
    """Return the codes in a notification, and what is sold."""
    content = next(value for value in event.values() if isinstance(value, dict))
    words = ("notificationType", "productType", "refundType", "subscriptionId", "sku", "version")
    return [event["packageName"], event["version"], *(content.get(word) for word in words)]


def _claims(authorization: str) -> set[str]:
    return set(jwt.decode(authorization.split()[1], options={"verify_signature": False}))


def _shape(value: Any) -> Any:
    """Return the members of a value, without what they say."""
    return {name: _shape(member) for name, member in value.items()} if isinstance(value, dict) else type(value).__name__


@pytest.mark.parametrize("name", sorted(STORIES))
def test_an_answer_has_the_fields_of_its_sample(at_google_play: RunningGooglePlay, name: str) -> None:
    """The same members, states and owner as in the sample's answer of the API."""
    sample = read_sample("google/pushes", name).get("api_answer")
    if sample is None:
        return  # these are not of a subscription
    shown = {"shown": "latestOrderId" in sample["body"]}
    requests.post(f"{at_google_play.origin}/_control/stores/google/latest_order_id", json=shown, timeout=5)
    made = at_google_play.purchase(_play(at_google_play, STORIES[name])["receipt"])
    theirs = sample["body"]
    assert {member: made.get(member) for member in _VALUES} == {member: theirs.get(member) for member in _VALUES}
    assert set(made) - set(theirs) == set()
    missing = set(theirs) - set(made)
    assert missing == ({"latestOrderId"} if "pending" in name else set())  # the samples guess: nothing was paid yet
    assert set(made.get("canceledStateContext", {})) == set(theirs.get("canceledStateContext", {}))
    assert _line(made) == _line(theirs)


def _line(body: Json) -> Json:
    """Return the members of the only line, and the plan as it is."""
    (line,) = body["lineItems"]
    return {"members": set(line), "plan": line["autoRenewingPlan"], "product": line["productId"]}


def test_every_sample_has_a_counterpart(at_google_play: RunningGooglePlay) -> None:
    """No push of the samples is without one, accepted or refused."""
    assert sample_names("google/pushes") == set(STORIES)
    assert sample_names("google/refuse") == REFUSED == set(at_google_play.simulator.forgeries)


def test_a_duplicate_is_the_same_message(at_google_play: RunningGooglePlay) -> None:
    """It has the same id and says the same."""
    at_google_play.control("/delivery", duplicate=1)
    first, second = at_google_play.delivered(at_google_play.subscribe()["notification_id"], 2)
    assert event_of(first.body) == event_of(second.body)


REFUSED = {
    "alg_none", "email_not_verified", "expired", "no_token", "other_key_same_kid", "tampered", "unknown_kid",
    "wrong_account", "wrong_audience", "wrong_issuer",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_forgery_is_refused_as_its_sample_is(at_google_play: RunningGooglePlay, name: str) -> None:
    """The check refuses its token; the sample has as many parts in it."""
    sample = read_sample("google/refuse", name)
    at_google_play.delivered(at_google_play.subscribe()["notification_id"])
    forged = at_google_play.control("/forgeries", forgery=name)["notification_id"]
    refused = at_google_play.delivered(forged, 2)[-1]
    with pytest.raises(jwt.InvalidTokenError):
        at_google_play.verify(refused)
    theirs = sample["request"]["headers"].get("Authorization", "")
    assert refused.headers.get("authorization", "").count(".") == theirs.count(".")


def test_the_key_set_has_the_fields_of_its_sample(at_google_play: RunningGooglePlay) -> None:
    """As Google publishes it."""
    sample = read_sample("google", "certs_v3_jwks")
    published = requests.get(at_google_play.settings()["keys_url"], timeout=5).json()
    assert [set(key) for key in published["keys"]] == [set(key) for key in sample["keys"]]
