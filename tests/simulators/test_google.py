"""The simulated Google Play behaves as Google's does, and fails as the control has set."""

import json
from datetime import timedelta

import pytest
import requests

from simulators.stores.instants import now, parse_instant
from tests.simulators.google_play import RunningGooglePlay, at_google_play, event_of, one_google_play
from tests.simulators.running_store import PHONE

__all__ = ["at_google_play", "one_google_play"]


def test_a_push_comes_again_until_it_is_accepted(at_google_play: RunningGooglePlay) -> None:
    """The message is the same, and every answer but a 2xx brings it again."""
    at_google_play.control("/delivery", retry_seconds=0.01)
    at_google_play.listener.answers += [503, 401, 500, 302]
    received = at_google_play.delivered(at_google_play.subscribe()["notification_id"], 5)
    assert len({one.body for one in received}) == 1


def test_pushes_cross_if_set(at_google_play: RunningGooglePlay) -> None:
    """The renewal's push arrives before the purchase's."""
    at_google_play.control("/delivery", reorder=True)
    at_google_play.subscribe()
    at_google_play.happen("renewed")
    received = at_google_play.listener.wait_for(lambda received: len(received) == 2)
    codes = [event_of(one.body)["subscriptionNotification"]["notificationType"] for one in received]
    assert codes == [2, 4]


def test_a_dropped_push_never_arrives(at_google_play: RunningGooglePlay) -> None:
    """The API knows nevertheless."""
    token = at_google_play.subscribe()["receipt"]
    at_google_play.control("/delivery", drop=True)
    at_google_play.happen("renewed")
    at_google_play.control("/delivery")
    at_google_play.happen("renewal_off")
    received = at_google_play.listener.wait_for(lambda received: len(received) >= 2)
    assert len(received) == 2
    assert at_google_play.purchase(token)["lineItems"][0]["latestSuccessfulOrderId"].endswith("..0")


def test_a_new_key_is_published_beside_the_old_one(at_google_play: RunningGooglePlay) -> None:
    """Pushes are signed by the new one; it verifies once the keys are read again."""
    before = requests.get(at_google_play.settings()["keys_url"], timeout=5).json()["keys"]
    at_google_play.control("/keys")
    after = requests.get(at_google_play.settings()["keys_url"], timeout=5).json()["keys"]
    assert [key["kid"] for key in after][1:] == [key["kid"] for key in before]
    (push,) = at_google_play.delivered(at_google_play.subscribe()["notification_id"])
    assert at_google_play.verify(push)


def test_what_is_not_acknowledged_is_revoked(at_google_play: RunningGooglePlay) -> None:
    """After three days, with the money; what was acknowledged goes on."""
    lost = at_google_play.subscribe()["receipt"]
    kept = at_google_play.subscribe(phone_number="+14155550101")["receipt"]
    assert at_google_play.acknowledge(kept).status_code == 204
    later = now() + timedelta(days=3, minutes=1)
    happened = at_google_play.control("/clock", as_of=later.isoformat())["items"]
    assert [(one["event"], one["receipt"]) for one in happened] == [("revoked", lost)]
    by_token = {one["subscription_id"]: one for one in at_google_play.truth()}
    assert (by_token[lost]["status"], by_token[lost]["periods"][0]["refunded_percent"]) == ("expired", 100)
    assert by_token[kept]["status"] == "active"
    received = at_google_play.listener.wait_for(lambda received: len(received) == 4)
    events = [event for event in map(event_of, (one.body for one in received)) if "voidedPurchaseNotification" in event]
    assert [event["voidedPurchaseNotification"]["purchaseToken"] for event in events] == [lost]


def test_an_upgrade_links_the_old_token(at_google_play: RunningGooglePlay) -> None:
    """The old one is valid to its end, and of the same chain."""
    old = at_google_play.subscribe()["receipt"]
    new = at_google_play.happen("upgraded", product="phone.us.yearly")["receipt"]
    assert at_google_play.purchase(new)["linkedPurchaseToken"] == old
    still = at_google_play.purchase(old)
    assert still["canceledStateContext"] == {"replacementCancellation": {}}
    assert parse_instant(still["lineItems"][0]["expiryTime"]) > now()
    assert [one["chain"] for one in at_google_play.truth()] == [old, old]


def test_a_grace_period_is_not_paid(at_google_play: RunningGooglePlay) -> None:
    """The expiry moves, the order does not; a late payment begins a period when it comes."""
    bought = at_google_play.subscribe()
    paid = at_google_play.truth()[0]["paid_through"]
    at_google_play.happen("grace", days=7)
    line = at_google_play.purchase(bought["receipt"])["lineItems"][0]
    assert line["latestSuccessfulOrderId"] == bought["period"]
    assert parse_instant(line["expiryTime"]) == parse_instant(paid) + timedelta(days=7)
    assert at_google_play.truth()[0]["paid_through"] == paid
    at_google_play.happen("on_hold", "recovered")
    first, second = at_google_play.truth()[0]["periods"]
    assert parse_instant(second["starts"]) > parse_instant(first["ends"]) + timedelta(days=7)


@pytest.mark.parametrize(
    "command",
    [
        {"event": "miracle"},
        {"event": "renewed", "subscription_id": "none"},
        {"event": "subscribed"},
        {"event": "refund_reversed"},
        {"event": "renewal_on"},
        {"event": "recovered"},
        {"event": "completed"},
        {"event": "resubscribed"},
        {"event": "renewed", "at": "2020-01-01T00:00:00Z"},
    ],
)
def test_what_cannot_happen_is_refused(at_google_play: RunningGooglePlay, command: dict[str, str]) -> None:
    """Nothing changes by it."""
    at_google_play.subscribe()
    before = at_google_play.truth()
    assert at_google_play.ask_control(**({"phone_number": PHONE} | command)).status_code == 400
    assert at_google_play.truth() == before


def test_reset_forgets_everything(at_google_play: RunningGooglePlay) -> None:
    """Purchases, messages, bearer tokens and new keys are gone; the first key is not."""
    token = at_google_play.subscribe()["receipt"]
    bearer = at_google_play.log_in().json()["access_token"]
    kept = json.dumps(at_google_play.simulator.keys.published())
    at_google_play.control("/keys")
    at_google_play.control("/reset")
    assert (at_google_play.truth(), at_google_play.transmissions()) == ([], [])
    assert at_google_play.ask("GET", f"subscriptionsv2/tokens/{token}", bearer=bearer).status_code == 401
    assert json.dumps(at_google_play.simulator.keys.published()) == kept


def test_a_pause_is_not_paid(at_google_play: RunningGooglePlay) -> None:
    """It begins when the paid time is over; the API says when it ends, and a period begins then."""
    token = at_google_play.subscribe()["receipt"]
    assert at_google_play.acknowledge(token).ok
    at_google_play.happen("paused", days=30)
    paused = at_google_play.purchase(token)
    assert paused["subscriptionState"] == "SUBSCRIPTION_STATE_PAUSED"
    resumes = parse_instant(paused["pausedStateContext"]["autoResumeTime"])
    at_google_play.control("/clock", as_of=resumes.isoformat())
    first, second = at_google_play.truth()[0]["periods"]
    assert parse_instant(second["starts"]) == resumes
    assert parse_instant(first["ends"]) < resumes
