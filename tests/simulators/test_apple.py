"""The simulated App Store behaves as Apple's does, and fails as the control has set."""

from pathlib import Path

import pytest
import requests
from appstoreserverlibrary.models.Status import Status

from simulators.apple.certificates import Root
from simulators.apple.settings import caller_key
from tests.simulators.app_store import RunningAppStore, at_app_store, one_app_store, payload_of
from tests.simulators.running_store import PHONE, USER

__all__ = ["at_app_store", "one_app_store"]

_QUICK = {"retry_seconds": 0.01}


def test_a_notification_comes_again_with_the_same_id(at_app_store: RunningAppStore) -> None:
    """It is sent again until it is accepted; each time it is signed anew."""
    at_app_store.control("/delivery", **_QUICK)
    at_app_store.listener.answers += [500, 503]
    first, second, third = at_app_store.delivered(at_app_store.subscribe()["notification_id"], 3)
    assert payload_of(first) == payload_of(second) == payload_of(third)
    assert len({first, second, third}) == 3


@pytest.mark.parametrize(
    ("answers", "environment", "times"),
    [([500] * 9, "production", 6), ([500] * 9, "sandbox", 1), ([400], "production", 1), ([503, 401], "production", 2)],
)
def test_apple_gives_up(at_app_store: RunningAppStore, answers: list[int], environment: str, times: int) -> None:
    """After five more attempts, after one in the sandbox, or when a 4xx says that it is not wanted."""
    at_app_store.control("/delivery", **_QUICK)
    at_app_store.listener.answers += answers
    bought = at_app_store.subscribe(environment=environment)
    received = at_app_store.delivered(bought["notification_id"], times)
    at_app_store.happen("test")
    at_app_store.listener.wait_for(lambda all_received: len(all_received) > times)
    assert len(received) == times
    assert [one["status"] for one in at_app_store.transmissions()][:times] == answers[:times]


def test_notifications_cross_if_set(at_app_store: RunningAppStore) -> None:
    """The renewal's notification arrives before the purchase's."""
    at_app_store.control("/delivery", reorder=True)
    at_app_store.subscribe()
    at_app_store.happen("renewed")
    kinds = [one.notification.rawNotificationType for one in at_app_store.verified(2)]
    assert kinds == ["DID_RENEW", "SUBSCRIBED"]


def test_a_restored_transaction_is_the_same_period(at_app_store: RunningAppStore) -> None:
    """Its id is new, the key of its period is not, and nothing more was paid."""
    at_app_store.subscribe()
    renewed, repeated = at_app_store.happen("renewed"), at_app_store.happen("repeated")
    assert renewed["period"] == repeated["period"]
    assert renewed["transaction_id"] != repeated["transaction_id"]
    assert len(at_app_store.truth()[0]["periods"]) == 2


def test_renewals_adjoin(at_app_store: RunningAppStore) -> None:
    """A period begins as the one before ends, on the day of the purchase where the month has it."""
    at_app_store.subscribe(at="2027-01-31T10:00:00Z")
    at_app_store.happen("renewed", "renewed", "renewed")
    (one,) = at_app_store.truth()
    assert [period["starts"][:10] for period in one["periods"]] == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30",
    ]  # fmt: skip
    assert [it["ends"] for it in one["periods"][:-1]] == [it["starts"] for it in one["periods"][1:]]


def test_a_refund_takes_one_period(at_app_store: RunningAppStore) -> None:
    """Of an earlier period it ends nothing; of the running one it does, until it is reversed."""
    bought = at_app_store.subscribe()
    at_app_store.happen("renewed")
    at_app_store.happen("refunded", period=bought["period"], percent=40)
    (one,) = at_app_store.truth()
    assert (one["status"], [it["refunded_percent"] for it in one["periods"]]) == ("active", [40, 0])
    at_app_store.happen("refunded")
    assert at_app_store.truth()[0]["status"] == "revoked"
    at_app_store.happen("refund_reversed")
    (one,) = at_app_store.truth()
    assert (one["status"], [it["refunded_percent"] for it in one["periods"]]) == ("active", [40, 0])


def test_time_does_what_the_store_would(at_app_store: RunningAppStore) -> None:
    """Renewals until they are off, the end of a failed one after 60 days."""
    at_app_store.subscribe(at="2027-01-01T00:00:00Z")
    at_app_store.subscribe(at="2027-01-01T00:00:00Z", phone_number="+14155550101")
    at_app_store.happen("grace", phone_number="+14155550101")
    happened = at_app_store.control("/clock", as_of="2027-04-15T00:00:00Z")["items"]
    assert [one["event"] for one in happened] == ["renewed", "grace_expired", "renewed", "renewed", "expired"]
    assert [one["status"] for one in at_app_store.truth()] == ["active", "expired"]


def test_a_month_of_the_sandbox_lasts_minutes(at_app_store: RunningAppStore) -> None:
    """It renews itself twelve times, then no more."""
    at_app_store.subscribe(environment="sandbox")
    at_app_store.control("/clock", as_of="2028-01-01T00:00:00Z")
    (one,) = at_app_store.truth()
    assert (len(one["periods"]), one["status"]) == (13, "expired")


def test_statuses_are_of_the_customer(at_app_store: RunningAppStore) -> None:
    """Any id of the subscription finds it, in its own environment only; a filter leaves out other states."""
    bought = at_app_store.subscribe()
    renewed = at_app_store.happen("renewed")
    client = at_app_store.client()
    for any_id in (bought["subscription_id"], renewed["transaction_id"]):
        (group,) = client.get_all_subscription_statuses(any_id).data or []
        (last,) = group.lastTransactions or []
        assert (last.originalTransactionId, last.status) == (bought["subscription_id"], Status.ACTIVE)
        signed = at_app_store.verifier().verify_and_decode_signed_transaction(last.signedTransactionInfo or "")
        assert signed.webOrderLineItemId == renewed["period"]
    assert client.get_all_subscription_statuses(bought["subscription_id"], [Status.EXPIRED]).data == []


def test_the_root_lasts(tmp_path: Path) -> None:
    """A client that trusts the root, and a server that knows the caller, still do after a restart."""
    first, second = Root(tmp_path), Root(tmp_path)
    assert first.der == second.der
    assert caller_key(tmp_path).private_numbers() == caller_key(tmp_path).private_numbers()


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("", {"event": "miracle"}),
        ("", {"event": "subscribed", "product": "phone.mars.monthly"}),
        ("", {"event": "subscribed", "environment": "xcode"}),
        ("", {"event": "subscribed", "acount_token": USER}),
        ("", {"event": "renewed", "subscription_id": "1"}),
        ("/behaviour", {"fault": "sometimes"}),
        ("/delivery", {"drop_all": True}),
        ("/clock", {"as_of": "soon"}),
        ("/forgeries", {"forgery": "foreign_root"}),
        ("/forgeries", {"forgery": "odd"}),
    ],
)
def test_the_control_says_what_it_does_not_know(
    at_app_store: RunningAppStore, path: str, command: dict[str, object]
) -> None:
    """A misspelled or impossible command is refused, not ignored."""
    answer = at_app_store.ask_control(path, **command)
    assert answer.status_code == 400
    assert len(answer.text) > 10


@pytest.mark.parametrize(
    ("events", "impossible"),
    [
        (["subscribed"], {"event": "subscribed"}),
        (["subscribed"], {"event": "renewal_on"}),
        (["subscribed"], {"event": "recovered"}),
        (["subscribed"], {"event": "expired"}),
        (["subscribed", "renewal_off"], {"event": "renewed"}),
        (["subscribed", "renewal_off"], {"event": "expired", "at": "2026-12-01T00:00:00Z"}),
        (["subscribed", "refunded"], {"event": "refunded"}),
        (["subscribed"], {"event": "refund_reversed"}),
        (["subscribed"], {"event": "upgraded", "product": "phone.us.monthly"}),
        (["subscribed", "renewed"], {"event": "renewal_off", "at": "2026-01-01T00:00:00Z"}),
    ],
)
def test_what_cannot_happen_is_refused(
    at_app_store: RunningAppStore, events: list[str], impossible: dict[str, str]
) -> None:
    """Nothing changes by it, and nothing is sent."""
    at_app_store.happen(*events)
    before = at_app_store.truth()
    assert at_app_store.ask_control(phone_number=PHONE, **impossible).status_code == 400
    assert at_app_store.truth() == before


def test_reset_forgets_everything(at_app_store: RunningAppStore) -> None:
    """Subscriptions, notifications and set faults are gone."""
    bought = at_app_store.subscribe()
    at_app_store.control("/behaviour", fault="error", times=9)
    at_app_store.control("/reset")
    assert (at_app_store.truth(), at_app_store.transmissions()) == ([], [])
    bearer = {"authorization": f"Bearer {at_app_store.client()._generate_token()}"}
    url = f"{at_app_store.url}/inApps/v1/transactions/{bought['transaction_id']}"
    assert requests.get(url, headers=bearer, timeout=5).json()["errorCode"] == 4040010
