"""The simulated Android Publisher API: who may call it, cancellations, acknowledgements, voided purchases, errors."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest

from simulators.google.push_keys import make_key
from simulators.stores.instants import now, to_ms
from tests.simulators.google_play import RunningGooglePlay, at_google_play, one_google_play
from tests.simulators.running_store import PHONE, USER

__all__ = ["at_google_play", "one_google_play"]

_BY_USER = "USER_REQUESTED_STOP_RENEWALS"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "another@example.com"},
        {"aud": "https://oauth2.example.com/token"},
        {"scope": "https://www.googleapis.com/auth/cloud-platform"},
        {"exp": int(time.time()) + 7200},
        {"exp": int(time.time()) - 1},
        {"kid": "f" * 40},
        {"grant": "client_credentials"},
    ],
)
def test_only_the_service_account_logs_in(at_google_play: RunningGooglePlay, wrong: dict[str, Any]) -> None:
    """A wrong claim, key, key id or grant is refused in OAuth's form."""
    answer = at_google_play.log_in(**wrong)
    assert answer.status_code == 400
    assert answer.json()["error"] in {"invalid_grant", "unsupported_grant_type"}


def test_the_api_needs_a_bearer_token(at_google_play: RunningGooglePlay) -> None:
    """One that was never issued is refused."""
    answer = at_google_play.ask("GET", "subscriptionsv2/tokens/x", bearer="ya29.made-up")
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("how", [{"path": "subscriptionsv2/tokens/none"}, {"package": "com.example.other"}])
def test_what_is_not_there_is_not_found(at_google_play: RunningGooglePlay, how: dict[str, str]) -> None:
    """An unknown token, or another app's."""
    token = at_google_play.subscribe()["receipt"]
    answer = at_google_play.ask("GET", **({"path": f"subscriptionsv2/tokens/{token}"} | how))
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, 404)


@pytest.mark.parametrize(
    ("kind", "context", "restorable"),
    [
        ("DEVELOPER_REQUESTED_STOP_PAYMENTS", "developerInitiatedCancellation", False),
        (_BY_USER, "userInitiatedCancellation", True),
    ],
)
def test_a_cancellation_leaves_what_is_paid(
    at_google_play: RunningGooglePlay, kind: str, context: str, restorable: bool
) -> None:
    """It ends the renewals; the user can restore it or cannot, as was asked."""
    bought = at_google_play.subscribe()
    before = at_google_play.purchase(bought["receipt"])
    assert (at_google_play.cancel(bought["receipt"], kind).status_code, at_google_play.truth()[0]["renews"]) == (
        200,
        False,
    )
    after = at_google_play.purchase(bought["receipt"])
    assert after["subscriptionState"] == "SUBSCRIPTION_STATE_CANCELED"
    assert list(after["canceledStateContext"]) == [context]
    assert after["lineItems"][0]["expiryTime"] == before["lineItems"][0]["expiryTime"]
    assert after["etag"] != before["etag"]
    assert at_google_play.ask_control(event="renewal_on", phone_number=PHONE).ok == restorable


def test_what_is_canceled_cannot_be_canceled(at_google_play: RunningGooglePlay) -> None:
    """Nor is a cancellation of an unknown type taken."""
    token = at_google_play.subscribe()["receipt"]
    assert at_google_play.cancel(token, "BECAUSE").status_code == 400
    assert at_google_play.cancel(token).status_code == 200
    again = at_google_play.cancel(token)
    assert (again.status_code, again.json()["error"]["status"]) == (400, "FAILED_PRECONDITION")


def test_a_body_has_known_members_only(at_google_play: RunningGooglePlay) -> None:
    """A misspelled one is refused, and so is JSON that does not say so."""
    token = at_google_play.subscribe()["receipt"]
    path = f"subscriptionsv2/tokens/{token}:cancel"
    body = {"cancellationContext": {"cancellationType": _BY_USER}}
    answers = [
        at_google_play.ask("POST", path, json=body | {"reason": "none"}),
        at_google_play.ask("POST", path, data=json.dumps(body)),
        at_google_play.ask("POST", path, json=body),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 200]


def test_an_error_can_come_after_the_effect(at_google_play: RunningGooglePlay) -> None:
    """The renewals are off though the answer was an error."""
    token = at_google_play.subscribe()["receipt"]
    at_google_play.control("/behaviour", fault="error_after")
    assert at_google_play.cancel(token).status_code == 500
    assert at_google_play.truth()[0]["renews"] is False


@pytest.mark.parametrize(
    ("fault", "status"), [("error", 500), ("unavailable", 503), ("rate_limited", 429), ("unauthenticated", 401)]
)
def test_the_api_fails_as_set(at_google_play: RunningGooglePlay, fault: str, status: int) -> None:
    """So many times, then it answers again."""
    token = at_google_play.subscribe()["receipt"]
    at_google_play.control("/behaviour", fault=fault, times=1)
    answers = [at_google_play.ask("GET", f"subscriptionsv2/tokens/{token}") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [status, 200]
    assert answers[0].json()["error"]["code"] == status


def test_an_acknowledgement_names_the_product_and_may_name_the_owner(at_google_play: RunningGooglePlay) -> None:
    """The wrong product is refused; whose expired purchase it continues is not said any more."""
    at_google_play.subscribe()
    at_google_play.happen("renewal_off", "expired")
    token = at_google_play.happen("resubscribed", outside=True)["receipt"]
    owner = {"obfuscatedExternalAccountId": USER}
    context = at_google_play.purchase(token)["outOfAppPurchaseContext"]
    assert context["expiredExternalAccountIdentifiers"] == owner
    assert at_google_play.acknowledge(token, "phone.us.yearly").status_code == 400
    assert at_google_play.acknowledge(token, externalAccountIds={"obfuscatedAccountId": USER}).status_code == 204
    after = at_google_play.purchase(token)
    assert "outOfAppPurchaseContext" not in after
    assert after["externalAccountIdentifiers"] == owner


def test_voided_purchases_are_listed_if_subscriptions_are_asked_for(at_google_play: RunningGooglePlay) -> None:
    """With the order that went back; a list of nothing has no member, and 30 days is as far as it goes."""
    token = at_google_play.subscribe()["receipt"]
    refunded = at_google_play.happen("refunded")
    params = {"type": "1", "endTime": str(to_ms(now() + timedelta(days=1)))}
    (voided,) = at_google_play.ask("GET", "voidedpurchases", params=params).json()["voidedPurchases"]
    assert (voided["purchaseToken"], voided["orderId"]) == (token, refunded["period"])
    assert at_google_play.ask("GET", "voidedpurchases").json() == {}
    too_early = {"startTime": str(to_ms(now() - timedelta(days=31)))}
    assert at_google_play.ask("GET", "voidedpurchases", params=params | too_early).status_code == 400


def test_voided_purchases_are_paged(at_google_play: RunningGooglePlay) -> None:
    """Each is listed once."""
    at_google_play.subscribe()
    at_google_play.happen("renewed", "renewed", *("refunded",) * 3)
    params = {"type": "1", "maxResults": "2", "endTime": str(to_ms(now() + timedelta(days=1)))}
    first = at_google_play.ask("GET", "voidedpurchases", params=params).json()
    more = {"token": first["tokenPagination"]["nextPageToken"]}
    second = at_google_play.ask("GET", "voidedpurchases", params=params | more).json()
    assert "tokenPagination" not in second
    assert len({one["orderId"] for one in first["voidedPurchases"] + second["voidedPurchases"]}) == 3


def test_a_revocation_gives_the_money_back(at_google_play: RunningGooglePlay) -> None:
    """Access ends at once; exactly one kind of refund is asked for."""
    token = at_google_play.subscribe()["receipt"]
    path = f"subscriptionsv2/tokens/{token}:revoke"
    assert at_google_play.ask("POST", path, json={"revocationContext": {}}).status_code == 400
    assert at_google_play.ask("POST", path, json={"revocationContext": {"fullRefund": {}}}).json() == {}
    assert at_google_play.purchase(token)["subscriptionState"] == "SUBSCRIPTION_STATE_EXPIRED"
    assert at_google_play.truth()[0]["periods"][0]["refunded_percent"] == 100


def test_a_token_is_usable_for_60_days_after_its_end(at_google_play: RunningGooglePlay) -> None:
    """Then it is gone."""
    at_google_play.subscribe(at=(now() - timedelta(days=100)).isoformat())
    token = at_google_play.happen("renewal_off", at=(now() - timedelta(days=99)).isoformat())["receipt"]
    at_google_play.happen("expired", at=(now() - timedelta(days=60)).isoformat())
    answer = at_google_play.ask("GET", f"subscriptionsv2/tokens/{token}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, 410)


def test_another_key_does_not_log_in(at_google_play: RunningGooglePlay) -> None:
    """Though it says the service account's key id."""
    assert at_google_play.log_in(key=make_key()).json()["error"] == "invalid_grant"


def test_an_order_of_the_old_token_can_be_refunded(at_google_play: RunningGooglePlay) -> None:
    """Its token is the one that was voided, though another has replaced it."""
    old = at_google_play.subscribe()
    at_google_play.happen("upgraded", product="phone.us.yearly")
    assert at_google_play.happen("refunded", period=old["period"])["receipt"] == old["receipt"]
    assert [one["periods"][0]["refunded_percent"] for one in at_google_play.truth()] == [100, 0]
